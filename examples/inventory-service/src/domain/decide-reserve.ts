import { allocate } from "./allocate";
import type { Reserve } from "./command";
import { accept, refuse, type Decision } from "./decision";
import { reservationOf, type Inventory } from "./inventory";
import type { Refusal } from "./refusal";
import type { Allocation, Reservation } from "./reservation";
import type { StockChange } from "./stock-events";
import { stockEvents } from "./stock-events";

/** Decides whether an order gets its units. */
export function decideReserve(inventory: Inventory, command: Reserve, now: number): Decision {
  const { tenant, reservation, channel } = command;
  const before = reservationOf(inventory, command);
  if (before !== undefined) {
    return refuse(before.status === "lost" ? outcomeLost(before) : { kind: "reservation-exists", reservation });
  }
  const allocations = allocate(inventory, command);
  if ("kind" in allocations) {
    return refuse(allocations);
  }
  const after: Reservation = {
    tenant,
    reservation,
    channel,
    status: "held",
    expiresAt: now + command.holdSeconds * 1000,
    lines: command.lines.map(({ sku, quantity }) => ({ sku, wanted: quantity })),
    allocations,
    returned: {},
    version: 1,
  };
  return accept(...stockEvents(inventory, taking(after, allocations), { cause: "reserved", reservation }), {
    type: "ReservationChanged",
    after,
  });
}

/** What is known of a reservation that was lost: the units it had, which are withheld. */
export function outcomeLost({ reservation, allocations }: Reservation): Refusal {
  const units = allocations.map(({ sku, location, quantity }) => ({ sku, location, quantity }));
  return { kind: "outcome-lost", reservation, units };
}

/** The changes of the stock rows out of which a reservation takes units. */
export function taking(reservation: Reservation, allocations: readonly Allocation[]): readonly StockChange[] {
  return moving(reservation, allocations, 1);
}

/** The changes of the stock rows to which a reservation gives units back. */
export function givingBack(reservation: Reservation, allocations: readonly Allocation[]): readonly StockChange[] {
  return moving(reservation, allocations, -1);
}

function moving(
  { tenant, channel }: Reservation,
  allocations: readonly Allocation[],
  sign: 1 | -1,
): readonly StockChange[] {
  return allocations.map(({ sku, location, quantity, allotted }) => ({
    tenant,
    sku,
    location,
    reserved: sign * quantity,
    allotment: { channel, units: -sign * allotted },
  }));
}
