import { hash } from "node:crypto";
import { z } from "zod";
import type { ParquetTables } from "../archive";
import { doOnce, type Files } from "../files";
import { UnusableInput } from "../job";
import { FEEDS, type FeedContract } from "./contracts";
import { projectSql } from "./project-sql";
import { contractId, feedSchema } from "./schema";

/** What handing out days needs. */
export interface FeedOptions {
  /** Where the archive is, and the feeds go. */
  readonly files: Files;
  /** What reads and writes Parquet. */
  readonly tables: Pick<ParquetTables, "copy">;
  /** Which partition the events are of. */
  readonly partition: string;
  /** The day to hand out; `undefined` is each of the last archived ones. */
  readonly day: string | undefined;
  /** Aborted, it stops; what it has written it does not do again. */
  readonly signal: AbortSignal;
}

/** A day of a feed that is whole: its files, by content. It is written after them. */
export interface FedDay {
  readonly contract: string;
  readonly day: string;
  readonly records: number;
  /** The day's manifest in the archive, by content: what it was made from. */
  readonly madeFrom: string;
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly records: number }[];
}

/** Days that are looked at again: the archive may have written some anew. */
const MOST_DAYS = 30;

const LOG_PATH = /^log\/day=(\d{4}-\d\d-\d\d)\/shard=(\d+)\//;

const manifest = z.object({ files: z.array(z.object({ path: z.string(), sha256: z.string() })) });

/** Hands out archived days by each contract. A day that is handed out again, of the same events, is the same files. */
export async function feedDays(options: FeedOptions): Promise<readonly FedDay[]> {
  const { files, signal } = options;
  const days = options.day === undefined ? await archivedDays(files) : [options.day];
  if (days.length === 0) {
    throw new UnusableInput("no day is in the archive");
  }
  const fed: FedDay[] = [];
  for (const day of days) {
    const text = await files.read(`log/day=${day}/manifest.json`);
    if (text === undefined && options.day !== undefined) {
      throw new UnusableInput(`the events of ${day} are not in the archive`);
    }
    for (const contract of text === undefined ? [] : FEEDS) {
      signal.throwIfAborted();
      fed.push(await feedDay(options, contract, { day, manifest: text ?? "" }));
    }
  }
  return fed;
}

async function feedDay(
  { files, tables, partition, signal }: FeedOptions,
  contract: FeedContract,
  archived: { readonly day: string; readonly manifest: string },
): Promise<FedDay> {
  const { day } = archived;
  const madeFrom = hash("sha256", archived.manifest);
  const sql = projectSql(contract, partition);
  const written: FedDay["files"][number][] = [];
  const logs = manifest.parse(JSON.parse(archived.manifest)).files.filter(({ path }) => LOG_PATH.test(path));
  for (const { path, sha256 } of logs) {
    signal.throwIfAborted();
    const [, , shard = ""] = LOG_PATH.exec(path) ?? [];
    const done = await doOnce<number>(files, {
      checkpoint: `feeds/checkpoints/${folderOf(contract)}/day=${day}/shard=${shard}.json`,
      inputs: hash("sha256", JSON.stringify([sql, sha256])),
      output: `feeds/${folderOf(contract)}/dt=${day}/shard-${shard}.parquet`,
      make: async (file) => project({ log: await files.local(path), sql, file }, tables),
    });
    written.push({ path: done.output.path, sha256: done.output.digest, records: done.rows });
  }
  const records = written.reduce((sum, each) => sum + each.records, 0);
  const fed: FedDay = { contract: contractId(contract), day, records, madeFrom, files: written };
  await files.write(`feeds/${folderOf(contract)}/schema.json`, JSON.stringify(feedSchema(contract), undefined, 2));
  await files.write(wholeDay(contract, day), JSON.stringify(fed, undefined, 2));
  return fed;
}

async function project(
  { log, sql, file }: { readonly log: string; readonly sql: string; readonly file: string },
  tables: FeedOptions["tables"],
): Promise<number> {
  return tables.copy([log], sql, file).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new UnusableInput(`${log} does not fit its contract: ${why}`, { cause: error });
  });
}

/** The last day of each feed that is whole, by contract, of those that have one. */
export async function fedDays(files: Files): Promise<ReadonlyMap<string, string>> {
  const days = new Map<string, string>();
  for (const contract of FEEDS) {
    const day = await lastFedDay(files, contract);
    if (day !== undefined) {
      days.set(contractId(contract), day);
    }
  }
  return days;
}

async function lastFedDay(files: Files, contract: FeedContract): Promise<string | undefined> {
  const folder = `feeds/${folderOf(contract)}`;
  const days = (await files.list(folder)).flatMap((path) => /\/dt=(\d{4}-\d\d-\d\d)\//.exec(path)?.[1] ?? []);
  for (const day of [...new Set(days)].toSorted().toReversed()) {
    if ((await files.read(wholeDay(contract, day))) !== undefined) {
      return day;
    }
  }
  return undefined;
}

async function archivedDays(files: Files): Promise<readonly string[]> {
  const days = (await files.list("log")).flatMap((path) => LOG_PATH.exec(path)?.[1] ?? []);
  return [...new Set(days)].toSorted().slice(-MOST_DAYS);
}

/** As the platform's feeds have it: its files lie below `dt=<day>/`. */
function folderOf({ name, version }: FeedContract): string {
  return `${name}/v${version}`;
}

function wholeDay(contract: FeedContract, day: string): string {
  return `feeds/${folderOf(contract)}/days/${day}.json`;
}
