import { alarmTopicsRefusal } from "../core/alarm-topics";
import { runbooksUrlRefusal, type Refusal } from "../core";
import { toSeconds, type Duration } from "../core/units";
import {
  DEAD_LETTER_RETENTION,
  DEAD_LETTER_SUFFIX,
  FIFO_SUFFIX,
  QUEUE_DEFAULTS,
  VISIBILITY_FACTOR,
  visibilitySeconds,
  type QueuePlanArgs,
} from "./queue.plan";

/**
 * Limits of SQS: characters of a name, longest visibility timeout, shortest retention, most receives.
 *
 * Sources: the provider's documentation of `aws.sqs.Queue` (7.48.0); for the receives
 * https://aws.github.io/modern-data-architecture-accelerator, QueueDlqProps (both read 2026-11-24).
 */
export const SQS_LIMITS = { name: 80, visibility: "12 hours", shortestRetention: "1 minute", receives: 1_000 } as const;
/** Longest name of a queue: it leaves room for both suffixes. */
export const MAX_QUEUE_NAME = SQS_LIMITS.name - DEAD_LETTER_SUFFIX.length - FIFO_SUFFIX.length;

const QUEUE_NAME = new RegExp(`^[a-zA-Z0-9_-]{1,${MAX_QUEUE_NAME}}$`);
const ACCOUNT = /^\d{12}$/;
const LONGEST_HANDLER = toSeconds(SQS_LIMITS.visibility) / VISIBILITY_FACTOR;
const MINUTE = 60;

/** What the refusals of a queue look at. */
export interface QueueRefusalArgs extends QueuePlanArgs {
  /** Topics that alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
}

type QueueRefusal = Refusal<QueueRefusalArgs>;

const identity: readonly QueueRefusal[] = [
  {
    when: ({ queueName }) => !QUEUE_NAME.test(queueName),
    say: ({ queueName }) => ({
      arg: "queueName",
      got: queueName,
      expected: `1 to ${MAX_QUEUE_NAME} letters, digits, underscores or dashes`,
      change: `choose a name without "${FIFO_SUFFIX}", which is added, that leaves room for "${DEAD_LETTER_SUFFIX}"`,
    }),
  },
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "give the account of the queue",
    }),
  },
];

const times: readonly QueueRefusal[] = [
  {
    when: ({ handlerTimeout }) => toSeconds(handlerTimeout) < 1 || toSeconds(handlerTimeout) > LONGEST_HANDLER,
    say: ({ handlerTimeout }) => ({
      arg: "handlerTimeout",
      got: handlerTimeout,
      expected: `1 second to ${LONGEST_HANDLER / MINUTE} minutes`,
      change: "split the work: SQS hides a message for 12 hours at most",
    }),
  },
  {
    when: ({ visibilityTimeout, handlerTimeout }) =>
      visibilityTimeout !== undefined && toSeconds(visibilityTimeout) < VISIBILITY_FACTOR * toSeconds(handlerTimeout),
    say: ({ visibilityTimeout, handlerTimeout }) => ({
      arg: "visibilityTimeout",
      got: visibilityTimeout,
      expected: `${VISIBILITY_FACTOR} times handlerTimeout (${handlerTimeout}) or more`,
      change: "raise it, or a second handler takes a message that the first still works on",
    }),
  },
  {
    when: (args) => args.visibilityTimeout !== undefined && visibilitySeconds(args) > toSeconds(SQS_LIMITS.visibility),
    say: ({ visibilityTimeout }) => ({
      arg: "visibilityTimeout",
      got: visibilityTimeout,
      expected: `${SQS_LIMITS.visibility} at most`,
      change: "leave it out, and lower handlerTimeout",
    }),
  },
  {
    when: (args) => isShorter(retentionOf(args), SQS_LIMITS.shortestRetention) || !keepsDeadLetters(args),
    say: (args) => ({
      arg: "retention",
      got: retentionOf(args),
      expected: `${SQS_LIMITS.shortestRetention} or more, and less than the ${DEAD_LETTER_RETENTION} of a dead letter`,
      change: "shorten it: in a standard queue a dead letter's time counts from when it was first sent",
    }),
  },
  {
    when: ({ maxReceives }) => maxReceives !== undefined && !isCount(maxReceives, SQS_LIMITS.receives),
    say: ({ maxReceives }) => ({
      arg: "maxReceives",
      got: maxReceives,
      expected: `a whole number from 1 to ${SQS_LIMITS.receives}`,
      change: "choose how often a message is tried before it becomes a dead letter",
    }),
  },
];

const alarms: readonly QueueRefusal[] = [
  {
    when: ({ backlogAlarm }) => backlogAlarm !== undefined && !isCount(backlogAlarm, Number.MAX_SAFE_INTEGER),
    say: ({ backlogAlarm }) => ({
      arg: "backlogAlarm",
      got: backlogAlarm,
      expected: "a whole number of messages, 1 or more",
      change: "choose how many messages may wait",
    }),
  },
  {
    when: (args) => isShorter(ageOf(args), "1 minute") || !isShorter(ageOf(args), retentionOf(args)),
    say: (args) => ({
      arg: "ageAlarm",
      got: ageOf(args),
      expected: `1 minute or more, and less than retention (${retentionOf(args)})`,
      change: "leave the time it takes to catch up before messages expire",
    }),
  },
  runbooksUrlRefusal,
  alarmTopicsRefusal("name the topics that reach whoever repairs the adapter"),
];

/** Reasons to refuse a queue. */
export const queueRefusals: readonly QueueRefusal[] = [...identity, ...times, ...alarms];

function retentionOf({ retention }: QueuePlanArgs): Duration {
  return retention ?? QUEUE_DEFAULTS.retention;
}

function ageOf({ ageAlarm }: QueuePlanArgs): Duration {
  return ageAlarm ?? QUEUE_DEFAULTS.ageAlarm;
}

function keepsDeadLetters(args: QueuePlanArgs): boolean {
  return isShorter(retentionOf(args), DEAD_LETTER_RETENTION);
}

function isShorter(duration: Duration, limit: Duration): boolean {
  return toSeconds(duration) < toSeconds(limit);
}

function isCount(count: number, most: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= most;
}
