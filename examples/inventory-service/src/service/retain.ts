import os from "node:os";
import path from "node:path";
import {
  EventHistory,
  keepRetention,
  ParquetTables,
  Reconciliations,
  type PastEvent,
  type RetentionRound,
} from "../archive";
import type { EventLog } from "../consume";
import type { StockKey } from "../domain";
import { fedDays } from "../feed";
import type { Files } from "../files";
import { findProposals, type FoundProposal } from "../restock";
import { asOnlyOne, eventsOfSubject, findStock, shardOf, type DbPool, type HistoryQuestion } from "../storage";
import { cloudEvent } from "../stream";
import type { ServiceOptions } from "./service";

/** What keeping events needs. */
export interface RetainOptions extends Pick<ServiceOptions, "archive" | "partition" | "replica"> {
  /** Where the log is. */
  readonly pool: DbPool;
}

/** Events, in the log or in the archive. */
export interface Retained {
  /** All of them, as others get them. */
  readonly log: EventLog;
  /** The next events of a subject after a version, as they are in the log. */
  readonly history: (question: HistoryQuestion) => Promise<readonly PastEvent[]>;
  /** Archives what is to be archived and drops what may go; `undefined` where another replica is at it, or nothing is archived. */
  round(): Promise<RetentionRound | undefined>;
  /** What reconciliation found; `undefined` where there is no archive. */
  readonly reconciliations: Reconciliations | undefined;
  /** The latest restock proposals for the rows of a SKU; none where there is no archive. */
  readonly proposals: (sku: Pick<StockKey, "tenant" | "sku">) => Promise<readonly FoundProposal[]>;
  /** The last day of each feed that is whole, by contract; none where there is no archive. */
  readonly fedDays: () => Promise<ReadonlyMap<string, string>>;
  stop(): void;
}

/** How long after its end a day is archived. No transaction that may write into it is still open then. */
const SETTLED_SECONDS = 3_600;

/** How long after its end a day's events stay in the database. Whoever asks for older ones is answered from the archive. */
const KEPT_SECONDS = 14 * 86_400;

/** Memory for writing and reading the archive. */
const MEMORY_MIB = 256;

/** Keeps events for good, as far as there is an archive; without one, no event ever leaves the database. */
export async function retain({ pool, archive, partition, replica }: RetainOptions): Promise<Retained> {
  const past = archive === undefined ? undefined : await open({ pool, archive, replica });
  const history: Retained["history"] = (question) =>
    past === undefined ? eventsOfSubject(pool, question) : past.history.after(question);
  return {
    history,
    log: {
      after: async (subject, afterVersion, most) => {
        const events = await history({ ...subject, afterVersion, most });
        return events.map((event) => cloudEvent(event, partition.own));
      },
    },
    round: async () => (past === undefined ? undefined : asOnlyOne(pool, "archive", past.round)),
    reconciliations: past?.reconciliations,
    proposals: async (sku) => past?.proposals(sku) ?? [],
    fedDays: async () => (archive === undefined ? new Map() : fedDays(archive)),
    stop: () => past?.stop(),
  };
}

interface Past {
  readonly history: EventHistory;
  readonly reconciliations: Reconciliations;
  readonly proposals: Retained["proposals"];
  round(this: void): Promise<RetentionRound>;
  stop(): void;
}

async function open({
  pool,
  archive: files,
  replica,
}: Pick<RetainOptions, "pool" | "replica"> & { readonly archive: Files }): Promise<Past> {
  // Where it writes what does not fit into memory.
  const spillFolder = path.join(os.tmpdir(), `archive-${replica}`);
  const tables = await ParquetTables.start({ memoryMiB: MEMORY_MIB, spillFolder });
  const kept = { settledSeconds: SETTLED_SECONDS, keptSeconds: KEPT_SECONDS };
  return {
    history: new EventHistory({ pool, files, tables }),
    reconciliations: new Reconciliations(files, tables),
    proposals: async ({ tenant, sku }) => {
      const rows = await findStock(pool, { tenant, sku });
      const shards = await Promise.all(
        rows.map(({ location }) => shardOf(pool, JSON.stringify([tenant, sku, location]))),
      );
      return findProposals({ files, tables }, { tenant, sku, shards });
    },
    round: () => keepRetention({ db: pool, files, tables, ...kept }),
    stop: () => tables.stop(),
  };
}
