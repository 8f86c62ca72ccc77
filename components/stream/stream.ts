import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { STREAM_POLICY_ACTIONS, tlsOnlyPolicy } from "./resource-policies";
import { planStream, STREAM_ALARMS, STREAM_DEFAULTS } from "./stream.plan";
import type { PlannedAlarm, StreamAlarm, StreamPlan, StreamPlanArgs, Watched } from "./stream.plan";
import { streamRefusals } from "./stream.refusals";

/** What carries the records. */
export type StreamKind = "kinesis";

/** What producers and consumers speak. */
export type StreamProtocol = "kinesis";

/** What a stream gives to producers, consumers and other stacks, whatever carries the records. */
export interface StreamOutputs {
  /** Name by which clients address the stream. */
  readonly name: pulumi.Output<string>;
  /** ARN that policies and event sources name. */
  readonly arn: pulumi.Output<string>;
  /** What carries the records. */
  readonly kind: StreamKind;
  /** What producers and consumers speak. */
  readonly protocol: StreamProtocol;
  /** ARN of the queue that consumers name as their failure destination. */
  readonly failureQueueArn: pulumi.Output<string>;
  /** URL of that queue, for whoever redrives. */
  readonly failureQueueUrl: pulumi.Output<string>;
}

/** Arguments of {@link Stream}. */
export interface StreamArgs extends ComponentArgs, StreamPlanArgs {
  /** ARN of the customer key, in the stream's region, that encrypts the records and the failures. */
  readonly keyArn: pulumi.Input<string>;
  /** ARNs of the SNS topics, in the stream's region, that alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  /**
   * Region of the stream and of everything beside it.
   *
   * @default - the provider's region
   */
  readonly region?: string;
  /**
   * Whether Pulumi keeps the stream and its queues from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

interface FailureDestination {
  readonly failures: aws.sqs.Queue;
  readonly parked: aws.sqs.Queue;
}

/**
 * A Kinesis stream, the failure destination that its consumers use, and the alarms of both.
 *
 * Creates:
 * - the stream, on demand, encrypted by the customer key, kept for a week, reachable by TLS only
 * - the failure queue, where consumers leave what they gave up on, and the queue of parked failures behind it; both
 *   encrypted by the customer key, kept for 14 days, reachable by TLS only
 * - alarms: failures waiting, failures aging, failures parked, reader behind, writes throttled, reads throttled
 *
 * Costs at defaults: 29.20 USD a month for the stream. us-east-1, prices of 2024-07-01 (infracost's examples
 * kinesis_stream and sqs_queue): 0.04 USD per stream hour; 0.08 USD per GB written, 0.04 USD per GB read, 0.10 USD
 * per GB-month for the days beyond the first; 0.40 USD per million queue requests. The six alarms are unpriced:
 * there is no price row for them. The customer key comes on top.
 *
 * Does not: redrive by itself (see the README); register consumers or schemas; grant access; watch consumers with
 * enhanced fan-out, whose lag is a metric of each consumer; copy records to another region.
 *
 * @example
 * new Stream("stock-events", {
 *   streamName: "prod-eu-central-1-stock-events",
 *   keyArn: key.arn,
 *   alarmTopicArns: [topic.arn],
 *   runbookUrl: "https://runbooks.example.com/stream",
 *   tags,
 * });
 */
export class Stream extends Component implements StreamOutputs {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly kind: StreamKind = "kinesis";
  readonly protocol: StreamProtocol = "kinesis";
  readonly failureQueueArn: pulumi.Output<string>;
  readonly failureQueueUrl: pulumi.Output<string>;

  constructor(name: string, args: StreamArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:stream:Stream", name, checkArgs(`stream "${name}"`, args, streamRefusals), opts);
    const plan = planStream(args);
    const stream = this.createStream(plan, args);
    this.createStreamPolicy(stream, args);
    const { failures, parked } = this.createFailureDestination(plan, args);
    this.createAlarms(plan, args, { stream, failures, parked });

    this.name = stream.name;
    this.arn = stream.arn;
    this.failureQueueArn = failures.arn;
    this.failureQueueUrl = failures.url;
    this.registerOutputs({
      name: this.name,
      arn: this.arn,
      kind: this.kind,
      protocol: this.protocol,
      failureQueueArn: this.failureQueueArn,
      failureQueueUrl: this.failureQueueUrl,
    });
  }

