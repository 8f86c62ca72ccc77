import { BATCH_JOB_DEFAULTS } from "../../components/batch/batch-job.plan";
import { QUEUED_LIMITS } from "../../components/batch/queued-job.plan";
import { choice, count, fields, listOf, name, quantity, text } from "../environment-fields";
import { accessOf } from "./access";
import { NAME_LIMITS } from "./name-limits";
import { ownTags } from "./tags";

/** Defaults of a job. */
export const JOB_DEFAULTS = {
  schedule: BATCH_JOB_DEFAULTS.schedule,
  startWithin: BATCH_JOB_DEFAULTS.startWithin,
  deadline: BATCH_JOB_DEFAULTS.deadline,
  completions: BATCH_JOB_DEFAULTS.completions,
  vcpus: 1,
  memory: BATCH_JOB_DEFAULTS.memory,
  capacity: BATCH_JOB_DEFAULTS.capacity,
} as const;

/** What an environment file holds about one job. */
export const jobSchema = fields(
  {
    image: text(
      /^(?=[^:@]{1,24}[:@])[a-z][a-z0-9]*(-[a-z0-9]+)*(:(?!(?:latest|main|master|edge|stable)$)\w[\w.-]{0,127}|@sha256:[a-f0-9]{64})$/,
      "a repository with a tag that does not move or a digest, such as reconciliation:1.4.2",
      "Container image in the region's own registry, built for arm64 and amd64, pinned by tag or digest. The repository is made where no service has it.",
    ),
    command: listOf(text(/\S/, "an argument", "Program or argument."), "What the container runs.").exactOptional(),
    schedule: text(
      /\S/,
      'five fields such as "0 4 * * *"',
      "When it runs, in five fields as Kubernetes reads them, by the clock of the partition's time zone.",
    ).default(JOB_DEFAULTS.schedule),
    startWithin: quantity(["minutes", "hour", "hours"], 'a time such as "1 hour"', "How late a run may start.").default(
      JOB_DEFAULTS.startWithin,
    ),
    deadline: quantity(
      ["minutes", "hour", "hours"],
      'a time such as "4 hours"',
      "How long a run may take; on a queue of AWS Batch, each attempt of a shard.",
    ).default(JOB_DEFAULTS.deadline),
    completions: count(1, QUEUED_LIMITS.completions, "Shards of a run, each a container that knows its index.").default(
      JOB_DEFAULTS.completions,
    ),
    parallelism: count(
      1,
      QUEUED_LIMITS.completions,
      "Shards that run at once, where the pattern runs jobs on Kubernetes; without it, all of them.",
    ).exactOptional(),
    vcpus: count(1, 192, "Virtual processors of a shard.").default(JOB_DEFAULTS.vcpus),
    memory: quantity(["MiB", "GiB"], 'a size such as "2 GiB"', "Memory of a shard.").default(JOB_DEFAULTS.memory),
    capacity: choice(
      ["spot", "on-demand"],
      "Whether AWS may take its machines away; on spot it saves how far it has come.",
    ).default(JOB_DEFAULTS.capacity),
    checkpoint: name(
      NAME_LIMITS.archive,
      "Archive in which it saves how far it has come, below its own name.",
    ).exactOptional(),
    access: accessOf("its checkpoints"),
    tags: ownTags.default({}),
  },
  "Work on a schedule, in the primary region of every partition; the others stand by.",
);
