import { build, type Plugin } from "esbuild";
import fs from "node:fs";
import path from "node:path";
import { patched, type Patch } from "./patches";

const SERVICE = path.join(__dirname, "../..");

/** What the processes of a run are made of. */
export interface Bundle {
  /** The program that each of them runs. */
  readonly program: string;
  readonly migrations: readonly { readonly name: string; readonly text: string }[];
}

/** Makes one program of the service's sources, so that a process that was killed is back at once. Patches change a copy. */
export async function bundle(folder: string, patches: readonly Patch[]): Promise<Bundle> {
  const program = path.join(folder, "service.js");
  const applied = new Set<string>();
  await build({
    ...{ entryPoints: [path.join(SERVICE, "chaos/process/entry.ts")], outfile: program, plugins: [plugin()] },
    ...{ bundle: true, platform: "node", target: "node20", packages: "external", logLevel: "error" },
  });
  const migrations = fs
    .readdirSync(path.join(SERVICE, "migrations"))
    .sort()
    .map((name) => ({ name, text: read(`migrations/${name}`) }));
  const unused = patches.filter(({ file }) => !applied.has(file));
  if (unused.length > 0) {
    throw new Error(`no process reads ${unused.map(({ file }) => file).join(", ")}; bring the patch up to date`);
  }
  return { program, migrations };

  function read(file: string): string {
    applied.add(file);
    return patched(file, fs.readFileSync(path.join(SERVICE, file), "utf8"), patches);
  }

  function plugin(): Plugin {
    return {
      name: "patches",
      setup: ({ onLoad }) =>
        onLoad({ filter: /inventory-service\/src\/.*\.ts$/ }, ({ path: file }) => ({
          contents: read(path.relative(SERVICE, file).replaceAll(path.sep, "/")),
          loader: "ts",
        })),
    };
  }
}
