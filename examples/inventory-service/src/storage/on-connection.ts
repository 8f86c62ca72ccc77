import type { DbConnection, DbPool } from "./db";

/** Works on a connection of its own. One on which something failed is closed, and takes an open transaction with it. */
export async function onConnection<Result>(
  pool: DbPool,
  work: (connection: DbConnection) => Promise<Result>,
): Promise<Result> {
  const connection = await pool.connect();
  try {
    const result = await work(connection);
    connection.release();
    return result;
  } catch (error) {
    connection.release(true);
    throw error;
  }
}
