import path from "node:path";
import { planWaves, type Wave } from "../delivery/waves";
import { describeEnvironment } from "../environment";
import { readProject } from "../project/project";
import { WorkerProcess } from "../run/worker-process";
import { EXIT, type Command } from "./command";
import { named } from "./edits";

const FORMATS = ["text", "json"] as const;

/** Tells in which order the stacks of an environment are brought up. */
export const waves: Command = {
  name: "waves",
  summary: "Tell in which order to bring the stacks of an environment up, one at a time.",
  usage: "<environment>",
  options: {
    create: { type: "boolean", help: "the order of the first creation: regions as listed, whatever their roles" },
    format: { type: "string", value: "FORMAT", choices: FORMATS, help: "text (default), or json for a pipeline" },
    cwd: { type: "string", value: "DIR", help: "folder of the Pulumi project (default: this folder)" },
    out: { type: "string", value: "FILE", help: "write the result to a file" },
  },
  async run(line, output) {
    const [environment] = named(line, ["environment"]);
    const project = readProject(path.resolve(line.text("cwd") ?? "."));
    const worker = new WorkerProcess();
    try {
      const stacks = await describeEnvironment(project, environment, worker);
      const planned = planWaves(stacks, line.flag("create") ? "create" : "update");
      output.result(line.text("format") === "json" ? `${JSON.stringify(planned)}\n` : textOf(planned));
      return EXIT.ok;
    } finally {
      worker.stop();
    }
  },
};

/** One line a wave. */
function textOf(planned: readonly Wave[]): string {
  const rows = planned.map(({ wave, stack, region, role }) => [String(wave), stack, region, role ?? ""]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .map((row) => `${row}\n`)
    .join("");
}
