import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { queuePolicy } from "./queue-policy";
import { planQueue, QUEUE_ALARMS, QUEUE_DEFAULTS } from "./queue.plan";
import type { PlannedQueueAlarm, QueueAlarm, QueuePlan, QueuePlanArgs, WatchedQueue } from "./queue.plan";
import { queueRefusals } from "./queue.refusals";

/** Arguments of {@link Queue}. */
export interface QueueArgs extends ComponentArgs, QueuePlanArgs {
  /** ARN of the customer key, in the queue's region, that encrypts the messages. */
  readonly keyArn: pulumi.Input<string>;
  /** ARNs of the SNS topics, in the queue's region, that alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  /**
   * ARNs of the EventBridge rules that may send to the queue; its key has to serve EventBridge too.
   *
   * @default - none
   */
  readonly eventRuleArns?: readonly pulumi.Input<string>[];
  /**
   * Region of the queue and of everything beside it.
   *
   * @default - the provider's region
   */
  readonly region?: string;
  /**
   * Whether Pulumi keeps the queue and its dead letters from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

type WatchedQueues = Readonly<Record<WatchedQueue, aws.sqs.Queue>>;

/**
 * An SQS queue, standard or FIFO, for an adapter of a channel, a warehouse or an ERP, with its dead letters and alarms.
 *
 * Creates:
 * - the queue: encrypted by the customer key, long polling, kept for a week, reachable by TLS and from its own account
 *   only
 * - the dead-letter queue behind it, of the same kind, kept for 14 days, which serves this queue alone
 * - alarms: backlog, aging, dead letters waiting
 *
 * Costs at defaults: 0 USD at rest. us-east-1, prices of 2024-07-01 (service-prices-us-east-1.json, sqs_queue): 0.40 USD
 * per million requests, 0.50 USD where the queue is FIFO. The three alarms are unpriced: there is no price row for
 * them. The customer key comes on top.
 *
 * Does not: redrive by itself (see the README); grant access; let AWS services send, EventBridge's rules aside; register
 * handlers; copy messages to another region.
 *
 * @example
 * new Queue("marketplace-orders", {
 *   queueName: "prod-eu-central-1-marketplace-orders",
 *   accountId: "111122223333",
 *   handlerTimeout: "30 seconds",
 *   keyArn: key.arn,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class Queue extends Component {
  /** Physical name of the queue, with `.fifo` where it is one. */
  readonly name: pulumi.Output<string>;
  /** ARN that policies and event sources name. */
  readonly arn: pulumi.Output<string>;
  /** URL that senders and receivers call. */
  readonly url: pulumi.Output<string>;
  /** Whether the queue keeps order. */
  readonly kind: "standard" | "fifo";
  /** How long a handler may hide a message, in seconds: no handler may work longer. */
  readonly visibilityTimeoutSeconds: number;
  /** ARN of the dead-letter queue, for whoever redrives. */
  readonly deadLetterQueueArn: pulumi.Output<string>;
  /** URL of the dead-letter queue. */
  readonly deadLetterQueueUrl: pulumi.Output<string>;

  constructor(name: string, args: QueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:queue:Queue", name, checkArgs(`queue "${name}"`, args, queueRefusals), opts);
    const plan = planQueue(args);
    const deadLetters = this.createDeadLetterQueue(plan, args);
    const queue = this.createQueue(plan, args, deadLetters);
    this.allowRedrive(args, queue, deadLetters);
    this.createAlarms(plan, args, { queue, "dead-letters": deadLetters });

    this.name = queue.name;
    this.arn = queue.arn;
    this.url = queue.url;
    this.kind = plan.fifo === undefined ? "standard" : "fifo";
    this.visibilityTimeoutSeconds = plan.visibilitySeconds;
    this.deadLetterQueueArn = deadLetters.arn;
    this.deadLetterQueueUrl = deadLetters.url;
    this.registerOutputs({
      name: this.name,
      arn: this.arn,
      url: this.url,
      kind: this.kind,
      visibilityTimeoutSeconds: this.visibilityTimeoutSeconds,
      deadLetterQueueArn: this.deadLetterQueueArn,
      deadLetterQueueUrl: this.deadLetterQueueUrl,
    });
  }

