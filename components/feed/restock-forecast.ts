import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { awsPartitionOf } from "../../facts/regions";
import { BatchJob, QueuedBatchJob, type BatchJobArgs, type QueuedBatchJobArgs } from "../batch";
import { checkArgs, Component, toSeconds, type ComponentArgs } from "../core";
import { Queue } from "../queue";
import { queuePolicy } from "../queue/queue-policy";
import { SchemaRegistry } from "../stream";
import { proposalsPolicy, readerPolicy } from "./feed-policies";
import {
  FORECAST_CHECKPOINTS,
  planRestockForecast,
  PROPOSAL_RETENTION,
  PROPOSALS_BACKLOG,
  PROPOSALS_HANDLER,
  RESTOCK_FORECAST_DEFAULTS,
  type ClusterRunShape,
  type ForecastFeedShape,
  type QueuedRunShape,
  type RestockForecastPlan,
  type RestockForecastPlanArgs,
} from "./restock-forecast.plan";
import { restockForecastRefusals } from "./restock-forecast.refusals";
import { RESTOCK_PROPOSED_SCHEMA } from "./restock-proposed";

/** A forecast's run on a queue of AWS Batch. */
export type QueuedForecastRun = Omit<QueuedRunShape, "image" | "env"> &
  Pick<QueuedBatchJobArgs, "queue" | "image" | "env">;

/** A forecast's run in a Kubernetes cluster. */
export type ClusterForecastRun = Omit<ClusterRunShape, "image" | "env" | "cluster"> &
  Pick<BatchJobArgs, "cluster" | "image" | "env">;

/** The feed that a forecast reads; a `Feed` fits. */
export interface ForecastFeed extends ForecastFeedShape {
  /** Name of the bucket with the files. */
  readonly bucketName: pulumi.Input<string>;
  /** ARN of that bucket. */
  readonly bucketArn: pulumi.Input<string>;
  /** Name of the table. */
  readonly tableName: pulumi.Input<string>;
}

