import {
  addUnits,
  reservationKeyText,
  stockKeyText,
  type Reservation,
  type StockKey,
  type StockLevel,
} from "../domain";
import type { EventToKeep, KeptCommand, LostUnits } from "../storage";
import { reservationEvent, stockEvent, type Present } from "./plan-quarantine";

/** What somebody decides about a lost command: that it holds, or that it does not. */
export type Resolution = NonNullable<KeptCommand["resolution"]>;

/** What a resolution writes. */
export interface Resolved {
  readonly rows: readonly (StockKey & StockLevel)[];
  /** Units fewer that are withheld of each of these rows. */
  readonly withheld: readonly (StockKey & { readonly units: number })[];
  readonly reservation: Reservation | undefined;
  readonly events: readonly EventToKeep[];
}

/** Decides what comes of a resolution; a text says why it cannot be. */
export function decideResolution(command: KeptCommand, resolution: Resolution, present: Present): Resolved | string {
  const { tenant, reservation, units } = command;
  const found =
    reservation === null ? undefined : present.reservations.get(reservationKeyText({ tenant, reservation }));
  const lost = found?.status === "lost" ? found : undefined;
  const isReinstated = resolution === "reinstated";
  const rows = units.map((each) => rowAfter(command, each, { present, isReinstated, lost }));
  const problem = isReinstated ? problemOf(command, { lost, rows }) : undefined;
  if (problem !== undefined) {
    return `command ${command.id} cannot be reinstated: ${problem}`;
  }
  const after = lost === undefined ? undefined : (isReinstated ? reinstated : abandoned)(command, lost);
  return {
    rows: rows.map(({ row }) => row),
    withheld: units.map(({ sku, location, withheld }) => ({ tenant, sku, location, units: -withheld })),
    reservation: after,
    events: [...rows.map(({ event }) => event), ...(after === undefined ? [] : [reservationEvent(after)])],
  };
}

interface Reinstating {
  readonly lost: Reservation | undefined;
  readonly rows: readonly { readonly row: StockKey & StockLevel }[];
}

function problemOf({ reservation, told }: KeptCommand, { lost, rows }: Reinstating): string | undefined {
  if (reservation === null) {
    return "it is a change of stock alone, which a count settles; abandon it";
  }
  if (told === null || lost === undefined) {
    return "no event told how the reservation became; abandon it";
  }
  const short = rows.find(
    ({ row }) => row.onHand < 0 || row.inTransit < 0 || row.reserved > row.onHand + row.promiseLimit,
  );
  return short === undefined
    ? undefined
    : `${short.row.sku} at ${short.row.location} would have ${short.row.onHand} on hand and ${short.row.reserved} reserved; correct the stock, or abandon it`;
}

/** As events told it. What it has of an allotment counts as that only where the promoted database had taken it out. */
function reinstated({ told, before }: KeptCommand, lost: Reservation): Reservation {
  const isTaken = before !== null && isOpen(before);
  const allocations = told?.allocations ?? lost.allocations;
  return {
    ...lost,
    ...told,
    allocations: isTaken ? allocations : allocations.map((each) => ({ ...each, allotted: 0 })),
    version: lost.version + 1,
  };
}

/** As it was here, if it had ended; otherwise cancelled, or shipped where a part had been. */
function abandoned({ before }: KeptCommand, lost: Reservation): Reservation {
  const version = lost.version + 1;
  if (before !== null && !isOpen(before)) {
    return { ...lost, ...before, version };
  }
  const shipped = before?.allocations.filter((each) => each.shipped) ?? [];
  return shipped.length > 0
    ? { ...lost, status: "shipped", allocations: shipped, version }
    : { ...lost, status: "cancelled", version };
}

const isOpen = ({ status }: Pick<Reservation, "status">): boolean => status === "held" || status === "confirmed";

interface RowContext {
  readonly present: Present;
  readonly isReinstated: boolean;
  readonly lost: Reservation | undefined;
}

function rowAfter(
  { tenant, reservation, before }: KeptCommand,
  units: LostUnits,
  { present, isReinstated, lost }: RowContext,
): { readonly row: StockKey & StockLevel; readonly event: EventToKeep } {
  const { sku, location, withheld } = units;
  const key = { tenant, sku, location };
  const level = present.levels.get(stockKeyText(key));
  if (level === undefined) {
    throw new Error(`internal: ${sku} at ${location} is not there, where units of it are withheld`);
  }
  const here = before === null || !isOpen(before) ? [] : before.allocations;
  const allotted = here
    .filter((each) => each.sku === sku && each.location === location && !each.shipped)
    .reduce((sum, each) => sum + each.allotted, 0);
  const isGivenBack = !isReinstated && lost !== undefined && allotted > 0;
  const after = {
    ...level,
    onHand: level.onHand + (isReinstated ? units.onHand : 0),
    inTransit: level.inTransit + (isReinstated ? units.inTransit : 0),
    reserved: level.reserved + (isReinstated ? units.promised : 0),
    safetyStock: level.safetyStock - withheld,
    allotments: isGivenBack ? addUnits(level.allotments, lost.channel, allotted) : level.allotments,
    version: level.version + 1,
  };
  return { row: { ...key, ...after }, event: stockEvent(key, after, { from: level, cause: "resolved", reservation }) };
}
