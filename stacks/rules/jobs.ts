import { z } from "zod";
import { queuedTimesRefusals } from "../../components/batch/queued-times.refusals";
import { environmentSchema } from "../environment-schema";
import type { Finding } from "../problems";
import { jobSchema } from "../schema/job";
import { nightOf } from "../topology/jobs";
import { PATTERNS, patternOf } from "../topology/patterns";
import { type EnvironmentRule, type Named, ruleOn, wellShaped } from "./rule";
import { NAMESPACES } from "./services";

const { pattern } = environmentSchema.shape;
const { schedule, startWithin, deadline, completions, parallelism, capacity, checkpoint } = jobSchema.shape;
const { lockFor, expireAfter } = environmentSchema.shape.archives.def.innerType.valueType.shape;
const anything = z.record(z.string(), z.unknown());
const entries = anything.optional();
const partition = z.object({
  initialPrimary: z.string(),
  timeZone: z.string().optional(),
});

/** Rules about jobs. */
export const jobRules = {
  "job-name-is-free": ruleOn({ jobs: entries, services: entries }, ({ jobs = {}, services = {} }) =>
    Object.keys(jobs)
      .filter((name) => NAMESPACES.includes(name) || Object.hasOwn(services, name))
      .map((name) => ({
        path: ["jobs", name],
        got: name,
        expected: `a name that no service has, and other than ${NAMESPACES.join(", ")}`,
        change: "rename the job: it runs in a namespace of its name",
      })),
  ),
  "job-on-spot-saves": ruleOnJobs({ capacity, checkpoint }, {}, (jobs) =>
    jobs
      .filter((job) => job.capacity === "spot" && job.checkpoint === undefined)
      .map(({ name }) => ({
        path: ["jobs", name, "checkpoint"],
        expected: "the name of an archive, as the job runs on spot",
        change: "name the archive that it saves in, or set capacity to on-demand",
      })),
  ),
  "job-saves-where-old-goes": ruleOnJobs({ checkpoint }, { archives: entries }, (jobs, { archives = {} }) => {
    const fitting = Object.keys(archives).filter((archive) => isForCheckpoints(archives[archive]));
    return jobs.flatMap((job) =>
      job.checkpoint === undefined || fitting.includes(job.checkpoint)
        ? []
        : [
            {
              path: ["jobs", job.name, "checkpoint"],
              got: job.checkpoint,
              expected: `an archive with expireAfter and without lockFor${fitting.length === 0 ? ", and there is none" : `: ${fitting.join(", ")}`}`,
              change: "name such an archive, or add it: a checkpoint is deleted when its run is done",
            },
          ],
    );
  }),
  "job-runs-in-the-night": ruleOnJobs(
    { schedule, startWithin, deadline },
    { partitions: z.record(z.string(), partition) },
    (jobs, { partitions }) => jobs.flatMap(({ name, ...times }) => timesIn(partitions, ["jobs", name], times)),
  ),
  "job-shares-its-work": ruleOnJobs({ completions, parallelism }, { pattern }, (jobs, environment) =>
    jobs.flatMap((job) => {
      const takesNone = patternOf(environment).compute !== "kubernetes";
      return job.parallelism === undefined || (!takesNone && job.parallelism <= job.completions)
        ? []
        : [
            {
              path: ["jobs", job.name, "parallelism"],
              got: job.parallelism,
              expected: takesNone
                ? `none under the pattern ${environment.pattern}, whose queues start every shard that there is room for`
                : `completions, which is ${String(job.completions)}, or less`,
              change: takesNone
                ? `remove it, or choose one of ${onKubernetes().join(", ")}`
                : "lower it, or leave it out",
            },
          ];
    }),
  ),
} as const satisfies Record<string, EnvironmentRule>;

/** {@link ruleOn} for jobs, and for other fields that they are judged by. */
function ruleOnJobs<Shape extends z.ZodRawShape, Others extends z.ZodRawShape>(
  shape: Shape,
  others: Others,
  find: (jobs: readonly Named<Shape>[], environment: z.output<z.ZodObject<Others>>) => Finding[],
): EnvironmentRule {
  return (data, fileName) => {
    const jobs = z.object({ jobs: entries }).safeParse(data);
    const named = jobs.success ? wellShaped(shape, jobs.data.jobs ?? {}) : [];
    return ruleOn(others, (environment) => find(named, environment))(data, fileName);
  };
}

type Times = Pick<z.output<typeof jobSchema>, "schedule" | "startWithin" | "deadline">;

/**
 * What is wrong with the times of a job in the nights of the file's partitions; nothing where these have another shape.
 * @param place where the times are in the file
 */
export function timesInPartitions(place: Finding["path"], times: Times, data: unknown): Finding[] {
  const read = z.object({ partitions: z.record(z.string(), partition) }).safeParse(data);
  return read.success ? timesIn(read.data.partitions, place, times) : [];
}

function timesIn(
  partitions: Readonly<Record<string, z.output<typeof partition>>>,
  place: Finding["path"],
  { schedule: when, startWithin: within, deadline: ends }: Times,
): Finding[] {
  const times = { schedule: when, startWithin: within, deadline: ends };
  return eachOnce(
    Object.entries(partitions).flatMap(([partitionName, night]) =>
      timesRefused({ ...times, ...night }).map(({ arg, ...wrong }) => ({
        path: arg === "timeZone" ? ["partitions", partitionName, arg] : [...place, arg],
        ...wrong,
      })),
    ),
  );
}

/** What is wrong with the times of a job in a partition, in the words of the component that would refuse them. */
function timesRefused({ initialPrimary, timeZone, ...times }: Times & z.output<typeof partition>) {
  const night = { initialPrimary, ...(timeZone === undefined ? {} : { timeZone }) };
  const args = { ...times, region: initialPrimary, timeZone: nightOf(night) };
  return queuedTimesRefusals
    .filter(({ when }) => when(args))
    .map(({ say }) => say(args))
    .map((wrong) =>
      wrong.arg === "startWithin, deadline" ? { ...wrong, ...together(times.deadline, wrong.expected) } : wrong,
    );
}

/** Two times that are too long together, said at the second. */
function together(got: string, expected: string) {
  return { arg: "deadline", got, expected: `with startWithin ${expected}` };
}

/** What is wrong in one place is said for the first partition in which it is. */
function eachOnce(findings: readonly Finding[]): Finding[] {
  const places = findings.map(({ path }) => path.join("."));
  return findings.filter((_finding, index) => places.indexOf(places[index] ?? "") === index);
}

function isForCheckpoints(archive: unknown): boolean {
  const read = z.object({ lockFor, expireAfter }).safeParse(archive);
  return read.success && read.data.lockFor === undefined && read.data.expireAfter !== undefined;
}

function onKubernetes(): string[] {
  return Object.entries(PATTERNS).flatMap(([name, { compute }]) => (compute === "kubernetes" ? [name] : []));
}
