import type { InventoryEvent } from "./event";
import type { Refusal } from "./refusal";

/** What becomes of a command: events, or the reason why nothing happens. */
export type Decision =
  | { readonly accepted: true; readonly events: readonly InventoryEvent[] }
  | { readonly accepted: false; readonly refusal: Refusal };

/** The command is carried out. */
export function accept(...events: readonly InventoryEvent[]): Decision {
  return { accepted: true, events };
}

/** The command is not carried out. */
export function refuse(refusal: Refusal): Decision {
  return { accepted: false, refusal };
}
