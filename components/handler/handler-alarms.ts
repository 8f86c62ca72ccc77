import { describeAlarm, type RunbookId } from "../core/runbooks";
import { toSeconds, type Duration } from "../core/units";
import type { PlannedThreshold } from "../stream/failure-destination.plan";
import type { HandlerSource } from "./source.plan";

/** Roles of the alarms of a handler. */
export const HANDLER_ALARMS = [
  "errors",
  "throttled",
  "near-timeout",
  "behind",
  "records-failing",
  "failures-undelivered",
] as const;

/** One of {@link HANDLER_ALARMS}. */
export type HandlerAlarm = (typeof HANDLER_ALARMS)[number];

/** The runbook of each alarm. */
const RUNBOOKS = {
  errors: "handler-errors",
  throttled: "handler-throttled",
  "near-timeout": "handler-slow",
  behind: "handler-behind",
  "records-failing": "handler-partial-failures",
  "failures-undelivered": "handler-failures-undelivered",
} as const satisfies Readonly<Record<HandlerAlarm, RunbookId>>;

/** What an alarm's metric is looked up by: the function, what reads the source, or the source. */
export type WatchedPart = "function" | "mapping" | "queue" | "consumer-group";

/** One alarm of a handler, with every choice made. */
export interface PlannedHandlerAlarm extends PlannedThreshold {
  readonly namespace: "AWS/Lambda" | "AWS/SQS" | "AWS/Kafka";
  readonly watches: WatchedPart;
}

/** Alarms of a handler by role; those that its source gives no sense are left out. */
export type HandlerAlarms = Readonly<Partial<Record<HandlerAlarm, PlannedHandlerAlarm>>>;

/** What the alarms are made from. */
export interface HandlerAlarmSettings {
  readonly handlerName: string;
  readonly source: HandlerSource<unknown>;
  readonly timeoutSeconds: number;
  readonly behindAlarm: Duration;
  readonly runbooksUrl: string;
}

/** Share of the timeout from which on an invocation counts as near it. */
export const NEAR_TIMEOUT_PERCENT = 80;

const MILLISECONDS = 1_000;
const SUSTAINED = { periodSeconds: 60, evaluationPeriods: 5, datapointsToAlarm: 3 } as const;
const ONCE = { periodSeconds: 60, evaluationPeriods: 1, datapointsToAlarm: 1 } as const;
const OF_FUNCTION = { namespace: "AWS/Lambda", watches: "function" } as const;

/**
 * Plans the alarms of a handler.
 *
 * Sources: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html;
 * https://docs.aws.amazon.com/msk/latest/developerguide/consumer-lag.html (both read 2026-11-26).
 */
export function planHandlerAlarms(settings: HandlerAlarmSettings): HandlerAlarms {
  const { kind } = settings.source;
  return {
    ...functionAlarms(settings),
    behind: behindAlarm(settings),
    ...(kind === "invoke" ? {} : { "records-failing": failingAlarm(settings) }),
    ...(kind === "queue" ? {} : { "failures-undelivered": undeliveredAlarm(settings) }),
  };
}

function functionAlarms(settings: HandlerAlarmSettings): HandlerAlarms {
  const nearTimeout = (settings.timeoutSeconds * MILLISECONDS * NEAR_TIMEOUT_PERCENT) / 100;
  return {
    errors: {
      ...SUSTAINED,
      ...OF_FUNCTION,
      metricName: "Errors",
      statistic: "Sum",
      threshold: 1,
      description: describe(settings, "errors", "invocations end in errors"),
    },
    throttled: {
      ...SUSTAINED,
      ...OF_FUNCTION,
      metricName: "Throttles",
      statistic: "Sum",
      threshold: 1,
      description: describe(settings, "throttled", "more is asked of it than its reserved concurrency lets through"),
    },
    "near-timeout": {
      ...SUSTAINED,
      ...OF_FUNCTION,
      metricName: "Duration",
      statistic: "Maximum",
      threshold: nearTimeout,
      description: describe(settings, "near-timeout", `invocations take ${NEAR_TIMEOUT_PERCENT}% of their time`),
    },
  };
}

/** A response that reports failed records counts as a success of the function: only this metric tells. */
function failingAlarm(settings: HandlerAlarmSettings): PlannedHandlerAlarm {
  return {
    ...SUSTAINED,
    namespace: "AWS/Lambda",
    watches: "mapping",
    metricName: "FailedInvokeEventCount",
    statistic: "Sum",
    threshold: 1,
    description: describe(settings, "records-failing", "records fail and are tried again"),
  };
}

function undeliveredAlarm(settings: HandlerAlarmSettings): PlannedHandlerAlarm {
  return {
    ...ONCE,
    ...OF_FUNCTION,
    metricName: "DestinationDeliveryFailures",
    statistic: "Sum",
    threshold: 1,
    description: describe(settings, "failures-undelivered", "what was given up on did not reach the failure queue"),
  };
}

function behindAlarm(settings: HandlerAlarmSettings): PlannedHandlerAlarm {
  const { source, behindAlarm: lag } = settings;
  const seconds = toSeconds(lag);
  const behind = (what: string) =>
    ({ ...SUSTAINED, statistic: "Maximum", description: describe(settings, "behind", what) }) as const;
  switch (source.kind) {
    case "kinesis":
    case "table-stream":
      return {
        ...behind(`it is ${lag} behind`),
        ...OF_FUNCTION,
        metricName: "IteratorAge",
        threshold: seconds * MILLISECONDS,
      };
    case "queue":
      return {
        ...behind(`a message has waited ${lag}`),
        namespace: "AWS/SQS",
        watches: "queue",
        metricName: "ApproximateAgeOfOldestMessage",
        threshold: seconds,
      };
    case "kafka":
      return {
        ...behind(`${source.consumerGroup} is ${lag} behind in ${source.topic}`),
        namespace: "AWS/Kafka",
        watches: "consumer-group",
        metricName: "EstimatedMaxTimeLag",
        threshold: seconds,
      };
    case "invoke":
      return {
        ...behind(`an event has waited ${lag}`),
        ...OF_FUNCTION,
        metricName: "AsyncEventAge",
        threshold: seconds * MILLISECONDS,
      };
  }
}

function describe({ handlerName, runbooksUrl }: HandlerAlarmSettings, alarm: HandlerAlarm, what: string): string {
  return describeAlarm({ subject: handlerName, what, runbook: RUNBOOKS[alarm], runbooksUrl });
}
