import { z } from "zod";
import { REGIME_KEYS } from "../../facts/residency";
import { choice, fields, flag, listOf, mapOf, name, quantity, text } from "../environment-fields";
import { onPremisesSchema } from "./on-premises";
import { ADDRESS_RANGE, regionName } from "./places";
import { processorsSchema } from "./processor";
import { ownTags } from "./tags";

/** Places where the personal data of a partition can be kept. */
export const PERSONAL_DATA_PLACES = ["in-region", "on-premises"] as const;
/** Default of a partition's `personalData`. */
export const DEFAULT_PERSONAL_DATA_PLACE = "in-region";

/** What an environment file holds about one partition. */
export const partitionSchema = fields(
  {
    regime: z
      .string({ error: "the name of a residency regime" })
      .meta({ enum: [...REGIME_KEYS], description: "Residency regime that binds the partition's data." }),
    markets: listOf(
      text(/^[A-Z]{2}$/, "an ISO 3166 country code such as DE", "ISO 3166 code of a country."),
      "Countries whose customers' data belongs here.",
    ),
    tenants: z
      .array(name(40, "Name of a tenant."), { error: "a list of names" })
      .describe("Tenants that belong here whatever their market.")
      .default([]),
    cidr: text(
      ADDRESS_RANGE,
      "an IPv4 range such as 10.0.0.0/12",
      "Range that the networks of the partition's regions are cut from, in their order.",
    ),
    regions: listOf(regionName, "Regions in the order they were added; a new one goes to the end."),
    initialPrimary: regionName.describe("Region that was primary when the partition was created; never changes."),
    primary: regionName.describe("Region that is primary today; follows what a switchover runbook did."),
    production: flag(
      "Whether it serves customers: experiments that break something are left out unless they are allowed there by name.",
    ).default(true),
    timeZone: text(
      /^[A-Z][\w+-]*(\/[\w+-]+)*$/,
      "a time zone of the IANA database, such as Europe/Berlin",
      "Time zone of its night, by which jobs run; without it, that of the region that was primary at creation.",
    ).exactOptional(),
    zones: mapOf(
      regionName,
      listOf(text(/^[a-z]$/, "the letter of a zone", "Letter of a zone."), "Letters of zones."),
      "Zones of regions whose zones differ from account to account, by region.",
    ).default({}),
    transfers: mapOf(
      regionName,
      text(/^\S.{2,119}$/, "3 to 120 characters", "Where the legal basis is on record."),
      "Regions outside the jurisdiction that may hold a copy, each with the record of its legal basis.",
    ).default({}),
    processors: processorsSchema.default({}),
    personalData: choice(
      PERSONAL_DATA_PLACES,
      "Where data of the classes personal and payment is kept; `on-premises` needs the pattern `hybrid`.",
    ).default(DEFAULT_PERSONAL_DATA_PLACE),
    recoveryTime: quantity(
      ["minutes", "hour", "hours", "day", "days"],
      'a time such as "4 hours"',
      "How long restoring the partition may take; said aloud where no second region of the regime can take over.",
    ).exactOptional(),
    onPremises: onPremisesSchema.exactOptional(),
    tags: ownTags.default({}),
  },
  "A residency partition: what is personal never leaves it.",
);
