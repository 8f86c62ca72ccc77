import { z } from "zod";
import type { TakenMessage } from "../storage";

// As over HTTP, names are opaque and short. What a party sends beside them, such as a customer, is left out as it is read.
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/);
const opaque = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
const units = z.int().min(1).max(1_000_000);
const amount = z.int().min(0).max(1_000_000_000);
const base = { id: name, at: z.iso.datetime() };
const row = { sku: name, location: name };

const order = z.object({
  ...{ ...base, kind: z.literal("order"), orderRef: opaque },
  lines: z
    .array(z.object({ sku: name, quantity: units }))
    .min(1)
    .max(100),
});
const cancellation = z.object({ ...base, kind: z.literal("cancellation"), orderRef: opaque });
const shipment = z.object({ ...base, kind: z.literal("shipment"), order: opaque, location: name });
const returned = z.object({
  ...{ ...base, kind: z.literal("return"), order: opaque, ...row, quantity: units, restock: z.boolean() },
});
const receipt = z.object({ ...base, kind: z.literal("receipt"), ...row, quantity: units });
const count = z.object({ ...base, kind: z.literal("count"), ...row, sequence: amount, counted: amount });
const adjustment = z.object({
  ...{ ...base, kind: z.literal("adjustment"), ...row },
  by: z.int().min(-1_000_000).max(1_000_000),
  reason: z.enum(["damaged", "lost", "found", "correction"]),
});

/** What each party may say. */
const OF_PARTY = {
  marketplace: z.discriminatedUnion("kind", [order, cancellation]),
  warehouse: z.discriminatedUnion("kind", [shipment, returned, receipt, count]),
  erp: z.discriminatedUnion("kind", [receipt, adjustment, count]),
} as const;

const MESSAGE = z.discriminatedUnion("kind", [order, cancellation, shipment, returned, receipt, count, adjustment]);

/** Who somebody is to the service. */
export type PartyKind = keyof typeof OF_PARTY;

/** What somebody says. */
export type Message = z.output<typeof MESSAGE>;

/** A message as it was stored. */
export function readMessage(body: unknown): Message {
  return MESSAGE.parse(body);
}

/** Where a message was found, and when. */
export interface Found {
  readonly place: string;
  /** In ms since the epoch. */
  readonly now: number;
}

/**
 * A message of a party, as it is taken in. One that makes no sense is set aside under the place where it was, with what is wrong
 * where, and without what was sent.
 */
export function takenOf(party: PartyKind, value: unknown, { place, now }: Found): TakenMessage {
  const { success, data, error } = OF_PARTY[party].safeParse(value);
  if (success) {
    return { message: data.id, body: data, at: data.at, problem: null };
  }
  const problems = error.issues.map(
    ({ path, code }) => `${["message", ...path].slice(path.length === 0 ? 0 : 1).join(".")}: ${code}`,
  );
  return { message: place, body: null, at: new Date(now).toISOString(), problem: `${place}: ${problems.join("; ")}` };
}
