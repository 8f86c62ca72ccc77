import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { WatchedPart } from "./handler-alarms";
import { HANDLER_VARIABLES } from "./handler.plan";
import type { HandlerDestination, HandlerNetwork, HandlerPlan, HandlerPlanArgs } from "./handler.plan";
import type { HandlerSource, ReadSource } from "./source.plan";

/** How the component holds ARNs, ids and values. */
export type Text = pulumi.Input<string>;

/** What the alarms of a handler watch. */
export interface WatchedParts {
  readonly made: aws.lambda.Function;
  /** What reads the source; `undefined` where others invoke the handler. */
  readonly mapping: aws.lambda.EventSourceMapping | undefined;
}

/** Variables that the code finds in its environment. */
export function variablesOf(
  { timeoutSeconds }: HandlerPlan,
  { environment, idempotencyTable }: HandlerPlanArgs<Text>,
): Record<string, Text> {
  return {
    ...environment,
    [HANDLER_VARIABLES.timeoutSeconds]: String(timeoutSeconds),
    ...(idempotencyTable === undefined ? {} : { [HANDLER_VARIABLES.idempotencyTable]: idempotencyTable.name }),
  };
}

/** The VPC, for a function that is in one. */
export function vpcConfigOf(
  network: HandlerNetwork<Text> | undefined,
  securityGroupId: Text | undefined,
): Pick<aws.lambda.FunctionArgs, "vpcConfig"> {
  if (network === undefined || securityGroupId === undefined) {
    return {};
  }
  const subnets = Object.entries(network.subnetIds).toSorted(([left], [right]) => left.localeCompare(right));
  const groups = Object.entries(network.clientGroupIds ?? {}).toSorted(([left], [right]) => left.localeCompare(right));
  return {
    vpcConfig: {
      subnetIds: subnets.map(([, id]) => id),
      securityGroupIds: [securityGroupId, ...groups.map(([, id]) => id)],
    },
  };
}

/** Whom a rule lets the code call. */
export function addressOf(
  destination: HandlerDestination<Text>,
): Pick<aws.vpc.SecurityGroupEgressRuleArgs, "referencedSecurityGroupId" | "prefixListId" | "cidrIpv4"> {
  if ("securityGroupId" in destination) {
    return { referencedSecurityGroupId: destination.securityGroupId };
  }
  return "prefixListId" in destination ? { prefixListId: destination.prefixListId } : { cidrIpv4: destination.cidr };
}

/** The source, and where it leaves what the handler gives up on: a queue keeps its dead letters itself. */
export function sourceInputs(
  source: ReadSource<Text>,
  ownFailureQueueArn: Text | undefined,
): Pick<aws.lambda.EventSourceMappingArgs, "eventSourceArn" | "destinationConfig"> {
  switch (source.kind) {
    case "kinesis":
      return { eventSourceArn: source.streamArn, ...onFailure(source.failureQueueArn) };
    case "table-stream":
      return { eventSourceArn: source.streamArn, ...onFailure(ownFailureQueueArn) };
    case "queue":
      return { eventSourceArn: source.queueArn };
    case "kafka":
      return { eventSourceArn: source.clusterArn, ...onFailure(source.failureQueueArn) };
  }
}

/** What the metric of an alarm is looked up by. */
export function dimensionsOf(
  part: WatchedPart,
  source: HandlerSource<Text>,
  { made, mapping }: WatchedParts,
): Record<string, Text> {
  switch (part) {
    case "function":
      return { FunctionName: made.name };
    case "mapping":
      return mapping === undefined ? {} : { EventSourceMappingUUID: mapping.uuid };
    case "queue":
      return source.kind === "queue" ? { QueueName: pulumi.output(source.queueArn).apply(nameOfQueue) } : {};
    case "consumer-group":
      return source.kind === "kafka" ? groupOf(source) : {};
  }
}

function onFailure(destinationArn: Text | undefined): Pick<aws.lambda.EventSourceMappingArgs, "destinationConfig"> {
  return destinationArn === undefined ? {} : { destinationConfig: { onFailure: { destinationArn } } };
}

function nameOfQueue(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1);
}

function groupOf({
  clusterName,
  consumerGroup,
  topic,
}: Extract<HandlerSource<Text>, { readonly kind: "kafka" }>): Record<string, Text> {
  return { "Cluster Name": clusterName, "Consumer Group": consumerGroup, Topic: topic };
}
