import { EVENT_SOURCE_LIMITS as LIMITS, TABLE_STREAM_RETENTION_SECONDS } from "../../facts/lambda";
import { ASYNC_EVENT_LIMITS as EVENT_LIMITS } from "../../facts/lambda";
import type { Problem, Refusal } from "../core";
import { toSeconds, type Duration } from "../core/units";
import { VISIBILITY_FACTOR } from "../queue/queue.plan";
import { FAILURE_RETENTION } from "../stream/failure-destination.plan";
import { isWholeWithin } from "../core/whole-numbers";
import { HANDLER_DEFAULTS, type HandlerPlanArgs } from "./handler.plan";
import { SOURCE_DEFAULTS as DEFAULTS, type HandlerSource } from "./source.plan";

type Source = HandlerSource<unknown>;
type Kind = Source["kind"];
type OfKind<K extends Kind> = Extract<Source, { readonly kind: K }>;
type SourceRefusal = Refusal<HandlerPlanArgs>;

const BATCHES = ["batchSize", "batchWindow"] as const;
const BOUNDS = [...BATCHES, "maxRetries", "maxRecordAge", "startAt"] as const;

/** Settings of each kind of source beside its kind. */
export const SOURCE_SETTINGS = {
  kinesis: ["streamArn", "keyArn", "failureQueueArn", "failureKeyArn", ...BOUNDS, "parallelization"],
  "table-stream": ["streamArn", "keyArn", ...BOUNDS, "parallelization", "failureAgeAlarm"],
  queue: [
    "queueArn",
    "keyArn",
    "queueKind",
    "visibilityTimeoutSeconds",
    "deadLetterQueueArn",
    ...BATCHES,
    "maxConcurrency",
  ],
  kafka: ["clusterArn", "clusterName", "topic", "consumerGroup", "failureQueueArn", "keyArn", ...BOUNDS, "pollers"],
  invoke: ["maxRetries", "maxEventAge", "failureAgeAlarm"],
} as const satisfies { readonly [K in Kind]: readonly string[] };

const READ = ["kinesis", "table-stream", "queue", "kafka"] as const;
const STREAMS = ["kinesis", "table-stream", "kafka"] as const;
const SHARDED = ["kinesis", "table-stream"] as const;
const TOPIC = /^[a-zA-Z0-9._-]{1,249}$/;
/**
 * What Lambda takes as a group but for `*`, which a policy reads as any group, and `:`, for which MSK publishes no lag.
 *
 * Source: https://docs.aws.amazon.com/msk/latest/developerguide/consumer-lag.html
 */
const CONSUMER_GROUP = new RegExp(`^[a-zA-Z0-9/_+=.@-]{1,${LIMITS.consumerGroupCharacters}}$`);
const MINUTE = 60;
const HOUR = 3_600;
const NONE: Duration = "0 seconds";

const batches: readonly SourceRefusal[] = [
  {
    when: ({ source }) => foreignSettings(source).length > 0,
    say: ({ source }) => ({
      arg: "source",
      got: foreignSettings(source),
      expected: `settings of a ${source.kind} source: ${SOURCE_SETTINGS[source.kind].join(", ")}`,
      change: "leave out what this source does not have",
    }),
  },
  ofKinds(READ, {
    when: (source) => !isWholeWithin(batchSizeOf(source), 1, mostRecords(source)),
    say: (source) => ({
      arg: "source.batchSize",
      got: batchSizeOf(source),
      expected: `a whole number from 1 to ${mostRecords(source)}`,
      change: "choose how many records one invocation handles within its timeout",
    }),
  }),
  ofKinds(READ, {
    when: ({ batchWindow }) => toSeconds(batchWindow ?? NONE) > LIMITS.windowSeconds,
    say: ({ batchWindow }) => ({
      arg: "source.batchWindow",
      got: batchWindow,
      expected: `${LIMITS.windowSeconds / MINUTE} minutes at most`,
      change: "choose how long a record may wait for others",
    }),
  }),
  ofKinds(["queue"], {
    when: (source) => source.queueKind === "fifo" && source.batchWindow !== undefined,
    say: ({ batchWindow }) => ({
      arg: "source.batchWindow",
      got: batchWindow,
      expected: "none for a FIFO queue",
      change: "leave it out: only standard queues gather messages",
    }),
  }),
  ofKinds(["queue"], {
    when: (source) => isLargeBatch(source) && toSeconds(source.batchWindow ?? "1 second") < 1,
    say: (source) => ({
      arg: "source.batchWindow",
      got: source.batchWindow,
      expected: `1 second or more for batches of more than ${LIMITS.windowlessBatchMessages} messages`,
      change: "leave it out, or lower batchSize",
    }),
  }),
];

