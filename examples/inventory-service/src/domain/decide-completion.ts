import { Allocator } from "./allocate";
import type { CompletionCommand, Return, Ship } from "./command";
import { accept, refuse, type Decision } from "./decision";
import { givingBack, outcomeLost, taking } from "./decide-reserve";
import { impossible } from "./decide-stock";
import type { StockCause } from "./event";
import { levelOf, reservationOf, type Inventory } from "./inventory";
import type { Refusal } from "./refusal";
import { openAllocations, type Allocation, type Reservation, type ReservationStatus } from "./reservation";
import { stockEvents } from "./stock-events";
import { addUnits, sellable, unitsOf } from "./stock";

/** Decides what becomes of a command about a reservation that exists. */
export function decideCompletion(inventory: Inventory, command: CompletionCommand, now: number): Decision {
  const reservation = reservationOf(inventory, command);
  if (reservation === undefined) {
    return refuse({ kind: "unknown-reservation", reservation: command.reservation });
  }
  if (reservation.status === "lost") {
    return refuse(outcomeLost(reservation));
  }
  switch (command.kind) {
    case "confirm":
      return decideConfirm(inventory, reservation);
    case "release":
      return decideEnd(inventory, reservation, { from: "held", to: "released" });
    case "cancel":
      return decideEnd(inventory, reservation, { from: "confirmed", to: "cancelled" });
    case "expire":
      return decideExpire(inventory, reservation, now);
    case "ship":
      return decideShip(inventory, reservation, { command, now });
    case "return":
      return decideReturn(inventory, reservation, command);
  }
}

/**
 * A hold that still has its units is confirmed, even past its time: nobody else got them. One that lost them to its
 * expiry takes the same units once more, or is refused.
 */
function decideConfirm(inventory: Inventory, reservation: Reservation): Decision {
  if (reservation.status === "held") {
    return accept({ type: "ReservationChanged", after: next(reservation, { status: "confirmed" }) });
  }
  if (reservation.status !== "expired") {
    return wrongStatus(reservation, ["held", "expired"]);
  }
  const allocations = takeAgain(inventory, reservation);
  return allocations === undefined
    ? refuse({ kind: "hold-expired", expiredAt: reservation.expiresAt })
    : accept(
        ...stockEvents(inventory, taking(reservation, allocations), {
          cause: "reserved-again",
          reservation: reservation.reservation,
        }),
        { type: "ReservationChanged", after: next(reservation, { status: "confirmed", allocations }) },
      );
}

function decideExpire(inventory: Inventory, reservation: Reservation, now: number): Decision {
  return reservation.status === "held" && now < reservation.expiresAt
    ? refuse({ kind: "hold-not-due", expiresAt: reservation.expiresAt })
    : decideEnd(inventory, reservation, { from: "held", to: "expired" });
}

function takeAgain(inventory: Inventory, reservation: Reservation): readonly Allocation[] | undefined {
  const allocator = new Allocator(inventory, reservation.channel);
  const taken = reservation.allocations.flatMap((allocation) => {
    const key = { tenant: reservation.tenant, sku: allocation.sku, location: allocation.location };
    const enough = allocator.available(key, sellable) >= allocation.quantity;
    return enough ? [{ ...allocation, ...allocator.take(key, allocation.quantity) }] : [];
  });
  return taken.length === reservation.allocations.length ? taken : undefined;
}

/** Gives back what has not shipped. An order of which a part has shipped is shipped, and no longer waits for the rest. */
function decideEnd(
  inventory: Inventory,
  reservation: Reservation,
  { from, to }: { readonly from: ReservationStatus; readonly to: "released" | "cancelled" | "expired" },
): Decision {
  if (reservation.status !== from) {
    return wrongStatus(reservation, [from]);
  }
  const shipped = reservation.allocations.filter((allocation) => allocation.shipped);
  const after =
    shipped.length === 0
      ? next(reservation, { status: to })
      : next(reservation, { status: "shipped", allocations: shipped });
  const changes = givingBack(reservation, openAllocations(reservation));
  const cause: StockCause = to;
  return accept(...stockEvents(inventory, changes, { cause, reservation: reservation.reservation }), {
    type: "ReservationChanged",
    after,
  });
}

