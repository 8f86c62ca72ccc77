export { availabilityOf, type Availability } from "./availability";
export { EMPTY_INVENTORY, evolve, evolveLevel, levelOf, reservationOf, type Inventory } from "./inventory";
export { addUnits, EMPTY_LEVEL, setAside, stockKeyText, type StockKey, type StockLevel } from "./stock";
export {
  openAllocations,
  reservationKeyText,
  type Reservation,
  type ReservationKey,
  type ReservationStatus,
} from "./reservation";
export { decide } from "./decide";
export { decideRepair, type RowRepair } from "./decide-repair";
export type { Decision } from "./decision";
export { SPLIT_STRATEGIES, type Command, type Reserve, type SplitStrategy } from "./command";
export type { InventoryEvent, StockChanged } from "./event";
export type { Refusal } from "./refusal";
