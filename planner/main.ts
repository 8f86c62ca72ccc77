import fs from "node:fs";
import path from "node:path";
import { EXIT, type Command, type ExitCode, type Output } from "./commands/command";
import { cost } from "./commands/cost";
import { diff } from "./commands/diff";
import { addRegionCommand } from "./commands/add-region";
import { forkCommand } from "./commands/fork";
import { graph } from "./commands/graph";
import { inventory } from "./commands/inventory";
import { readCommandLine } from "./commands/options";
import { migrateAssess } from "./commands/migrate-assess";
import { plan } from "./commands/plan";
import { policy } from "./commands/policy";
import { preview } from "./commands/preview";
import { prices } from "./commands/prices";
import { report } from "./commands/report";
import { residency } from "./commands/residency";
import { simulate } from "./commands/simulate";
import { waves } from "./commands/waves";
import { InputError, renderProblem } from "./input-error";
import { PolicyPackError } from "./policy";
import { PlanError } from "./run/planned";

const COMMANDS: readonly Command[] = [
  preview,
  policy,
  residency,
  plan,
  diff,
  cost,
  prices,
  simulate,
  report,
  graph,
  inventory,
  waves,
  migrateAssess,
  addRegionCommand,
  forkCommand,
];

/**
 * Runs the planner.
 * @param args the arguments after the program's name
 * @returns the exit code
 */
export async function main(args: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(usage());
    return EXIT.ok;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) {
    process.stderr.write(name === undefined ? usage() : `error: unknown command "${name}"\n\n${usage()}`);
    return EXIT.input;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(commandUsage(command));
    return EXIT.ok;
  }
  return runCommand(command, rest);
}

async function runCommand(command: Command, args: readonly string[]): Promise<ExitCode> {
  try {
    const line = readCommandLine(args, command.options);
    return await command.run(line, outputTo(line.text("out")));
  } catch (error) {
    if (error instanceof InputError) {
      process.stderr.write(error.problems.map((problem) => `error: ${renderProblem(problem)}\n`).join(""));
      return EXIT.input;
    }
    if (error instanceof PlanError || error instanceof PolicyPackError) {
      process.stderr.write(`error: ${error.message}\n`);
      return EXIT.input;
    }
    throw error;
  }
}

function outputTo(file: string | undefined): Output {
  const { isTTY } = process.stderr;
  return {
    result: (text) => (file === undefined ? void process.stdout.write(text) : write("--out", file, text)),
    file: write,
    progress: (line) => void (isTTY && process.stderr.write(`${line}\n`)),
    error: (text) => void process.stderr.write(`${text}\n`),
  };
}

function write(option: string, file: string, text: string): void {
  // Beside the target first, so that nobody ever reads half a file.
  const draft = `${file}.${process.pid}.part`;
  try {
    fs.mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    fs.writeFileSync(draft, text);
    fs.renameSync(draft, file);
  } catch (error) {
    // Where its folder is a file, there is no draft to remove, and asking for it fails.
    if (fs.existsSync(draft)) {
      fs.rmSync(draft);
    }
    const message = `cannot be written: ${error instanceof Error ? error.message : String(error)}`;
    throw new InputError([
      { where: `${option} ${file}`, message, fix: "name a file in a folder that can be written to" },
    ]);
  }
}

function usage(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)} ${summary}`);
  return [
    "usage: planner <command> [options]",
    "",
    ...lines,
    "",
    "planner <command> --help tells its options.",
    "",
  ].join("\n");
}

function commandUsage({ name, summary, usage: args, options }: Command): string {
  const lines = Object.entries(options).map(([option, { value, help }]) => {
    const left = `--${option}${value === undefined ? "" : ` ${value}`}`;
    return `  ${left.padEnd(22)} ${help}`;
  });
  return [`usage: planner ${name} ${args} [options]`, "", summary, "", ...lines, ""].join("\n");
}
