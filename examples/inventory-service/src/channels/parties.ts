import { z } from "zod";
import { placeOf } from "../files";

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/);
const called = { tenant: name, channel: name, url: z.url({ protocol: /^https?$/ }), token: z.string().min(16) };

const marketplace = z.strictObject({
  ...{ kind: z.literal("marketplace"), ...called },
  /** Where units may come from, the preferred location first. */
  locations: z.array(name).min(1).max(20),
  /** The channel of the warehouse that ships its orders. */
  warehouse: name,
  /** For how long units are held before the marketplace has confirmed the order. */
  holdSeconds: z.int().min(60).max(604_800).default(86_400),
});
const warehouse = z.strictObject({ kind: z.literal("warehouse"), ...called });
const erp = z.strictObject({
  ...{ kind: z.literal("erp"), tenant: name, channel: name },
  /** Where it drops files: a folder, or `s3://bucket/prefix`. */
  drop: z
    .string()
    .transform((text, context) => {
      const place = placeOf(text);
      if (place === undefined) {
        context.addIssue("a folder, as /path or file:///path, or s3://bucket/prefix is expected");
        return z.NEVER;
      }
      return place;
    })
    .optional(),
  /** By which it signs what it sends. */
  secret: z.string().min(32).optional(),
});

const DOCUMENT = z
  .strictObject({ channels: z.array(z.discriminatedUnion("kind", [marketplace, warehouse, erp])).max(100) })
  .check(({ value: { channels }, issues }) => {
    channels.forEach((party, index) => {
      for (const [member, message] of conflictsOf(party, channels)) {
        issues.push({ code: "custom", input: party.channel, path: ["channels", index, member], message });
      }
    });
  });

/** A marketplace, and how it is reached. */
export type MarketplaceParty = z.output<typeof marketplace>;

/** A warehouse, and how it is reached. */
export type WarehouseParty = z.output<typeof warehouse>;

/** An ERP, and how it reaches the service. */
export type ErpParty = z.output<typeof erp>;

/** Somebody with whom a tenant's stock is shared. */
export type Party = MarketplaceParty | WarehouseParty | ErpParty;

/** What of a party does not go with the others: which member, and why. */
function conflictsOf(party: Party, all: readonly Party[]): readonly (readonly [string, string])[] {
  const isTwice = all.find(({ channel }) => channel === party.channel) !== party;
  const ships = (other: Party): boolean =>
    party.kind !== "marketplace" ||
    (other.kind === "warehouse" && other.tenant === party.tenant && other.channel === party.warehouse);
  return [
    ...(isTwice ? [["channel", "is the name of another channel, expected one of its own"] as const] : []),
    ...(all.some(ships) ? [] : [["warehouse", "is no warehouse of the tenant, expected the channel of one"] as const]),
  ];
}

/**
 * Reads who the channels are.
 * @throws Error that names every place that is wrong, and never a token
 */
export function readParties(text: string): readonly Party[] {
  const { success, data, error } = DOCUMENT.safeParse(parsed(text));
  if (!success) {
    throw new Error(error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
  }
  return data.channels;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("no JSON, expected an object with channels");
  }
}
