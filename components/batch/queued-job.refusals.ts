import { alarmTopicsRefusal } from "../core/alarm-topics";
import { isLogRetention, LOG_RETENTIONS } from "../core/log-retention";
import { unknownRegionRefusal } from "../core/places";
import type { Refusal } from "../core/refusal";
import { rightsRefusals } from "../core/rights";
import { runbooksUrlRefusal } from "../core/runbooks";
import { isWholeWithin } from "../core/whole-numbers";
import { imageRefusals } from "../workload/pod.refusals";
import { checkpointPrefixRefusal } from "./batch-job.refusals";
import {
  QUEUED_BATCH_JOB_DEFAULTS,
  QUEUED_LIMITS,
  QUEUED_VARIABLES,
  type QueuedBatchJobPlanArgs,
} from "./queued-job.plan";
import { queuedTimesRefusals } from "./queued-times.refusals";

type QueuedBatchJobRefusal = Refusal<QueuedBatchJobPlanArgs>;

const NAME = new RegExp(`^[0-9A-Za-z][0-9A-Za-z_-]{0,${QUEUED_LIMITS.name - 1}}$`);
const ACCOUNT = /^\d{12}$/;
const LAST_EXIT_CODE = 127;
const GIVEN: readonly string[] = QUEUED_VARIABLES;

const identity: readonly QueuedBatchJobRefusal[] = [
  unknownRegionRefusal,
  {
    when: ({ jobName }) => !NAME.test(jobName),
    say: ({ jobName }) => ({
      arg: "jobName",
      got: jobName,
      expected: `1 to ${QUEUED_LIMITS.name} letters, digits, dashes or underscores, the first a letter or a digit`,
      change: "shorten or correct it",
    }),
  },
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "give the account of the job",
    }),
  },
  ...imageRefusals.map(({ when, say }) => ({
    when: (args: QueuedBatchJobPlanArgs) => when({ image: args.image }),
    say: (args: QueuedBatchJobPlanArgs) => say({ image: args.image }),
  })),
];

const container: readonly QueuedBatchJobRefusal[] = [
  {
    when: ({ userId }) => userId === 0,
    say: ({ userId }) => ({
      arg: "userId",
      got: userId,
      expected: "a user other than root (0)",
      change: "build the image for an unprivileged user",
    }),
  },
  {
    when: ({ vcpus }) => !isWholeWithin(vcpus ?? QUEUED_BATCH_JOB_DEFAULTS.vcpus, 1, Number.MAX_SAFE_INTEGER),
    say: ({ vcpus }) => ({
      arg: "vcpus",
      got: vcpus,
      expected: "a whole number of at least 1",
      change: "on instances AWS Batch gives whole processors: round it up",
    }),
  },
  {
    when: (args) => givenTwice(args).length > 0,
    say: (args) => ({
      arg: "env, secrets",
      got: givenTwice(args),
      expected: `names that occur once, and other than ${GIVEN.join(", ")}`,
      change: "rename them: every shard is given these",
    }),
  },
];

const shards: readonly QueuedBatchJobRefusal[] = [
  {
    when: ({ completions }) =>
      !isWholeWithin(completions ?? QUEUED_BATCH_JOB_DEFAULTS.completions, 1, QUEUED_LIMITS.completions),
    say: ({ completions }) => ({
      arg: "completions",
      got: completions,
      expected: `a whole number from 1 to ${QUEUED_LIMITS.completions}`,
      change: "give each shard more to do",
    }),
  },
  {
    when: ({ finalExitCodes = [] }) =>
      finalExitCodes.length > QUEUED_LIMITS.finalExitCodes || hasUnusable(finalExitCodes),
    say: ({ finalExitCodes }) => ({
      arg: "finalExitCodes",
      got: finalExitCodes,
      expected: `at most ${QUEUED_LIMITS.finalExitCodes} whole numbers from 1 to ${LAST_EXIT_CODE}, each once`,
      change: "0 is success, and from 128 on a code tells of a signal, so of a lost host",
    }),
  },
  {
    when: (args) => isOnSpot(args) && args.checkpoint === undefined,
    say: () => ({
      arg: "checkpoint",
      got: undefined,
      expected: "a place to save to, as the job runs on spot",
      change: 'give bucket, prefix and key, or set capacity to "on-demand" and send it to a queue without spot',
    }),
  },
  checkpointPrefixRefusal,
];

const watching: readonly QueuedBatchJobRefusal[] = [
  {
    when: ({ logRetention }) => !isLogRetention(logRetention ?? QUEUED_BATCH_JOB_DEFAULTS.logRetention),
    say: ({ logRetention }) => ({
      arg: "logRetention",
      got: logRetention,
      expected: LOG_RETENTIONS,
      change: "choose the next longer one",
    }),
  },
  ...rightsRefusals(),
  runbooksUrlRefusal,
  alarmTopicsRefusal("name whom the alarms reach"),
];

/** Reasons to refuse a job on a queue. */
export const queuedBatchJobRefusals: readonly QueuedBatchJobRefusal[] = [
  ...identity,
  ...container,
  ...queuedTimesRefusals,
  ...shards,
  ...watching,
];

function isOnSpot({ capacity }: QueuedBatchJobPlanArgs): boolean {
  return (capacity ?? QUEUED_BATCH_JOB_DEFAULTS.capacity) === "spot";
}

function hasUnusable(codes: readonly number[]): boolean {
  return codes.some((code, index) => !isWholeWithin(code, 1, LAST_EXIT_CODE) || codes.indexOf(code) !== index);
}

function givenTwice({ env, secrets }: QueuedBatchJobPlanArgs): string[] {
  const names = [...Object.keys(env ?? {}), ...Object.keys(secrets ?? {})];
  return names.filter((name, index) => GIVEN.includes(name) || names.indexOf(name) !== index);
}
