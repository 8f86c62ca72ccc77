import { awsPartitionOf } from "../../facts/regions";
import { CANARY_LIMITS, SYNTHETICS_RUNTIME } from "../../facts/synthetics";
import { describeAlarm } from "../core/runbooks";
import { toDays, toSeconds, type Duration } from "../core/units";
import type { Probe } from "./canary/probe";
import { variablesOf } from "./canary/settings";

/** One public path that a canary asks for, as every buyer may. */
export interface ProbedPath {
  /** Its https address, without credentials, query or fragment. */
  readonly url: string;
  /**
   * How it is asked; both only read.
   *
   * @default "GET"
   */
  readonly method?: Probe["method"];
  /**
   * Status that is right. A redirection is not followed: it is an answer as well.
   *
   * @default 200
   */
  readonly status?: number;
  /**
   * How long the answer may take, its body included.
   *
   * @default "5 seconds"
   */
  readonly within?: Duration;
}

/** What decides the shape of canaries. */
export interface CanariesPlanArgs {
  /** What the names of canaries and of their bucket begin with, such as `prod-eu-central-1`. */
  readonly namePrefix: string;
  /** Account of the canaries. */
  readonly accountId: string;
  /** Region that they ask from. */
  readonly region: string;
  /** What they ask for, by a short name; each is a canary of its own. */
  readonly probes: Readonly<Record<string, ProbedPath>>;
  /**
   * How often each asks.
   *
   * @default "5 minutes"
   */
  readonly every?: Duration;
  /**
   * How long the reports of runs are kept.
   *
   * @default "30 days"
   */
  readonly reportRetention?: Duration;
  /**
   * How long the logs of runs are kept.
   *
   * @default "365 days"
   */
  readonly logRetention?: Duration;
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/canary-failing.md`. */
  readonly runbooksUrl: string;
}

/** Values that are used where an argument is left out. */
export const CANARY_DEFAULTS = {
  method: "GET",
  status: 200,
  within: "5 seconds",
  every: "5 minutes",
  reportRetention: "30 days",
  logRetention: "365 days",
} as const satisfies Required<Omit<ProbedPath, "url">> & Partial<CanariesPlanArgs>;

/** Runs that have to fail before the alarm rings, of the last three: one is bad luck. */
export const FAILED_RUNS = { of: 3, least: 2 } as const;
/** What a run takes beside the probe: the start of its function. */
const START_SECONDS = 25;

/** The alarm of a canary, with every choice made. */
export interface PlannedCanaryAlarm {
  readonly namespace: "CloudWatchSynthetics";
  readonly metricName: "SuccessPercent";
  readonly statistic: "Average";
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparisonOperator: "LessThanThreshold";
  readonly threshold: 100;
  /** A canary that does not run knows as little as nobody. */
  readonly treatMissingData: "breaching";
  readonly alarmDescription: string;
}

/** A canary, with every choice made. */
export interface PlannedCanary {
  readonly name: string;
  readonly runtimeVersion: string;
  readonly handler: "index.handler";
  readonly expression: string;
  readonly timeoutInSeconds: number;
  readonly memoryInMb: number;
  readonly environmentVariables: Readonly<Record<string, string>>;
  readonly alarm: PlannedCanaryAlarm;
}

/** Canaries, with every choice made. */
export interface CanariesPlan {
  /** Beginning of the bucket's name. */
  readonly bucketName: string;
  readonly reportDays: number;
  readonly logDays: number;
  /** Log groups of canaries' functions, as an ARN: Synthetics names a function, and cuts a long name of its canary. */
  readonly logGroupsArn: string;
  readonly canaries: Readonly<Record<string, PlannedCanary>>;
}

/** Turns checked arguments into a plan. */
export function planCanaries(args: CanariesPlanArgs): CanariesPlan {
  const { namePrefix, accountId, region } = args;
  const partition = awsPartitionOf(region) ?? "aws";
  return {
    bucketName: `${namePrefix}-canary`,
    reportDays: toDays(args.reportRetention ?? CANARY_DEFAULTS.reportRetention),
    logDays: toDays(args.logRetention ?? CANARY_DEFAULTS.logRetention),
    logGroupsArn: `arn:${partition}:logs:${region}:${accountId}:log-group:/aws/lambda/cwsyn-*`,
    canaries: Object.fromEntries(
      Object.entries(args.probes).map(([key, probed]) => [key, planCanary(key, probed, args)]),
    ),
  };
}

/** Name of a canary. */
export function canaryName({ namePrefix }: Pick<CanariesPlanArgs, "namePrefix">, key: string): string {
  return `${namePrefix}-${key}`;
}

function planCanary(key: string, probed: ProbedPath, args: CanariesPlanArgs): PlannedCanary {
  const withinSeconds = toSeconds(probed.within ?? CANARY_DEFAULTS.within);
  const probe: Probe = {
    url: probed.url,
    method: probed.method ?? CANARY_DEFAULTS.method,
    status: probed.status ?? CANARY_DEFAULTS.status,
    withinSeconds,
  };
  const period = toSeconds(args.every ?? CANARY_DEFAULTS.every);
  return {
    name: canaryName(args, key),
    runtimeVersion: SYNTHETICS_RUNTIME.name,
    handler: "index.handler",
    expression: rate(period),
    timeoutInSeconds: withinSeconds + START_SECONDS,
    memoryInMb: CANARY_LIMITS.leastMemoryMiB,
    environmentVariables: variablesOf(probe),
    alarm: planAlarm(key, { period, probe, runbooksUrl: args.runbooksUrl }),
  };
}

/** How Synthetics writes it: one of something is not in the plural, and an hour is one hour. */
function rate(seconds: number): string {
  const minutes = seconds / toSeconds("1 minute");
  switch (minutes) {
    case 1:
      return "rate(1 minute)";
    case 60:
      return "rate(1 hour)";
    default:
      return `rate(${minutes} minutes)`;
  }
}

function planAlarm(
  key: string,
  { period, probe, runbooksUrl }: { readonly period: number; readonly probe: Probe; readonly runbooksUrl: string },
): PlannedCanaryAlarm {
  const what = `a canary does not get ${probe.status} within ${probe.withinSeconds} seconds`;
  return {
    namespace: "CloudWatchSynthetics",
    metricName: "SuccessPercent",
    statistic: "Average",
    period,
    evaluationPeriods: FAILED_RUNS.of,
    datapointsToAlarm: FAILED_RUNS.least,
    comparisonOperator: "LessThanThreshold",
    threshold: 100,
    treatMissingData: "breaching",
    alarmDescription: describeAlarm({
      subject: `${key} at ${probe.url}`,
      what,
      runbook: "canary-failing",
      runbooksUrl,
    }),
  };
}
