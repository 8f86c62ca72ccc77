import type { RunbookId } from "../core";
import type { Duration } from "../core/units";

/** What every experiment says, whatever it breaks. */
export interface ExperimentSettings {
  /** What should happen, and how one sees that it does: `orders are answered within a second from the other zones`. */
  readonly hypothesis: string;
  /** Id of the runbook that says what to do where it does not. */
  readonly runbook: RunbookId;
  /**
   * Whether an experiment that finds none of its targets fails, or goes on without them.
   *
   * @default "fail"
   */
  readonly emptyTargets?: "fail" | "skip";
}

/** Interrupts spot instances, with the notice that EC2 gives. */
export interface SpotInterruption extends ExperimentSettings {
  /** What is broken. */
  readonly kind: "spot-interruption";
  /** Tags that an instance has to have, all of them: `karpenter.sh/nodepool`. */
  readonly targetTags: Readonly<Record<string, string>>;
  /**
   * Share of these instances, in percent, chosen at random.
   *
   * @default 25
   */
  readonly percent?: number;
  /**
   * Time from the recommendation to rebalance to the interruption, whose notice comes two minutes ahead of it.
   *
   * @default "2 minutes"
   */
  readonly notice?: Duration;
}

/** Cuts the subnets of one Availability Zone off. */
export interface ZoneLoss<Text> extends ExperimentSettings {
  /** What is broken. */
  readonly kind: "zone-loss";
  /** The zone: `eu-central-1a`. */
  readonly zone: string;
  /** Id of the VPC whose subnets are cut off. */
  readonly vpcId: Text;
  /** Tags that a subnet has to have, all of them. */
  readonly targetTags: Readonly<Record<string, string>>;
  /**
   * What is cut: all traffic into and out of a subnet, what leaves the VPC, or what goes to other zones of the VPC.
   *
   * @default "all"
   */
  readonly traffic?: "all" | "vpc" | "availability-zone";
  /**
   * How long.
   *
   * @default "10 minutes"
   */
  readonly duration?: Duration;
}

/** Makes a reader of a database cluster its writer. */
export interface DatabaseFailover<Text> extends ExperimentSettings {
  /** What is broken. */
  readonly kind: "database-failover";
  /** ARN of the cluster, which needs a reader. */
  readonly clusterArn: Text;
}

/** Stops the replication of a DynamoDB global table, into this region and out of it. */
export interface TableReplicationPause<Text> extends ExperimentSettings {
  /** What is broken. */
  readonly kind: "table-replication-pause";
  /** ARN of the table's replica in the experiment's region. */
  readonly tableArn: Text;
  /**
   * How long, of which changes may still be replicated for five minutes.
   *
   * @default "30 minutes"
   */
  readonly duration?: Duration;
}

/** Stops the replication of buckets into one region. */
export interface BucketReplicationPause<Text> extends ExperimentSettings {
  /** What is broken. */
  readonly kind: "bucket-replication-pause";
  /** Tags that a bucket has to have, all of them; FIS finds buckets by nothing else. */
  readonly targetTags: Readonly<Record<string, string>>;
  /** ARNs of the buckets that have these tags: the experiment has no right at others. */
  readonly bucketArns: readonly Text[];
  /** Region of the buckets that they are replicated to. */
  readonly destinationRegion: string;
  /**
   * How long, of which objects that are there already may still be replicated for an hour.
   *
   * @default "2 hours"
   */
  readonly duration?: Duration;
}

/** One experiment. */
export type Experiment<Text> =
  | SpotInterruption
  | ZoneLoss<Text>
  | DatabaseFailover<Text>
  | TableReplicationPause<Text>
  | BucketReplicationPause<Text>;

/** What an experiment breaks. */
export type ExperimentKind = Experiment<unknown>["kind"];

/** What FIS calls a kind of experiment, and the targets it takes. */
export interface FisAction {
  /** Id of the action. */
  readonly actionId: string;
  /** Type of what it is done to. */
  readonly resourceType: string;
  /** Name by which the action takes its target. */
  readonly targetKey: string;
}

/**
 * The action of each kind.
 *
 * Sources: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html and action-sequence.html beside it
 * (read 2026-11-26); the keys are those that the AWS provider admits as well.
 */
export const FIS_ACTIONS = {
  "spot-interruption": {
    actionId: "aws:ec2:send-spot-instance-interruptions",
    resourceType: "aws:ec2:spot-instance",
    targetKey: "SpotInstances",
  },
  "zone-loss": {
    actionId: "aws:network:disrupt-connectivity",
    resourceType: "aws:ec2:subnet",
    targetKey: "Subnets",
  },
  "database-failover": {
    actionId: "aws:rds:failover-db-cluster",
    resourceType: "aws:rds:cluster",
    targetKey: "Clusters",
  },
  "table-replication-pause": {
    actionId: "aws:dynamodb:global-table-pause-replication",
    resourceType: "aws:dynamodb:global-table",
    targetKey: "Tables",
  },
  "bucket-replication-pause": {
    actionId: "aws:s3:bucket-pause-replication",
    resourceType: "aws:s3:bucket",
    targetKey: "Buckets",
  },
} as const satisfies Readonly<Record<ExperimentKind, FisAction>>;

/** What experiments get where their settings leave the choice open. */
export const EXPERIMENT_DEFAULTS = {
  emptyTargets: "fail",
  percent: 25,
  notice: "2 minutes",
  traffic: "all",
  zoneLoss: "10 minutes",
  tableReplicationPause: "30 minutes",
  bucketReplicationPause: "2 hours",
} as const satisfies Readonly<Record<string, string | number>>;

/**
 * Limits of FIS: minutes of an action and of the notice of an interruption, stop conditions of a template, buckets of a
 * target, characters of a description.
 *
 * Sources: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html,
 * https://docs.aws.amazon.com/general/latest/gr/fis.html and
 * https://docs.aws.amazon.com/fis/latest/APIReference/API_CreateExperimentTemplate.html (read 2026-11-26).
 */
export const FIS_LIMITS = {
  minutes: { least: 1, most: 720 },
  noticeMinutes: { least: 2, most: 15 },
  stopConditions: 5,
  buckets: 20,
  descriptionCharacters: 512,
} as const;
