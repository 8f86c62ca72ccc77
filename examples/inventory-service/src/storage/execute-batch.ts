import type { ReservationKey } from "../domain";
import type { Db } from "./db";
import { BatchDecider } from "./decide-batch";
import { readKeys, storedKey } from "./idempotency";
import type { CommandRequest, Outcome } from "./request";
import { lockReservations, readReservations } from "./reservations";
import { reservationsNamed, rowsFilled, rowsTouched } from "./rows-of-commands";
import { createStock, lockStock } from "./stock";
import { WorkingSet } from "./working-set";
import { writeBatch } from "./write-batch";

/**
 * Runs requests in one transaction, in their order: locks what they name, decides each on what the ones before it left,
 * and writes rows, events and answers together. Locks are taken stock rows first, then reservations, each in the order of
 * their keys, by every batch of every replica.
 * @returns one outcome for each request, once all of them are committed
 * @throws whatever the database says; then nothing is written, unless the connection was lost during the commit
 */
export async function executeBatch(db: Db, requests: readonly CommandRequest[]): Promise<readonly Outcome[]> {
  const commands = requests.map(({ command }) => command);
  await db.query({ text: "begin" });
  try {
    await showTenants(db, [...new Set(commands.map(({ tenant }) => tenant))]);
    const named = reservationsNamed(commands);
    const work = await lockRows(db, requests, named);
    const keys = requests.flatMap((request) => storedKey(request) ?? []);
    const read = await readKeys(db, keys);
    const decider = new BatchDecider(db, work, read);
    const outcomes: Outcome[] = [];
    for (const request of requests) {
      outcomes.push(await decider.decide(request));
    }
    await writeBatch(db, work, read.now);
    await db.query({ text: "commit" });
    return outcomes;
  } catch (error) {
    // On a lost connection this fails as well; the server has rolled back then, or committed.
    await db.query({ text: "rollback" }).catch(() => undefined);
    throw error;
  }
}

/** Shows the transaction the rows of its tenants, and of no others. */
async function showTenants(db: Db, tenants: readonly string[]): Promise<void> {
  await db.query({
    name: "show-tenants",
    text: "select set_config('inventory.tenants', $1, true)",
    values: [JSON.stringify(tenants)],
  });
}

async function lockRows(
  db: Db,
  requests: readonly CommandRequest[],
  named: readonly ReservationKey[],
): Promise<WorkingSet> {
  const commands = requests.map(({ command }) => command);
  const completing = commands.filter(({ kind }) => kind !== "reserve");
  const ofCompletions = reservationsNamed(completing);
  const reservations = ofCompletions.length === 0 ? [] : await readReservations(db, ofCompletions);
  const filled = rowsFilled(commands);
  if (filled.length > 0) {
    await createStock(db, filled);
  }
  const levels = await lockStock(db, rowsTouched(commands, reservations));
  return new WorkingSet(levels, named.length === 0 ? [] : await lockReservations(db, named));
}
