import { z } from "zod";
import type { Files } from "../files";
import { eventsOfSubject, shardOf, type DbPool, type HistoryQuestion, type LoggedEvent } from "../storage";
import { folderOf } from "./datasets";
import { quoted, type ParquetTables } from "./parquet-tables";

/** What a history needs. */
export interface EventHistoryOptions {
  /** Where the log is. */
  readonly pool: DbPool;
  /** Where the archive is. */
  readonly files: Files;
  /** What reads Parquet. */
  readonly tables: ParquetTables;
}

/** An event of a subject's history. */
export type PastEvent = Omit<LoggedEvent, "ageMilliseconds">;

const LOG_PATH = /^log\/day=(\d{4}-\d\d-\d\d)\/shard=/;

const archivedRow = z
  .object({
    shard: z.coerce.number(),
    transaction: z.coerce.string(),
    sequence: z.coerce.string(),
    recorded_at_us: z.coerce.number(),
    tenant: z.string(),
    type: z.string(),
    subject: z.string(),
    version: z.coerce.number(),
    data: z.string(),
  })
  .transform(({ recorded_at_us: at, data, ...row }): PastEvent => ({
    ...row,
    recordedAt: new Date(at / 1000),
    // Only the archive writes there.
    data: JSON.parse(data) as object,
  }));

/** The events of a subject, whether they are in the log still or in the archive alone: for lineage, replay, and gaps. */
export class EventHistory {
  readonly #options: EventHistoryOptions;

  constructor(options: EventHistoryOptions) {
    this.#options = options;
  }

  /** The next events of a subject after a version, so many at most, in the order of their versions. */
  async after(question: HistoryQuestion): Promise<readonly PastEvent[]> {
    const { afterVersion, most } = question;
    const inLog = await eventsOfSubject(this.#options.pool, question);
    const first = inLog[0]?.version;
    if (first === afterVersion + 1) {
      return inLog;
    }
    const older = await this.#inArchive(question, first ?? Infinity);
    return [...older, ...inLog].slice(0, most);
  }

  /** All events of a subject, from its first one on. */
  async *all({ tenant, subject }: Pick<HistoryQuestion, "tenant" | "subject">): AsyncIterable<PastEvent> {
    const most = 1_000;
    let page: readonly PastEvent[];
    let afterVersion = 0;
    do {
      page = await this.after({ tenant, subject, afterVersion, most });
      yield* page;
      afterVersion = page.at(-1)?.version ?? afterVersion;
    } while (page.length === most);
  }

  /** Goes back through the days until the first version that is asked for is found. */
  async #inArchive({ tenant, subject, afterVersion }: HistoryQuestion, before: number): Promise<readonly PastEvent[]> {
    const { pool, files, tables } = this.#options;
    const shard = await shardOf(pool, subject);
    let found: readonly PastEvent[] = [];
    for (const day of (await this.#days()).toReversed()) {
      const paths = await files.list(folderOf("log", day, shard));
      if (paths.length > 0) {
        const local = await Promise.all(paths.map((path) => files.local(path)));
        const rows = await tables.read(local, archivedSql({ tenant, subject, afterVersion, before }));
        found = [...rows.map((row) => archivedRow.parse(row)), ...found];
      }
      if (found[0]?.version === afterVersion + 1) {
        break;
      }
    }
    return found;
  }

  async #days(): Promise<readonly string[]> {
    const paths = await this.#options.files.list("log");
    return [...new Set(paths.flatMap((path) => LOG_PATH.exec(path)?.[1] ?? []))].toSorted();
  }
}

function archivedSql({
  tenant,
  subject,
  afterVersion,
  before,
}: Pick<HistoryQuestion, "tenant" | "subject" | "afterVersion"> & { readonly before: number }): string {
  const bound = before === Infinity ? "" : `and version < ${before}`;
  return `
    select * from files
    where subject = ${quoted(subject)} and tenant = ${quoted(tenant)} and version > ${afterVersion} ${bound}
    order by version`;
}
