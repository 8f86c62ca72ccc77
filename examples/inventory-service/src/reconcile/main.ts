import { parseArgs } from "node:util";
import { openPool } from "../storage";
import { placeOf } from "../files";
import {
  duckDbOptions,
  EXIT,
  refuseUnless,
  runJob,
  shareOf,
  usedRightly,
  withFiles,
  type JobPlace,
  type Share,
} from "../job";
import { DuckDbEngine, PostgresStock, reconcile, type RunResult } from ".";

const USAGE = `usage: reconcile --data PLACE [--day YYYY-MM-DD] [--days-back N] [--apply]

  --data       where counts, snapshot and events lie, and where deltas and runs are written: a folder, or
               s3://bucket/prefix, in AWS_REGION, at S3_ENDPOINT where that is not AWS
  --day        the day to reconcile, in UTC; the last one that was counted, if left out
  --days-back  days before it that are compared anew where counts came late; 7, if left out
  --apply      repairs what is small and certain, in the database at DATABASE_URL
`;

interface Settings {
  readonly data: JobPlace;
  readonly day: string | undefined;
  readonly daysBack: number;
  readonly share: Share;
  readonly databaseUrl: string | undefined;
}

/** Reads the command line and the environment; nothing else of this program does. */
function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): Settings {
  const { values } = usedRightly(() => parse(args));
  const daysBack = Number(values["days-back"] ?? 7);
  const share = shareOf(env);
  const url = env["DATABASE_URL"];
  const place = placeOf(values.data ?? "");
  refuseUnless(values.data !== undefined, "--data is missing, expected a folder");
  refuseUnless(place !== undefined, `--data is ${values.data}, expected a folder or s3://bucket/prefix`);
  refuseUnless(/^\d{4}-\d\d-\d\d$/.test(values.day ?? "2000-01-01"), `--day is ${values.day}, expected YYYY-MM-DD`);
  refuseUnless(daysBack >= 1 && daysBack <= 90, `--days-back is ${values["days-back"]}, expected 1 to 90`);
  refuseUnless(values.apply !== true || url !== undefined, "--apply needs DATABASE_URL");
  return {
    data: { place: place ?? { kind: "folder", folder: "" }, region: env["AWS_REGION"], endpoint: env["S3_ENDPOINT"] },
    day: values.day,
    daysBack,
    share,
    databaseUrl: values.apply === true ? url : undefined,
  };
}

function parse(args: readonly string[]): {
  values: { data?: string; day?: string; "days-back"?: string; apply?: boolean };
} {
  return parseArgs({
    args: [...args],
    options: {
      data: { type: "string" },
      day: { type: "string" },
      "days-back": { type: "string" },
      apply: { type: "boolean" },
    },
  });
}

async function run({ data, databaseUrl, ...settings }: Settings, signal: AbortSignal): Promise<RunResult> {
  const engine = await DuckDbEngine.start(duckDbOptions("reconcile"));
  const pool = databaseUrl === undefined ? undefined : openPool(databaseUrl, 1);
  try {
    const stock = pool === undefined ? undefined : new PostgresStock(pool);
    return await withFiles("reconcile", data, (files) => reconcile({ ...settings, files, engine, stock, signal }));
  } finally {
    engine.stop();
    await pool?.end();
  }
}

function exitCodeOf(result: RunResult): number {
  // The job has failed, so that its alarm rings; trying again would find the same.
  const isTooMany = result.kind === "decided" && result.report.plan.decision.kind === "too-many";
  return isTooMany || result.kind === "no-counts" ? EXIT.data : EXIT.done;
}

void runJob({
  usage: USAGE,
  run: async (signal) => {
    const result = await run(readSettings(process.argv.slice(2), process.env), signal);
    return { result, code: exitCodeOf(result) };
  },
}).then((code) => (process.exitCode = code));
