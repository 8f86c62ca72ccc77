import os from "node:os";
import path from "node:path";
import { openFiles, type Files, type FilesPlace } from "../files";

/** How a job ends; the platform's job never tries `data` and `usage` again. */
export const EXIT = { done: 0, data: 65, interrupted: 75, usage: 78 } as const;

/** The command line or the environment is not what it should be. */
export class WrongUsage extends Error {
  override readonly name = "WrongUsage";
}

/** The inputs are not what they should be; trying again does not help. */
export class UnusableInput extends Error {
  override readonly name = "UnusableInput";
}

/** What a job is about. */
export interface Job {
  /** Printed where it is used wrongly. */
  readonly usage: string;
  /** Does it, until it is told to stop; what it has written then it does not do again. */
  readonly run: (signal: AbortSignal) => Promise<{ readonly result: object; readonly code: number }>;
}

/** @throws WrongUsage unless all is fine */
export function refuseUnless(fine: boolean, problem: string): void {
  if (!fine) {
    throw new WrongUsage(problem);
  }
}

/** What some code that reads a command line yields. @throws WrongUsage where it throws */
export function usedRightly<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

/** Which of the processes that share a job this one is, from 0, and of how many. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** Which one this is, as Kubernetes and AWS Batch say it. */
export function shareOf(env: NodeJS.ProcessEnv): Share {
  const index = Number(env["JOB_COMPLETION_INDEX"] ?? env["AWS_BATCH_JOB_ARRAY_INDEX"] ?? 0);
  const of = Number(env["JOB_COMPLETIONS"] ?? 1);
  refuseUnless(index >= 0 && index < of, `JOB_COMPLETION_INDEX is ${index}, expected below JOB_COMPLETIONS, ${of}`);
  return { index, of };
}

/** Where a job's files are, and how they are reached. */
export interface JobPlace {
  readonly place: FilesPlace;
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
}

/** Lets a job called so work on its files. */
export async function withFiles<Result>(
  name: string,
  { place, region, endpoint }: JobPlace,
  work: (files: Files) => Promise<Result>,
): Promise<Result> {
  const writer = `${os.hostname()}-${process.pid}`;
  const opened = openFiles(place, { writer, region, endpoint, copies: path.join(os.tmpdir(), `${name}-copies`) });
  try {
    return await work(opened.files);
  } finally {
    await opened.close();
  }
}

/** What DuckDB may use in a job called so: half of the memory, the other half is for what reads its rows. */
export function duckDbOptions(name: string): {
  readonly memoryMiB: number;
  readonly threads: number;
  readonly spillFolder: string;
} {
  return {
    memoryMiB: Math.floor(availableMemory() / 2 ** 21),
    threads: os.availableParallelism(),
    spillFolder: path.join(os.tmpdir(), `${name}-${process.pid}`),
  };
}

/** Bytes that this process may use: those of its container, where it has one with a bound. */
function availableMemory(): number {
  const bound = process.constrainedMemory();
  return bound === 0 || bound === undefined ? os.totalmem() : Math.min(bound, os.totalmem());
}

/** Runs a job until it is done or told to stop, prints its result as JSON, and says how the process ends. */
export async function runJob({ usage, run }: Job): Promise<number> {
  const stop = new AbortController();
  process.on("SIGTERM", () => stop.abort());
  process.on("SIGINT", () => stop.abort());
  try {
    const { result, code } = await run(stop.signal);
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return code;
  } catch (error) {
    if (stop.signal.aborted) {
      process.stderr.write("interrupted; the next start goes on from the last checkpoint\n");
      return EXIT.interrupted;
    }
    if (error instanceof WrongUsage) {
      process.stderr.write(`${error.message}\n\n${usage}`);
      return EXIT.usage;
    }
    if (error instanceof UnusableInput) {
      process.stderr.write(`${error.message}\n`);
      return EXIT.data;
    }
    throw error;
  }
}
