import { DATA_CLASSES } from "../../facts/tag-schema";
import { choice, count, fields, flag, listOf, mapOf, name, text } from "../environment-fields";
import { NAME_LIMITS } from "./name-limits";

const identifier = (what: string) =>
  text(
    /^[a-z][a-z0-9_]{0,62}$/,
    "1 to 63 lower-case letters, digits and underscores, starting with a letter",
    `Name of ${what}.`,
  );
const sentence = (what: string) => text(/^\S.{2,199}$/, "3 to 200 characters", what);

const column = fields(
  {
    name: identifier("a column, as in the Parquet files"),
    type: choice(
      ["bigint", "boolean", "date", "double", "float", "int", "string", "timestamp"],
      "Type, as in the Parquet files.",
    ),
    dataClass: choice(DATA_CLASSES, "How well its values have to be protected."),
    description: sentence("What it holds, for people."),
  },
  "A column of a dataset.",
);

const dataset = fields(
  {
    description: sentence("What it holds, for people."),
    firstDay: text(/^\d{4}-\d{2}-\d{2}$/, "a day such as 2026-01-01, in quotes", "Day of the first snapshot."),
    shared: flag("Whether other partitions may read it; none of its columns is personal then.").default(false),
    columns: listOf(column, "Its columns; the day and the tenant are there anyway."),
  },
  "Snapshots of one kind, in Parquet.",
);

/** What an environment file holds about its lake. */
export const lakeSchema = fields(
  {
    archive: name(NAME_LIMITS.archive, "Archive that the snapshots lie in."),
    datasets: mapOf(
      identifier("a dataset"),
      dataset,
      "Declared schema, by dataset: what is not here cannot be queried.",
    ),
    scanLimitGib: count(1, 10_240, "Most GiB that one query may read.").exactOptional(),
    readerRole: text(
      /^[\w+=,.@-]{1,64}$/,
      "the name of an IAM role",
      "IAM role, in the accounts of the other partitions, that reads the shared datasets of this one.",
    ).exactOptional(),
  },
  "Queries over the snapshots of an archive, in every region.",
);
