import { choice, fields, mapOf, quantity, text } from "../environment-fields";
import { ownTags } from "./tags";

/** Default of a stream's `retention`. */
export const DEFAULT_STREAM_RETENTION = "7 days";
const attribute = text(/^[a-zA-Z0-9_.-]{1,255}$/, "the name of an attribute", "Name of an attribute.");
const tableKeys = {
  hashKey: attribute.describe("Attribute that spreads the items over the storage."),
  rangeKey: attribute.describe("Attribute that orders the items of one hash key.").exactOptional(),
};
/** What an environment file holds about one table. */
export const tableSchema = fields(
  {
    attributes: mapOf(
      attribute,
      choice(["string", "number", "binary"], "Type of the attribute."),
      "Types of the attributes that keys are made of.",
    ),
    ...tableKeys,
    indexes: mapOf(
      text(/^[a-zA-Z0-9_.-]{3,255}$/, "3 to 255 letters, digits, underscores, dots or dashes", "Name of an index."),
      fields(tableKeys, "A secondary index with all attributes."),
      "Secondary indexes, by name.",
    ).default({}),
    ttlAttribute: attribute.describe("Attribute with the Unix time after which an item is deleted.").exactOptional(),
    tags: ownTags.default({}),
  },
  "A key-value table, with a writable copy in every region of its partition.",
);

/** What an environment file holds about one stream. */
export const streamSchema = fields(
  {
    retention: quantity(["day", "days"], 'a number of days such as "7 days"', "How long records are kept.").default(
      DEFAULT_STREAM_RETENTION,
    ),
    tags: ownTags.default({}),
  },
  "A stream of events, one in every region.",
);
