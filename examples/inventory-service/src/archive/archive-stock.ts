import { DATASETS } from "../reconcile/datasets";
import {
  countsOfDay,
  daysOfNewCounts,
  dayWithoutSnapshot,
  noteCounts,
  noteSnapshot,
  stockAfter,
  type CountRow,
  type SnapshotRow,
} from "../storage";
import { keepShard, type ArchiveOptions } from "./archive-events";
import { folderOf } from "./datasets";

/** Rows that are read at once. */
const PAGE = 5_000;

/** Days of new counts that are written at once. */
const MOST_DAYS = 30;

/** Writes the stock as it is today, once a day; says which day, or `undefined` where that has been done. */
export async function archiveSnapshot({ db, files, tables }: ArchiveOptions): Promise<string | undefined> {
  const day = await dayWithoutSnapshot(db);
  if (day === undefined) {
    return undefined;
  }
  await tables.gather(DATASETS.snapshot, { orderBy: "tenant, sku, location" }, async (table) => {
    let after: SnapshotRow | undefined;
    do {
      const from = after ?? { tenant: "", sku: "", location: "" };
      const page: readonly SnapshotRow[] = await stockAfter(db, { after: from, most: PAGE });
      for (const { shard, tenant, sku, location, onHand, reserved, inTransit, version } of page) {
        table.append(shard, [tenant, sku, location, onHand, reserved, inTransit, BigInt(version)]);
      }
      after = page.length === PAGE ? page.at(-1) : undefined;
    } while (after !== undefined);
    for (const shard of (await table.shards()).keys()) {
      await keepShard(files, { path: `${folderOf("snapshot", day, shard)}/snapshot.parquet`, table, shard });
    }
  });
  await noteSnapshot(db, day);
  return day;
}

/** Writes the counts of each day of which new ones came, all of the day's; says which days. */
export async function archiveCounts(options: ArchiveOptions): Promise<readonly string[]> {
  const days = await daysOfNewCounts(options.db, MOST_DAYS);
  for (const { day, received } of days) {
    await archiveCountsOf(options, { day, received });
  }
  return days.map(({ day }) => day);
}

async function archiveCountsOf(
  { db, files, tables }: ArchiveOptions,
  { day, received }: { readonly day: string; readonly received: string },
): Promise<void> {
  await tables.gather(DATASETS.counts, { orderBy: "tenant, sku, location, source, sequence" }, async (table) => {
    let after: string | undefined = "0";
    while (after !== undefined) {
      const page: readonly CountRow[] = await countsOfDay(db, { day, received }, { after, most: PAGE });
      for (const { shard, tenant, sku, location, source, sequence, counted, countedAt } of page) {
        const at = BigInt(countedAt.getTime()) * 1000n;
        table.append(shard, [tenant, sku, location, source, BigInt(sequence), BigInt(counted), at]);
      }
      after = page.length === PAGE ? page.at(-1)?.received : undefined;
    }
    for (const shard of (await table.shards()).keys()) {
      await keepShard(files, { path: `${folderOf("counts", day, shard)}/counts.parquet`, table, shard });
    }
  });
  await noteCounts(db, { day, received });
}
