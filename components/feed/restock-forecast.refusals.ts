import { batchJobRefusals, queuedBatchJobRefusals } from "../batch";
import type { Refusal } from "../core";
import { toSeconds } from "../core/units";
import {
  FORECAST_CHECKPOINTS,
  FORECAST_VARIABLES,
  PROPOSAL_RETENTION,
  RESTOCK_FORECAST_DEFAULTS,
  type RestockForecastPlanArgs,
} from "./restock-forecast.plan";

/** Longest name of a forecast: a schedule's has 64 characters, and a queue's leaves room for its suffixes. */
export const MAX_FORECAST_NAME = 50;

const NAME = new RegExp(`^[0-9A-Za-z][0-9A-Za-z-]{0,${MAX_FORECAST_NAME - 1}}$`);
const GIVEN: readonly string[] = FORECAST_VARIABLES;
const MINUTE = 60;
const SECONDS_A_DAY = 86_400;

/** The job saves in the feed's bucket; the rules look at the prefix alone. */
const CHECKPOINT = { bucketName: undefined, prefix: FORECAST_CHECKPOINTS, keyArn: undefined } as const;

type ForecastRefusal = Refusal<RestockForecastPlanArgs>;
type QueuedArgs = Parameters<(typeof queuedBatchJobRefusals)[number]["when"]>[0];
type ClusterArgs = Parameters<(typeof batchJobRefusals)[number]["when"]>[0];

const own: readonly ForecastRefusal[] = [
  {
    when: ({ forecastName }) => !NAME.test(forecastName),
    say: ({ forecastName }) => ({
      arg: "forecastName",
      got: forecastName,
      expected: `1 to ${MAX_FORECAST_NAME} letters, digits or dashes, the first a letter or a digit`,
      change: "shorten or correct it",
    }),
  },
  {
    when: (args) => reservedNames(args).length > 0,
    say: (args) => ({
      arg: "run.env",
      got: reservedNames(args),
      expected: `names other than ${GIVEN.join(", ")}`,
      change: "rename them: the job is given these",
    }),
  },
  {
    when: (args) =>
      toSeconds(archiveRetentionOf(args)) % SECONDS_A_DAY !== 0 || toSeconds(archiveRetentionOf(args)) === 0,
    say: (args) => ({
      arg: "archiveRetention",
      got: archiveRetentionOf(args),
      expected: "whole days, one or more",
      change: "choose for how long proposals can be replayed",
    }),
  },
  {
    when: (args) => !isDecisionTime(args),
    say: (args) => ({
      arg: "decisionWithin",
      got: args.decisionWithin,
      expected: `1 minute or more, and less than ${PROPOSAL_RETENTION}, which a proposal waits at most`,
      change: "choose how long a proposal may wait for whoever decides",
    }),
  },
];

/** Reasons to refuse a forecast: its own, and those of the job that it runs as. */
export const restockForecastRefusals: readonly ForecastRefusal[] = [
  ...own,
  ...queuedBatchJobRefusals.map(({ when, say }) => ({
    when: (args: RestockForecastPlanArgs) => aboutQueued(args, when, false),
    say: (args: RestockForecastPlanArgs) => aboutQueued(args, say, UNASKED),
  })),
  ...batchJobRefusals.map(({ when, say }) => ({
    when: (args: RestockForecastPlanArgs) => aboutCluster(args, when, false),
    say: (args: RestockForecastPlanArgs) => aboutCluster(args, say, UNASKED),
  })),
];

/** What a rule says of the other kind of job: nobody asks, as it never refuses one. */
const UNASKED = { arg: "run", got: undefined, expected: "", change: "" } as const;

function aboutQueued<Answer>(
  args: RestockForecastPlanArgs,
  ask: (job: QueuedArgs) => Answer,
  otherwise: Answer,
): Answer {
  const { run, forecastName, accountId, region, alarmTopicArns, runbooksUrl } = args;
  return run.on === "queue"
    ? ask({ ...run, jobName: forecastName, accountId, checkpoint: CHECKPOINT, region, alarmTopicArns, runbooksUrl })
    : otherwise;
}

function aboutCluster<Answer>(
  args: RestockForecastPlanArgs,
  ask: (job: ClusterArgs) => Answer,
  otherwise: Answer,
): Answer {
  const { run, region, alarmTopicArns, runbooksUrl } = args;
  return run.on === "cluster"
    ? ask({ ...run, checkpoint: CHECKPOINT, region, alarmTopicArns, runbooksUrl })
    : otherwise;
}

function reservedNames({ run }: RestockForecastPlanArgs): readonly string[] {
  return Object.keys(run.env ?? {}).filter((name) => GIVEN.includes(name));
}

function archiveRetentionOf({ archiveRetention }: RestockForecastPlanArgs) {
  return archiveRetention ?? RESTOCK_FORECAST_DEFAULTS.archiveRetention;
}

function isDecisionTime({ decisionWithin }: RestockForecastPlanArgs): boolean {
  const seconds = toSeconds(decisionWithin ?? RESTOCK_FORECAST_DEFAULTS.decisionWithin);
  return seconds >= MINUTE && seconds < toSeconds(PROPOSAL_RETENTION);
}
