import {
  evolveLevel,
  levelOf,
  openAllocations,
  reservationKeyText,
  stockKeyText,
  type Inventory,
  type InventoryEvent,
  type Reservation,
  type Reserve,
  type StockKey,
  type StockLevel,
} from "../domain";
import type { AuditedCorrection } from "./audit";
import { inTrace, type TracedEvent } from "./events";
import type { KeyAnswered } from "./idempotency";

/** What a batch has locked, as its commands change it, and what it has to write. */
export class WorkingSet implements Inventory {
  readonly levels: Map<string, StockLevel>;
  readonly reservations: Map<string, Reservation>;
  readonly events: TracedEvent[] = [];
  readonly answers: KeyAnswered[] = [];
  readonly corrections: AuditedCorrection[] = [];
  readonly #changedStock = new Map<string, StockKey>();
  readonly #changedReservations = new Set<string>();
  readonly #orderRefs = new Map<string, string>();
  readonly #stored: Set<string>;

  constructor(levels: Map<string, StockLevel>, reservations: readonly Reservation[]) {
    this.levels = levels;
    this.reservations = new Map(reservations.map((each) => [reservationKeyText(each), each]));
    this.#stored = new Set(this.reservations.keys());
  }

  /** Takes in a reservation that was locked later; one that is here already stays as the batch left it. */
  add(reservation: Reservation): void {
    const text = reservationKeyText(reservation);
    if (!this.reservations.has(text)) {
      this.reservations.set(text, reservation);
      this.#stored.add(text);
    }
  }

  /** Whether the stock rows of all open units of a reservation are locked. */
  covers(reservation: Reservation): boolean {
    const { tenant, status, allocations } = reservation;
    // An expired hold that is confirmed takes its units once more.
    return (status === "expired" ? allocations : openAllocations(reservation)).every(({ sku, location }) =>
      this.levels.has(stockKeyText({ tenant, sku, location })),
    );
  }

  /** Changes what is here by what happened, in a trace or in none. */
  apply(events: readonly InventoryEvent[], traceparent?: string): void {
    for (const event of events) {
      if (event.type === "StockChanged") {
        const text = stockKeyText(event);
        this.levels.set(text, evolveLevel(levelOf(this, event), event));
        this.#changedStock.set(text, event);
      } else {
        const text = reservationKeyText(event.after);
        this.reservations.set(text, event.after);
        this.#changedReservations.add(text);
      }
    }
    this.events.push(...events.map((event) => inTrace(event, traceparent)));
  }

  /** Keeps which order a new reservation is for: what happened does not say. */
  link(command: Reserve): void {
    this.#orderRefs.set(reservationKeyText(command), command.orderRef);
  }

  /** The stock rows that changed, each with its level as it is now. */
  changedLevels(): readonly (readonly [StockKey, StockLevel])[] {
    return [...this.#changedStock.values()].map((key) => [key, levelOf(this, key)]);
  }

  /** The stock rows that changed, as they are now. */
  changedStock(): readonly (StockKey & StockLevel)[] {
    return this.changedLevels().map(([{ tenant, sku, location }, level]) => ({ tenant, sku, location, ...level }));
  }

  /** The reservations that changed, those that are new apart, with the orders they are for. */
  changedReservations(): {
    readonly made: readonly (Reservation & Pick<Reserve, "orderRef">)[];
    readonly moved: readonly Reservation[];
  } {
    const changed = [...this.reservations].filter(([text]) => this.#changedReservations.has(text));
    const isStored = ([text]: [string, Reservation]): boolean => this.#stored.has(text);
    return {
      made: changed
        .filter((each) => !isStored(each))
        .map(([text, reservation]) => ({ ...reservation, orderRef: this.#orderRefs.get(text) ?? "" })),
      moved: changed.filter(isStored).map(([, reservation]) => reservation),
    };
  }
}
