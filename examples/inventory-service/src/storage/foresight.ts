import { decide, stockKeyText, type InventoryEvent, type Reserve, type StockKey, type StockLevel } from "../domain";
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
  /** The trace in which it happens, where that one is recorded. */
  readonly traceparent: string | undefined;
}

/** A row as it has to be for what was foreseen to hold, and as it becomes. */
export interface RowAhead extends StockKey {
  readonly before: StockLevel;
  readonly after: StockLevel;
}

/** A batch that was decided before its rows were locked. */
export interface Foreseen {
  readonly rows: readonly RowAhead[];
  readonly reservations: readonly ReservedAhead[];
}

/**
 * Decides batches of reservations ahead, while the one before is being written, on what their rows were when they were seen
 * last. That is a guess, and may be wrong in any way: another replica may have changed a row, and the batch before may fail.
 * So it is written only where each row, once locked, is in every respect what it was taken for.
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
    const work = new WorkingSet(new Map(rows), []);
    const reservations = decideAhead(work, requests);
    if (reservations === undefined) {
      return undefined;
    }
    const changed = work.changedLevels().map(([{ tenant, sku, location }, after]) => {
      const text = stockKeyText({ tenant, sku, location });
      this.#remember(text, after);
      return { tenant, sku, location, before: rows.get(text) ?? after, after };
    });
    return { rows: changed, reservations };
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

function decideAhead(work: WorkingSet, requests: readonly CommandRequest[]): readonly ReservedAhead[] | undefined {
  const keys = new Set<string>();
  const reserved: ReservedAhead[] = [];
  for (const request of requests) {
    const { command, traceparent } = request;
    const key = storedKey(request);
    const events = command.kind === "reserve" ? decideOne(work, command) : undefined;
    if (command.kind !== "reserve" || key === undefined || keys.has(key.hash) || events === undefined) {
      return undefined;
    }
    keys.add(key.hash);
    reserved.push({ command, key, traceparent, ...events });
  }
  return reserved;
}

/** The events of a reservation that takes units out of one row; of any other, `undefined`. */
function decideOne(work: WorkingSet, command: Reserve): Pick<ReservedAhead, "stock" | "reservation"> | undefined {
  const decision = decide(work, command, 0);
  const [stock, reservation, ...more] = decision.accepted ? decision.events : [];
  if (stock?.type !== "StockChanged" || reservation?.type !== "ReservationChanged" || more.length > 0) {
    return undefined;
  }
  work.apply([stock, reservation]);
  return { stock, reservation };
}
