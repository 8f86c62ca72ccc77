import * as pulumi from "@pulumi/pulumi";
import { readBundle } from "./bundled-function";

/** What Node needs to find the runtime by the name that handlers import it by, here and in Lambda. */
const PACKAGE = { name: "inventory-platform", exports: { "./runtime": "./runtime.js" } } as const;

/**
 * The code of a handler together with the runtime, which it imports as `inventory-platform/runtime`: a folder of plain
 * JavaScript needs no bundler.
 * @param folder path of a folder with `index.mjs` or `index.js`
 * @throws Error where the kit has not been built
 */
export function codeWithRuntime(folder: string): pulumi.asset.Archive {
  return new pulumi.asset.AssetArchive({
    ".": new pulumi.asset.FileArchive(folder),
    "node_modules/inventory-platform/package.json": new pulumi.asset.StringAsset(JSON.stringify(PACKAGE)),
    "node_modules/inventory-platform/runtime.js": new pulumi.asset.StringAsset(
      readBundle("components/handler/runtime/bundle"),
    ),
  });
}
