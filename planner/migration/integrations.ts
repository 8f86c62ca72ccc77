import { z } from "zod";
import { DATA_CLASSES } from "../../facts/tag-schema";
import { fields } from "../project/shape";
import { DIRECTION_RISK, PROTOCOL_RISK, ROLLBACK_RISK } from "./risk-table";

/** What stands on the other side of an integration. */
export const KINDS = [
  "marketplace",
  "erp",
  "warehouse",
  "carrier",
  "payment",
  "storefront",
  "supplier",
  "analytics",
] as const;

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const NAME = /^(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const NAME_WORDS = "1 to 40 lower-case letters, digits and single dashes, starting with a letter";

function text(pattern: RegExp, expected: string) {
  return z.string({ error: expected }).regex(pattern, { error: expected });
}

function count(least: number, most: number) {
  const error = `a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

function choice<const Values extends readonly string[]>(values: Values) {
  return z.enum(values, { error: `one of ${values.join(", ")}` });
}

function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(table).filter((key): key is Key => key in table);
}

const day = text(DAY, "a day such as 2027-01-11, in quotes").refine(isDay, { error: "a day of the calendar" });
const flag = z.boolean({ error: "true or false" });
const name = text(NAME, NAME_WORDS);

const freeze = fields({
  from: day.describe("First day on which nothing moves."),
  until: day.describe("Last day on which nothing moves."),
  reason: text(/^\S.{1,119}$/, "2 to 120 characters").describe("Why, for people."),
});

const freezes = z.array(freeze, { error: "a list of freezes" }).default([]);

const integration = fields({
  kind: choice(KINDS).describe("What stands on the other side."),
  owner: text(/^\S.{1,63}$/, "2 to 64 characters").describe("Team that answers for it."),
  protocol: choice(keysOf(PROTOCOL_RISK)).describe("How it speaks."),
  direction: choice(keysOf(DIRECTION_RISK)).describe("Which way data goes, seen from the platform."),
  messagesPerHour: count(0, 1_000_000_000).describe("Messages, rows or documents in a busy hour."),
  dataClass: choice(DATA_CLASSES).describe("Most protected class of data it carries."),
  systemOfRecord: flag.default(false).describe("Whether what it writes is the truth that others copy."),
  sandbox: flag.describe("Whether the other side has a place to rehearse in."),
  rollback: choice(keysOf(ROLLBACK_RISK)).describe("What way back there is once it has moved."),
  dependsOn: z.array(name, { error: "a list of integrations" }).default([]).describe("What has to have moved before."),
  freezes,
});

/** What an inventory of integrations holds. */
export const inventorySchema = fields({
  start: day.describe("First day of the first wave."),
  waveDays: count(1, 90).default(14).describe("Days of a wave: move, look, and be able to go back."),
  perWave: count(1, 20).default(3).describe("Most integrations that move in one wave."),
  freezes: freezes.describe("Days on which nothing moves at all."),
  integrations: z
    .record(name, integration, {
      error: ({ code }) => (code === "invalid_key" ? `a name of ${NAME_WORDS}` : "a map of integrations by name"),
    })
    .refine((all) => Object.keys(all).length > 0, { error: "at least one integration" }),
});

/** An inventory of integrations, checked and with its defaults. */
export type Inventory = z.output<typeof inventorySchema>;

/** One integration. */
export type Integration = Inventory["integrations"][string];

/** Days on which nothing moves. */
export type Freeze = z.output<typeof freeze>;

function isDay(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}
