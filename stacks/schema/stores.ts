import { AURORA_POSTGRESQL_VERSIONS } from "../../facts/aurora-postgresql-versions";
import { z } from "zod";
import { choice, count, fields, flag, mapOf, name, quantity, text } from "../environment-fields";
import { NAME_LIMITS } from "./name-limits";
import { tableCapacitySchema } from "./table-capacity";
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
    capacity: tableCapacitySchema.describe("How its capacity is paid for; without it, by the request.").exactOptional(),
    tags: ownTags.default({}),
  },
  "A key-value table, with a writable copy in every region of its partition.",
);

/** Default of a stream's `partitions`. */
export const DEFAULT_PARTITIONS = 12;

/** What an environment file holds about one stream. */
export const streamSchema = fields(
  {
    retention: quantity(["day", "days"], 'a number of days such as "7 days"', "How long records are kept.").default(
      DEFAULT_STREAM_RETENTION,
    ),
    partitions: count(
      1,
      1_000,
      "Parts that bound how many pods of one consumer read at the same time, where the pattern has Kafka; it can only grow.",
    ).default(DEFAULT_PARTITIONS),
    consumers: z
      .array(name(NAME_LIMITS.service, "Name of a service."), { error: "a list of services" })
      .describe(
        "Services that read it, each as a consumer group of its name; their lag is watched where there is Kafka.",
      )
      .default([]),
    tags: ownTags.default({}),
  },
  "A stream of events, one in every region.",
);

/** Default of a queue's `handlerTimeout`. */
export const DEFAULT_HANDLER_TIMEOUT = "30 seconds";

/** What an environment file holds about one queue. */
export const queueSchema = fields(
  {
    fifo: flag("Whether messages of one group, such as a SKU, are handled in order and once.").default(false),
    handlerTimeout: quantity(
      ["seconds", "minutes"],
      'a time such as "30 seconds"',
      "The longest time that an adapter works on what it received.",
    ).default(DEFAULT_HANDLER_TIMEOUT),
    tags: ownTags.default({}),
  },
  "A queue between the platform and an adapter of a channel, a warehouse or an ERP; one in every region.",
);

const days = (description: string) => quantity(["days"], 'a number of days such as "365 days"', description);

/** What an environment file holds about one archive. */
export const archiveSchema = fields(
  {
    lockFor: days("How long nobody can delete an object; chosen before the archive exists.").exactOptional(),
    expireAfter: days("When an object goes; without it, never.").exactOptional(),
    tags: ownTags.default({}),
  },
  "Files of a partition, such as events, snapshots and audit records; a copy in every region of it.",
);

/** Default of `database.engineVersion`. */
export const DEFAULT_ENGINE_VERSION = "17.9";

/** What an environment file holds about its transactional database. */
export const databaseSchema = fields(
  {
    engineVersion: choice(
      AURORA_POSTGRESQL_VERSIONS,
      "Version of Aurora PostgreSQL, of every region's cluster.",
    ).default(DEFAULT_ENGINE_VERSION),
    tags: ownTags.default({}),
  },
  "The transactional database of every partition. How large it is, and whether it spans regions, follows from pattern and tier.",
).prefault({});
