import { parseArgs } from "node:util";
import type { FaultKind } from "./faults";
import type { Orders } from "./plans";

/** What a run is asked for. */
export interface RunOptions {
  /** Commands at least. */
  readonly commands: number;
  /** Faults, spread over the commands. */
  readonly faults: number;
  /** Whether it goes on beyond its commands until all faults happened. */
  readonly awaitsFaults: boolean;
  /** What is drawn by. */
  readonly seed: number;
  /** After how many seconds no new order comes, whatever else was asked for. */
  readonly seconds: number;
  /** Commands asked for at once. */
  readonly callers: number;
  /**
   * Which orders come.
   *
   * @default "mixed"
   */
  readonly orders?: Orders;
  /**
   * What is broken.
   *
   * @default - anything
   */
  readonly kinds?: readonly FaultKind[];
}

const DEFAULTS = { commands: "50000", faults: "25", duration: "600", callers: "96" } as const;

/** Reads the command line. @throws Error that names what is wrong, and what is allowed */
export function readOptions(args: readonly string[], newSeed: () => number): RunOptions {
  const text = { type: "string" } as const;
  const options = { commands: text, faults: text, seed: text, duration: text, callers: text };
  const { values } = parseArgs({ args: [...args], options });
  const given = { seed: String(newSeed()), ...DEFAULTS, ...values };
  const problems = Object.entries(given)
    .filter(([, value]) => !/^\d{1,9}$/.test(value))
    .map(([name, value]) => `--${name} is ${value}, expected a whole number; a duration is in seconds`);
  if (problems.length > 0) {
    throw new Error(problems.join("\n"));
  }
  const { commands, faults, seed, duration, callers } = given;
  return {
    ...{ commands: Number(commands), faults: Number(faults), awaitsFaults: true, seed: Number(seed) },
    ...{ seconds: Number(duration), callers: Math.max(1, Number(callers)) },
  };
}
