import { describeAlarm } from "../core/runbooks";
import { toSeconds, type Duration } from "../core/units";

/** What decides the failure destination of a stream, whatever carries the records. */
export interface FailureChoices {
  /**
   * How long a record can be read again.
   *
   * @default "7 days"
   */
  readonly retention?: Duration;
  /**
   * How long a failure may wait before the second alarm: its records leave the stream at the end of `retention`.
   *
   * @default "1 day"
   */
  readonly failureAgeAlarm?: Duration;
  /**
   * How many times a failure is handed to the reader of the failure queue before it is parked.
   *
   * @default 5
   */
  readonly redriveAttempts?: number;
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/** Roles of the alarms of a failure destination; the runbook of each is `stream-<role>`. */
export const FAILURE_ALARMS = ["failures-waiting", "failures-aging", "failures-parked"] as const;

/** One of {@link FAILURE_ALARMS}. */
export type FailureAlarm = (typeof FAILURE_ALARMS)[number];

/** When an alarm rings, with every choice made. */
export interface PlannedThreshold {
  readonly metricName: string;
  readonly statistic: "Maximum" | "Sum";
  /** The alarm rings at this value and above. */
  readonly threshold: number;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly description: string;
}

/** One alarm of a failure destination. */
export interface PlannedFailureAlarm extends PlannedThreshold {
  readonly watches: "failures" | "parked";
}

/** A failure destination, with every choice made. */
export interface FailureDestinationPlan {
  readonly failureQueueName: string;
  readonly parkedQueueName: string;
  readonly queueRetentionSeconds: number;
  readonly queueVisibilitySeconds: number;
  readonly redriveAttempts: number;
  readonly failureAlarms: Readonly<Record<FailureAlarm, PlannedFailureAlarm>>;
}

/** What a failure destination gets where its arguments leave the choice open. */
export const FAILURE_DEFAULTS = {
  retention: "7 days",
  failureAgeAlarm: "1 day",
  redriveAttempts: 5,
} as const satisfies Required<Omit<FailureChoices, "runbooksUrl">>;

/** How long SQS keeps a failure: its longest, so that a failure outlives the records of a stream kept for a week. */
export const FAILURE_RETENTION: Duration = "14 days";
/** How long a reader has for one failure before it is handed out again. */
export const FAILURE_VISIBILITY: Duration = "6 minutes";
/** Suffix of the failure queue's name. */
export const FAILURE_SUFFIX = "-failures";
/** Suffix of the name of the queue of parked failures. */
export const PARKED_SUFFIX = "-failures-parked";

const MINUTE = 60;

/** Plans the queues in which the consumers of a stream leave what they gave up on, and their alarms. */
export function planFailureDestination(streamName: string, choices: FailureChoices): FailureDestinationPlan {
  return {
    failureQueueName: `${streamName}${FAILURE_SUFFIX}`,
    parkedQueueName: `${streamName}${PARKED_SUFFIX}`,
    queueRetentionSeconds: toSeconds(FAILURE_RETENTION),
    queueVisibilitySeconds: toSeconds(FAILURE_VISIBILITY),
    redriveAttempts: choices.redriveAttempts ?? FAILURE_DEFAULTS.redriveAttempts,
    failureAlarms: failureAlarms(streamName, choices),
  };
}

function failureAlarms(subject: string, choices: FailureChoices): FailureDestinationPlan["failureAlarms"] {
  const age = choices.failureAgeAlarm ?? FAILURE_DEFAULTS.failureAgeAlarm;
  const once = { statistic: "Maximum", periodSeconds: MINUTE, evaluationPeriods: 1, datapointsToAlarm: 1 } as const;
  const say = (alarm: FailureAlarm, what: string): string =>
    describeAlarm({ subject, what, runbook: `stream-${alarm}`, runbooksUrl: choices.runbooksUrl });
  return {
    "failures-waiting": {
      ...once,
      watches: "failures",
      metricName: "ApproximateNumberOfMessagesVisible",
      threshold: 1,
      description: say("failures-waiting", "a consumer gave up on records, which wait to be redriven"),
    },
    "failures-aging": {
      ...once,
      watches: "failures",
      metricName: "ApproximateAgeOfOldestMessage",
      threshold: toSeconds(age),
      description: say("failures-aging", `a failure has waited ${age}; its records expire with the stream`),
    },
    "failures-parked": {
      ...once,
      watches: "parked",
      metricName: "ApproximateNumberOfMessagesVisible",
      threshold: 1,
      description: say("failures-parked", "redriving failed as well; someone has to decide"),
    },
  };
}
