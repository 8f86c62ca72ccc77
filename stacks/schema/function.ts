import { choice, count, fields, flag, mapOf, name, namesOf, quantity, text } from "../environment-fields";
import { NAME_LIMITS } from "./name-limits";
import { ownTags } from "./tags";

/** Defaults of a function. */
export const FUNCTION_DEFAULTS = { timeout: "30 seconds", memoryMib: 512, concurrency: 10 } as const;

/** What a function can handle the records of: the field that holds each kind in the environment file. */
export const SOURCE_FIELDS = { stream: "streams", table: "tables", queue: "queues" } as const;

const access = fields(
  {
    tables: mapOf(
      name(NAME_LIMITS.table, "Name of a table."),
      choice(["read", "write"], "Whether it reads alone, or writes as well."),
      "Tables that it uses.",
    ).default({}),
    streams: namesOf(NAME_LIMITS.stream, "stream", "Streams that it writes to."),
    queues: namesOf(NAME_LIMITS.queue, "queue", "Queues that it sends to."),
    database: flag("Whether it connects to the transactional database.").default(false),
    cache: fields(
      {
        access: choice(["read", "write"], "What it may do with the keys it sees."),
        keys: text(/^[^\s~%]+$/, 'a pattern of keys such as "stock:*"', "Keys that it sees, as a pattern."),
      },
      "How it uses the cache, where the pattern has one.",
    ).exactOptional(),
  },
  "What it may use beside its source; nothing else.",
).prefault({});

/** What an environment file holds about one function. */
export const functionSchema = fields(
  {
    code: text(
      /^(?!\.)[\w.-]+(\/(?!\.)[\w.-]+)*$/,
      "a folder of the project such as functions/availability",
      "Folder of the project with `index.mjs` or `index.js`, which exports `handler`, and all it needs beside the AWS SDK and the kit's runtime.",
    ),
    source: fields(
      {
        kind: choice(["stream", "table", "queue"], "What it handles: records, changes or messages."),
        name: name(NAME_LIMITS.table, "Name of the stream, the table or the queue."),
      },
      "What it handles the records of; without it, others invoke it.",
    ).exactOptional(),
    access,
    once: name(
      NAME_LIMITS.table,
      "Table in which it writes down what it has done, so that what comes twice is done once.",
    ).exactOptional(),
    timeout: quantity(
      ["seconds", "minutes"],
      'a time such as "30 seconds"',
      "How long one batch, or one call, may take.",
    ).default(FUNCTION_DEFAULTS.timeout),
    memoryMib: count(128, 10_240, "Memory in MiB, which processor share comes with.").default(
      FUNCTION_DEFAULTS.memoryMib,
    ),
    concurrency: count(
      1,
      900,
      "How many batches or calls are handled at the same time, reserved of what the account has in a region.",
    ).default(FUNCTION_DEFAULTS.concurrency),
    tags: ownTags.default({}),
  },
  "A function, in every region.",
);
