import type * as pulumi from "@pulumi/pulumi";

/** What carries the records. */
export type StreamKind = "kinesis" | "kafka";

/** What producers and consumers speak. */
export type StreamProtocol = "kinesis" | "kafka";

/** What a stream gives to producers, consumers and other stacks, whatever carries the records. */
export interface StreamOutputs {
  /** Name by which clients address the stream; a Kafka client addresses topics of the cluster of that name. */
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
