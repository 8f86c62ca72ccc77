import {
  EMPTY_LEVEL,
  openAllocations,
  reservationKeyText,
  stockKeyText,
  type Reservation,
  type StockKey,
  type StockLevel,
} from "../domain";
import type { EventToKeep, LostCommand, LostUnits, ReservationState } from "../storage";
import type { Counters, LostEvent, StockTold } from "./lost-event";

/** What the promoted database has of the rows and reservations that lost events are about. */
export interface Present {
  /** By `stockKeyText`. */
  readonly levels: ReadonlyMap<string, StockLevel>;
  /** By `reservationKeyText`. */
  readonly reservations: ReadonlyMap<string, Reservation>;
}

/** What a promotion writes. */
export interface QuarantinePlan {
  readonly commands: readonly LostCommand[];
  /** Rows as they become: what is withheld is part of their safety stock. */
  readonly rows: readonly (StockKey & StockLevel)[];
  /** Units withheld of each of these rows. */
  readonly withheld: readonly (StockKey & { readonly units: number })[];
  /** Reservations as they become: lost, whatever they were. */
  readonly reservations: readonly Reservation[];
  /** The lost events, as they were, and behind them what brings each subject back to what the database has. */
  readonly events: readonly EventToKeep[];
}

interface Group {
  readonly tenant: string;
  readonly reservation: string | null;
  readonly events: readonly LostEvent[];
}

interface GroupRow extends LostUnits {
  readonly key: StockKey;
  /** Units of the row that the promoted database has as reserved for the reservation. */
  readonly open: number;
}

/** The reservations that lost events are about. */
export function reservationsIn(lost: readonly LostEvent[]): readonly { tenant: string; reservation: string }[] {
  const ids = lost
    .flatMap((event) => reservationOf(event) ?? [])
    .map(({ tenant, reservation }) => ({ tenant, reservation }));
  return [...new Map(ids.map((id) => [reservationKeyText(id), id])).values()];
}

/** The stock rows that lost events, and the reservations that they are about, have to do with. */
export function rowsIn(lost: readonly LostEvent[], present: Pick<Present, "reservations">): readonly StockKey[] {
  const keys = groupsOf(lost).flatMap((group) => rowsOfGroup(group, present).map(({ key }) => key));
  return [...new Map(keys.map((key) => [stockKeyText(key), key])).values()];
}

/** Decides what becomes of what was lost: pure, so that a dry run says what a promotion does. */
export function planQuarantine(lost: readonly LostEvent[], present: Present): QuarantinePlan {
  const groups = groupsOf(lost);
  const ofRows = groups.map((group) => ({ group, rows: rowsOfGroup(group, present) }));
  const touched = ofRows.flatMap(({ rows }) => rows);
  const rows = rowsIn(lost, present).map((key) => rowAfter(key, { lost, present, touched }));
  const reservations = groups.flatMap((group) => reservationAfter(group, present) ?? []);
  return {
    commands: ofRows.map(({ group, rows: own }) => commandOf(group, own, present)),
    rows: rows.map(({ row }) => row),
    withheld: rows.map(({ row: { tenant, sku, location }, units }) => ({ tenant, sku, location, units })),
    reservations,
    events: [
      ...lost.toSorted((one, other) => one.version - other.version).map(eventToKeep),
      ...rows.map(({ event }) => event),
      ...reservations.map(reservationEvent),
    ],
  };
}

function reservationOf({ told }: LostEvent): { readonly tenant: string; readonly reservation: string } | undefined {
  if ("reservation" in told) {
    return told.reservation;
  }
  const { tenant, reservation } = told.stock;
  return reservation === null ? undefined : { tenant, reservation };
}

/** All changes of a reservation, whichever of them were published; each change of stock alone by itself. */
function groupsOf(lost: readonly LostEvent[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const event of lost) {
    const id = reservationOf(event);
    const text = id === undefined ? `${event.subject}\u0000${event.version}` : reservationKeyText(id);
    const before = groups.get(text)?.events ?? [];
    groups.set(text, { tenant: event.tenant, reservation: id?.reservation ?? null, events: [...before, event] });
  }
  return [...groups.values()];
}

function toldOf({ events }: Group): Reservation | undefined {
  const all = events.flatMap(({ told }) => ("reservation" in told ? [told.reservation] : []));
  return all.toSorted((one, other) => one.version - other.version).at(-1);
}

function beforeOf(
  { tenant, reservation }: Group,
  { reservations }: Pick<Present, "reservations">,
): Reservation | undefined {
  return reservation === null ? undefined : reservations.get(reservationKeyText({ tenant, reservation }));
}

const stockIn = (events: readonly LostEvent[]): readonly StockTold[] =>
  events.flatMap(({ told }) => ("stock" in told ? [told.stock] : []));

/**
 * What is withheld is at least what the rows would show as free and events say is not: units that the reservation has here,
 * those that it has by what was told of it, and those by which the row's own events say that there are fewer.
 */
