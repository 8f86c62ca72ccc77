import { begin } from "./begin";
import type { Db } from "./db";
import { BatchDecider } from "./decide-batch";
import { readKeys, storedKey, type KeysRead, type StoredKey } from "./idempotency";
import type { CommandRequest, Outcome } from "./request";
import { lockReservations, readReservations } from "./reservations";
import { reservationsNamed, rowsFilled, rowsTouched } from "./rows-of-commands";
import { createStock, lockStock } from "./stock";
import { WorkingSet } from "./working-set";
import { writeBatch } from "./write-batch";

/**
 * Runs requests in one transaction, in their order: locks what they name, decides each on what the ones before it left,
 * and writes rows, events and answers together. Locks are taken stock rows first, then reservations, each in the order of
 * their keys, by every batch of every replica. It takes two trips to the database: statements that do not need each
 * other's answers are sent together. Completions take a third, to learn which rows their reservations have units of.
 * @returns one outcome for each request, once all of them are committed
 * @throws whatever the database says; then nothing is written, unless the connection was lost during the commit
 */
export async function executeBatch(db: Db, requests: readonly CommandRequest[]): Promise<readonly Outcome[]> {
  const keyed = requests.map((request) => ({ request, key: storedKey(request) }));
  try {
    const { work, read } = await lockBatch(
      db,
      requests,
      keyed.flatMap(({ key }) => key ?? []),
    );
    const decider = new BatchDecider(db, work, read);
    const outcomes: Outcome[] = [];
    for (const { request, key } of keyed) {
      outcomes.push(await decider.decide(request, key));
    }
    await writeBatch(db, work, read.now);
    return outcomes;
  } catch (error) {
    // On a lost connection this fails as well; the server has rolled back then, or committed.
    await db.query({ text: "rollback" }).catch(() => undefined);
    throw error;
  }
}

interface Locked {
  readonly work: WorkingSet;
  readonly read: KeysRead;
}

/** Begins the transaction, locks what requests name, and reads the answers under their keys once all of it is locked. */
async function lockBatch(db: Db, requests: readonly CommandRequest[], keys: readonly StoredKey[]): Promise<Locked> {
  const commands = requests.map(({ command }) => command);
  const begun = begin(db, [...new Set(commands.map(({ tenant }) => tenant))]);
  const completed = reservationsNamed(commands.filter(({ kind }) => kind !== "reserve"));
  const [promised] = completed.length === 0 ? [[]] : await Promise.all([readReservations(db, completed), begun]);
  const filled = rowsFilled(commands);
  const named = reservationsNamed(commands);
  const created = filled.length === 0 ? begun : createStock(db, filled);
  const [levels, reservations, read] = await Promise.all([
    lockStock(db, rowsTouched(commands, promised)),
    named.length === 0 ? [] : lockReservations(db, named),
    readKeys(db, keys),
    created,
    begun,
  ]);
  return { work: new WorkingSet(levels, reservations), read };
}
