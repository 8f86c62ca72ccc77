import { awsPartitionOf, type AwsPartition } from "../../facts/regions";

/** The one workload that may assume a role through EKS Pod Identity. */
export interface PodIdentity {
  /** Cluster it runs in. */
  readonly clusterName: string;
  /** Its namespace. */
  readonly namespace: string;
  /** Its service account. */
  readonly serviceAccount: string;
}

/** Trust policy of a role that one service account of one cluster assumes through EKS Pod Identity. */
export function podIdentityTrust({ clusterName, namespace, serviceAccount }: PodIdentity): string {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
    Condition: {
      StringEquals: {
        "aws:RequestTag/eks-cluster-name": clusterName,
        "aws:RequestTag/kubernetes-namespace": namespace,
        "aws:RequestTag/kubernetes-service-account": serviceAccount,
      },
    },
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** AWS partition of a region that the arguments' check has found in the table. */
export function partitionOf(region: string): AwsPartition {
  const partition = awsPartitionOf(region);
  if (partition === undefined) {
    throw new RangeError(`"${region}" is not a region listed in facts/regions.ts`);
  }
  return partition;
}

/** ARN of a policy that AWS keeps, in the AWS partition of a region. */
export function managedPolicyArn(region: string, policy: string): string {
  return `arn:${partitionOf(region)}:iam::aws:policy/${policy}`;
}
