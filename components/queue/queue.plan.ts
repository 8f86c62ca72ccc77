import { describeAlarm, type RunbookId } from "../core/runbooks";
import { toSeconds, type Duration } from "../core/units";

/** How a FIFO queue tells a message that was sent twice from two messages. */
export type Deduplication = "content" | "id";

/** What only a FIFO queue has. */
export interface FifoSettings {
  /**
   * What makes two messages the same: a hash of their content, or the id that the sender gives them.
   *
   * @default "id"
   */
  readonly deduplication?: Deduplication;
  /**
   * Whether throughput and deduplication are counted per message group, such as a SKU, instead of per queue.
   *
   * @default true
   */
  readonly highThroughput?: boolean;
}

/** What decides the shape of a queue. */
export interface QueuePlanArgs {
  /** Physical name of the queue, without the suffix `.fifo`, by which adapters and other stacks find it. */
  readonly queueName: string;
  /** Account of the queue; principals of other accounts are denied. */
  readonly accountId: string;
  /** The longest time that a handler works on one receive: the timeout of its function or of its loop. */
  readonly handlerTimeout: Duration;
  /**
   * Settings of a FIFO queue: in order within a message group, each message once.
   *
   * @default - a standard queue: any throughput, roughly in order, each message at least once
   */
  readonly fifo?: FifoSettings;
  /**
   * How long a received message stays hidden from other handlers.
   *
   * @default - six times `handlerTimeout`, which leaves room for a function's retries while it is throttled
   */
  readonly visibilityTimeout?: Duration;
  /**
   * How long a message waits for a handler before it is lost.
   *
   * @default "7 days"
   */
  readonly retention?: Duration;
  /**
   * How many times a message is received before it becomes a dead letter.
   *
   * @default 5
   */
  readonly maxReceives?: number;
  /**
   * How many messages may wait before the alarm.
   *
   * @default 1000
   */
  readonly backlogAlarm?: number;
  /**
   * How long the oldest message may wait before the alarm.
   *
   * @default "15 minutes"
   */
  readonly ageAlarm?: Duration;
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/** Which child an alarm watches. */
export type WatchedQueue = "queue" | "dead-letters";

/** Roles of the alarms. */
export const QUEUE_ALARMS = ["backlog", "aging", "dead-letters-waiting"] as const;

/** One of {@link QUEUE_ALARMS}. */
export type QueueAlarm = (typeof QUEUE_ALARMS)[number];

/** The runbook of each alarm. */
const RUNBOOKS = {
  backlog: "queue-backlog",
  aging: "queue-aging",
  "dead-letters-waiting": "queue-dead-letters",
} as const satisfies Readonly<Record<QueueAlarm, RunbookId>>;

/** One alarm, with every choice made. */
export interface PlannedQueueAlarm {
  readonly watches: WatchedQueue;
  readonly metricName: "ApproximateNumberOfMessagesVisible" | "ApproximateAgeOfOldestMessage";
  /** The alarm rings at this value and above. */
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly description: string;
}

/** What a FIFO queue and its dead-letter queue are created with. */
export interface PlannedFifo {
  readonly fifoQueue: true;
  readonly contentBasedDeduplication: boolean;
  readonly deduplicationScope: "messageGroup" | "queue";
  readonly fifoThroughputLimit: "perMessageGroupId" | "perQueue";
}

/** A queue, with every choice made. */
export interface QueuePlan {
  readonly queueName: string;
  readonly deadLetterQueueName: string;
  readonly accountId: string;
  readonly visibilitySeconds: number;
  readonly retentionSeconds: number;
  readonly deadLetterRetentionSeconds: number;
  readonly longPollingSeconds: number;
  readonly maxReceives: number;
  /**
   * FIFO settings of both queues.
   *
   * @default - both are standard queues
   */
  readonly fifo?: PlannedFifo;
  readonly alarms: Readonly<Record<QueueAlarm, PlannedQueueAlarm>>;
}

/** What a queue gets where its arguments leave the choice open. */
export const QUEUE_DEFAULTS = {
  retention: "7 days",
  maxReceives: 5,
  backlogAlarm: 1_000,
  ageAlarm: "15 minutes",
  protect: true,
} as const satisfies Partial<QueuePlanArgs> & { readonly protect: boolean };

/** What a FIFO queue gets where its settings leave the choice open. */
export const FIFO_DEFAULTS = { deduplication: "id", highThroughput: true } as const satisfies Required<FifoSettings>;

/**
 * How many times a handler's timeout a message stays hidden: what AWS recommends for functions.
 *
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html (read 2026-11-24).
 */
export const VISIBILITY_FACTOR = 6;
/** How long SQS keeps a dead letter: its longest. */
export const DEAD_LETTER_RETENTION: Duration = "14 days";
/** How long a receive waits for a message: SQS's longest, as an empty receive costs as much as a full one. */
export const LONG_POLLING: Duration = "20 seconds";
/** Suffix of the dead-letter queue's name. */
export const DEAD_LETTER_SUFFIX = "-dead-letters";
/** Suffix that SQS demands of the names of FIFO queues. */
export const FIFO_SUFFIX = ".fifo";

/** Plans a queue, its dead-letter queue and their alarms. */
export function planQueue(args: QueuePlanArgs): QueuePlan {
  const suffix = args.fifo === undefined ? "" : FIFO_SUFFIX;
  return {
    queueName: `${args.queueName}${suffix}`,
    deadLetterQueueName: `${args.queueName}${DEAD_LETTER_SUFFIX}${suffix}`,
    accountId: args.accountId,
    visibilitySeconds: visibilitySeconds(args),
    retentionSeconds: toSeconds(args.retention ?? QUEUE_DEFAULTS.retention),
    deadLetterRetentionSeconds: toSeconds(DEAD_LETTER_RETENTION),
    longPollingSeconds: toSeconds(LONG_POLLING),
    maxReceives: args.maxReceives ?? QUEUE_DEFAULTS.maxReceives,
    ...(args.fifo === undefined ? {} : { fifo: planFifo(args.fifo) }),
    alarms: planAlarms(args),
  };
}

/** How long a received message stays hidden. */
export function visibilitySeconds({ visibilityTimeout, handlerTimeout }: QueuePlanArgs): number {
  return visibilityTimeout === undefined ? toSeconds(handlerTimeout) * VISIBILITY_FACTOR : toSeconds(visibilityTimeout);
}

function planFifo({ deduplication, highThroughput }: FifoSettings): PlannedFifo {
  const perGroup = highThroughput ?? FIFO_DEFAULTS.highThroughput;
  return {
    fifoQueue: true,
    contentBasedDeduplication: (deduplication ?? FIFO_DEFAULTS.deduplication) === "content",
    deduplicationScope: perGroup ? "messageGroup" : "queue",
    fifoThroughputLimit: perGroup ? "perMessageGroupId" : "perQueue",
  };
}

function planAlarms(args: QueuePlanArgs): QueuePlan["alarms"] {
  const { backlogAlarm = QUEUE_DEFAULTS.backlogAlarm, ageAlarm = QUEUE_DEFAULTS.ageAlarm } = args;
  const sustained = { watches: "queue", evaluationPeriods: 5, datapointsToAlarm: 3 } as const;
  return {
    backlog: {
      ...sustained,
      metricName: "ApproximateNumberOfMessagesVisible",
      threshold: backlogAlarm,
      description: describe(args, "backlog", `${backlogAlarm} messages wait`),
    },
    aging: {
      ...sustained,
      metricName: "ApproximateAgeOfOldestMessage",
      threshold: toSeconds(ageAlarm),
      description: describe(args, "aging", `a message has waited ${ageAlarm}`),
    },
    "dead-letters-waiting": {
      watches: "dead-letters",
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      metricName: "ApproximateNumberOfMessagesVisible",
      threshold: 1,
      description: describe(args, "dead-letters-waiting", "handlers gave up on messages, which wait to be redriven"),
    },
  };
}

function describe({ queueName, runbooksUrl }: QueuePlanArgs, alarm: QueueAlarm, what: string): string {
  return describeAlarm({ subject: queueName, what, runbook: RUNBOOKS[alarm], runbooksUrl });
}
