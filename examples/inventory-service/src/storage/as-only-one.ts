import type { DbPool } from "./db";

/**
 * Does something that one replica at a time may do, on the service's database; the others leave it out. The lock is the
 * connection's, and goes with it.
 * @returns what came of it; `undefined` where another replica is at it
 */
export async function asOnlyOne<Result>(
  pool: DbPool,
  name: string,
  task: () => Promise<Result>,
): Promise<Result | undefined> {
  const connection = await pool.connect();
  const key = [`inventory.${name}`];
  let isFailed = true;
  try {
    const text = "select pg_try_advisory_lock(hashtextextended($1, 0)) as mine";
    const { rows } = await connection.query<{ mine: boolean }>({ text, values: key });
    const isMine = rows[0]?.mine === true;
    const result = isMine ? await task() : undefined;
    if (isMine) {
      await connection.query({ text: "select pg_advisory_unlock(hashtextextended($1, 0))", values: key });
    }
    isFailed = false;
    return result;
  } finally {
    connection.release(isFailed);
  }
}
