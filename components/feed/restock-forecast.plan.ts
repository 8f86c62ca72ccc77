import type { BatchJobPlanArgs, QueuedBatchJobPlanArgs } from "../batch";
import { describeAlarm } from "../core/runbooks";
import { fitName } from "../core/names";
import { toDays, type Duration } from "../core/units";
import { FEED_ROOTS, type PublishedContract } from "./feed.plan";
import { RESTOCK_PROPOSED } from "./restock-proposed";

/** The settings of a job that a forecast passes on, whatever it runs on. */
type JobSetting =
  | "image"
  | "command"
  | "schedule"
  | "timeZone"
  | "suspend"
  | "startWithin"
  | "deadline"
  | "completions"
  | "capacity"
  | "memory"
  | "env";

/** A run on a queue of AWS Batch, as far as its shape depends on it. */
export interface QueuedRunShape extends Pick<QueuedBatchJobPlanArgs, JobSetting | "vcpus"> {
  /** Where no cluster runs. */
  readonly on: "queue";
}

/** A run in a Kubernetes cluster, as far as its shape depends on it. */
export interface ClusterRunShape extends Pick<
  BatchJobPlanArgs,
  JobSetting | "cluster" | "pool" | "cpuMillicores" | "allowTo"
> {
  /** In a cluster, by a `BatchJob`. */
  readonly on: "cluster";
}

/** The feed that a forecast reads; a `Feed` fits. */
export interface ForecastFeedShape {
  /** Its contract. */
  readonly contract: Pick<PublishedContract, "id">;
  /** Prefix of its files, with a slash at its end. */
  readonly dataPrefix: string;
  /** Name of the database that its table belongs to. */
  readonly databaseName: string;
}

/** What decides the shape of a forecast. */
export interface RestockForecastPlanArgs {
  /** Physical name of the job, and beginning of those of the bus and the queues: `prod-eu-central-1-restock`. */
  readonly forecastName: string;
  /** Account of the forecast. */
  readonly accountId: string;
  /** Region of the forecast, and of the feed that it reads. */
  readonly region: string;
  /** The job: its image, its night, and what it runs on. */
  readonly run: QueuedRunShape | ClusterRunShape;
  /** The feed that it reads. */
  readonly feed: ForecastFeedShape;
  /**
   * How long proposals can be replayed.
   *
   * @default "90 days"
   */
  readonly archiveRetention?: Duration;
  /**
   * How long a proposal may wait for whoever decides before the alarm.
   *
   * @default "2 days"
   */
  readonly decisionWithin?: Duration;
  /** SNS topics that alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/** A forecast, with every choice made. */
export interface RestockForecastPlan {
  readonly busName: string;
  readonly archiveName: string;
  readonly archiveDays: number;
  readonly queueName: string;
  readonly decisionWithin: Duration;
  readonly eventPattern: string;
  /** Variables that the job is given, without those that are known only when it is deployed. */
  readonly variables: Readonly<Record<string, string>>;
  readonly undeliveredDescription: string;
}

/** What a forecast gets where its arguments leave the choice open. */
export const RESTOCK_FORECAST_DEFAULTS = {
  archiveRetention: "90 days",
  decisionWithin: "2 days",
  protect: true,
} as const satisfies Partial<RestockForecastPlanArgs> & { protect: boolean };

/** Names of the variables that the job is given. */
export const FORECAST_VARIABLES = [
  ...["FEED_CONTRACT", "FEED_DATABASE", "FEED_TABLE", "FEED_URI"],
  ...["PROPOSALS_BUS", "PROPOSALS_DETAIL_TYPE", "PROPOSALS_SOURCE"],
] as const;

/** Prefix of the job's checkpoints in the feed's bucket, without a slash at either end. */
export const FORECAST_CHECKPOINTS = `${FEED_ROOTS.work}restock`;
/** How long a proposal waits in its queue: longer than any decision may take. */
export const PROPOSAL_RETENTION: Duration = "13 days";
/** Proposals that may wait before the alarm: more than a night makes. */
export const PROPOSALS_BACKLOG = 100_000;
/** How long a person's tool works on what it received. */
export const PROPOSALS_HANDLER: Duration = "1 minute";
/** Longest name of an archive of EventBridge: the provider's documentation of `aws.cloudwatch.EventArchive`. */
const ARCHIVE_NAME_LIMIT = 48;

/** Plans a forecast. */
export function planRestockForecast(args: RestockForecastPlanArgs): RestockForecastPlan {
  const chosen = { ...RESTOCK_FORECAST_DEFAULTS, ...args };
  const proposals = `${args.forecastName}-proposals`;
  const { source, detailType } = RESTOCK_PROPOSED;
  return {
    busName: proposals,
    archiveName: fitName(proposals, ARCHIVE_NAME_LIMIT),
    archiveDays: toDays(chosen.archiveRetention),
    queueName: proposals,
    decisionWithin: chosen.decisionWithin,
    eventPattern: JSON.stringify({ source: [source], "detail-type": [detailType] }),
    variables: {
      FEED_CONTRACT: args.feed.contract.id,
      FEED_DATABASE: args.feed.databaseName,
      PROPOSALS_DETAIL_TYPE: detailType,
      PROPOSALS_SOURCE: source,
    },
    undeliveredDescription: describeAlarm({
      subject: args.forecastName,
      what: "proposals have not reached their queue",
      runbook: "restock-proposals-undelivered",
      runbooksUrl: args.runbooksUrl,
    }),
  };
}
