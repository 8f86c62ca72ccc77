import type { CommandLine, OptionSpec } from "./options";

/** Exit codes of the planner. */
export const EXIT = {
  /** All is well. */
  ok: 0,
  /** There are findings at or above the threshold. */
  findings: 1,
  /** Wrong usage, or input that cannot be planned. */
  input: 2,
  /** The planner itself failed; never taken for findings. */
  defect: 3,
} as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Where a command writes. */
export interface Output {
  /** The result; to the file of `--out`, otherwise to standard output. */
  result(text: string): void;
  /** A second result, to the file that an option names. */
  file(option: string, file: string, text: string): void;
  /** Progress and remarks; only shown at a terminal. */
  progress(line: string): void;
  /** What must be seen whatever happens. */
  error(text: string): void;
}

/** A subcommand of the planner. */
export interface Command {
  readonly name: string;
  /** What it does, in a sentence. */
  readonly summary: string;
  /** Arguments in the usage text. */
  readonly usage: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
  run(line: CommandLine, output: Output): Promise<ExitCode>;
}
