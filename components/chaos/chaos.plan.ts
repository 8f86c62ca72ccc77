import { awsPartitionOf } from "../../facts/regions";
import { runbookAddress } from "../core";
import { toDays, toSeconds, type Duration } from "../core/units";
import { EXPERIMENT_DEFAULTS, FIS_ACTIONS, type Experiment, type FisAction } from "./experiments";
import { rightsOf, type Statement } from "./rights";

/** What decides which experiments there are. */
export interface ChaosPlanArgs<Text> {
  /** Account of the experiments. */
  readonly accountId: string;
  /** Region of the experiments, their targets and their stop alarms. */
  readonly region: string;
  /** Whether what the experiments break serves production. */
  readonly production: boolean;
  /**
   * Experiments that may be run in production all the same, by name, with the reason.
   *
   * @default - none: in production every experiment is refused
   */
  readonly allowInProduction?: Readonly<Record<string, string>>;
  /** The experiments by name. */
  readonly experiments: Readonly<Record<string, Experiment<Text>>>;
  /** Address of the folder that the runbooks are in. */
  readonly runbooksUrl: string;
  /**
   * How long the log of experiments is kept.
   *
   * @default "365 days"
   */
  readonly logRetention?: Duration;
}

/** What chaos experiments get where their arguments leave the choice open. */
export const CHAOS_DEFAULTS = { logRetention: "365 days", protect: true } as const;

/** How a target is found. */
export interface PlannedTarget<Text> {
  readonly tags: Readonly<Record<string, string>>;
  readonly arns: readonly Text[];
  /** Values by the path in what the service describes. */
  readonly filters: Readonly<Record<string, Text | string>>;
  readonly selectionMode: string;
}

/** One experiment, with every choice made. */
export interface PlannedExperiment<Text> extends FisAction {
  /** What should happen, and where it says what to do where it does not. */
  readonly description: string;
  /** What is broken, and why it may be in production. */
  readonly actionDescription: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly target: PlannedTarget<Text>;
  readonly emptyTargets: "fail" | "skip";
  readonly rights: readonly Statement<Text>[];
}

/** Chaos experiments as plain data. */
export interface ChaosPlan<Text> {
  readonly partition: string;
  /** ARNs of the experiments that are run, and that take the roles. */
  readonly experimentArns: string;
  readonly logRetentionDays: number;
  readonly experiments: Readonly<Record<string, PlannedExperiment<Text>>>;
}

const SECONDS_A_MINUTE = 60;

/** Turns checked arguments into a plan. */
export function planChaos<Text>(args: ChaosPlanArgs<Text>): ChaosPlan<Text> {
  const { accountId, region, logRetention = CHAOS_DEFAULTS.logRetention } = args;
  const partition = awsPartitionOf(region) ?? "aws";
  const experiments = Object.entries(args.experiments).map(([name, experiment]): [string, PlannedExperiment<Text>] => [
    name,
    {
      ...FIS_ACTIONS[experiment.kind],
      description: describeExperiment(experiment, args.runbooksUrl),
      actionDescription: describeAction(experiment.kind, args.allowInProduction?.[name]),
      parameters: parametersOf(experiment),
      target: targetOf(experiment),
      emptyTargets: experiment.emptyTargets ?? EXPERIMENT_DEFAULTS.emptyTargets,
      rights: rightsOf(experiment, { partition, region, accountId }),
    },
  ]);
  return {
    partition,
    experimentArns: `arn:${partition}:fis:${region}:${accountId}:experiment/*`,
    logRetentionDays: toDays(logRetention),
    experiments: Object.fromEntries(experiments),
  };
}

/** What a template says: the hypothesis, and the runbook. */
export function describeExperiment(
  { hypothesis, runbook }: Pick<Experiment<unknown>, "hypothesis" | "runbook">,
  runbooksUrl: string,
): string {
  return `Hypothesis: ${hypothesis}. Otherwise: ${runbookAddress(runbooksUrl, runbook)}`;
}

/** What an action says: its kind, and the reason for it in production. */
export function describeAction(kind: string, reason: string | undefined): string {
  return reason === undefined ? kind : `${kind}, allowed in production: ${reason}`;
}

/** A duration in the form of ISO 8601: `PT10M`. */
export function isoMinutes(duration: Duration): string {
  return `PT${minutesOf(duration)}M`;
}

/** Minutes of a duration, with their fraction. */
export function minutesOf(duration: Duration): number {
  return toSeconds(duration) / SECONDS_A_MINUTE;
}

/** How long an experiment's action takes; undefined where FIS takes no duration. */
export function durationOf(experiment: Experiment<unknown>): Duration | undefined {
  switch (experiment.kind) {
    case "zone-loss":
      return experiment.duration ?? EXPERIMENT_DEFAULTS.zoneLoss;
    case "table-replication-pause":
      return experiment.duration ?? EXPERIMENT_DEFAULTS.tableReplicationPause;
    case "bucket-replication-pause":
      return experiment.duration ?? EXPERIMENT_DEFAULTS.bucketReplicationPause;
    case "spot-interruption":
    case "database-failover":
      return undefined;
  }
}

function parametersOf(experiment: Experiment<unknown>): Readonly<Record<string, string>> {
  const duration = durationOf(experiment);
  const lasting = duration === undefined ? {} : { duration: isoMinutes(duration) };
  switch (experiment.kind) {
    case "spot-interruption":
      return { durationBeforeInterruption: isoMinutes(experiment.notice ?? EXPERIMENT_DEFAULTS.notice) };
    case "zone-loss":
      return { ...lasting, scope: experiment.traffic ?? EXPERIMENT_DEFAULTS.traffic };
    case "bucket-replication-pause":
      return { ...lasting, region: experiment.destinationRegion };
    case "database-failover":
    case "table-replication-pause":
      return lasting;
  }
}

function targetOf<Text>(experiment: Experiment<Text>): PlannedTarget<Text> {
  const all = { tags: {}, arns: [], filters: {}, selectionMode: "ALL" };
  switch (experiment.kind) {
    case "spot-interruption":
      return {
        ...all,
        tags: experiment.targetTags,
        filters: { "State.Name": "running" },
        selectionMode: `PERCENT(${experiment.percent ?? EXPERIMENT_DEFAULTS.percent})`,
      };
    case "zone-loss":
      return {
        ...all,
        tags: experiment.targetTags,
        filters: { AvailabilityZone: experiment.zone, VpcId: experiment.vpcId },
      };
    case "database-failover":
      return { ...all, arns: [experiment.clusterArn] };
    case "table-replication-pause":
      return { ...all, arns: [experiment.tableArn] };
    case "bucket-replication-pause":
      return { ...all, tags: experiment.targetTags };
  }
}
