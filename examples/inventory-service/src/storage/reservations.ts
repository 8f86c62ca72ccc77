import type { Reservation, ReservationKey, Reserve } from "../domain";
import { columnsOf, linesOf, timestampOf } from "./columns";
import type { Db } from "./db";

interface ReservationRow extends Omit<Reservation, "expiresAt"> {
  readonly order_ref: string;
  readonly expires_at: Date;
}

/** A reservation with the order it is for. */
export interface LinkedReservation extends Reservation {
  /** The order's opaque reference in its channel; `null` once it is erased. */
  readonly orderRef: string | null;
}

/** Holds to look for: of a tenant, due at a time, with units of some SKUs. */
export interface DueHolds {
  readonly tenant: string;
  readonly skus: readonly string[];
  readonly now: number;
}

const INSERT = `
  insert into inventory.reservation
    (tenant, reservation, channel, order_ref, status, expires_at, lines, allocations, returned, version)
  select tenant, reservation, channel, order_ref, status, expires_at, lines::jsonb, allocations::jsonb,
    returned::jsonb, version
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[],
    string_to_array($7, E'\\n'), string_to_array($8, E'\\n'), string_to_array($9, E'\\n'), $10::integer[])
    as c (tenant, reservation, channel, order_ref, status, expires_at, lines, allocations, returned, version)`;

/** Reads reservations without locking them, to learn which stock rows they have units of. */
export async function readReservations(db: Db, keys: readonly ReservationKey[]): Promise<readonly Reservation[]> {
  const { rows } = await db.query<ReservationRow>({
    name: "read-reservations",
    text: `
      select r.*
      from unnest($1::text[], $2::text[]) as wanted (tenant, reservation)
      cross join lateral (
        select * from inventory.reservation as one
        where one.tenant = wanted.tenant and one.reservation = wanted.reservation
        limit 1
      ) as r`,
    values: keyColumns(keys),
  });
  return rows.map(reservationOfRow);
}

/** Reads a reservation with the order it is for. */
export async function readLinked(
  db: Db,
  { tenant, reservation }: ReservationKey,
): Promise<LinkedReservation | undefined> {
  const { rows } = await db.query<ReservationRow>({
    name: "read-linked",
    text: "select * from inventory.reservation where tenant = $1 and reservation = $2",
    values: [tenant, reservation],
  });
  return rows.map((row) => ({ ...reservationOfRow(row), orderRef: row.order_ref === "" ? null : row.order_ref }))[0];
}

/** Locks reservations, in one order for all, and reads them as they are now. */
export async function lockReservations(db: Db, keys: readonly ReservationKey[]): Promise<readonly Reservation[]> {
  const { rows } = await db.query<ReservationRow>({
    name: "lock-reservations",
    text: `
      select r.*
      from (
        select * from unnest($1::text[], $2::text[]) as named (tenant, reservation) order by tenant, reservation
      ) as wanted
      cross join lateral (
        select * from inventory.reservation as one
        where one.tenant = wanted.tenant and one.reservation = wanted.reservation
        for update
      ) as r`,
    values: keyColumns(keys),
  });
  return rows.map(reservationOfRow);
}

/** Locks holds whose time is over and that keep units of some SKUs. Those that somebody else has locked are left to him. */
export async function lockDueHolds(db: Db, { tenant, skus, now }: DueHolds): Promise<readonly Reservation[]> {
  const { rows } = await db.query<ReservationRow>({
    name: "lock-due-holds",
    text: `
      select r.*
      from inventory.reservation as r
      where r.tenant = $1 and r.status = 'held' and r.expires_at <= $2
        and exists (select from jsonb_array_elements(r.allocations) as a where a ->> 'sku' = any ($3::text[]))
      order by r.expires_at
      limit 256
      for update of r skip locked`,
    values: [tenant, new Date(now), skus],
  });
  return rows.map(reservationOfRow);
}

/** Writes new reservations, with the orders they are for. One whose id was taken meanwhile fails the transaction. */
export async function insertReservations(
  db: Db,
  made: readonly (Reservation & Pick<Reserve, "orderRef">)[],
): Promise<void> {
  await db.query({
    name: "insert-reservations",
    text: INSERT,
    values: rowColumns(made),
  });
}

/** Writes reservations that are there and locked. By conflict, not by join: no plan of it can read more than these. */
export async function updateReservations(db: Db, moved: readonly Reservation[]): Promise<void> {
  await db.query({
    name: "update-reservations",
    text: `${INSERT}
      on conflict (tenant, reservation) do update
      set status = excluded.status, allocations = excluded.allocations, returned = excluded.returned,
        version = excluded.version`,
    // Whatever they link to, erased meanwhile or not, stays as it is.
    values: rowColumns(moved.map((each) => ({ ...each, orderRef: "" }))),
  });
}

function keyColumns(keys: readonly ReservationKey[]): readonly unknown[] {
  return columnsOf(keys, [({ tenant }) => tenant, ({ reservation }) => reservation]);
}

function rowColumns(rows: readonly (Reservation & Pick<Reserve, "orderRef">)[]): readonly unknown[] {
  return [
    ...keyColumns(rows),
    ...columnsOf(rows, [
      ({ channel }) => channel,
      ({ orderRef }) => orderRef,
      ({ status }) => status,
      ({ expiresAt }) => timestampOf(expiresAt),
    ]),
    linesOf(rows.map(({ lines }) => lines)),
    linesOf(rows.map(({ allocations }) => allocations)),
    linesOf(rows.map(({ returned }) => returned)),
    rows.map(({ version }) => version),
  ];
}

function reservationOfRow({ order_ref: _, expires_at, ...row }: ReservationRow): Reservation {
  return { ...row, expiresAt: expires_at.getTime() };
}
