import { parseArgs } from "node:util";
import { ParquetTables } from "../archive";
import { placeOf } from "../files";
import { duckDbOptions, EXIT, refuseUnless, runJob, shareOf, usedRightly, withFiles, type JobPlace } from "../job";
import { DemandReader } from "./demand-reader";
import { LEAST_DAYS } from "./propose-row";
import { restock, type RestockOptions, type RestockResult } from "./restock";

const USAGE = `usage: restock --data PLACE [--day YYYY-MM-DD] [--window DAYS] [--quantile PART] [--cover DAYS] [--review DAYS]

  --data      where snapshot, events and lead-times.json lie, and where proposals are written: a folder, or
              s3://bucket/prefix, in AWS_REGION, at S3_ENDPOINT where that is not AWS
  --day       the last day to look at, in UTC; the last one that has been archived, if left out
  --window    days of demand to look at; 84, if left out
  --quantile  the part of lead times over which stock is to last; 0.95, if left out
  --cover     days that an order lasts beyond the reorder point; 7, if left out
  --review    days until the next run; 1, if left out
`;

interface Settings extends Pick<RestockOptions, "day" | "windowDays" | "reviewDays" | "policy" | "share"> {
  readonly data: JobPlace;
}

/** Reads the command line and the environment; nothing else of this program does. */
function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): Settings {
  const { values } = usedRightly(() => parse(args));
  const { data, day } = values;
  const place = placeOf(data ?? "");
  const within = (
    name: "window" | "cover" | "review",
    value: number,
    [least, most]: readonly [number, number],
  ): number => {
    const isFine = Number.isInteger(value) && value >= least && value <= most;
    refuseUnless(isFine, `--${name} is ${values[name]}, expected whole days, ${least} to ${most}`);
    return value;
  };
  const serviceQuantile = Number(values.quantile ?? 0.95);
  refuseUnless(data !== undefined, "--data is missing, expected a folder");
  refuseUnless(place !== undefined, `--data is ${data}, expected a folder or s3://bucket/prefix`);
  refuseUnless(/^\d{4}-\d\d-\d\d$/.test(day ?? "2000-01-01"), `--day is ${day}, expected YYYY-MM-DD`);
  refuseUnless(
    serviceQuantile >= 0.5 && serviceQuantile <= 0.99,
    `--quantile is ${values.quantile}, expected 0.5 to 0.99`,
  );
  return {
    data: { place: place ?? { kind: "folder", folder: "" }, region: env["AWS_REGION"], endpoint: env["S3_ENDPOINT"] },
    day,
    windowDays: within("window", Number(values.window ?? 84), [LEAST_DAYS, 730]),
    reviewDays: within("review", Number(values.review ?? 1), [1, 90]),
    policy: { serviceQuantile, coverDays: within("cover", Number(values.cover ?? 7), [1, 365]) },
    share: shareOf(env),
  };
}

type Values = Partial<Record<"data" | "day" | "window" | "quantile" | "cover" | "review", string>>;

function parse(args: readonly string[]): { readonly values: Values } {
  const text = { type: "string" } as const;
  return parseArgs({
    args: [...args],
    options: { data: text, day: text, window: text, quantile: text, cover: text, review: text },
  });
}

async function run({ data, ...settings }: Settings, signal: AbortSignal): Promise<RestockResult> {
  const options = duckDbOptions("restock");
  const demand = await DemandReader.start(options);
  const tables = await ParquetTables.start(options);
  try {
    return await withFiles("restock", data, (files) => restock({ ...settings, files, demand, tables, signal }));
  } finally {
    demand.stop();
    tables.stop();
  }
}

void runJob({
  usage: USAGE,
  run: async (signal) => ({
    result: await run(readSettings(process.argv.slice(2), process.env), signal),
    code: EXIT.done,
  }),
}).then((code) => (process.exitCode = code));
