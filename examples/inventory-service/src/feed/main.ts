import { parseArgs } from "node:util";
import { ParquetTables } from "../archive";
import { placeOf } from "../files";
import { duckDbOptions, EXIT, refuseUnless, runJob, usedRightly, withFiles } from "../job";
import { feedDays, type FedDay } from "./feed-days";

const USAGE = `usage: feed --data PLACE [--partition NAME] [--day YYYY-MM-DD]

  --data       where the archive is, and below feeds/ the feeds are written: a folder, or
               s3://bucket/prefix, in AWS_REGION, at S3_ENDPOINT where that is not AWS
  --partition  which partition the events are of; PARTITION, or local, if left out
  --day        the day to hand out, in UTC; each of the last 30 that are archived, if left out
`;

type Values = Partial<Record<"data" | "day" | "partition", string>>;

function parse(args: readonly string[]): { readonly values: Values } {
  const text = { type: "string" } as const;
  return parseArgs({ args: [...args], options: { data: text, day: text, partition: text } });
}

async function run(args: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<readonly FedDay[]> {
  const { data, day, partition } = usedRightly(() => parse(args)).values;
  const place = placeOf(data ?? "");
  refuseUnless(data !== undefined, "--data is missing, expected a folder");
  refuseUnless(place !== undefined, `--data is ${data}, expected a folder or s3://bucket/prefix`);
  refuseUnless(/^\d{4}-\d\d-\d\d$/.test(day ?? "2000-01-01"), `--day is ${day}, expected YYYY-MM-DD`);
  const tables = await ParquetTables.start(duckDbOptions("feed"));
  try {
    const where = {
      place: place ?? { kind: "folder", folder: "" },
      region: env["AWS_REGION"],
      endpoint: env["S3_ENDPOINT"],
    };
    const named = partition ?? env["PARTITION"] ?? "local";
    return await withFiles("feed", where, (files) => feedDays({ files, tables, partition: named, day, signal }));
  } finally {
    tables.stop();
  }
}

void runJob({
  usage: USAGE,
  run: async (signal) => {
    const fed = await run(process.argv.slice(2), process.env, signal);
    return { result: fed.map(({ contract, day, records }) => ({ contract, day, records })), code: EXIT.done };
  },
}).then((code) => (process.exitCode = code));
