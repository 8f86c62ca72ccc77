import path from "node:path";
import { writeEdit, type Edit } from "../edit/environment-edit";
import { InputError } from "../input-error";
import { readProject, type Project } from "../project/project";
import { WorkerProcess } from "../run/worker-process";
import { printedJson } from "../report/json";
import { EXIT, type Output } from "./command";
import type { CommandLine, OptionSpec } from "./options";

/** Options of every command that changes an environment. */
export const EDIT_OPTIONS = {
  "dry-run": { type: "boolean", help: "say which files would be written, and write none" },
  format: { type: "string", value: "FORMAT", choices: ["text", "json"], help: "text (default) or json" },
  cwd: { type: "string", value: "DIR", help: "folder of the Pulumi project (default: this folder)" },
  out: { type: "string", value: "FILE", help: "write the result to a file" },
} as const satisfies Record<string, OptionSpec>;

/** What a command wrote, or would write. */
export interface WrittenDocument {
  /** False with `--dry-run`. */
  readonly written: boolean;
  /** The files, as seen from this folder. */
  readonly files: readonly string[];
}

/** What a change of an environment wrote. */
interface EditDocument extends WrittenDocument {
  /** Names of the environment's stacks afterwards, or of the new environment's. */
  readonly stacks: readonly string[];
}

/**
 * Carries out a change of an environment of the project in `--cwd`, and says which files it wrote.
 * @throws InputError where the change cannot be made
 */
export async function edit(
  line: CommandLine,
  output: Output,
  change: (project: Project, worker: WorkerProcess) => Promise<Edit>,
): Promise<typeof EXIT.ok> {
  const project = readProject(path.resolve(line.text("cwd") ?? "."));
  const worker = new WorkerProcess();
  try {
    const done = await change(project, worker);
    if (!line.flag("dry-run")) {
      writeEdit(done);
    }
    const files = [...done.files.keys()].map((file) => path.relative(process.cwd(), file));
    const stacks = done.stacks.map(({ name }) => name);
    const document: EditDocument = { written: !line.flag("dry-run"), files, stacks };
    output.result(
      line.text("format") === "json"
        ? printedJson(document)
        : [...fileLines(document), `stacks: ${stacks.join(", ")}`, ""].join("\n"),
    );
    return EXIT.ok;
  } finally {
    worker.stop();
  }
}

/** A line for each file that was written, or would be. */
export function fileLines({ written, files }: WrittenDocument): string[] {
  return files.map((file) => `${written ? "wrote" : "would write"} ${file}`);
}

/** The arguments of a command by position: each must be there, and none besides. */
export function named<const Names extends readonly string[]>(
  line: CommandLine,
  names: Names,
): { readonly [Index in keyof Names]: string };
export function named(line: CommandLine, names: readonly string[]): readonly string[] {
  const missing = names.slice(line.positionals.length);
  const extra = line.positionals.slice(names.length);
  const problems = [
    ...missing.map((name) => ({ where: `<${name}>`, message: "is missing", fix: `give ${names.join(", ")}` })),
    ...extra.map((where) => ({ where, message: "is one argument too many", fix: `give ${names.join(", ")}` })),
  ];
  if (problems.length > 0) {
    throw new InputError(problems);
  }
  return line.positionals;
}
