import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { InputError } from "../input-error";
import { readYaml } from "./yaml-file";

const ProjectFile = z.object({
  name: z.string(),
  main: z.string().default("."),
  stackConfigDir: z.string().default("."),
  config: z.record(z.string(), z.unknown()).default({}),
});

/** A Pulumi project, as its `Pulumi.yaml` describes it. */
export interface Project {
  readonly name: string;
  /** Folder of `Pulumi.yaml`. */
  readonly rootDirectory: string;
  /** Working directory of the program. */
  readonly programDirectory: string;
  /** The module that is the program. */
  readonly entry: string;
  /** Folder of the stacks' own files. */
  readonly stackConfigDirectory: string;
  /** Default configuration values, by key. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

/**
 * Reads the project in a folder.
 * @throws InputError where the folder has no `Pulumi.yaml`, or one that cannot be used
 */
export function readProject(directory: string): Project {
  const rootDirectory = path.resolve(directory);
  const file = path.join(rootDirectory, "Pulumi.yaml");
  if (!fs.existsSync(file)) {
    const fix = "run the planner in the folder of a Pulumi project, or name one with --cwd";
    throw new InputError([{ where: rootDirectory, message: "has no Pulumi.yaml", fix }]);
  }
  const { name, main, stackConfigDir, config } = readYaml(file, ProjectFile);
  const program = path.resolve(rootDirectory, main);
  if (!["", ".ts", ".js"].some((extension) => fs.existsSync(`${program}${extension}`))) {
    const where = path.relative(process.cwd(), file);
    const message = `is "${main}", but there is no such file or folder`;
    throw new InputError([{ where, path: "main", message, fix: "correct the path" }]);
  }
  const isDirectory = fs.existsSync(program) && fs.statSync(program).isDirectory();
  return {
    name,
    rootDirectory,
    programDirectory: isDirectory ? program : path.dirname(program),
    entry: isDirectory ? entryIn(program) : program,
    stackConfigDirectory: path.resolve(rootDirectory, stackConfigDir),
    defaults: config,
  };
}

// As the language host does: the package's own `main`, otherwise whatever Node finds in the folder.
function entryIn(directory: string): string {
  const file = path.join(directory, "package.json");
  const manifest: { main?: string } = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
  return path.join(directory, manifest.main ?? "index");
}
