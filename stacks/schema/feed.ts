import { DATA_CLASSES } from "../../facts/tag-schema";
import { choice, count, fields, listOf, name, quantity, text } from "../environment-fields";
import { jobSchema } from "./job";
import { NAME_LIMITS } from "./name-limits";
import { ownTags } from "./tags";

/** Defaults of a feed. */
export const FEED_FIELD_DEFAULTS = { version: 1, freshness: "15 minutes", replay: "400 days" } as const;

const sentence = (what: string) => text(/^\S.{2,199}$/, "3 to 200 characters", what);

const field = fields(
  {
    name: text(
      /^[a-z][A-Za-z0-9_]{0,62}$/,
      "1 to 63 letters, digits and underscores, starting with a lower-case letter",
      "Name of a field, as in the events.",
    ),
    type: choice(["boolean", "date-time", "integer", "number", "string"], "Type, as in the events."),
    dataClass: choice(DATA_CLASSES, "How well its values have to be protected; personal ones have no place in a feed."),
    description: sentence("What it holds, for people."),
  },
  "A field of an event's data.",
);

const { image, command, schedule, startWithin, deadline, completions, vcpus, memory, capacity } = jobSchema.shape;

const restock = fields(
  { image, command, schedule, startWithin, deadline, completions, vcpus, memory, capacity },
  "A job that reads the feed at night and proposes what to restock, in the primary region of every partition; it saves in the feed's bucket.",
);

/** What an environment file holds about one feed. */
export const feedSchema = fields(
  {
    stream: name(NAME_LIMITS.stream, "Stream that it reads, whose records are CloudEvents in JSON, one each."),
    version: count(
      1,
      1_000,
      "Version of its contract: another one with every change that readers have to follow.",
    ).default(FEED_FIELD_DEFAULTS.version),
    description: sentence("What its records are, for people."),
    firstDay: text(/^\d{4}-\d{2}-\d{2}$/, "a day such as 2026-12-01, in quotes", "Day of its first record."),
    fields: listOf(field, "Fields of an event's data that it hands out; what is not here is left out."),
    freshness: quantity(
      ["minutes", "hour", "hours"],
      'a time such as "15 minutes"',
      "How old a record may be until it can be read.",
    ).default(FEED_FIELD_DEFAULTS.freshness),
    replay: quantity(["days"], 'a number of days such as "400 days"', "How long records can be read again.").default(
      FEED_FIELD_DEFAULTS.replay,
    ),
    readerRole: text(
      /^[\w+=,.@-]{1,64}$/,
      "the name of an IAM role",
      "IAM role in the account of each partition, of a warehouse or a customer data platform, that reads that partition's feed.",
    ).exactOptional(),
    restock: restock.exactOptional(),
    tags: ownTags.default({}),
  },
  "A stream as Parquet files under a contract without personal data, in every region that has a lake.",
);
