export { availabilityOf, type Availability } from "./availability";
export { EMPTY_INVENTORY, evolve, evolveLevel, levelOf, reservationOf, type Inventory } from "./inventory";
export { EMPTY_LEVEL, stockKeyText, type StockKey, type StockLevel } from "./stock";
export { openAllocations, reservationKeyText, type Reservation, type ReservationKey } from "./reservation";
export { decide } from "./decide";
export type { Decision } from "./decision";
export { SPLIT_STRATEGIES, type Command, type Reserve, type SplitStrategy } from "./command";
export type { InventoryEvent, StockChanged } from "./event";
export type { Refusal } from "./refusal";
