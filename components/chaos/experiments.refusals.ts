import { awsPartitionOf } from "../../facts/regions";
import type { Problem, Refusal } from "../core";
import { describeExperiment, durationOf, minutesOf, type ChaosPlanArgs } from "./chaos.plan";
import { EXPERIMENT_DEFAULTS, FIS_LIMITS, type Experiment } from "./experiments";

type ExperimentRefusal = Refusal<ChaosPlanArgs<unknown>>;
type Any = Experiment<unknown>;

/** The smallest and the largest value that is allowed. */
interface Range {
  readonly least: number;
  readonly most: number;
}

const BUCKETS: Range = { least: 1, most: FIS_LIMITS.buckets };
const PERCENT: Range = { least: 1, most: 100 };

const hypotheses: readonly ExperimentRefusal[] = [
  each(
    ({ hypothesis }) => hypothesis.trim() === "",
    ({ hypothesis }) => ({
      arg: "hypothesis",
      got: hypothesis,
      expected: "what should happen",
      change: "write down how one sees that the platform bears it: without that nothing is learnt",
    }),
  ),
  each(
    (experiment, { runbooksUrl }) =>
      describeExperiment(experiment, runbooksUrl).length > FIS_LIMITS.descriptionCharacters,
    (experiment, { runbooksUrl }) => ({
      arg: "hypothesis",
      got: `${describeExperiment(experiment, runbooksUrl).length} characters with its runbook`,
      expected: `${FIS_LIMITS.descriptionCharacters} characters at most`,
      change: "say it in fewer words",
    }),
  ),
];

const targets: readonly ExperimentRefusal[] = [
  each(
    (experiment) => "targetTags" in experiment && !areTags(experiment.targetTags),
    (experiment) => ({
      arg: "targetTags",
      got: "targetTags" in experiment ? experiment.targetTags : undefined,
      expected: "at least one tag, with a key and a value",
      change: "name the tags by which the targets, and nothing else, are found",
    }),
  ),
  each(
    (experiment, { region }) => experiment.kind === "zone-loss" && !isZoneOf(experiment.zone, region),
    (experiment, { region }) => ({
      arg: "zone",
      got: experiment.kind === "zone-loss" ? experiment.zone : undefined,
      expected: `a zone of ${region}, such as ${region}a`,
      change: "name the zone by its name, not by its id",
    }),
  ),
  each(
    (experiment, { region }) =>
      experiment.kind === "database-failover" &&
      !isArn(experiment.clusterArn, { service: "rds", region, resource: "cluster:" }),
    (experiment, { region }) => ({
      arg: "clusterArn",
      got: experiment.kind === "database-failover" ? experiment.clusterArn : undefined,
      expected: `the ARN of a database cluster in ${region}`,
      change: "name the cluster that fails over",
    }),
  ),
  each(
    (experiment, { region }) =>
      experiment.kind === "table-replication-pause" &&
      !isArn(experiment.tableArn, { service: "dynamodb", region, resource: "table/" }),
    (experiment, { region }) => ({
      arg: "tableArn",
      got: experiment.kind === "table-replication-pause" ? experiment.tableArn : undefined,
      expected: `the ARN of a global table's replica in ${region}`,
      change: "name the table whose replication is paused",
    }),
  ),
  each(
    (experiment) => experiment.kind === "bucket-replication-pause" && !isBetween(experiment.bucketArns.length, BUCKETS),
    (experiment) => ({
      arg: "bucketArns",
      got: experiment.kind === "bucket-replication-pause" ? experiment.bucketArns.length : 0,
      expected: `1 to ${FIS_LIMITS.buckets} buckets`,
      change: "name the buckets that have the tags, and part them into several experiments where there are more",
    }),
  ),
  each(
    (experiment, { region }) =>
      experiment.kind === "bucket-replication-pause" && !isReached(experiment.destinationRegion, region),
    (experiment, { region }) => ({
      arg: "destinationRegion",
      got: experiment.kind === "bucket-replication-pause" ? experiment.destinationRegion : undefined,
      expected: `a region of the AWS partition of ${region}`,
      change: "name the region that the buckets are replicated to",
    }),
  ),
];

const amounts: readonly ExperimentRefusal[] = [
  each(
    (experiment) =>
      experiment.kind === "spot-interruption" && !isWhole(experiment.percent ?? EXPERIMENT_DEFAULTS.percent, PERCENT),
    (experiment) => ({
      arg: "percent",
      got: experiment.kind === "spot-interruption" ? experiment.percent : undefined,
      expected: `whole percent, ${PERCENT.least} to ${PERCENT.most}`,
      change: "choose how many of the instances are interrupted",
    }),
  ),
  each(
    (experiment) =>
      experiment.kind === "spot-interruption" &&
      !isWhole(minutesOf(experiment.notice ?? EXPERIMENT_DEFAULTS.notice), FIS_LIMITS.noticeMinutes),
    (experiment) => ({
      arg: "notice",
      got: experiment.kind === "spot-interruption" ? experiment.notice : undefined,
      expected: `whole minutes, ${FIS_LIMITS.noticeMinutes.least} to ${FIS_LIMITS.noticeMinutes.most}`,
      change: "leave the two minutes of EC2's own notice at least",
    }),
  ),
  each(
    (experiment) => !isWhole(minutesOf(durationOf(experiment) ?? "1 minute"), FIS_LIMITS.minutes),
    (experiment) => ({
      arg: "duration",
      got: durationOf(experiment),
      expected: "whole minutes, 1 minute to 12 hours",
      change: "choose how long the targets are broken",
    }),
  ),
];

/** Reasons to refuse an experiment; each names the first that it finds. */
export const experimentRefusals: readonly ExperimentRefusal[] = [...hypotheses, ...targets, ...amounts];

type Args = ChaosPlanArgs<unknown>;

/** A rule on every experiment. */
function each(
  when: (experiment: Any, args: Args) => boolean,
  say: (experiment: Any, args: Args) => Problem,
): ExperimentRefusal {
  const found = (args: Args): [string, Any] | undefined =>
    Object.entries(args.experiments).find(([, experiment]) => when(experiment, args));
  return {
    when: (args) => found(args) !== undefined,
    say: (args) => {
      const [name, experiment] = found(args) ?? [];
      const problem = experiment === undefined ? { arg: "", got: "", expected: "", change: "" } : say(experiment, args);
      return { ...problem, arg: `experiments.${name}.${problem.arg}` };
    },
  };
}

function areTags(tags: Readonly<Record<string, string>>): boolean {
  const entries = Object.entries(tags);
  return entries.length > 0 && entries.flat().every((text) => text.trim() !== "");
}

function isZoneOf(zone: string, region: string): boolean {
  return zone.startsWith(region) && /^[a-z]$/.test(zone.slice(region.length));
}

/** Whether a target that is known already is one that FIS finds in the region. */
function isArn(
  target: unknown,
  { service, region, resource }: { readonly service: string; readonly region: string; readonly resource: string },
): boolean {
  return (
    typeof target !== "string" || new RegExp(`^arn:[a-z-]+:${service}:${region}:\\d{12}:${resource}.`).test(target)
  );
}

function isReached(destination: string, region: string): boolean {
  const partition = awsPartitionOf(destination);
  return partition !== undefined && partition === awsPartitionOf(region);
}

function isWhole(value: number, range: Range): boolean {
  return Number.isInteger(value) && isBetween(value, range);
}

function isBetween(value: number, { least, most }: Range): boolean {
  return value >= least && value <= most;
}
