import type { Db } from "../storage";

/** Does all of something, or nothing where it fails. */
export async function inTransaction<Result>(db: Db, work: () => Promise<Result>): Promise<Result> {
  await db.query({ text: "begin" });
  try {
    const result = await work();
    await db.query({ text: "commit" });
    return result;
  } catch (error) {
    await db.query({ text: "rollback" }).catch(() => undefined);
    throw error;
  }
}
