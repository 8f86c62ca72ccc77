import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * Bundles the kit's functions into a folder of their own, with packages of the AWS SDK to speak to and a program `run.js`.
 * @param sdk source of each package, by its name behind `@aws-sdk/`
 * @returns the folder, which the caller deletes
 */
export function bundledBeside(sdk: Readonly<Record<string, string>>, run: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "bundle-"));
  const build = `import(process.argv[1]).then(({ bundleFunctions }) => bundleFunctions(process.argv[2]))`;
  const script = path.join(__dirname, "..", "..", "scripts", "bundle-functions.mjs");
  execFileSync(process.execPath, ["-e", build, script, folder]);
  for (const [name, source] of Object.entries(sdk)) {
    const target = path.join(folder, "node_modules", "@aws-sdk", name);
    mkdirSync(target, { recursive: true });
    writeFileSync(path.join(target, "index.js"), source);
  }
  writeFileSync(path.join(folder, "run.js"), run);
  return folder;
}