  private createDeadLetterQueue(plan: QueuePlan, args: QueueArgs): aws.sqs.Queue {
    const queue = new aws.sqs.Queue(
      this.childName("dead-letters"),
      {
        ...this.commonInputs(plan, args),
        name: plan.deadLetterQueueName,
        messageRetentionSeconds: plan.deadLetterRetentionSeconds,
        tags: this.childTags("dead-letters"),
      },
      this.statefulOptions(args),
    );
    this.createPolicy("dead-letters-policy", queue, { ...args, eventRuleArns: [] });
    return queue;
  }

  private createQueue(plan: QueuePlan, args: QueueArgs, deadLetters: aws.sqs.Queue): aws.sqs.Queue {
    const queue = new aws.sqs.Queue(
      this.childName("queue"),
      {
        ...this.commonInputs(plan, args),
        name: plan.queueName,
        messageRetentionSeconds: plan.retentionSeconds,
        redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }),
        redrivePolicy: deadLetters.arn.apply((arn) =>
          JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: plan.maxReceives }),
        ),
        tags: this.childTags("queue"),
      },
      this.statefulOptions(args),
    );
    this.createPolicy("queue-policy", queue, args);
    return queue;
  }

  private commonInputs(plan: QueuePlan, args: QueueArgs): aws.sqs.QueueArgs {
    return {
      region: args.region,
      kmsMasterKeyId: args.keyArn,
      visibilityTimeoutSeconds: plan.visibilitySeconds,
      receiveWaitTimeSeconds: plan.longPollingSeconds,
      ...(plan.fifo ?? {}),
    };
  }

  private createPolicy(role: string, queue: aws.sqs.Queue, args: QueueArgs): void {
    new aws.sqs.QueuePolicy(
      this.childName(role),
      {
        region: args.region,
        queueUrl: queue.url,
        policy: pulumi
          .all([queue.arn, pulumi.all([...(args.eventRuleArns ?? [])])])
          .apply(([arn, ruleArns]) => JSON.stringify(queuePolicy(arn, args.accountId, ruleArns))),
      },
      this.childOptions(),
    );
  }

  private allowRedrive(args: QueueArgs, queue: aws.sqs.Queue, deadLetters: aws.sqs.Queue): void {
    new aws.sqs.RedriveAllowPolicy(
      this.childName("dead-letters-redrive"),
      {
        region: args.region,
        queueUrl: deadLetters.url,
        redriveAllowPolicy: queue.arn.apply((arn) =>
          JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [arn] }),
        ),
      },
      this.childOptions(),
    );
  }

  private createAlarms(plan: QueuePlan, args: QueueArgs, watched: WatchedQueues): void {
    for (const role of QUEUE_ALARMS) {
      this.createAlarm(role, plan.alarms[role], { args, watched });
    }
  }

  private createAlarm(
    role: QueueAlarm,
    alarm: PlannedQueueAlarm,
    { args, watched }: { readonly args: QueueArgs; readonly watched: WatchedQueues },
  ): void {
    new aws.cloudwatch.MetricAlarm(
      this.childName(role),
      {
        region: args.region,
        alarmDescription: alarm.description,
        namespace: "AWS/SQS",
        metricName: alarm.metricName,
        dimensions: { QueueName: watched[alarm.watches].name },
        statistic: "Maximum",
        period: 60,
        evaluationPeriods: alarm.evaluationPeriods,
        datapointsToAlarm: alarm.datapointsToAlarm,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: alarm.threshold,
        treatMissingData: "notBreaching",
        alarmActions: [...args.alarmTopicArns],
        okActions: [...args.alarmTopicArns],
        tags: this.childTags(role),
      },
      this.childOptions(),
    );
  }

  private statefulOptions({ protect }: QueueArgs): pulumi.CustomResourceOptions {
    const kept = protect ?? QUEUE_DEFAULTS.protect;
    return this.childOptions({ protect: kept, retainOnDelete: kept, deleteBeforeReplace: true });
  }
}
