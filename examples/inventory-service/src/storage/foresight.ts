import {
  decide,
  setAside,
  stockKeyText,
  type InventoryEvent,
  type Reserve,
  type StockKey,
  type StockLevel,
} from "../domain";
import { storedKey, type StoredKey } from "./idempotency";
import type { CommandRequest } from "./request";
import { WorkingSet } from "./working-set";

type StockChanged = Extract<InventoryEvent, { type: "StockChanged" }>;
type ReservationChanged = Extract<InventoryEvent, { type: "ReservationChanged" }>;

/** Stock rows that are remembered. */
const MOST_ROWS = 50_000;

/** Batches in which nothing is foreseen, at most, after what was foreseen turned out wrong again and again. */
const LONGEST_PAUSE = 64;

/** Stock rows, by the texts of their keys. */
export type RowsNamed = ReadonlyMap<string, StockKey>;

/** A reservation out of one stock row, as it was decided for a hold that began at time 0. */
export interface ReservedAhead {
  readonly command: Reserve;
  readonly key: StoredKey;
  readonly stock: StockChanged;
  readonly reservation: ReservationChanged;
  /** Its stock row: which of those of the batch, from 0. */
  readonly row: number;
  /** Units that the batch has taken of the row, with its own. */
  readonly taken: number;
  /** Changes of the row in the batch, with its own. */
  readonly changes: number;
  /** The trace in which it happens, where that one is recorded. */
  readonly traceparent: string | undefined;
}

/**
 * A row of a batch that was decided ahead. What was decided holds for each row of the same terms (safety stock, promise limit,
 * day of shipment, allotments) that has the units: how many more there are, and which version it is, does not matter.
 */
export interface RowAhead extends StockKey {
  /** As it was taken for. */
  readonly before: StockLevel;
  /** Allotments that the batch leaves. */
  readonly allotments: StockLevel["allotments"];
  /** Units that the batch takes, and in how many changes. */
  readonly taken: number;
  readonly changes: number;
  /** Units that nobody has reserved, safety stock aside, of which there have to be so many. */
  readonly needed: number;
  /** Whether all units are beyond those on hand, of which none may be left then; else all are on hand. */
  readonly isBeyond: boolean;
}

/** A batch that was decided before its rows were locked. */
export interface Foreseen {
  readonly rows: readonly RowAhead[];
  readonly reservations: readonly ReservedAhead[];
}

/**
 * Decides batches of reservations ahead, while the one before is being written, on what their rows were when they were seen
 * last. That is a guess, and may be wrong in any way: another replica may have changed a row, and the batch before may fail.
 * So it is written only where each row, once locked, has the terms and the units for which `decide` says the same.
 */
export class Foresight {
  readonly #levels = new Map<string, StockLevel>();
  #skip = 0;
  #pause = 0;

  /** Takes in how rows became, unless what is on its way goes beyond that. */
  learn(levels: ReadonlyMap<string, StockLevel>): void {
    for (const [text, level] of levels) {
      if (level.version > (this.#levels.get(text)?.version ?? -1)) {
        this.#remember(text, level);
      }
    }
  }

  /** Remembers a row; where there are too many, the one that has been known for longest is forgotten. */
  #remember(text: string, level: StockLevel): void {
    this.#levels.set(text, level);
    if (this.#levels.size > MOST_ROWS) {
      const [oldest] = this.#levels.keys();
      this.#levels.delete(oldest ?? text);
    }
  }

