import path from "node:path";
import { writeEdit, type Edit } from "../edit/environment-edit";
import { InputError } from "../input-error";
import { readProject, type Project } from "../project/project";
import { WorkerProcess } from "../run/worker-process";
import { EXIT, type Output } from "./command";
import type { CommandLine, OptionSpec } from "./options";

/** Options of every command that changes an environment. */
export const EDIT_OPTIONS = {
  "dry-run": { type: "boolean", help: "say which files would be written, and write none" },
  cwd: { type: "string", value: "DIR", help: "folder of the Pulumi project (default: this folder)" },
} as const satisfies Record<string, OptionSpec>;

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
    const verb = line.flag("dry-run") ? "would write" : "wrote";
    const files = [...done.files.keys()].map((file) => `${verb} ${path.relative(process.cwd(), file)}`);
    output.result([...files, `stacks: ${done.stacks.map(({ name }) => name).join(", ")}`, ""].join("\n"));
    return EXIT.ok;
  } finally {
    worker.stop();
  }
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