const bounds: readonly SourceRefusal[] = [
  ofKinds(STREAMS, {
    when: ({ kind, maxRetries = DEFAULTS[kind].maxRetries }) => !isWholeWithin(maxRetries, 0, LIMITS.retries),
    say: ({ maxRetries }) => ({
      arg: "source.maxRetries",
      got: maxRetries,
      expected: `a whole number from 0 to ${LIMITS.retries}`,
      change: "bound the retries: a record that always fails holds up what comes after it",
    }),
  }),
  ofKinds(STREAMS, {
    when: (source) => !isBetween(ageOf(source), LIMITS.leastAgeSeconds, mostAge(source)),
    say: (source) => ({
      arg: "source.maxRecordAge",
      got: source.maxRecordAge,
      expected: `1 minute to ${mostAge(source) / HOUR} hours`,
      change: "give up on a record while it can still be read again",
    }),
  }),
  ofKinds(SHARDED, {
    when: ({ parallelization = 1 }) => !isWholeWithin(parallelization, 1, LIMITS.parallelization),
    say: ({ parallelization }) => ({
      arg: "source.parallelization",
      got: parallelization,
      expected: `a whole number from 1 to ${LIMITS.parallelization}`,
      change: "add shards where that is not enough",
    }),
  }),
  ofKinds(["table-stream"], {
    when: ({ failureAgeAlarm = DEFAULTS["table-stream"].failureAgeAlarm }) =>
      !isBetween(failureAgeAlarm, MINUTE, TABLE_STREAM_RETENTION_SECONDS - 1),
    say: ({ failureAgeAlarm }) => ({
      arg: "source.failureAgeAlarm",
      got: failureAgeAlarm,
      expected: `1 minute or more, and less than the ${TABLE_STREAM_RETENTION_SECONDS / HOUR} hours of a table's stream`,
      change: "leave the time it takes to redrive before the records expire",
    }),
  }),
];

const events: readonly SourceRefusal[] = [
  ofKinds(["invoke"], {
    when: ({ maxRetries = DEFAULTS.invoke.maxRetries }) => !isWholeWithin(maxRetries, 0, EVENT_LIMITS.retries),
    say: ({ maxRetries }) => ({
      arg: "source.maxRetries",
      got: maxRetries,
      expected: `a whole number from 0 to ${EVENT_LIMITS.retries}`,
      change: "put a queue before the handler where events have to be tried more often",
    }),
  }),
  ofKinds(["invoke"], {
    when: ({ maxEventAge = DEFAULTS.invoke.maxEventAge }) =>
      !isBetween(maxEventAge, EVENT_LIMITS.leastAgeSeconds, EVENT_LIMITS.mostAgeSeconds),
    say: ({ maxEventAge }) => ({
      arg: "source.maxEventAge",
      got: maxEventAge,
      expected: `1 minute to ${EVENT_LIMITS.mostAgeSeconds / HOUR} hours`,
      change: "put a queue before the handler where events may become older",
    }),
  }),
  ofKinds(["invoke"], {
    when: ({ failureAgeAlarm = DEFAULTS.invoke.failureAgeAlarm }) =>
      !isBetween(failureAgeAlarm, MINUTE, toSeconds(FAILURE_RETENTION) - 1),
    say: ({ failureAgeAlarm }) => ({
      arg: "source.failureAgeAlarm",
      got: failureAgeAlarm,
      expected: `1 minute or more, and less than the ${FAILURE_RETENTION} of a failure`,
      change: "leave the time it takes to redrive before the event is lost",
    }),
  }),
];

const queues: readonly SourceRefusal[] = [
  ofKinds(["queue"], {
    when: (source, args) => source.visibilityTimeoutSeconds < visibilityMinimum(source, args),
    say: (source, args) => ({
      arg: "source.visibilityTimeoutSeconds",
      got: source.visibilityTimeoutSeconds,
      expected: `${visibilityMinimum(source, args)} or more: ${VISIBILITY_FACTOR} times the timeout, and the batch window`,
      change: "raise the queue's handlerTimeout, or lower the timeout, or a second handler takes the same messages",
    }),
  }),
  ofKinds(["queue"], {
    when: (source, args) =>
      !isWholeWithin(concurrencyOf(source, args), LIMITS.leastQueueConcurrency, mostConcurrency(args)),
    say: (source, args) => ({
      arg: "source.maxConcurrency",
      got: concurrencyOf(source, args),
      expected: `a whole number from ${LIMITS.leastQueueConcurrency} to reservedConcurrency, ${LIMITS.mostQueueConcurrency} at most`,
      change: "raise reservedConcurrency with it: throttled messages become dead letters unseen",
    }),
  }),
];

