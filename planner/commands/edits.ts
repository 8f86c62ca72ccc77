import path from "node:path";
import { addRegion, forkEnvironment, writeEdit, type Edit } from "../edit/environment-edit";
import { InputError } from "../input-error";
import { readProject, type Project } from "../project/project";
import { WorkerProcess } from "../run/worker-process";
import { EXIT, type Command, type Output } from "./command";
import type { CommandLine, OptionSpec } from "./options";

const EDIT_OPTIONS = {
  "dry-run": { type: "boolean", help: "say which files would be written, and write none" },
  cwd: { type: "string", value: "DIR", help: "folder of the Pulumi project (default: this folder)" },
} as const satisfies Record<string, OptionSpec>;

/** Adds a region to a partition of an environment. */
export const addRegionCommand: Command = {
  name: "add-region",
  summary: "Add a region to the end of a partition's list, with the stack file it needs.",
  usage: "<environment> <partition> <region>",
  options: EDIT_OPTIONS,
  run: (line, output) =>
    edit(line, output, (project, worker) => {
      const [environment, partition, region] = named(line, ["environment", "partition", "region"]);
      return addRegion(project, { environment, partition, region }, worker);
    }),
};

/** Copies an environment under another name. */
export const forkCommand: Command = {
  name: "fork",
  summary: "Copy an environment under another name, with a stack file for each of its stacks.",
  usage: "<environment> <new name>",
  options: EDIT_OPTIONS,
  run: (line, output) =>
    edit(line, output, (project, worker) => {
      const [environment, name] = named(line, ["environment", "new name"]);
      return forkEnvironment(project, { environment, name }, worker);
    }),
};

async function edit(
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
function named<const Names extends readonly string[]>(
  line: CommandLine,
  names: Names,
): { readonly [Index in keyof Names]: string };
function named(line: CommandLine, names: readonly string[]): readonly string[] {
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
