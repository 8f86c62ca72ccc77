import fc from "fast-check";
import type { Client } from "pg";
import type { Command, Reserve } from "../../src/domain";
import { anyHistory } from "../domain/commands";

/** Reservations of one line from one location, each after a history that leaves rows in some state. */
export const anyCase = fc.tuple(
  anyHistory,
  fc.record({
    sku: fc.constantFrom("mug", "constructor"),
    location: fc.constantFrom("berlin", "hamburg", "turin"),
    channel: fc.constantFrom("web", "store", "__proto__"),
    quantity: fc.integer({ min: 1, max: 6 }),
    more: fc.constantFrom(0, 9, 30),
    fill: fc.constantFrom<Reserve["fill"]>("all", "partial"),
    split: fc.constantFrom<Reserve["split"]>("listed", "fewest-parcels", "one-location"),
  }),
);

/** A command as one side's own: of its tenant, and with holds that outlast the test. */
export function ofSide(command: Command, side: string): Command {
  const tenant = `${side}-${command.tenant}`.replace(/-acme$/, "");
  return command.kind === "reserve" ? { ...command, tenant, holdSeconds: 3600 } : { ...command, tenant };
}

/** A value without the name of its side and the moments at which holds end. */
export function plain(value: unknown, side: string): unknown {
  const text = JSON.stringify(value, (name, member: unknown) => (name === "expiresAt" ? 0 : member));
  return JSON.parse(text.replaceAll(side, "side"));
}

const TABLES = [
  "select sku, location, on_hand, reserved, version from inventory.stock where tenant = $1 order by sku, location",
  `select reservation, channel, order_ref, status, lines, allocations, returned, version,
     expires_at > now() + interval '59 minutes' as lasts
   from inventory.reservation where tenant = $1 order by reservation`,
  `select type, subject, version, data from inventory.stock_event where tenant = $1 order by transaction, sequence`,
  "select answer::jsonb #- '{reservation,expiresAt}' as answer from inventory.idempotency_key where tenant = $1 order by 1",
];

/** All that a tenant has. */
export async function leftOf(owner: Client, tenant: string): Promise<unknown> {
  const tables = [];
  for (const text of TABLES) {
    tables.push((await owner.query(text, [tenant])).rows);
  }
  return tables;
}
