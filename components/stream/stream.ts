import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { createAlarm, createFailureDestination, type ChildFactory } from "./failure-destination";
import { STREAM_POLICY_ACTIONS, tlsOnlyPolicy } from "./resource-policies";
import type { StreamOutputs } from "./stream-outputs";
import { planStream, STREAM_ALARMS, STREAM_DEFAULTS } from "./stream.plan";
import type { StreamCapacity, StreamPlan, StreamPlanArgs, Watched } from "./stream.plan";
import { streamRefusals } from "./stream.refusals";

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

/**
 * A Kinesis stream, the failure destination that its consumers use, and the alarms of both.
 *
 * Creates:
 * - the stream, on demand or of a number of shards, encrypted by the customer key, kept for a week, reachable by TLS only
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
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class Stream extends Component implements StreamOutputs {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly kind = "kinesis";
  readonly protocol = "kinesis";
  readonly failureQueueArn: pulumi.Output<string>;
  readonly failureQueueUrl: pulumi.Output<string>;

  constructor(name: string, args: StreamArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:stream:Stream", name, checkArgs(`stream "${name}"`, args, streamRefusals), opts);
    const plan = planStream(args);
    const stream = this.createStream(plan, args);
    this.createStreamPolicy(stream, args);
    const { failures, parked } = createFailureDestination(this.childFactory(args), plan, args);
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
        ...capacityInputs(plan.capacity),
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

  private createAlarms(plan: StreamPlan, args: StreamArgs, watched: WatchedResources): void {
    const children = this.childFactory(args);
    for (const role of STREAM_ALARMS) {
      const alarm = plan.alarms[role];
      const { name } = watched[alarm.watches];
      const metric =
        alarm.watches === "stream"
          ? { namespace: "AWS/Kinesis", dimensions: { StreamName: name } }
          : { namespace: "AWS/SQS", dimensions: { QueueName: name } };
      createAlarm(children, { role, alarm, ...metric }, args);
    }
  }

  private childFactory(args: StreamArgs): ChildFactory {
    return {
      name: (role) => this.childName(role),
      tags: (role) => this.childTags(role),
      options: () => this.childOptions(),
      statefulOptions: () => this.statefulOptions(args),
    };
  }

  /** Options of the children that hold data under an explicit name. */
  private statefulOptions({ protect }: Pick<StreamArgs, "protect">): pulumi.CustomResourceOptions {
    const kept = protect ?? STREAM_DEFAULTS.protect;
    return this.childOptions({ protect: kept, retainOnDelete: kept, deleteBeforeReplace: true });
  }
}

type WatchedResources = Readonly<Record<Watched, { readonly name: pulumi.Output<string> }>>;

function capacityInputs(capacity: StreamCapacity): Pick<aws.kinesis.StreamArgs, "streamModeDetails" | "shardCount"> {
  return capacity === "on-demand"
    ? { streamModeDetails: { streamMode: "ON_DEMAND" } }
    : { streamModeDetails: { streamMode: "PROVISIONED" }, shardCount: capacity.shards };
}
