import type { Adjust, Arrive, Count, Receive, SetPolicy, StockCommand, Transfer } from "./command";
import { accept, refuse, type Decision } from "./decision";
import { levelOf, type Inventory } from "./inventory";
import type { Refusal } from "./refusal";
import { stockEvents } from "./stock-events";
import { MOST_UNITS, type StockKey, type StockLevel } from "./stock";

/** Decides what becomes of a command about stock rows. */
export function decideStock(inventory: Inventory, command: StockCommand): Decision {
  switch (command.kind) {
    case "receive":
      return decideReceive(inventory, command);
    case "adjust":
      return decideAdjust(inventory, command);
    case "count":
      return decideCount(inventory, command);
    case "transfer":
      return decideTransfer(inventory, command);
    case "arrive":
      return decideArrive(inventory, command);
    case "set-policy":
      return decideSetPolicy(inventory, command);
  }
}

function decideReceive(inventory: Inventory, command: Receive): Decision {
  const key = keyOf(command);
  const refusal = impossible(key, { ...levelOf(inventory, key) }, { onHand: command.quantity });
  return refusal === undefined
    ? accept(...stockEvents(inventory, [{ ...key, onHand: command.quantity }], { cause: "received" }))
    : refuse(refusal);
}

function decideAdjust(inventory: Inventory, { by, reason, ...command }: Adjust): Decision {
  const key = keyOf(command);
  const refusal = impossible(key, levelOf(inventory, key), { onHand: by });
  return refusal === undefined
    ? accept(...stockEvents(inventory, [{ ...key, onHand: by }], { cause: "adjusted", reason }))
    : refuse(refusal);
}

function decideCount(inventory: Inventory, { counted, expected, ...command }: Count): Decision {
  const key = keyOf(command);
  const level = levelOf(inventory, key);
  if (expected !== null && expected !== level.onHand) {
    return refuse({ kind: "stale-count", expected, onHand: level.onHand });
  }
  const onHand = counted - level.onHand;
  const refusal = impossible(key, level, { onHand });
  return refusal === undefined
    ? accept(...stockEvents(inventory, [{ ...key, onHand }], { cause: "counted" }))
    : refuse(refusal);
}

/** Units that are promised stay: what a transfer may take is on hand and not reserved. */
function decideTransfer(inventory: Inventory, { tenant, sku, from, to, quantity }: Transfer): Decision {
  const [source, target] = [
    { tenant, sku, location: from },
    { tenant, sku, location: to },
  ];
  const { onHand, reserved } = levelOf(inventory, source);
  const movable = Math.max(0, onHand - reserved);
  if (from === to) {
    return refuse({ kind: "same-location", location: from });
  }
  if (quantity > movable) {
    return refuse({ kind: "not-enough-on-hand", location: from, wanted: quantity, onHand: movable });
  }
  const refusal = impossible(target, levelOf(inventory, target), { inTransit: quantity });
  return refusal === undefined
    ? accept(
        ...stockEvents(inventory, [{ ...source, onHand: -quantity }], { cause: "transfer-left" }),
        ...stockEvents(inventory, [{ ...target, inTransit: quantity }], { cause: "transfer-coming" }),
      )
    : refuse(refusal);
}

function decideArrive(inventory: Inventory, { quantity, missing, ...command }: Arrive): Decision {
  const key = keyOf(command);
  const { inTransit } = levelOf(inventory, key);
  if (quantity + missing > inTransit) {
    return refuse({ kind: "not-in-transit", wanted: quantity + missing, inTransit });
  }
  const change = { onHand: quantity, inTransit: -quantity - missing };
  const refusal = impossible(key, levelOf(inventory, key), change);
  return refusal === undefined
    ? accept(...stockEvents(inventory, [{ ...key, ...change }], { cause: "transfer-arrived" }))
    : refuse(refusal);
}

function decideSetPolicy(inventory: Inventory, { policy, ...command }: SetPolicy): Decision {
  const key = keyOf(command);
  const refusal = impossible(key, { ...levelOf(inventory, key), ...policy }, {});
  return refusal === undefined
    ? accept(...stockEvents(inventory, [{ ...key, policy }], { cause: "policy-set" }))
    : refuse(refusal);
}

/** Why a stock row cannot change so. The database's constraints say the same once more. */
export function impossible(
  { location }: StockKey,
  level: StockLevel,
  change: { readonly onHand?: number; readonly inTransit?: number },
): Refusal | undefined {
  const onHand = level.onHand + (change.onHand ?? 0);
  const units = Math.max(onHand, level.inTransit + (change.inTransit ?? 0));
  if (onHand < 0) {
    return { kind: "not-enough-on-hand", location, wanted: -(change.onHand ?? 0), onHand: level.onHand };
  }
  if (onHand + level.promiseLimit < level.reserved) {
    return { kind: "below-reserved", location, reserved: level.reserved, promisable: onHand + level.promiseLimit };
  }
  return units > MOST_UNITS ? { kind: "above-maximum", location, units, maximum: MOST_UNITS } : undefined;
}

function keyOf({ tenant, sku, location }: StockKey): StockKey {
  return { tenant, sku, location };
}
