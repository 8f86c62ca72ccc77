import type { InventoryEvent, StockChanged } from "./event";
import { reservationKeyText, type Reservation, type ReservationKey } from "./reservation";
import { EMPTY_LEVEL, stockKeyText, type StockKey, type StockLevel } from "./stock";

/** The stock rows and reservations that commands are decided on: all there are, or those a transaction has locked. */
export interface Inventory {
  /** By `stockKeyText`. */
  readonly levels: ReadonlyMap<string, StockLevel>;
  /** By `reservationKeyText`. */
  readonly reservations: ReadonlyMap<string, Reservation>;
}

/** An inventory in which nothing has happened. */
export const EMPTY_INVENTORY: Inventory = { levels: new Map(), reservations: new Map() };

/** The level of a stock row; empty where there is no row. */
export function levelOf({ levels }: Pick<Inventory, "levels">, key: StockKey): StockLevel {
  return levels.get(stockKeyText(key)) ?? EMPTY_LEVEL;
}

/** A reservation, if there is one of that id. */
export function reservationOf({ reservations }: Inventory, key: ReservationKey): Reservation | undefined {
  return reservations.get(reservationKeyText(key));
}

/** A stock row after one more event. Counters follow the change, and so prove what the event says they became. */
export function evolveLevel(level: StockLevel, { change, after }: Pick<StockChanged, "change" | "after">): StockLevel {
  return {
    ...after,
    onHand: level.onHand + change.onHand,
    reserved: level.reserved + change.reserved,
    inTransit: level.inTransit + change.inTransit,
    version: level.version + 1,
  };
}

/** The inventory after one more event. */
export function evolve(inventory: Inventory, event: InventoryEvent): Inventory {
  switch (event.type) {
    case "StockChanged": {
      const level = evolveLevel(levelOf(inventory, event), event);
      return { ...inventory, levels: new Map(inventory.levels).set(stockKeyText(event), level) };
    }
    case "ReservationChanged": {
      const { after } = event;
      return { ...inventory, reservations: new Map(inventory.reservations).set(reservationKeyText(after), after) };
    }
  }
}
