export { EMPTY_INVENTORY, evolve, levelOf, reservationOf, type Inventory } from "./inventory";
export { stockKeyText } from "./stock";
export { openAllocations } from "./reservation";
export { decide } from "./decide";
export type { Decision } from "./decision";
export type { Command } from "./command";
export type { InventoryEvent } from "./event";