  private createStream(plan: StreamPlan, args: StreamArgs): aws.kinesis.Stream {
    return new aws.kinesis.Stream(
      this.childName("stream"),
      {
        name: plan.streamName,
        region: args.region,
        streamModeDetails: { streamMode: "ON_DEMAND" },
        retentionPeriod: plan.retentionHours,
        encryptionType: "KMS",
        kmsKeyId: args.keyArn,
        ...(plan.shardMetrics.length === 0 ? {} : { shardLevelMetrics: [...plan.shardMetrics] }),
        tags: this.childTags("stream"),
      },
      this.statefulOptions(args),
    );
  }

  private createStreamPolicy(stream: aws.kinesis.Stream, args: StreamArgs): void {
    new aws.kinesis.ResourcePolicy(
      this.childName("stream-policy"),
      {
        region: args.region,
        resourceArn: stream.arn,
        policy: stream.arn.apply((arn) => JSON.stringify(tlsOnlyPolicy(arn, STREAM_POLICY_ACTIONS))),
      },
      this.childOptions(),
    );
  }

  private createFailureDestination(plan: StreamPlan, args: StreamArgs): FailureDestination {
    const parked = this.createQueue("parked", plan, { ...args, name: plan.parkedQueueName });
    const failures = this.createQueue("failures", plan, {
      ...args,
      name: plan.failureQueueName,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }),
      redrivePolicy: parked.arn.apply((arn) =>
        JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: plan.redriveAttempts }),
      ),
    });
    new aws.sqs.RedriveAllowPolicy(
      this.childName("parked-redrive"),
      {
        region: args.region,
        queueUrl: parked.url,
        redriveAllowPolicy: failures.arn.apply((arn) =>
          JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [arn] }),
        ),
      },
      this.childOptions(),
    );
    return { failures, parked };
  }

  private createQueue(role: "failures" | "parked", plan: StreamPlan, args: QueueChoices): aws.sqs.Queue {
    const queue = new aws.sqs.Queue(
      this.childName(role),
      {
        name: args.name,
        region: args.region,
        kmsMasterKeyId: args.keyArn,
        messageRetentionSeconds: plan.queueRetentionSeconds,
        visibilityTimeoutSeconds: plan.queueVisibilitySeconds,
        ...(args.redrivePolicy === undefined ? {} : { redrivePolicy: args.redrivePolicy }),
        ...(args.redriveAllowPolicy === undefined ? {} : { redriveAllowPolicy: args.redriveAllowPolicy }),
        tags: this.childTags(role),
      },
      this.statefulOptions(args),
    );
    new aws.sqs.QueuePolicy(
      this.childName(`${role}-policy`),
      {
        region: args.region,
        queueUrl: queue.url,
        policy: queue.arn.apply((arn) => JSON.stringify(tlsOnlyPolicy(arn, "sqs:*"))),
      },
      this.childOptions(),
    );
    return queue;
  }

  private createAlarms(plan: StreamPlan, args: StreamArgs, watched: WatchedResources): void {
    for (const role of STREAM_ALARMS) {
      this.createAlarm(role, plan.alarms[role], { args, watched });
    }
  }

  private createAlarm(
    role: StreamAlarm,
    alarm: PlannedAlarm,
    { args, watched }: { readonly args: StreamArgs; readonly watched: WatchedResources },
  ): void {
    const resource = watched[alarm.watches];
    const isStream = alarm.watches === "stream";
    new aws.cloudwatch.MetricAlarm(
      this.childName(role),
      {
        region: args.region,
        alarmDescription: alarm.description,
        namespace: isStream ? "AWS/Kinesis" : "AWS/SQS",
        metricName: alarm.metricName,
        dimensions: isStream ? { StreamName: resource.name } : { QueueName: resource.name },
        statistic: alarm.statistic,
        period: alarm.periodSeconds,
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

  /** Options of the children that hold data under an explicit name. */
  private statefulOptions({ protect }: Pick<StreamArgs, "protect">): pulumi.CustomResourceOptions {
    const kept = protect ?? STREAM_DEFAULTS.protect;
    return this.childOptions({ protect: kept, retainOnDelete: kept, deleteBeforeReplace: true });
  }
}

type WatchedResources = Readonly<Record<Watched, { readonly name: pulumi.Output<string> }>>;

/** What one of the two queues gets. */
interface QueueChoices extends Pick<StreamArgs, "keyArn" | "region" | "protect"> {
  readonly name: string;
  /**
   * Where a message goes after its last attempt.
   *
   * @default - it stays in the queue
   */
  readonly redrivePolicy?: pulumi.Input<string>;
  /**
   * Which queues may send their failed messages here.
   *
   * @default - decided by a resource of its own
   */
  readonly redriveAllowPolicy?: string;
}