const kafka: readonly SourceRefusal[] = [
  ofKinds(["kafka"], {
    when: ({ topic }) => !TOPIC.test(topic),
    say: ({ topic }) => ({
      arg: "source.topic",
      got: topic,
      expected: "1 to 249 letters, digits, dots, underscores or dashes",
      change: "give the name of one topic",
    }),
  }),
  ofKinds(["kafka"], {
    when: ({ consumerGroup }) => !CONSUMER_GROUP.test(consumerGroup),
    say: ({ consumerGroup }) => ({
      arg: "source.consumerGroup",
      got: consumerGroup,
      expected: `1 to ${LIMITS.consumerGroupCharacters} letters, digits or any of /_+=.@-`,
      change: "give the handler a group of its own",
    }),
  }),
  ofKinds(["kafka"], {
    when: ({ pollers: { min, max } = DEFAULTS.kafka.pollers }) =>
      !isWholeWithin(min, LIMITS.leastPollers, LIMITS.mostMinimumPollers) ||
      !isWholeWithin(max, min, LIMITS.mostPollers),
    say: ({ pollers }) => ({
      arg: "source.pollers",
      got: pollers,
      expected: `min from ${LIMITS.leastPollers} to ${LIMITS.mostMinimumPollers}, and max from min to ${LIMITS.mostPollers}`,
      change: "count a poller for every 5 MB a second",
    }),
  }),
];

/** Reasons to refuse a source. */
export const sourceRefusals: readonly SourceRefusal[] = [...batches, ...bounds, ...events, ...queues, ...kafka];

interface KindRow<K extends Kind> {
  readonly when: (source: OfKind<K>, args: HandlerPlanArgs) => boolean;
  readonly say: (source: OfKind<K>, args: HandlerPlanArgs) => Problem;
}

/** A refusal that looks at sources of some kinds alone. */
function ofKinds<K extends Kind>(kinds: readonly K[], { when, say }: KindRow<K>): SourceRefusal {
  return {
    when: (args) => isOfKind(args.source, kinds) && when(args.source, args),
    say: (args) => {
      if (isOfKind(args.source, kinds)) {
        return say(args.source, args);
      }
      throw new Error(`a refusal of ${kinds.join(", ")} was asked about a ${args.source.kind} source`);
    },
  };
}

function isOfKind<K extends Kind>(source: Source, kinds: readonly K[]): source is OfKind<K> {
  return kinds.some((kind) => kind === source.kind);
}

function foreignSettings(source: Source): string[] {
  const own: readonly string[] = SOURCE_SETTINGS[source.kind];
  return Object.keys(source).filter((setting) => setting !== "kind" && !own.includes(setting));
}

function batchSizeOf({ kind, batchSize }: OfKind<(typeof READ)[number]>): number {
  return batchSize ?? DEFAULTS[kind].batchSize;
}

function mostRecords(source: OfKind<(typeof READ)[number]>): number {
  const isFifo = source.kind === "queue" && source.queueKind === "fifo";
  return isFifo ? LIMITS.fifoBatchMessages : LIMITS.batchRecords;
}

function isLargeBatch(source: OfKind<"queue">): boolean {
  return batchSizeOf(source) > LIMITS.windowlessBatchMessages;
}

function ageOf({ kind, maxRecordAge }: OfKind<(typeof STREAMS)[number]>): Duration {
  return maxRecordAge ?? DEFAULTS[kind].maxRecordAge;
}

/** The stream of a table forgets a record after a day. */
function mostAge({ kind }: Source): number {
  return kind === "table-stream" ? TABLE_STREAM_RETENTION_SECONDS : LIMITS.mostAgeSeconds;
}

function visibilityMinimum({ batchWindow }: OfKind<"queue">, { timeout }: HandlerPlanArgs): number {
  return VISIBILITY_FACTOR * toSeconds(timeout ?? HANDLER_DEFAULTS.timeout) + toSeconds(batchWindow ?? NONE);
}

function concurrencyOf({ maxConcurrency }: OfKind<"queue">, args: HandlerPlanArgs): number {
  return maxConcurrency ?? reservedOf(args);
}

function mostConcurrency(args: HandlerPlanArgs): number {
  return Math.min(reservedOf(args), LIMITS.mostQueueConcurrency);
}

function reservedOf({ reservedConcurrency }: HandlerPlanArgs): number {
  return reservedConcurrency ?? HANDLER_DEFAULTS.reservedConcurrency;
}

function isBetween(duration: Duration, least: number, most: number): boolean {
  return toSeconds(duration) >= least && toSeconds(duration) <= most;
}
