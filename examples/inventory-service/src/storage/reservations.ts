import type { Reservation, ReservationKey } from "../domain";
import type { Db } from "./db";

interface ReservationRow extends Omit<Reservation, "orderRef" | "expiresAt"> {
  readonly order_ref: string;
  readonly expires_at: Date;
}

/** Holds to look for: of a tenant, due at a time, with units of some SKUs. */
export interface DueHolds {
  readonly tenant: string;
  readonly skus: readonly string[];
  readonly now: number;
}

/** Reads reservations without locking them, to learn which stock rows they have units of. */
export async function readReservations(db: Db, keys: readonly ReservationKey[]): Promise<readonly Reservation[]> {
  const { rows } = await db.query<ReservationRow>({
    name: "read-reservations",
    text: `
      select r.*
      from json_to_recordset($1) as wanted (tenant text, reservation text)
      join inventory.reservation as r using (tenant, reservation)`,
    values: [JSON.stringify(keys)],
  });
  return rows.map(reservationOfRow);
}

/** Locks reservations, in one order for all, and reads them as they are now. */
export async function lockReservations(db: Db, keys: readonly ReservationKey[]): Promise<readonly Reservation[]> {
  const { rows } = await db.query<ReservationRow>({
    name: "lock-reservations",
    text: `
      select r.*
      from (
        select * from json_to_recordset($1) as named (tenant text, reservation text) order by tenant, reservation
      ) as wanted
      cross join lateral (
        select * from inventory.reservation as one
        where one.tenant = wanted.tenant and one.reservation = wanted.reservation
        for update
      ) as r`,
    values: [JSON.stringify(keys)],
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

function reservationOfRow({ order_ref, expires_at, ...row }: ReservationRow): Reservation {
  return { ...row, orderRef: order_ref, expiresAt: expires_at.getTime() };
}
