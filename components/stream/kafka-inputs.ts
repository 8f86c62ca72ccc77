import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { KafkaSharedPlan, ProvisionedKafkaPlan } from "./kafka.plan";

/** One permission of a cluster's policy: a service may connect. */
export interface KafkaClusterPermission {
  /** What it is for. */
  readonly Sid: "ReplicatorConnects" | "FeedConnects";
  /** It allows. */
  readonly Effect: "Allow";
  /** The service. */
  readonly Principal: { readonly Service: "kafka.amazonaws.com" | "firehose.amazonaws.com" };
  /** What it may do. */
  readonly Action: readonly string[];
  /** The cluster. */
  readonly Resource: string;
}

/** The part of an IAM policy document by which services of AWS connect to a cluster. */
export interface KafkaClusterPolicy {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** The permissions. */
  readonly Statement: readonly KafkaClusterPermission[];
}

/** Where brokers lie and who reads their metrics. */
interface BrokerPlace {
  readonly subnetIds: pulumi.Input<string>[];
  readonly securityGroupId: pulumi.Input<string>;
  readonly isScraped: boolean;
}

const IAM_ALONE = { sasl: { iam: true, scram: false } } as const;

/**
 * Lets MSK's replicators find the cluster and connect to it from another region, and Firehose connect to it privately.
 *
 * Sources: https://docs.aws.amazon.com/msk/latest/developerguide/msk-replicator-prepare-clusters.html (read 2026-11-24),
 * https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#access-to-msk (read 2026-11-27).
 */
export function clusterPolicy(
  clusterArn: string,
  { isReplicated, isFed }: Pick<KafkaSharedPlan, "isReplicated" | "isFed">,
): KafkaClusterPolicy {
  const common = { Effect: "Allow", Resource: clusterArn } as const;
  const replicator: KafkaClusterPermission = {
    Sid: "ReplicatorConnects",
    ...common,
    Principal: { Service: "kafka.amazonaws.com" },
    Action: ["kafka:CreateVpcConnection", "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers"],
  };
  const feed: KafkaClusterPermission = {
    Sid: "FeedConnects",
    ...common,
    Principal: { Service: "firehose.amazonaws.com" },
    Action: ["kafka:CreateVpcConnection"],
  };
  return { Version: "2012-10-17", Statement: [...(isReplicated ? [replicator] : []), ...(isFed ? [feed] : [])] };
}

/** What brokers are and who is let in. */
export function brokerShape(
  plan: ProvisionedKafkaPlan,
  place: BrokerPlace,
): Pick<
  aws.msk.ClusterArgs,
  | "brokerNodeGroupInfo"
  | "clientAuthentication"
  | "clusterName"
  | "enhancedMonitoring"
  | "kafkaVersion"
  | "numberOfBrokerNodes"
  | "openMonitoring"
  | "storageMode"
> {
  return {
    clusterName: plan.clusterName,
    kafkaVersion: plan.kafkaVersion,
    numberOfBrokerNodes: plan.brokers,
    brokerNodeGroupInfo: {
      instanceType: plan.brokerType,
      clientSubnets: place.subnetIds,
      securityGroups: [place.securityGroupId],
      storageInfo: { ebsStorageInfo: { volumeSize: plan.storageGiB } },
      connectivityInfo: {
        publicAccess: { type: "DISABLED" },
        ...(plan.isReplicated || plan.isFed
          ? { vpcConnectivity: { clientAuthentication: { ...IAM_ALONE, tls: false } } }
          : {}),
      },
    },
    clientAuthentication: { ...IAM_ALONE, unauthenticated: false },
    enhancedMonitoring: plan.monitoring,
    storageMode: "LOCAL",
    ...(place.isScraped ? { openMonitoring: { prometheus: EXPORTERS } } : {}),
  };
}

const EXPORTERS = { jmxExporter: { enabledInBroker: true }, nodeExporter: { enabledInBroker: true } };

/** Lets the storage of brokers grow where that part of it is in use; it never shrinks. */
export function storageTracking(
  targetPercent: number,
): Pick<aws.appautoscaling.PolicyArgs, "policyType" | "targetTrackingScalingPolicyConfiguration"> {
  return {
    policyType: "TargetTrackingScaling",
    targetTrackingScalingPolicyConfiguration: {
      predefinedMetricSpecification: { predefinedMetricType: "KafkaBrokerStorageUtilization" },
      targetValue: targetPercent,
      disableScaleIn: true,
    },
  };
}
