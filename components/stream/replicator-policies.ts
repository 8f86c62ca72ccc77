/** What a replicator does with the clusters themselves. */
export const REPLICATOR_CLUSTER_ACTIONS = [
  "kafka-cluster:AlterCluster",
  "kafka-cluster:Connect",
  "kafka-cluster:DescribeCluster",
  "kafka-cluster:WriteDataIdempotently",
] as const;

/** What a replicator does with their topics. */
export const REPLICATOR_TOPIC_ACTIONS = [
  "kafka-cluster:AlterTopic",
  "kafka-cluster:AlterTopicDynamicConfiguration",
  "kafka-cluster:CreateTopic",
  "kafka-cluster:DescribeTopic",
  "kafka-cluster:DescribeTopicDynamicConfiguration",
  "kafka-cluster:ReadData",
  "kafka-cluster:WriteData",
] as const;

/** What a replicator does with their consumer groups. */
export const REPLICATOR_GROUP_ACTIONS = ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"] as const;

/** One permission of a policy. */
export interface ReplicatorStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** Lets a replicator read and write the two clusters and no others. */
export function replicatorPolicy(clusterArns: readonly string[]): {
  readonly Version: "2012-10-17";
  readonly Statement: readonly ReplicatorStatement[];
} {
  return {
    Version: "2012-10-17",
    Statement: [
      { Sid: "Clusters", Effect: "Allow", Action: REPLICATOR_CLUSTER_ACTIONS, Resource: clusterArns },
      { Sid: "Topics", Effect: "Allow", Action: REPLICATOR_TOPIC_ACTIONS, Resource: within(clusterArns, "topic") },
      { Sid: "Groups", Effect: "Allow", Action: REPLICATOR_GROUP_ACTIONS, Resource: within(clusterArns, "group") },
    ],
  };
}

function within(clusterArns: readonly string[], kind: "topic" | "group"): readonly string[] {
  return clusterArns.map((arn) => `${arn.replace(":cluster/", `:${kind}/`)}/*`);
}