/** Arguments of {@link RestockForecast}. */
export interface RestockForecastArgs extends ComponentArgs, RestockForecastPlanArgs {
  /** The job: its image, its night, and what it runs on. */
  readonly run: QueuedForecastRun | ClusterForecastRun;
  /** The feed that it reads. */
  readonly feed: ForecastFeed;
  /** ARN of the customer key that encrypts the feed's files. */
  readonly feedKeyArn: pulumi.Input<string>;
  /** ARN of the customer key of bus, archive and queues; it has to serve EventBridge, SQS and CloudWatch Logs. */
  readonly keyArn: pulumi.Input<string>;
  /** ARNs of the SNS topics, in the forecast's region, that alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  /**
   * Whether Pulumi keeps the queue of proposals from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/** Where proposals go. */
interface Proposals {
  readonly bus: aws.cloudwatch.EventBus;
  readonly archive: aws.cloudwatch.EventArchive;
  readonly queue: Queue;
}

/**
 * A job of the night that reads a feed and proposes what to restock, as events for people to decide on. It orders nothing.
 *
 * Creates:
 * - the job, a `QueuedBatchJob` or a `BatchJob`, at four in the region's night, which saves in the feed's bucket; beside
 *   that it may read the files and the contract of the feed, and put `RestockProposed` on one bus, and nothing else
 * - the bus, under the customer key; its archive, from which any night can be replayed; the schema of a proposal in a
 *   registry of schemas
 * - a rule that hands proposals to a queue of whoever decides, see `Queue`, and a queue for those that it could not hand over
 * - alarms: those of job and queue, and proposals undelivered
 *
 * Costs at defaults: while it runs, 1 vCPU and 2 GiB of machines, see the job; at rest 0 USD. us-east-1, prices of 2024-07-01
 * (service-prices-us-east-1.json, cloudwatch_event_bus and sqs_queue): 1.00 USD per million proposals, 0.10 USD per GB
 * archived and 0.023 USD per GB-month, 0.40 USD per million queue requests. Alarms and the registry are unpriced: there is
 * no price row for them. The customer keys come on top.
 *
 * Does not: reckon, which the image does; order, or let anything that it makes order; decide; copy proposals to another
 * region.
 *
 * @example
 * new RestockForecast("restock", {
 *   forecastName: "prod-eu-central-1-restock",
 *   run: { on: "queue", queue: { queueArn, logGroupName }, image: { repository: registry.url, tag: "1.4.2" } },
 *   feed,
 *   feedKeyArn: key.arn,
 *   keyArn: key.arn,
 *   accountId: "111122223333",
 *   region: "eu-central-1",
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class RestockForecast extends Component {
  /** Name of the bus that proposals are put on. */
  readonly busName: pulumi.Output<string>;
  /** ARN of that bus, for rules of others. */
  readonly busArn: pulumi.Output<string>;
  /** ARN of the archive, from which proposals are replayed. */
  readonly archiveArn: pulumi.Output<string>;
  /** ARN of the queue that proposals wait in. */
  readonly queueArn: pulumi.Output<string>;
  /** URL of that queue, for whoever decides. */
  readonly queueUrl: pulumi.Output<string>;
  /** ARN of the queue of proposals that did not reach theirs. */
  readonly undeliveredQueueArn: pulumi.Output<string>;
  /** ARN of the job's role. */
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: RestockForecastArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`restock forecast "${name}"`, args, restockForecastRefusals);
    super("inventory:feed:RestockForecast", name, checked, opts);
    const plan = planRestockForecast(args);
    this.createSchema(plan, args);
    const undelivered = this.createUndelivered(plan, args);
    const proposals = this.createProposals(plan, args, undelivered);
    const job = this.createJob(plan, args, proposals.bus);
    this.allow(args, job, proposals.bus);

    this.busName = proposals.bus.name;
    this.busArn = proposals.bus.arn;
    this.archiveArn = proposals.archive.arn;
    this.queueArn = proposals.queue.arn;
    this.queueUrl = proposals.queue.url;
    this.undeliveredQueueArn = undelivered.arn;
    this.roleArn = job.roleArn;
    this.registerOutputs({
      busName: this.busName,
      busArn: this.busArn,
      archiveArn: this.archiveArn,
      queueArn: this.queueArn,
      queueUrl: this.queueUrl,
      undeliveredQueueArn: this.undeliveredQueueArn,
      roleArn: this.roleArn,
    });
  }

  private createSchema(plan: RestockForecastPlan, { region, tags, protect }: RestockForecastArgs): SchemaRegistry {
    return new SchemaRegistry(
      this.childName("schemas"),
      {
        registryName: plan.busName,
        schemas: { "restock-proposed": { definition: RESTOCK_PROPOSED_SCHEMA, description: "A proposal to restock" } },
        region,
        protect: protect ?? RESTOCK_FORECAST_DEFAULTS.protect,
        tags,
      },
      this.childOptions(),
    );
  }

  /** The dead letters of the bus and of its rule; what they may hold is in the archive as well. */
  private createUndelivered(plan: RestockForecastPlan, args: RestockForecastArgs): aws.sqs.Queue {
    const { region, keyArn, alarmTopicArns } = args;
    const queue = new aws.sqs.Queue(
      this.childName("undelivered"),
      {
        kmsMasterKeyId: keyArn,
        messageRetentionSeconds: toSeconds("14 days"),
        redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }),
        region,
        tags: this.childTags("undelivered"),
      },
      this.childOptions(),
    );
    new aws.cloudwatch.MetricAlarm(
      this.childName("undelivered-proposals"),
      {
        region,
        alarmDescription: plan.undeliveredDescription,
        namespace: "AWS/SQS",
        metricName: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: queue.name },
        statistic: "Maximum",
        period: 300,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        treatMissingData: "notBreaching",
        alarmActions: [...alarmTopicArns],
        okActions: [...alarmTopicArns],
        tags: this.childTags("undelivered-proposals"),
      },
      this.childOptions(),
    );
    return queue;
  }

  private createProposals(plan: RestockForecastPlan, args: RestockForecastArgs, undelivered: aws.sqs.Queue): Proposals {
    const bus = this.createBus(plan, args, undelivered);
    const archive = new aws.cloudwatch.EventArchive(
      this.childName("archive"),
      {
        name: plan.archiveName,
        description: "Proposals, to be replayed",
        region: args.region,
        eventSourceArn: bus.arn,
        eventPattern: plan.eventPattern,
        retentionDays: plan.archiveDays,
        kmsKeyIdentifier: args.keyArn,
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    const rule = new aws.cloudwatch.EventRule(
      this.childName("proposed"),
      {
        description: "Hands proposals to whoever decides",
        region: args.region,
        eventBusName: bus.name,
        eventPattern: plan.eventPattern,
        tags: this.childTags("proposed"),
      },
      this.childOptions(),
    );
    const queue = this.createQueue(plan, args, rule);
    this.deliver(args, { bus, rule, queue, undelivered });
    return { bus, archive, queue };
  }

  private createBus(
    plan: RestockForecastPlan,
    { region, keyArn }: RestockForecastArgs,
    undelivered: aws.sqs.Queue,
  ): aws.cloudwatch.EventBus {
    return new aws.cloudwatch.EventBus(
      this.childName("bus"),
      {
        name: plan.busName,
        description: "Proposals to restock; nothing on it orders",
        region,
        kmsKeyIdentifier: keyArn,
        deadLetterConfig: { arn: undelivered.arn },
        tags: this.childTags("bus"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createQueue(plan: RestockForecastPlan, args: RestockForecastArgs, rule: aws.cloudwatch.EventRule): Queue {
    const { accountId, keyArn, alarmTopicArns, runbooksUrl, region, tags, protect } = args;
    return new Queue(
      this.childName("proposals"),
      {
        queueName: plan.queueName,
        handlerTimeout: PROPOSALS_HANDLER,
        retention: PROPOSAL_RETENTION,
        ageAlarm: plan.decisionWithin,
        backlogAlarm: PROPOSALS_BACKLOG,
        eventRuleArns: [rule.arn],
        ...{ accountId, keyArn, alarmTopicArns, runbooksUrl, region, tags },
        protect: protect ?? RESTOCK_FORECAST_DEFAULTS.protect,
      },
      this.childOptions(),
    );
  }

  /** The queue of dead letters lets bus and rule in before the rule has a target. */
  private deliver({ region, accountId }: RestockForecastArgs, { bus, rule, queue, undelivered }: Delivery): void {
    const policy = new aws.sqs.QueuePolicy(
      this.childName("undelivered-policy"),
      {
        queueUrl: undelivered.url,
        policy: pulumi
          .all([undelivered.arn, bus.arn, rule.arn])
          .apply(([arn, busArn, ruleArn]) => JSON.stringify(queuePolicy(arn, accountId, [busArn, ruleArn]))),
        region,
      },
      this.childOptions(),
    );
    new aws.cloudwatch.EventTarget(
      this.childName("proposed-target"),
      {
        rule: rule.name,
        eventBusName: bus.name,
        arn: queue.arn,
        deadLetterConfig: { arn: undelivered.arn },
        retryPolicy: { maximumEventAgeInSeconds: toSeconds("24 hours"), maximumRetryAttempts: DELIVERY_RETRIES },
        region,
      },
      this.childOptions({ dependsOn: [policy, queue] }),
    );
  }

  private createJob(
    plan: RestockForecastPlan,
    args: RestockForecastArgs,
    bus: aws.cloudwatch.EventBus,
  ): QueuedBatchJob | BatchJob {
    const { run, feed, region, alarmTopicArns, runbooksUrl, tags } = args;
    const shared = {
      ...{ region, alarmTopicArns, runbooksUrl, tags },
      checkpoint: { bucketName: feed.bucketName, prefix: FORECAST_CHECKPOINTS, keyArn: args.feedKeyArn },
      env: {
        ...run.env,
        ...plan.variables,
        FEED_TABLE: feed.tableName,
        FEED_URI: pulumi.interpolate`s3://${feed.bucketName}/${feed.dataPrefix}`,
        PROPOSALS_BUS: bus.name,
      },
    };
    const name = this.childName("job");
    switch (run.on) {
      case "queue": {
        const { on: _on, ...settings } = run;
        const { accountId, keyArn, forecastName: jobName } = args;
        return new QueuedBatchJob(name, { ...settings, ...shared, jobName, accountId, keyArn }, this.childOptions());
      }
      case "cluster": {
        const { on: _on, ...settings } = run;
        return new BatchJob(name, { ...settings, ...shared }, this.childOptions());
      }
    }
  }

  private allow(args: RestockForecastArgs, job: QueuedBatchJob | BatchJob, bus: aws.cloudwatch.EventBus): void {
    const { feed, region, accountId } = args;
    const reading = pulumi
      .all([feed.bucketArn, args.feedKeyArn, feed.tableName])
      .apply(([bucketArn, keyArn, tableName]) =>
        readerPolicy({
          awsPartition: awsPartitionOf(region) ?? "aws",
          ...{ region, accountId, bucketArn, keyArn, tableName },
          dataPrefix: feed.dataPrefix,
          databaseName: feed.databaseName,
        }),
      );
    new aws.iam.RolePolicy(this.childName("reads-feed"), { role: job.roleName, policy: reading }, this.childOptions());
    new aws.iam.RolePolicy(
      this.childName("proposes"),
      { role: job.roleName, policy: bus.arn.apply(proposalsPolicy) },
      this.childOptions(),
    );
  }
}

/** Retries of a rule, the most that EventBridge knows; the time ends them earlier. */
const DELIVERY_RETRIES = 185;

/** What takes part in handing proposals over. */
interface Delivery {
  readonly bus: aws.cloudwatch.EventBus;
  readonly rule: aws.cloudwatch.EventRule;
  readonly queue: Queue;
  readonly undelivered: aws.sqs.Queue;
}
