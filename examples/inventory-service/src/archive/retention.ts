import { hash } from "node:crypto";
import type { Files } from "../files";
import { archivedDays, daysToArchive, dropArchivedDay, forgetCounts, noteNotArchived } from "../storage";
import { archiveEvents, type ArchiveOptions, type Manifest } from "./archive-events";
import { archiveCounts, archiveSnapshot } from "./archive-stock";
import { manifestOf } from "./datasets";

/** How long what is kept where. */
export interface RetentionOptions extends ArchiveOptions {
  /** How long after its end a day is archived: as long as a transaction may still write into it. */
  readonly settledSeconds: number;
  /** How long after its end a day's events stay in the database, if they are archived by then. */
  readonly keptSeconds: number;
}

/** What a round did. */
export interface RetentionRound {
  readonly snapshot: string | undefined;
  readonly counts: readonly string[];
  readonly archived: readonly string[];
  readonly dropped: readonly string[];
  /** Days that ought to be dropped and are not, with the reason. */
  readonly kept: readonly string[];
}

/** How long counts stay in the database: reconciliation looks back a week, and late ones are added to what is there. */
const COUNTS_KEPT_SECONDS = 30 * 86_400;

/** Days that are archived in one round. */
const MOST_DAYS = 30;

/**
 * Archives what is to be archived, and drops days whose events are in the archive, as the manifest and the content of every
 * file still say, and have been published. A day that lacks one of these stays.
 */
export async function keepRetention(options: RetentionOptions): Promise<RetentionRound> {
  const { db, settledSeconds, keptSeconds } = options;
  const snapshot = await archiveSnapshot(options);
  const counts = await archiveCounts(options);
  const archived = await daysToArchive(db, { settledSeconds, most: MOST_DAYS });
  for (const day of archived) {
    await archiveEvents(options, day);
  }
  const dropped: string[] = [];
  const kept: string[] = [];
  for (const { day, manifest } of await archivedDays(db, keptSeconds)) {
    const refusal = await dropDay(options, { day, manifest });
    if (refusal === null) {
      dropped.push(day);
    } else {
      kept.push(`${day} ${refusal}`);
    }
  }
  await forgetCounts(db, COUNTS_KEPT_SECONDS);
  return { snapshot, counts, archived, dropped, kept };
}

async function dropDay(
  { db, files, keptSeconds }: RetentionOptions,
  { day, manifest }: { readonly day: string; readonly manifest: string },
): Promise<string | null> {
  const damage = await damageOf(files, { day, manifest });
  const refusal = damage ?? (await dropArchivedDay(db, { day, keptSeconds }));
  if (damage !== null || (refusal?.endsWith("are archived") ?? false)) {
    await noteNotArchived(db, day);
  }
  return refusal;
}

/** What is wrong with a day in the archive; `null` where nothing is. */
async function damageOf(
  files: Files,
  { day, manifest }: { readonly day: string; readonly manifest: string },
): Promise<string | null> {
  const text = await files.read(manifestOf(day));
  if (text === undefined || hash("sha256", text) !== manifest) {
    return "has lost its manifest";
  }
  // Only the archive writes there, and the hash says that it did.
  const { files: named } = JSON.parse(text) as Manifest;
  for (const { path, sha256 } of named) {
    if ((await files.digest(path)) !== sha256) {
      return `has lost ${path}`;
    }
  }
  return null;
}
