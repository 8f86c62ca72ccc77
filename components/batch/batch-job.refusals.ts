import { alarmTopicsRefusal } from "../core/alarm-topics";
import { runbooksUrlRefusal, toSeconds, type Refusal } from "../core";
import { unknownRegionRefusal } from "../core/places";
import { rightsRefusals } from "../core/rights";
import {
  containerRefusals,
  imageRefusals,
  KUBERNETES_NAME,
  malformedPeers,
  namespaceRefusal,
  portlessRefusal,
} from "../workload/pod.refusals";
import { isWholeWithin } from "../core/whole-numbers";
import {
  BATCH_JOB_DEFAULTS,
  CHECKPOINT_VARIABLE,
  planShards,
  planTimes,
  type BatchJobPlanArgs,
} from "./batch-job.plan";
import { scheduleRefusals } from "./schedule.refusals";

type BatchJobRefusal = Refusal<BatchJobPlanArgs>;

/** Most shards of a run: above, Kubernetes bounds what may run and fail at once. */
export const MAX_COMPLETIONS = 100_000;
/** Notice that AWS gives before it takes a spot instance away. */
export const SPOT_NOTICE_SECONDS = 120;
/** Below this, the controller, which looks every 10 seconds, may never start a run. */
const MIN_START_SECONDS = 10;
/** From here on an exit code says which signal ended the process. */
const LAST_EXIT_CODE = 127;
const LOWEST_PRIORITY = -1_000_000_000;
/** Longest name of a CronJob: Kubernetes appends 11 characters to name its Jobs. */
const CRON_JOB_NAME_LIMIT = 52;
/** Longest name of a host, which for a shard is the CronJob's name, the run's minute and the index. */
const HOST_NAME_LIMIT = 63;
const RUN_SUFFIX = "-29384920-".length;
/** A checkpoint's prefix. */
const PREFIX = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;
const GIVEN_VARIABLES: readonly string[] = ["JOB_NAME", "JOB_COMPLETION_INDEX", "JOB_COMPLETIONS", CHECKPOINT_VARIABLE];

const shards: readonly BatchJobRefusal[] = [
  {
    when: (args) => !isWholeWithin(planShards(args).completions, 1, MAX_COMPLETIONS),
    say: ({ completions }) => ({
      arg: "completions",
      got: completions,
      expected: `a whole number from 1 to ${MAX_COMPLETIONS}`,
      change: "give each shard more to do: one pod per item is no batch",
    }),
  },
  {
    when: (args) => !isWholeWithin(planShards(args).parallelism, 1, planShards(args).completions),
    say: (args) => ({
      arg: "parallelism",
      got: args.parallelism,
      expected: `a whole number from 1 to completions (${planShards(args).completions})`,
      change: "lower it, or leave it out to run all shards at once",
    }),
  },
  {
    when: ({ retries }) => !isWholeWithin(retries ?? BATCH_JOB_DEFAULTS.retries, 0, Number.MAX_SAFE_INTEGER),
    say: ({ retries }) => ({
      arg: "retries",
      got: retries,
      expected: "a whole number of at least 0",
      change: "raise it; lost nodes do not count",
    }),
  },
  {
    when: (args) => !isWholeWithin(planShards(args).maxFailedIndexes, 0, planShards(args).completions - 1),
    say: (args) => ({
      arg: "maxFailedShards",
      got: args.maxFailedShards,
      expected: `a whole number from 0 to completions less one (${planShards(args).completions - 1})`,
      change: "lower it: a run of which every shard may fail never says that something is wrong",
    }),
  },
  {
    when: (args) => unusableExitCodes(args).length > 0,
    say: (args) => ({
      arg: "failRunExitCodes, failShardExitCodes",
      got: unusableExitCodes(args),
      expected: `whole numbers from 1 to ${LAST_EXIT_CODE}, each once`,
      change: "0 is success, and from 128 on a code tells of a signal, so of a lost node",
    }),
  },
];

/** Refuses checkpoints that do not lie below a prefix of their own. */
export const checkpointPrefixRefusal: Refusal<{ readonly checkpoint?: { readonly prefix: string } }> = {
  when: ({ checkpoint }) => checkpoint !== undefined && !PREFIX.test(checkpoint.prefix),
  say: ({ checkpoint }) => ({
    arg: "checkpoint.prefix",
    got: checkpoint?.prefix,
    expected: "letters, digits, dots, dashes and underscores, in parts separated by single slashes",
    change: "give the job a prefix of its own: checkpoints/reconciliation",
  }),
};

