import { hash } from "node:crypto";
import {
  decide,
  evolve,
  levelOf,
  reservationKeyText,
  stockKeyText,
  EMPTY_LEVEL,
  type Command,
  type Decision,
  type Inventory,
  type Reservation,
  type StockKey,
  type StockLevel,
} from "../domain";
import {
  comparedBefore,
  inTransaction,
  keepComparisons,
  lockShadow,
  reservationsNamed,
  rowsTouched,
  saveShadow,
  type Db,
  type DbPool,
  type ShadowComparison,
  type ShadowItem,
} from "../storage";
import { classifyDifference, type Counters, type SideOutcome } from "./classify-difference";

/** A write that a legacy system has made and answered. */
export interface ShadowWrite {
  readonly tenant: string;
  /** The key of the first write: a second arrival is none. */
  readonly key: string;
  /** When it was made there, in ms since the epoch. */
  readonly at: number;
  /** What was asked for; `null` for rows as they are at some time, with nothing on its way. */
  readonly command: Command | null;
  readonly legacy: SideOutcome;
}

type State = StockLevel | Reservation;

/** What is compared as the end state is of this operation. */
const END_STATE = "end-state";

/**
 * Decides writes of one tenant once more, on what its stock would be, and keeps how the outcomes compare. It has a transaction
 * of its own, writes no stock, no reservation, no answer and no event.
 * @returns how each write compared that had not been here before
 */
export async function compareWrites(
  pool: DbPool,
  writes: readonly ShadowWrite[],
): Promise<readonly ShadowComparison[]> {
  const [first] = writes;
  return first === undefined ? [] : inTransaction(pool, [first.tenant], (db) => compareIn(db, first.tenant, writes));
}

async function compareIn(db: Db, tenant: string, writes: readonly ShadowWrite[]): Promise<readonly ShadowComparison[]> {
  const hashed = [...new Map(writes.map((write) => [hashOf(write), write])).entries()];
  const shadow = await lock(db, tenant, writes);
  // Read once the rows are locked: another replica may have had the same write.
  const before = await comparedBefore(
    db,
    tenant,
    hashed.map(([keyHash]) => keyHash),
  );
  const fresh = hashed.filter(([keyHash]) => !before.has(keyHash));
  const compared = fresh.map(([keyHash, write]) => ({ keyHash, ...shadow.compare(write) }));
  await saveShadow(db, tenant, shadow.changed());
  await keepComparisons(db, tenant, compared);
  return compared;
}

/** Locks reservations first, since they name rows, and then the rows; by every replica in this order. */
async function lock(db: Db, tenant: string, writes: readonly ShadowWrite[]): Promise<Shadow> {
  const commands = writes.flatMap(({ command }) => command ?? []);
  const named = new Set(reservationsNamed(commands).map(({ reservation }) => itemOf({ reservation })));
  const reservations = await lockShadow<Reservation>(db, tenant, [...named]);
  const there = reservations.flatMap(({ state }) => state ?? []);
  const told = writes.flatMap(({ legacy }) => legacy.rows);
  const touched = [...rowsTouched(commands, there), ...told].map(({ sku, location }) => itemOf({ sku, location }));
  const rows = await lockShadow<StockLevel>(db, tenant, [...new Set(touched)]);
  return new Shadow(tenant, rows, reservations);
}

/** What a tenant's stock would be, as far as it is locked. */
class Shadow {
  readonly #tenant: string;
  readonly #writtenAt: Map<string, number>;
  readonly #changed = new Map<string, ShadowItem<State>>();
  #inventory: Inventory;

  constructor(
    tenant: string,
    rows: readonly ShadowItem<StockLevel>[],
    reservations: readonly ShadowItem<Reservation>[],
  ) {
    this.#tenant = tenant;
    this.#writtenAt = new Map([...rows, ...reservations].map(({ item, writtenAt }) => [item, writtenAt]));
    this.#inventory = {
      levels: new Map(rows.map(({ item, state }) => [stockKeyText(this.#rowOf(item)), state ?? EMPTY_LEVEL])),
      reservations: new Map(
        reservations.flatMap(({ state }) => (state === null ? [] : [[reservationKeyText(state), state]])),
      ),
    };
  }

  changed(): readonly ShadowItem<State>[] {
    return [...this.#changed.values()];
  }

  compare(write: ShadowWrite): Omit<ShadowComparison, "keyHash"> {
    const { command, legacy, at } = write;
    const isLate = this.#isLate(write);
    const decision = command === null ? undefined : decide(this.#inventory, command, at);
    const platform = decision === undefined ? this.#asItIs(legacy.rows) : this.#outcomeOf(decision, at);
    const difference = classifyDifference({ legacy, platform, isLate }) ?? null;
    if (command === null) {
      // One difference is counted once: from here on both sides have the same.
      legacy.rows.forEach((row) => this.#take(row, at));
    }
    return { day: new Date(at).toISOString().slice(0, 10), operation: command?.kind ?? END_STATE, difference };
  }

  #isLate({ command, legacy, at }: ShadowWrite): boolean {
    const named =
      command === null ? [] : reservationsNamed([command]).map(({ reservation }) => itemOf({ reservation }));
    const rows = legacy.rows.map(({ sku, location }) => itemOf({ sku, location }));
    return [...named, ...rows].some((item) => (this.#writtenAt.get(item) ?? -Infinity) > at);
  }

  #outcomeOf(
    decision: Decision,
    at: number,
  ): SideOutcome & { readonly refusal: Extract<Decision, { accepted: false }>["refusal"] | null } {
    if (!decision.accepted) {
      return { accepted: false, rows: [], refusal: decision.refusal };
    }
    for (const event of decision.events) {
      this.#inventory = evolve(this.#inventory, event);
      this.#note(itemOf(event.type === "StockChanged" ? event : event.after), event.after, at);
    }
    const rows = decision.events.flatMap((event) =>
      event.type === "StockChanged" ? [countersOf(event, event.after)] : [],
    );
    return { accepted: true, rows, refusal: null };
  }

  #asItIs(rows: readonly Counters[]): SideOutcome & { readonly refusal: null } {
    const here = rows.map((row) => countersOf(row, levelOf(this.#inventory, { ...row, tenant: this.#tenant })));
    return { accepted: true, rows: here, refusal: null };
  }

  #take({ sku, location, ...counters }: Counters, at: number): void {
    const key = { tenant: this.#tenant, sku, location };
    const level = { ...levelOf(this.#inventory, key), ...counters };
    this.#inventory = { ...this.#inventory, levels: new Map(this.#inventory.levels).set(stockKeyText(key), level) };
    this.#note(itemOf(key), level, at);
  }

  #note(item: string, state: State, at: number): void {
    const writtenAt = Math.max(at, this.#writtenAt.get(item) ?? at);
    this.#writtenAt.set(item, writtenAt);
    this.#changed.set(item, { item, state, writtenAt });
  }

  #rowOf(item: string): StockKey {
    const [sku = "", location = ""] = JSON.parse(item) as readonly string[];
    return { tenant: this.#tenant, sku, location };
  }
}

function countersOf(
  { sku, location }: Omit<StockKey, "tenant">,
  { onHand, reserved, inTransit }: StockLevel,
): Counters {
  return { sku, location, onHand, reserved, inTransit };
}

/** The name of a stock row, or of a reservation. */
function itemOf(key: Omit<StockKey, "tenant"> | { readonly reservation: string }): string {
  return JSON.stringify("sku" in key ? [key.sku, key.location] : [key.reservation]);
}

function hashOf({ tenant, key }: ShadowWrite): string {
  return hash("sha256", JSON.stringify([tenant, key]));
}
