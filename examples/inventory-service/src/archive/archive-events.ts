import { hash } from "node:crypto";
import { z } from "zod";
import type { Files } from "../files";
import { DATASETS } from "../reconcile/datasets";
import { eventsOfDay, noteArchived, type Db, type LoggedEvent, type Position } from "../storage";
import { folderOf, LOG_COLUMNS, manifestOf, SHARDS } from "./datasets";
import type { Cell, ParquetTables, ShardedTable } from "./parquet-tables";

/** What archiving needs. */
export interface ArchiveOptions {
  /** Connections of the service. */
  readonly db: Db;
  /** Where the archive is. */
  readonly files: Files;
  /** What writes Parquet. */
  readonly tables: ParquetTables;
}

/** A file of the archive. */
interface ArchivedFile {
  readonly path: string;
  readonly sha256: string;
  readonly rows: number;
}

/** Names all that was archived of a day's events, by content. */
export interface Manifest {
  readonly day: string;
  readonly events: number;
  readonly files: readonly ArchivedFile[];
}

/** Events that are read at once. */
const PAGE = 5_000;

/** Causes of changes by which somebody set the stock right. */
const CORRECTIONS: ReadonlySet<unknown> = new Set(["counted", "adjusted", "repaired"]);

const changed = z.object({
  tenant: z.string(),
  sku: z.string(),
  location: z.string(),
  cause: z.string(),
  change: z.object({ onHand: z.int(), reserved: z.int(), inTransit: z.int() }),
});

type Archived = Omit<LoggedEvent, "ageMilliseconds">;

/**
 * Writes a day's events to the archive, as they are in the log and as reconciliation reads them, then the manifest that names the
 * files by their content, and notes in the database that this was done. Whoever does it again overwrites files with the same
 * rows.
 */
export async function archiveEvents(options: ArchiveOptions, day: string): Promise<Manifest> {
  const files: ArchivedFile[] = [];
  let events = 0;
  for (let shard = 0; shard < SHARDS; shard += 1) {
    const written = await archiveShard(options, day, shard);
    files.push(...written.files);
    events += written.events;
  }
  const manifest: Manifest = { day, events, files };
  const text = JSON.stringify(manifest, undefined, 2);
  await options.files.write(manifestOf(day), text);
  await noteArchived(options.db, { day, events, manifest: hash("sha256", text) });
  return manifest;
}

async function archiveShard(
  { db, files, tables }: ArchiveOptions,
  day: string,
  shard: number,
): Promise<{ readonly events: number; readonly files: readonly ArchivedFile[] }> {
  const read = (after: Position): Promise<readonly Archived[]> =>
    eventsOfDay(db, { day, shard }, { after, most: PAGE });
  const first = await read({ transaction: "0", sequence: "0" });
  if (first.length === 0) {
    return { events: 0, files: [] };
  }
  return tables.gather(LOG_COLUMNS, { orderBy: "transaction, sequence" }, (log) =>
    tables.gather(DATASETS.events, { orderBy: "tenant, sku, location, version" }, async (changes) => {
      let events = 0;
      for (let page = first, last = page.at(-1); last !== undefined; last = page.at(-1)) {
        page.forEach((event) => appendEvent(log, changes, event));
        events += page.length;
        page = page.length === PAGE ? await read(last) : [];
      }
      const kept = [
        await keepShard(files, { path: `${folderOf("log", day, shard)}/log.parquet`, table: log, shard }),
        await keepShard(files, { path: `${folderOf("events", day, shard)}/events.parquet`, table: changes, shard }),
      ];
      return { events, files: kept.flat() };
    }),
  );
}

function appendEvent(log: ShardedTable, changes: ShardedTable, event: Archived): void {
  const { shard, transaction, sequence, recordedAt, tenant, type, subject, version, data } = event;
  const at = BigInt(recordedAt.getTime()) * 1000n;
  const position = [shard, BigInt(transaction), BigInt(sequence), at];
  log.append(shard, [...position, tenant, type, subject, version, JSON.stringify(data)]);
  if (type === "StockChanged") {
    changes.append(shard, changeOf(changed.parse(data), version, at));
  }
}

function changeOf(data: z.output<typeof changed>, version: number, at: bigint): readonly Cell[] {
  const { tenant, sku, location, cause, change } = data;
  const units = [change.onHand, change.reserved, change.inTransit];
  return [tenant, sku, location, version, at, ...units, CORRECTIONS.has(cause)];
}

/** Writes what a table has of a shard; nothing, where it has nothing. */
export async function keepShard(
  files: Files,
  { path, table, shard }: { readonly path: string; readonly table: ShardedTable; readonly shard: number },
): Promise<readonly ArchivedFile[]> {
  const rows = (await table.shards()).get(shard);
  if (rows === undefined) {
    return [];
  }
  await files.keep(path, (file) => table.write(shard, file));
  return [{ path, sha256: (await files.digest(path)) ?? "", rows }];
}
