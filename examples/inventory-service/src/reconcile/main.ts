import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { openPool } from "../storage";
import { openFiles, placeOf, type FilesPlace } from "../files";
import { DuckDbEngine, PostgresStock, reconcile, UnusableInput, type RunResult } from ".";

/** How the job ends; the platform's job never tries `data` and `usage` again. */
const EXIT = { done: 0, data: 65, interrupted: 75, usage: 78 } as const;

const USAGE = `usage: reconcile --data PLACE [--day YYYY-MM-DD] [--days-back N] [--apply]

  --data       where counts, snapshot and events lie, and where deltas and runs are written: a folder, or
               s3://bucket/prefix, in AWS_REGION, at S3_ENDPOINT where that is not AWS
  --day        the day to reconcile, in UTC; the last one that was counted, if left out
  --days-back  days before it that are compared anew where counts came late; 7, if left out
  --apply      repairs what is small and certain, in the database at DATABASE_URL
`;

interface Settings {
  readonly data: FilesPlace;
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
  readonly day: string | undefined;
  readonly daysBack: number;
  readonly share: { readonly index: number; readonly of: number };
  readonly databaseUrl: string | undefined;
}

class WrongUsage extends Error {}

/** Reads the command line and the environment; nothing else of this program does. */
function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): Settings {
  const { values } = parse(args);
  const daysBack = Number(values["days-back"] ?? 7);
  const share = readShare(env);
  const url = env["DATABASE_URL"];
  const data = placeOf(values.data ?? "");
  refuseUnless(values.data !== undefined, "--data is missing, expected a folder");
  refuseUnless(data !== undefined, `--data is ${values.data}, expected a folder or s3://bucket/prefix`);
  refuseUnless(/^\d{4}-\d\d-\d\d$/.test(values.day ?? "2000-01-01"), `--day is ${values.day}, expected YYYY-MM-DD`);
  refuseUnless(daysBack >= 1 && daysBack <= 90, `--days-back is ${values["days-back"]}, expected 1 to 90`);
  refuseUnless(values.apply !== true || url !== undefined, "--apply needs DATABASE_URL");
  return {
    data: data ?? { kind: "folder", folder: "" },
    region: env["AWS_REGION"],
    endpoint: env["S3_ENDPOINT"],
    day: values.day,
    daysBack,
    share,
    databaseUrl: values.apply === true ? url : undefined,
  };
}

/** Which of a job's shards this one is, as Kubernetes and AWS Batch say it. */
function readShare(env: NodeJS.ProcessEnv): Settings["share"] {
  const index = Number(env["JOB_COMPLETION_INDEX"] ?? env["AWS_BATCH_JOB_ARRAY_INDEX"] ?? 0);
  const of = Number(env["JOB_COMPLETIONS"] ?? 1);
  refuseUnless(index >= 0 && index < of, `JOB_COMPLETION_INDEX is ${index}, expected below JOB_COMPLETIONS, ${of}`);
  return { index, of };
}

function parse(args: readonly string[]): {
  values: { data?: string; day?: string; "days-back"?: string; apply?: boolean };
} {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: "string" },
        day: { type: "string" },
        "days-back": { type: "string" },
        apply: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

function refuseUnless(fine: boolean, problem: string): void {
  if (!fine) {
    throw new WrongUsage(problem);
  }
}

async function run(settings: Settings, signal: AbortSignal): Promise<RunResult> {
  const { data, day, daysBack, share, databaseUrl, region, endpoint } = settings;
  const writer = `${os.hostname()}-${process.pid}`;
  const copies = path.join(os.tmpdir(), "reconcile-copies");
  const opened = openFiles(data, { writer, region, endpoint, copies });
  const engine = await DuckDbEngine.start({
    memoryMiB: Math.floor(availableMemory() / 2 ** 21),
    threads: os.availableParallelism(),
    spillFolder: path.join(os.tmpdir(), `reconcile-${process.pid}`),
  });
  const pool = databaseUrl === undefined ? undefined : openPool(databaseUrl, 1);
  try {
    const stock = pool === undefined ? undefined : new PostgresStock(pool);
    return await reconcile({ files: opened.files, engine, stock, day, daysBack, share, signal });
  } finally {
    engine.stop();
    await pool?.end();
    await opened.close();
  }
}

/** Bytes that this process may use: those of its container, where it has one with a bound. */
function availableMemory(): number {
  const bound = process.constrainedMemory();
  return bound === 0 || bound === undefined ? os.totalmem() : Math.min(bound, os.totalmem());
}

function exitCodeOf(result: RunResult): number {
  // The job has failed, so that its alarm rings; trying again would find the same.
  const isTooMany = result.kind === "decided" && result.report.plan.decision.kind === "too-many";
  return isTooMany || result.kind === "no-counts" ? EXIT.data : EXIT.done;
}

async function main(): Promise<number> {
  const stop = new AbortController();
  process.on("SIGTERM", () => stop.abort());
  process.on("SIGINT", () => stop.abort());
  try {
    const result = await run(readSettings(process.argv.slice(2), process.env), stop.signal);
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return exitCodeOf(result);
  } catch (error) {
    if (stop.signal.aborted) {
      process.stderr.write("interrupted; the next start goes on from the last checkpoint\n");
      return EXIT.interrupted;
    }
    if (error instanceof WrongUsage) {
      process.stderr.write(`${error.message}\n\n${USAGE}`);
      return EXIT.usage;
    }
    if (error instanceof UnusableInput) {
      process.stderr.write(`${error.message}\n`);
      return EXIT.data;
    }
    throw error;
  }
}

void main().then((code) => (process.exitCode = code));