  /** Learns whether a guess was right. Where others change the same rows, guessing is waste, and is tried less and less. */
  judge({ rows }: Foreseen, wasRight: boolean): void {
    this.#pause = wasRight ? 0 : Math.min(LONGEST_PAUSE, 2 * this.#pause + 1);
    this.#skip = this.#pause;
    if (!wasRight) {
      rows.forEach((row) => this.#levels.delete(stockKeyText(row)));
    }
  }

  /** The rows that a batch is decided on, by their keys' texts; `undefined` where it is not to be decided ahead. */
  rowsOf(requests: readonly CommandRequest[]): RowsNamed | undefined {
    if (this.#skip > 0) {
      this.#skip -= 1;
      return undefined;
    }
    return rowsReserved(requests);
  }

  /** Those of them that are to be looked up before. */
  unknown(rows: RowsNamed): readonly StockKey[] {
    return [...rows].flatMap(([text, key]) => (this.#levels.has(text) ? [] : [key]));
  }

  /** Decides a batch ahead, and takes it for done; `undefined` where not all of it is accepted by what is known. */
  foresee(requests: readonly CommandRequest[], named: RowsNamed): Foreseen | undefined {
    const rows = this.#known(named);
    if (rows === undefined) {
      return undefined;
    }
    const batch = new BatchAhead(rows);
    for (const request of requests) {
      if (!batch.add(request)) {
        return undefined;
      }
    }
    const foreseen = batch.foreseen();
    if (foreseen !== undefined) {
      batch.levels().forEach((level, text) => this.#remember(text, level));
    }
    return foreseen;
  }

  #known(named: RowsNamed): ReadonlyMap<string, StockLevel> | undefined {
    const known = new Map<string, StockLevel>();
    for (const text of named.keys()) {
      const level = this.#levels.get(text);
      if (level === undefined) {
        return undefined;
      }
      known.set(text, level);
    }
    return known;
  }
}

/** The rows that requests want units of; `undefined` where one of them wants something else. */
function rowsReserved(requests: readonly CommandRequest[]): RowsNamed | undefined {
  const rows = new Map<string, StockKey>();
  for (const { command } of requests) {
    if (command.kind !== "reserve") {
      return undefined;
    }
    const { tenant } = command;
    for (const { sku, locations } of command.lines) {
      for (const location of locations) {
        const key = { tenant, sku, location };
        rows.set(stockKeyText(key), key);
      }
    }
  }
  return rows;
}

/** A row while a batch is being decided. */
interface Draft extends StockKey {
  readonly place: number;
  readonly text: string;
  readonly before: StockLevel;
  readonly isBeyond: boolean;
  taken: number;
  changes: number;
  needed: number;
}

/** A batch that is being decided ahead. */
class BatchAhead {
  readonly #before: ReadonlyMap<string, StockLevel>;
  readonly #work: WorkingSet;
  readonly #keys = new Set<string>();
  readonly #drafts = new Map<string, Draft>();
  readonly #reserved: ReservedAhead[] = [];

  constructor(before: ReadonlyMap<string, StockLevel>) {
    this.#before = before;
    this.#work = new WorkingSet(new Map(before), []);
  }

  /** Decides one more request; says whether it can be decided ahead. */
  add(request: CommandRequest): boolean {
    const { command, traceparent } = request;
    const key = storedKey(request);
    if (command.kind !== "reserve" || key === undefined || this.#keys.has(key.hash)) {
      return false;
    }
    const events = decideOne(this.#work, command);
    const draft = events === undefined ? undefined : this.#take(command, events);
    if (events === undefined || draft === undefined) {
      return false;
    }
    const { place: row, taken, changes } = draft;
    this.#work.apply([events.stock, events.reservation]);
    this.#keys.add(key.hash);
    this.#reserved.push({ command, key, traceparent, row, taken, changes, ...events });
    return true;
  }

  /** What was decided; `undefined` where it does not even hold for what its rows were taken for. */
  foreseen(): Foreseen | undefined {
    const rows = [...this.#drafts.values()].map(({ tenant, sku, location, ...draft }): RowAhead => {
      const { before, taken, changes, needed, isBeyond } = draft;
      const { allotments } = this.#work.levels.get(draft.text) ?? before;
      return { tenant, sku, location, before, allotments, taken, changes, needed, isBeyond };
    });
    return rows.every(holds) ? { rows, reservations: this.#reserved } : undefined;
  }

  /** How rows become, by the texts of their keys. */
  levels(): ReadonlyMap<string, StockLevel> {
    return new Map([...this.#drafts.values()].map(({ text, before }) => [text, this.#work.levels.get(text) ?? before]));
  }

  /** Notes what a reservation takes of its row; `undefined` where that depends on more than whether the row has them. */
  #take(command: Reserve, { stock, reservation }: Decided): Draft | undefined {
    const { tenant, sku, location, change } = stock;
    const text = stockKeyText(stock);
    const level = this.#work.levels.get(text);
    const before = this.#before.get(text);
    const wanted = reservation.after.lines.reduce((sum, line) => sum + line.wanted, 0);
    const beyond = reservation.after.allocations.reduce((sum, allocation) => sum + allocation.beyond, 0);
    const isBeyond = beyond > 0;
    const draft = this.#drafts.get(text);
    const isMixed = (isBeyond && beyond !== change.reserved) || (draft !== undefined && draft.isBeyond !== isBeyond);
    // One that got less than it wanted would get more where there is more.
    const isOpen = isMixed || wanted > change.reserved || !isFirstChoice(command, location);
    if (level === undefined || before === undefined || isOpen) {
      return undefined;
    }
    const place = this.#drafts.size;
    const row = draft ?? { tenant, sku, location, text, before, place, isBeyond, taken: 0, changes: 0, needed: 0 };
    this.#drafts.set(text, row);
    row.taken += change.reserved;
    row.changes += 1;
    row.needed = Math.max(row.needed, row.taken + setAside(level, command.channel));
    return row;
  }
}

/** Whether an order takes its units at a location if they are there, whatever there is at the others that it names. */
function isFirstChoice({ lines, split }: Reserve, location: string): boolean {
  return lines.every(
    ({ locations }) =>
      locations[0] === location && (split !== "fewest-parcels" || locations.every((each) => each === location)),
  );
}

/** Whether what was decided holds for what a row was taken for. The database asks the same of the row as it is. */
function holds({ before, needed, isBeyond }: RowAhead): boolean {
  const { onHand, reserved, safetyStock, promiseLimit } = before;
  return onHand - reserved - safetyStock + (isBeyond ? promiseLimit : 0) >= needed && (!isBeyond || reserved >= onHand);
}

type Decided = Pick<ReservedAhead, "stock" | "reservation">;

/** The events of a reservation that takes units out of one row; of any other, `undefined`. */
function decideOne(work: WorkingSet, command: Reserve): Decided | undefined {
  const decision = decide(work, command, 0);
  const [stock, reservation, ...more] = decision.accepted ? decision.events : [];
  if (stock?.type !== "StockChanged" || reservation?.type !== "ReservationChanged" || more.length > 0) {
    return undefined;
  }
  return { stock, reservation };
}
