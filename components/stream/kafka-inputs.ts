import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ProvisionedKafkaPlan } from "./kafka.plan";

/** The part of an IAM policy document by which MSK connects to a cluster from another region. */
export interface KafkaClusterPolicy {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** The one permission. */
  readonly Statement: readonly [
    {
      readonly Sid: "ReplicatorConnects";
      readonly Effect: "Allow";
      readonly Principal: { readonly Service: "kafka.amazonaws.com" };
      readonly Action: readonly string[];
      readonly Resource: string;
    },
  ];
}

/** Where brokers lie and who reads their metrics. */
interface BrokerPlace {
  readonly subnetIds: pulumi.Input<string>[];
  readonly securityGroupId: pulumi.Input<string>;
  readonly isScraped: boolean;
}

const IAM_ALONE = { sasl: { iam: true, scram: false } } as const;

/**
 * Lets MSK's replicators find the cluster and connect to it from another region.
 *
 * Source: https://docs.aws.amazon.com/msk/latest/developerguide/msk-replicator-prepare-clusters.html
 * (read 2026-11-24).
 */
export function clusterPolicy(clusterArn: string): KafkaClusterPolicy {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReplicatorConnects",
        Effect: "Allow",
        Principal: { Service: "kafka.amazonaws.com" },
        Action: ["kafka:CreateVpcConnection", "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers"],
        Resource: clusterArn,
      },
    ],
  };
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
        ...(plan.isReplicated ? { vpcConnectivity: { clientAuthentication: { ...IAM_ALONE, tls: false } } } : {}),
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
