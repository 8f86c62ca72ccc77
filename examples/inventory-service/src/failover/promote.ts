import { reservationKeyText, type Reservation } from "../domain";
import {
  closeEpoch,
  createStock,
  joinEpoch,
  keepEvents,
  keepLost,
  lastRecorded,
  leaveAllShards,
  lockReservations,
  lockStock,
  openEpoch,
  readReservations,
  takeAllShards,
  updateReservations,
  withholdUnits,
  writeStock,
  type Db,
} from "../storage";
import { epochRaised, firstFence, type Source, type Stream } from "../stream";
import { collectLost, type Collected, type CollectOptions } from "./collect-lost";
import { inTransaction } from "./in-transaction";
import type { LostEvent } from "./lost-event";
import { planQuarantine, reservationsIn, rowsIn, type Present, type QuarantinePlan } from "./plan-quarantine";

/** What a promotion needs. */
export interface PromoteOptions extends Pick<CollectOptions, "quietMilliseconds" | "mostMilliseconds" | "clock"> {
  /** The promoted database, as its owner: one connection. */
  readonly db: Db;
  /** Where events were published, and where the epoch is announced. */
  readonly stream: Stream & Source;
  /** Which partition the events are of. */
  readonly partition: string;
  /** The epoch that begins. */
  readonly epoch: number;
  /** From which time on events are read, in ms since the epoch; `undefined` for a while before the last event the database has. */
  readonly since: number | undefined;
  /** Whether it is done, or only said. */
  readonly isApplied: boolean;
  /** The time, for events. */
  readonly now: () => Date;
}

/** What a promotion found, and did. */
export interface Promotion {
  readonly epoch: number;
  /** The epoch in which the database was. */
  readonly before: number;
  readonly isApplied: boolean;
  /** Whether it had been through before, so that nothing was left to be done. */
  readonly isDone: boolean;
  /** From which time on events were read. */
  readonly since: Date;
  /** Events of earlier epochs that were read. */
  readonly read: number;
  /** Lost events. */
  readonly events: number;
  readonly commands: QuarantinePlan["commands"];
}

/** A promotion that cannot be. */
export class UnusablePromotion extends Error {
  override readonly name = "UnusablePromotion";
}

/** What is read before the last event that the database has: transactions may have committed in another order. */
const BEFORE_LAST_MILLISECONDS = 600_000;

/** How long the job has the shards, should it be killed. */
const LEASE_SECONDS = 900;

/**
 * Makes a promoted copy the database that takes changes. It closes the copy under the epoch that begins; says in every shard of the
 * stream that it begins, which ends all relays of earlier ones; reads what was published and is not here; withholds its units, and
 * opens the copy. Killed at any point, the copy is closed, and the same call goes on.
 */
export async function promote(options: PromoteOptions): Promise<Promotion> {
  const { db, epoch, isApplied } = options;
  const read = await joinEpoch(db);
  refuseUnless(!read.isStandby, "the database follows another one; promote it first");
  refuseUnless(
    epoch === read.epoch + 1 || epoch === read.epoch,
    `--epoch is ${epoch}, expected ${read.epoch + 1}: the database is in epoch ${read.epoch}`,
  );
  const isDone = epoch === read.epoch && read.isOpen;
  const since = options.since ?? ((await lastRecorded(db))?.getTime() ?? 0) - BEFORE_LAST_MILLISECONDS;
  const from = new Date(Math.max(0, since));
  const said = { epoch, before: read.epoch, isApplied, isDone, since: from };
  if (isDone) {
    return { ...said, read: 0, events: 0, commands: [] };
  }
  const { lost, read: count } = await (isApplied ? take(options, from) : collect(options, from));
  const { commands } = isApplied ? await open(options, lost) : planQuarantine(lost, await presentOf(db, lost));
  return { ...said, read: count, events: lost.length, commands };
}

function refuseUnless(fine: boolean, problem: string): void {
  if (!fine) {
    throw new UnusablePromotion(problem);
  }
}

const ownerOf = (epoch: number): string => `failover-${epoch}`;

/** Closes the database, takes the shards, and reads to the word of the epoch in each of them. */
async function take(options: PromoteOptions, since: Date): Promise<Collected> {
  const { db, epoch, stream, partition, now } = options;
  const fences = await inTransaction(db, async () => {
    await closeEpoch(db, epoch);
    return takeAllShards(db, { owner: ownerOf(epoch), firstFence: firstFence(epoch), leaseSeconds: LEASE_SECONDS });
  });
  const announce = async (): Promise<void> => {
    for (const [shard, fence] of fences) {
      await stream.publish({ shard, fence, events: [epochRaised({ shard, epoch }, { partition, time: now() })] });
    }
  };
  return collect(options, since, announce);
}

function collect(options: PromoteOptions, since: Date, announce?: () => Promise<void>): Promise<Collected> {
  return collectLost({ ...options, source: options.stream, since: since.getTime(), announce });
}

/** Writes what was lost and what is withheld for it, and opens the database with that. */
async function open({ db, epoch }: PromoteOptions, lost: readonly LostEvent[]): Promise<QuarantinePlan> {
  return inTransaction(db, async () => {
    const present = await lockPresent(db, lost);
    const plan = planQuarantine(lost, present);
    if (lost.length > 0) {
      await writeStock(db, plan.rows);
      await withholdUnits(db, plan.withheld);
      await updateReservations(db, plan.reservations);
      const sequences = lost.map(({ sequence }) => sequence);
      const seen = sequences.reduce((most, each) => (each > most ? each : most), 0n);
      await keepEvents(db, plan.events, String(seen));
      await keepLost(db, epoch, plan.commands);
    }
    await leaveAllShards(db, ownerOf(epoch));
    await openEpoch(db);
    return plan;
  });
}

async function presentOf(db: Db, lost: readonly LostEvent[]): Promise<Present> {
  const reservations = mapOf(await readReservations(db, reservationsIn(lost)));
  return { reservations, levels: await lockStock(db, rowsIn(lost, { reservations })) };
}

async function lockPresent(db: Db, lost: readonly LostEvent[]): Promise<Present> {
  const ids = reservationsIn(lost);
  const rows = rowsIn(lost, { reservations: mapOf(await readReservations(db, ids)) });
  await createStock(db, rows);
  // In the order in which batches lock.
  const levels = await lockStock(db, rows);
  return { levels, reservations: mapOf(await lockReservations(db, ids)) };
}

function mapOf(reservations: readonly Reservation[]): ReadonlyMap<string, Reservation> {
  return new Map(reservations.map((each) => [reservationKeyText(each), each]));
}
