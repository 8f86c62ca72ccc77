import { choice, fields, flag, mapOf, name, namesOf } from "../environment-fields";
import { NAME_LIMITS } from "./name-limits";

const readOrWrite = (what: string) => choice(["read", "write"], `Whether it reads alone, or writes ${what} as well.`);

/**
 * What a service or a job may use.
 * @param beside what it has without naming it here
 */
export const accessOf = (beside: string) =>
  fields(
    {
      tables: mapOf(
        name(NAME_LIMITS.table, "Name of a table."),
        readOrWrite("its items"),
        "Tables that it uses, where the pattern has them.",
      ).default({}),
      archives: mapOf(
        name(NAME_LIMITS.archive, "Name of an archive."),
        readOrWrite("files"),
        `Archives that it uses, beside ${beside}.`,
      ).default({}),
      streams: namesOf(NAME_LIMITS.stream, "stream", "Streams that it writes to, where the pattern has them."),
      queues: namesOf(NAME_LIMITS.queue, "queue", "Queues that it sends to."),
      database: flag("Whether it connects to the transactional database.").default(false),
    },
    `What it may use beside ${beside}; nothing else.`,
  ).prefault({});
