import { architectureOf, familyOf, INSTANCE_TYPE_PATTERN } from "../../facts/instance-naming";
import type { Architecture } from "../../facts/spot-instance-types";
import { alarmTopicsRefusal } from "../core/alarm-topics";
import { isLogRetention, LOG_RETENTIONS } from "../core/log-retention";
import { fewZonesRefusal, unknownRegionRefusal } from "../core/places";
import type { Refusal } from "../core/refusal";
import { runbooksUrlRefusal } from "../core/runbooks";
import { toSeconds } from "../core/units";
import { isWholeWithin } from "../core/whole-numbers";
import { smallDiskRefusal } from "./batch-disks";
import { BATCH_QUEUES_DEFAULTS, HOPELESS_REASONS, type BatchQueuesPlanArgs } from "./batch-queues.plan";
import { ARCHITECTURES, vcpusOf } from "./spot-group.plan";

/**
 * Limits of AWS Batch: characters of a queue's name, seconds until a job without capacity is cancelled, minutes that
 * jobs may run on during an update (of which the provider takes fewer than the service does).
 *
 * Sources: https://docs.aws.amazon.com/batch/latest/APIReference/API_CreateJobQueue.html,
 * https://docs.aws.amazon.com/batch/latest/APIReference/API_JobStateTimeLimitAction.html (both read 2026-11-26), and
 * internal/service/batch/compute_environment.go of the provider at 0160692.
 */
export const BATCH_QUEUES_LIMITS = {
  nameLength: 128,
  capacitySeconds: { least: HOPELESS_REASONS.cancelSeconds, most: 86_400 },
  updateMinutes: 360,
} as const;

const MIN_TYPES = 15;
const MIN_FAMILIES = 3;
const MIN_ZONES = 2;
const SECONDS_A_MINUTE = 60;
const LONGEST_NAME = BATCH_QUEUES_LIMITS.nameLength - "-arm64".length;
const NAME = new RegExp(`^[0-9A-Za-z][0-9A-Za-z_-]{0,${LONGEST_NAME - 1}}$`);
const TARGET_NAME = /^[a-z][a-z0-9-]*$/;
const IPV4_RANGE = /^(?:\d{1,3}\.){3}\d{1,3}\/(?:[1-9]|[12]\d|3[0-2])$/;
const MAX_PORT = 65_535;