const interruption: readonly BatchJobRefusal[] = [
  {
    when: (args) => isOnSpot(args) && args.checkpoint === undefined,
    say: () => ({
      arg: "checkpoint",
      got: undefined,
      expected: "a place to save to, as the job runs on spot",
      change: 'give bucket, prefix and key, or set capacity to "on-demand"',
    }),
  },
  checkpointPrefixRefusal,
  {
    when: (args) => !isWholeWithin(planTimes(args).shutdownSeconds, 1, isOnSpot(args) ? SPOT_NOTICE_SECONDS : Infinity),
    say: (args) => ({
      arg: "shutdown",
      got: args.shutdown,
      expected: isOnSpot(args) ? `1 to ${SPOT_NOTICE_SECONDS} seconds, as the job runs on spot` : "at least 1 second",
      change: "save more often and less at a time: a spot instance is gone two minutes after the notice",
    }),
  },
  {
    when: ({ startWithin }) => toSeconds(startWithin ?? BATCH_JOB_DEFAULTS.startWithin) < MIN_START_SECONDS,
    say: ({ startWithin }) => ({
      arg: "startWithin",
      got: startWithin,
      expected: `at least ${MIN_START_SECONDS} seconds`,
      change: "raise it: the controller looks every 10 seconds whether a run is due",
    }),
  },
];

const standing: readonly BatchJobRefusal[] = [
  {
    when: ({ priority }) => !isWholeWithin(priority ?? BATCH_JOB_DEFAULTS.priority, LOWEST_PRIORITY, 0),
    say: ({ priority }) => ({
      arg: "priority",
      got: priority,
      expected: `a whole number from ${LOWEST_PRIORITY} to 0`,
      change: "lower it: services do not wait for batch work",
    }),
  },
  {
    when: (args) => givenTwice(args).length > 0,
    say: (args) => ({
      arg: "env, secrets",
      got: givenTwice(args),
      expected: `other names than ${GIVEN_VARIABLES.join(", ")}`,
      change: "rename them: every shard is given these",
    }),
  },
  ...rightsRefusals(),
  runbooksUrlRefusal,
  alarmTopicsRefusal("name whom the alarms reach"),
];

const network: readonly BatchJobRefusal[] = [
  {
    when: (args) => malformedIn(args).length > 0,
    say: (args) => ({
      arg: "allowTo, checkpoint.s3Cidr",
      got: malformedIn(args),
      expected: "IPv4 blocks such as 10.20.0.0/16",
      change: "write the addresses as a CIDR block",
    }),
  },
  portlessRefusal,
];

/** Reasons to refuse a batch job. */
export const batchJobRefusals: readonly BatchJobRefusal[] = [
  unknownRegionRefusal,
  ...imageRefusals,
  namespaceRefusal,
  ...containerRefusals(BATCH_JOB_DEFAULTS.cpuMillicores),
  ...scheduleRefusals,
  ...shards,
  ...interruption,
  ...standing,
  ...network,
];

/** Refuses a component's name from which Kubernetes could not name the job's runs and the hosts of its shards. */
export function nameRefusal(name: string): BatchJobRefusal {
  return {
    when: (args) => !KUBERNETES_NAME.test(name) || name.length > longestName(args),
    say: (args) => ({
      arg: "name",
      got: name,
      expected: `1 to ${longestName(args)} lower-case letters, digits or dashes, starting with a letter, ending in a letter or digit`,
      change: "shorten it: a run's and a shard's number are added to it",
    }),
  };
}

function longestName(args: BatchJobPlanArgs): number {
  const lastIndex = String(planShards(args).completions - 1);
  return Math.min(CRON_JOB_NAME_LIMIT, HOST_NAME_LIMIT - RUN_SUFFIX - lastIndex.length);
}

function isOnSpot({ capacity }: BatchJobPlanArgs): boolean {
  return (capacity ?? BATCH_JOB_DEFAULTS.capacity) === "spot";
}

function unusableExitCodes(args: BatchJobPlanArgs): number[] {
  const codes = [
    ...(args.failRunExitCodes ?? BATCH_JOB_DEFAULTS.failRunExitCodes),
    ...(args.failShardExitCodes ?? BATCH_JOB_DEFAULTS.failShardExitCodes),
  ];
  return codes.filter((code, index) => !isWholeWithin(code, 1, LAST_EXIT_CODE) || codes.indexOf(code) !== index);
}

function givenTwice({ env, secrets }: BatchJobPlanArgs): string[] {
  return [...Object.keys(env ?? {}), ...Object.keys(secrets ?? {})].filter((name) => GIVEN_VARIABLES.includes(name));
}

function malformedIn({ allowTo, checkpoint }: BatchJobPlanArgs): string[] {
  const peers = Object.entries(allowTo ?? {}).map(([name, { peer }]) => [name, peer] as const);
  const s3 = { kind: "cidr", cidr: checkpoint?.s3Cidr ?? BATCH_JOB_DEFAULTS.s3Cidr } as const;
  return malformedPeers(Object.fromEntries([...peers, ["checkpoint.s3Cidr", s3] as const]));
}
