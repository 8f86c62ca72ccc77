import { z } from "zod";
import { RUNBOOK_IDS } from "../../components/core/runbooks";
import { choice, count, fields, mapOf, name, quantity, text } from "../environment-fields";
import { alarmNames } from "./alarms";
import { NAME_LIMITS } from "./name-limits";

const MOST_ALARMS = 5;
const MOST_HYPOTHESIS = 300;
const duration = quantity(["minutes", "hour", "hours"], 'a time such as "10 minutes"', "How long.").exactOptional();

const said = {
  hypothesis: text(
    new RegExp(`^\\S[^\\n]{2,${String(MOST_HYPOTHESIS - 1)}}$`),
    `3 to ${String(MOST_HYPOTHESIS)} characters`,
    "What should happen, and how one sees that it does.",
  ),
  runbook: choice(RUNBOOK_IDS, "Runbook that says what to do where it does not."),
};

const experiment = z.discriminatedUnion(
  "kind",
  [
    fields(
      {
        kind: z.literal("spot-interruption"),
        ...said,
        percent: count(1, 100, "Share of the spot instances, in percent.").exactOptional(),
      },
      "Interrupts instances of the spot pool, with the notice that EC2 gives.",
    ),
    fields(
      {
        kind: z.literal("zone-loss"),
        ...said,
        zone: text(/^[a-z]$/, "the letter of a zone", "Letter of the zone, in regions that have it."),
        duration,
      },
      "Cuts the subnets of one zone off.",
    ),
    fields(
      { kind: z.literal("database-failover"), ...said },
      "Makes a reader of the database its writer, in regions that have it.",
    ),
    fields(
      {
        kind: z.literal("table-replication-pause"),
        ...said,
        table: name(NAME_LIMITS.table, "Name of a table."),
        duration,
      },
      "Stops the replication of a table, in partitions of several regions.",
    ),
    fields(
      {
        kind: z.literal("bucket-replication-pause"),
        ...said,
        archive: name(NAME_LIMITS.archive, "Name of an archive."),
        duration,
      },
      "Stops the replication of an archive to the next region, in partitions of several regions.",
    ),
  ],
  {
    error:
      "a map whose kind is spot-interruption, zone-loss, database-failover, table-replication-pause or bucket-replication-pause",
  },
);

/** What an environment file holds about experiments. */
export const chaosSchema = fields(
  {
    stopAlarms: alarmNames("Alarms of which any stops every experiment.").max(MOST_ALARMS, {
      error: `${String(MOST_ALARMS)} alarms or fewer`,
    }),
    experiments: mapOf(
      name(NAME_LIMITS.experiment, "Name of an experiment."),
      experiment,
      "Experiments, by name. Each is a template in the regions where there is what it breaks, and runs when somebody starts it.",
    ),
    allowInProduction: mapOf(
      name(NAME_LIMITS.experiment, "Name of an experiment."),
      text(/^\S.{2,199}$/, "3 to 200 characters", "Why it may be run in production."),
      "Experiments that partitions marked as production have as well, each with the reason; the others are left out there.",
    ).default({}),
  },
  "Experiments that break a part of it on purpose.",
);
