import { keepCorrections } from "./audit";
import type { Db } from "./db";
import { appendEvents } from "./events";
import { storeAnswers } from "./idempotency";
import { insertReservations, updateReservations } from "./reservations";
import { writeStock } from "./stock";
import type { WorkingSet } from "./working-set";

/**
 * Writes all that a batch changed, its events and its answers, and commits. The statements are sent together; where one
 * of them fails, the commit behind it finds a failed transaction, and rolls it back.
 */
export async function writeBatch(db: Db, work: WorkingSet, now: number): Promise<void> {
  const stock = work.changedStock();
  const { made, moved } = work.changedReservations();
  await Promise.all([
    ...(stock.length > 0 ? [writeStock(db, stock)] : []),
    ...(made.length > 0 ? [insertReservations(db, made)] : []),
    ...(moved.length > 0 ? [updateReservations(db, moved)] : []),
    ...(work.events.length > 0 ? [appendEvents(db, work.events, now)] : []),
    ...(work.corrections.length > 0 ? [keepCorrections(db, work.corrections)] : []),
    ...(work.answers.length > 0 ? [storeAnswers(db, work.answers, now)] : []),
    db.query({ text: "commit" }),
  ]);
}
