import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const ROOT = path.join(__dirname, "..", "..");

/** A project of its own built on the kit, in a folder of its own. */
export interface Fork {
  readonly directory: string;
  /** Writes a file of the fork. */
  write(file: string, text: string): void;
  /** Deletes a file of the fork. */
  delete(file: string): void;
  /** Deletes the fork. */
  remove(): void;
}

/**
 * Makes a project that builds the repository's own environments.
 * @param more lines of the program that run beside the platform; `aws` and `pulumi` are imported
 */
export function makeFork(more = ""): Fork {
  const directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "fork-")));
  const write = (file: string, text: string): void => fs.writeFileSync(path.join(directory, file), text);
  const kit = (module: string): string => JSON.stringify(path.join(ROOT, "stacks", module));
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(directory, "node_modules"));
  // What one fork has transpiled, the next one need not.
  fs.mkdirSync(path.join(ROOT, ".planner"), { recursive: true });
  fs.symlinkSync(path.join(ROOT, ".planner"), path.join(directory, ".planner"));
  fs.cpSync(path.join(ROOT, "stacks", "environments"), path.join(directory, "environments"), { recursive: true });
  fs.cpSync(path.join(ROOT, "stacks", "config"), path.join(directory, "config"), { recursive: true });
  write("Pulumi.yaml", "name: inventory-platform\nruntime: nodejs\nstackConfigDir: config\n");
  write("tsconfig.json", JSON.stringify({ extends: path.join(ROOT, "stacks", "tsconfig.json"), include: ["."] }));
  write("describe.ts", `export { describeEnvironment } from ${kit("describe")};\n`);
  write(
    "index.ts",
    [
      'import * as aws from "@pulumi/aws";',
      'import * as pulumi from "@pulumi/pulumi";',
      `import { buildPlatform } from ${kit("platform")};`,
      "void aws;",
      'const outputs = buildPlatform({ environments: __dirname + "/environments" });',
      'if (pulumi.getStack() === "dev-eu-central-1") {',
      more,
      "}",
      "export = outputs;",
      "",
    ].join("\n"),
  );
  return {
    directory,
    write,
    delete: (file) => fs.rmSync(path.join(directory, file)),
    remove: () => fs.rmSync(directory, { recursive: true, force: true }),
  };
}