function rowsOfGroup(group: Group, present: Pick<Present, "reservations">): readonly GroupRow[] {
  const { tenant } = group;
  const [before, told] = [beforeOf(group, present), toldOf(group)];
  const changes = stockIn(group.events);
  const places = [...changes, ...openOf(before), ...openOf(told)].map(({ sku, location }) => ({
    tenant,
    sku,
    location,
  }));
  const keys = [...new Map(places.map((key) => [stockKeyText(key), key])).values()];
  return keys.map((key) => {
    const isHere = (each: Pick<StockKey, "sku" | "location">): boolean =>
      each.sku === key.sku && each.location === key.location;
    const here = changes.filter(isHere);
    const open = sumOf(openOf(before).filter(isHere), ({ quantity }) => quantity);
    const promised = sumOf(openOf(told).filter(isHere), ({ quantity }) => quantity);
    const fewer = sumOf(here, ({ change }) => change.reserved - change.onHand);
    return {
      ...{ key, sku: key.sku, location: key.location, open, promised },
      withheld: Math.max(0, open, promised, open + fewer),
      onHand: sumOf(here, ({ change }) => change.onHand),
      inTransit: sumOf(here, ({ change }) => change.inTransit),
    };
  });
}

const openOf = (reservation: Reservation | undefined): ReturnType<typeof openAllocations> =>
  reservation === undefined ? [] : openAllocations(reservation);

function commandOf(group: Group, rows: readonly GroupRow[], present: Present): LostCommand {
  return {
    tenant: group.tenant,
    reservation: group.reservation,
    events: group.events.map(({ subject, version, type }) => ({ subject, version, type })),
    told: stateOf(toldOf(group)),
    before: stateOf(beforeOf(group, present)),
    units: rows.map(({ key: _, open: _open, ...units }) => units),
  };
}

function stateOf(reservation: Reservation | undefined): ReservationState | null {
  return reservation === undefined
    ? null
    : { status: reservation.status, allocations: reservation.allocations, returned: reservation.returned };
}

/** A reservation is lost whatever it was, under a version above all that others have seen. */
function reservationAfter(group: Group, present: Present): Reservation | undefined {
  const [before, told] = [beforeOf(group, present), toldOf(group)];
  const last = told ?? before;
  return last === undefined
    ? undefined
    : { ...last, status: "lost", version: Math.max(before?.version ?? 0, last.version) + 1 };
}

interface RowContext {
  readonly lost: readonly LostEvent[];
  readonly present: Present;
  readonly touched: readonly GroupRow[];
}

/** Units that lost reservations have here are no longer reserved, but withheld. */
function rowAfter(
  key: StockKey,
  { lost, present, touched }: RowContext,
): { readonly row: StockKey & StockLevel; readonly units: number; readonly event: EventToKeep } {
  const text = stockKeyText(key);
  const here = touched.filter((each) => stockKeyText(each.key) === text);
  const level = present.levels.get(text) ?? EMPTY_LEVEL;
  const last = lost
    .filter(({ told }) => "stock" in told && stockKeyText(told.stock) === text)
    .toSorted((one, other) => one.version - other.version)
    .at(-1);
  const units = sumOf(here, ({ withheld }) => withheld);
  const after = {
    ...level,
    reserved: level.reserved - sumOf(here, ({ open }) => open),
    safetyStock: level.safetyStock + units,
    version: Math.max(level.version, last?.version ?? 0) + 1,
  };
  const from = last !== undefined && "stock" in last.told ? last.told.stock.after : level;
  return {
    row: { ...key, ...after },
    units,
    event: stockEvent(key, after, { from, cause: "quarantined", reservation: null }),
  };
}

/** The event by which a row becomes what it is, out of what was told before. */
export function stockEvent(
  { tenant, sku, location }: StockKey,
  after: StockLevel,
  {
    from,
    cause,
    reservation,
  }: { readonly from: Counters; readonly cause: string; readonly reservation: string | null },
): EventToKeep {
  const change = {
    onHand: after.onHand - from.onHand,
    reserved: after.reserved - from.reserved,
    inTransit: after.inTransit - from.inTransit,
  };
  return {
    ...{ tenant, type: "StockChanged", subject: JSON.stringify([tenant, sku, location]), version: after.version },
    data: { type: "StockChanged", tenant, sku, location, cause, reason: null, reservation, change, after },
  };
}

/** The event by which a reservation becomes what it is. */
export function reservationEvent(after: Reservation): EventToKeep {
  const { tenant, reservation, version } = after;
  return {
    ...{ tenant, type: "ReservationChanged", subject: JSON.stringify([tenant, reservation]), version },
    data: { type: "ReservationChanged", after },
  };
}

function eventToKeep({ tenant, type, subject, version, data }: LostEvent): EventToKeep {
  return { tenant, type, subject, version, data };
}

function sumOf<Each>(all: readonly Each[], of: (each: Each) => number): number {
  return all.reduce((sum, each) => sum + of(each), 0);
}