interface Shipment {
  readonly command: Ship;
  readonly now: number;
}

function decideShip(inventory: Inventory, reservation: Reservation, shipment: Shipment): Decision {
  const { location } = shipment.command;
  if (reservation.status !== "confirmed") {
    return wrongStatus(reservation, ["confirmed"]);
  }
  const leaving = openAllocations(reservation).filter((allocation) => allocation.location === location);
  if (leaving.length === 0) {
    return refuse({ kind: "nothing-to-ship", location });
  }
  const refusal = unshippable(inventory, leaving, shipment);
  if (refusal !== undefined) {
    return refuse(refusal);
  }
  const allocations = reservation.allocations.map((each) =>
    leaving.includes(each) ? { ...each, shipped: true } : each,
  );
  const status = allocations.every(({ shipped }) => shipped) ? "shipped" : "confirmed";
  const changes = leaving.map(({ sku, quantity }) => ({
    ...{ tenant: reservation.tenant, sku, location },
    ...{ onHand: -quantity, reserved: -quantity },
  }));
  return accept(...stockEvents(inventory, changes, { cause: "shipped", reservation: reservation.reservation }), {
    type: "ReservationChanged",
    after: next(reservation, { status, allocations }),
  });
}

/** Why units cannot leave: promised beyond those on hand, they have not come in, or must not leave yet. */
function unshippable(
  inventory: Inventory,
  leaving: readonly Allocation[],
  { command: { tenant, location }, now }: Shipment,
): Refusal | undefined {
  for (const sku of new Set(leaving.map((allocation) => allocation.sku))) {
    const ofSku = leaving.filter((allocation) => allocation.sku === sku);
    const wanted = ofSku.reduce((sum, { quantity }) => sum + quantity, 0);
    const { onHand, shipsFrom } = levelOf(inventory, { tenant, sku, location });
    if (shipsFrom !== null && now < shipsFrom && ofSku.some(({ beyond }) => beyond > 0)) {
      return { kind: "ships-later", location, shipsFrom };
    }
    if (wanted > onHand) {
      return { kind: "not-enough-on-hand", location, wanted, onHand };
    }
  }
  return undefined;
}

/** Goods come back to any location, and are on hand there if they can be sold again. */
function decideReturn(inventory: Inventory, reservation: Reservation, command: Return): Decision {
  const { sku, location, quantity, restock } = command;
  const shipped = reservation.allocations
    .filter((allocation) => allocation.shipped && allocation.sku === sku)
    .reduce((sum, allocation) => sum + allocation.quantity, 0);
  const returnable = shipped - unitsOf(reservation.returned, sku);
  const key = { tenant: reservation.tenant, sku, location };
  if (quantity > returnable) {
    return refuse({ kind: "more-than-shipped", sku, wanted: quantity, returnable });
  }
  const refusal = restock ? impossible(key, levelOf(inventory, key), { onHand: quantity }) : undefined;
  if (refusal !== undefined) {
    return refuse(refusal);
  }
  const changes = restock ? [{ ...key, onHand: quantity }] : [];
  return accept(...stockEvents(inventory, changes, { cause: "returned", reservation: reservation.reservation }), {
    type: "ReservationChanged",
    after: next(reservation, { returned: addUnits(reservation.returned, sku, quantity) }),
  });
}

function next(reservation: Reservation, change: Partial<Reservation>): Reservation {
  return { ...reservation, ...change, version: reservation.version + 1 };
}

function wrongStatus({ status }: Reservation, expected: readonly ReservationStatus[]): Decision {
  return refuse({ kind: "wrong-status", status, expected });
}