/** What the refusals of batch queues look at. */
export interface BatchQueuesRefusalArgs extends BatchQueuesPlanArgs {
  /** Private subnets, by zone. */
  readonly subnetIds: Readonly<Record<string, unknown>>;
  /** Topics that alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
}

type BatchQueuesRefusal = Refusal<BatchQueuesRefusalArgs>;

const places: readonly BatchQueuesRefusal[] = [
  unknownRegionRefusal,
  {
    when: ({ queueName }) => !NAME.test(queueName),
    say: ({ queueName }) => ({
      arg: "queueName",
      got: queueName,
      expected: `1 to ${LONGEST_NAME} letters, digits, dashes or underscores, the first a letter or a digit`,
      change: "shorten or correct it; each queue adds its architecture",
    }),
  },
  fewZonesRefusal(MIN_ZONES, "pass the network's private subnets: spot capacity is short by the zone"),
];

const types: readonly BatchQueuesRefusal[] = [
  {
    when: (args) => queuesOf(args).length === 0,
    say: ({ instanceTypes }) => ({
      arg: "instanceTypes",
      got: instanceTypes,
      expected: "types for arm64, amd64 or both",
      change: "name an architecture that the images are built for",
    }),
  },
  {
    when: (args) => strayTypes(args).length > 0,
    say: (args) => ({
      arg: "instanceTypes",
      got: strayTypes(args),
      expected: "EC2 instance types of the architecture they stand under, of a size from medium up",
      change: "correct their names, or move them to the other architecture: a queue takes one alone",
    }),
  },
  {
    when: (args) => queuesOf(args).some(([, names]) => names.length < MIN_TYPES),
    say: (args) => ({
      arg: "instanceTypes",
      got: countsOf(args, (names) => names.length),
      expected: `at least ${MIN_TYPES} types for each architecture`,
      change: "with few to choose from, spot capacity runs out",
    }),
  },
  {
    when: (args) => queuesOf(args).some(([, names]) => distinct(names.map(familyOf)).length < MIN_FAMILIES),
    say: (args) => ({
      arg: "instanceTypes",
      got: countsOf(args, (names) => distinct(names.map(familyOf)).length),
      expected: `at least ${MIN_FAMILIES} families for each architecture`,
      change: "add types of other families: capacity is short by the family",
    }),
  },
];

const amounts: readonly BatchQueuesRefusal[] = [
  {
    when: (args) => !isWholeWithin(maxSpotOf(args), largestOf(args), Number.MAX_SAFE_INTEGER),
    say: (args) => ({
      arg: "maxSpotVcpus",
      got: maxSpotOf(args),
      expected: `a whole number from ${largestOf(args)}, which the largest type has`,
      change: "raise it, or leave the largest types out",
    }),
  },
  {
    when: (args) => maxOnDemandOf(args) !== 0 && !isWholeWithin(maxOnDemandOf(args), largestOf(args), maxSpotOf(args)),
    say: (args) => ({
      arg: "maxOnDemandVcpus",
      got: maxOnDemandOf(args),
      expected: `0, or a whole number from ${largestOf(args)} to maxSpotVcpus (${maxSpotOf(args)})`,
      change: "choose how much of a run may be paid in full while there is no spot capacity",
    }),
  },
  smallDiskRefusal,
];

const times: readonly BatchQueuesRefusal[] = [
  {
    when: ({ capacityTimeout = BATCH_QUEUES_DEFAULTS.capacityTimeout }) => {
      const { least, most } = BATCH_QUEUES_LIMITS.capacitySeconds;
      return !isWholeWithin(toSeconds(capacityTimeout), least, most);
    },
    say: ({ capacityTimeout }) => ({
      arg: "capacityTimeout",
      got: capacityTimeout,
      expected: "10 minutes to 1 day, which AWS Batch counts",
      change: "choose when a run that has not begun is of no use any more",
    }),
  },
  {
    when: ({ updateTimeout = BATCH_QUEUES_DEFAULTS.updateTimeout }) =>
      !isWholeWithin(toSeconds(updateTimeout) / SECONDS_A_MINUTE, 1, BATCH_QUEUES_LIMITS.updateMinutes),
    say: ({ updateTimeout }) => ({
      arg: "updateTimeout",
      got: updateTimeout,
      expected: "whole minutes, 6 hours at most",
      change: "let jobs resume from a checkpoint instead of running longer",
    }),
  },
  {
    when: ({ logRetention = BATCH_QUEUES_DEFAULTS.logRetention }) => !isLogRetention(logRetention),
    say: ({ logRetention }) => ({
      arg: "logRetention",
      got: logRetention,
      expected: LOG_RETENTIONS,
      change: "choose the next longer one",
    }),
  },
];

const targets: readonly BatchQueuesRefusal[] = [
  {
    when: (args) => targetsOf(args).some(([key, { port, cidr }]) => !isTarget(key, port, cidr)),
    say: (args) => ({
      arg: "reaches",
      got: Object.fromEntries(targetsOf(args).filter(([key, { port, cidr }]) => !isTarget(key, port, cidr))),
      expected: "a lower-case name other than https, a port from 1 to 65535 and a range such as 10.0.0.0/16",
      change: "name what jobs reach inside the network; HTTPS is open already",
    }),
  },
];

const alarms: readonly BatchQueuesRefusal[] = [
  runbooksUrlRefusal,
  alarmTopicsRefusal("name the topics that reach whoever repairs the jobs"),
];

/** Reasons to refuse batch queues. */
export const batchQueuesRefusals: readonly BatchQueuesRefusal[] = [
  ...places,
  ...types,
  ...amounts,
  ...times,
  ...targets,
  ...alarms,
];

type TypesOfQueue = readonly [Architecture, readonly string[]];

function queuesOf({ instanceTypes = BATCH_QUEUES_DEFAULTS.instanceTypes }: BatchQueuesPlanArgs): TypesOfQueue[] {
  return ARCHITECTURES.flatMap((architecture): TypesOfQueue[] => {
    const names = instanceTypes[architecture];
    return names === undefined ? [] : [[architecture, distinct(names)]];
  });
}

function countsOf(args: BatchQueuesPlanArgs, count: (names: readonly string[]) => number) {
  return Object.fromEntries(queuesOf(args).map(([architecture, names]) => [architecture, count(names)]));
}

function strayTypes(args: BatchQueuesPlanArgs): readonly string[] {
  return queuesOf(args).flatMap(([architecture, names]) =>
    names.filter((name) => !isKnown(name) || architectureOf(name) !== architecture),
  );
}

function isKnown(name: string): boolean {
  return INSTANCE_TYPE_PATTERN.test(name) && Number.isInteger(vcpusOf(name));
}

function largestOf(args: BatchQueuesPlanArgs): number {
  const vcpus = queuesOf(args).flatMap(([, names]) => names.map(vcpusOf));
  return Math.max(1, ...vcpus.filter(Number.isInteger));
}

function maxSpotOf({ maxSpotVcpus }: BatchQueuesPlanArgs): number {
  return maxSpotVcpus ?? BATCH_QUEUES_DEFAULTS.maxSpotVcpus;
}

function maxOnDemandOf({ maxOnDemandVcpus }: BatchQueuesPlanArgs): number {
  return maxOnDemandVcpus ?? BATCH_QUEUES_DEFAULTS.maxOnDemandVcpus;
}

function targetsOf({ reaches = BATCH_QUEUES_DEFAULTS.reaches }: BatchQueuesPlanArgs) {
  return Object.entries(reaches);
}

function isTarget(key: string, port: number, cidr: string): boolean {
  return TARGET_NAME.test(key) && key !== "https" && isWholeWithin(port, 1, MAX_PORT) && IPV4_RANGE.test(cidr);
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
