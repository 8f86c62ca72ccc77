import type { Files } from "../files";
import { UnusableInput, type Share } from "../job";
import { dayBefore } from "./days";
import { LEAD_TIMES_FILE, readLeadTimes } from "./lead-times";
import type { RestockPolicy } from "./propose";
import { LEAST_DAYS, NO_ROWS, type RestockTally } from "./propose-row";
import { proposeShard, type Run, type ShardOptions } from "./propose-shard";

/** One run, or one of several processes that share it. */
export interface RestockOptions extends ShardOptions {
  /** The last day that is known, as `YYYY-MM-DD`; `undefined` is the last one that has been archived. */
  readonly day: string | undefined;
  /** Days of demand to look at, the last one included. */
  readonly windowDays: number;
  /** Days until the next run. */
  readonly reviewDays: number;
  /** What is wanted of every row. */
  readonly policy: RestockPolicy;
  /** Which of the processes this one is. Each takes its shards. */
  readonly share: Share;
}

/** What a run came to. */
export interface RestockResult {
  /** The last day, and the first of which demand is known. */
  readonly day: string;
  readonly from: string;
  /** Rows of this process's shards. */
  readonly rows: RestockTally;
}

const SNAPSHOT_PATH = /^snapshot\/day=(\d{4}-\d\d-\d\d)\/shard=(\d+)\//;

/** Proposes for each stock row when to order, and how much now. Nothing is ordered. */
export async function restock(options: RestockOptions): Promise<RestockResult> {
  const { files, share, signal } = options;
  const snapshots = (await files.list("snapshot")).flatMap((path) => {
    const [, day = "", shard = ""] = SNAPSHOT_PATH.exec(path) ?? [];
    return day === "" ? [] : [{ day, shard }];
  });
  const run = await prepare(
    options,
    options.day ??
      (await lastArchived(
        files,
        snapshots.map(({ day }) => day),
      )),
  );
  const { from, until } = run.terms;
  const shards = [...new Set(snapshots.filter(({ day }) => day === until).map(({ shard }) => shard))];
  const rows = { ...NO_ROWS };
  for (const shard of shards.filter((each) => Number(each) % share.of === share.index)) {
    signal.throwIfAborted();
    const done = await proposeShard(options, run, shard);
    rows.order += done.order;
    rows.enough += done.enough;
    rows.young += done.young;
    rows.withoutLeadTime += done.withoutLeadTime;
  }
  return { day: until, from, rows };
}

async function prepare({ files, windowDays, policy, reviewDays }: RestockOptions, until: string): Promise<Run> {
  const days: string[] = [];
  for (let day = until; days.length < windowDays && (await isArchived(files, day)); day = dayBefore(day)) {
    days.unshift(day);
  }
  const from = days[0] ?? until;
  if (days.length < LEAST_DAYS) {
    throw new UnusableInput(
      `of the days up to ${until}, ${days.length} are archived without a gap, expected at least ${LEAST_DAYS}`,
    );
  }
  return {
    terms: { from, until, policy, reviewDays },
    days,
    leadTimes: await readLeadTimes(files),
    leadTimesDigest: await files.digest(LEAD_TIMES_FILE),
  };
}

/** The last of the days that have a snapshot whose events have been archived. */
async function lastArchived(files: Files, days: readonly string[]): Promise<string> {
  for (const day of [...new Set(days)].toSorted().toReversed()) {
    if (await isArchived(files, day)) {
      return day;
    }
  }
  throw new UnusableInput("no day has both a snapshot and its events in the archive");
}

async function isArchived(files: Files, day: string): Promise<boolean> {
  return (await files.read(`log/day=${day}/manifest.json`)) !== undefined;
}
