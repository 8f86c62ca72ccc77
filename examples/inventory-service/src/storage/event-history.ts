import { begin } from "./begin";
import type { Db, DbPool } from "./db";
import type { LoggedEvent } from "./relay";

/** What is asked of the log. */
export interface HistoryQuestion {
  readonly tenant: string;
  readonly subject: string;
  /** The last version that is known already. */
  readonly afterVersion: number;
  /** Events at most. */
  readonly most: number;
}

/** The events of a subject after a version, in order, as far as they are in the log. */
export async function eventsOfSubject(pool: DbPool, question: HistoryQuestion): Promise<readonly LoggedEvent[]> {
  const { tenant, subject, afterVersion, most } = question;
  const connection = await pool.connect();
  try {
    const [, { rows }] = await Promise.all([
      begin(connection, [tenant]),
      connection.query<LoggedEvent & { readonly version: string }>({
        name: "events-of-subject",
        text: `
          select shard, transaction, sequence, recorded_at as "recordedAt", tenant, type, subject, version, data,
            (extract(epoch from clock_timestamp() - recorded_at) * 1000)::double precision as "ageMilliseconds"
          from inventory.stock_event
          where subject collate "C" = $1 and version > $2
          order by version
          limit $3`,
        values: [subject, afterVersion, most],
      }),
      connection.query({ text: "commit" }),
    ]);
    connection.release();
    return rows.map((row) => ({ ...row, version: Number(row.version) }));
  } catch (error) {
    connection.release(true);
    throw error;
  }
}

/** The shard of a subject. */
export async function shardOf(db: Db, subject: string): Promise<number> {
  const { rows } = await db.query<{ shard: number }>({
    name: "shard-of",
    text: "select (hashtextextended($1, 0) & 63)::integer as shard",
    values: [subject],
  });
  return rows[0]?.shard ?? 0;
}
