import { SOURCE_ALIAS } from "./mirror-configuration";
import { secretReaderPolicy, type SecretReaderPolicy } from "./secret-reader";

/** Topics that MSK Connect and MirrorMaker keep for themselves. */
const OWN_TOPICS = ["__amazon_msk_connect_*", "mm2-*", `${SOURCE_ALIAS}.checkpoints.internal`] as const;
/** Groups under which the workers find one another. */
const OWN_GROUPS = ["__amazon_msk_connect_*", "connect-*"] as const;

/** What a mirror may do and to what. */
export interface MirrorRights {
  readonly clusterArn: string;
  readonly topics: readonly string[];
  readonly consumerGroups: readonly string[];
  readonly secretArn: string;
  readonly secretKeyArn: string;
}

/**
 * Lets a mirror write to its topics and no others, keep its own notes, move the offsets of its groups, and read the
 * password of its user on premises.
 */
export function mirrorPolicy(rights: MirrorRights): SecretReaderPolicy {
  const { clusterArn, topics, consumerGroups } = rights;
  const { Version, Statement } = secretReaderPolicy([rights.secretArn], [rights.secretKeyArn]);
  const allow = { Effect: "Allow" } as const;
  return {
    Version,
    Statement: [
      {
        Sid: "Cluster",
        ...allow,
        Action: ["kafka-cluster:Connect", "kafka-cluster:DescribeCluster", "kafka-cluster:WriteDataIdempotently"],
        Resource: [clusterArn],
      },
      {
        Sid: "Topics",
        ...allow,
        Action: ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"],
        Resource: topics.map((topic) => within(clusterArn, "topic", topic)),
      },
      {
        Sid: "OwnTopics",
        ...allow,
        Action: [
          "kafka-cluster:CreateTopic",
          "kafka-cluster:DescribeTopic",
          "kafka-cluster:DescribeTopicDynamicConfiguration",
          "kafka-cluster:ReadData",
          "kafka-cluster:WriteData",
        ],
        Resource: OWN_TOPICS.map((topic) => within(clusterArn, "topic", topic)),
      },
      {
        Sid: "Groups",
        ...allow,
        Action: ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
        Resource: [...OWN_GROUPS, ...consumerGroups].map((group) => within(clusterArn, "group", group)),
      },
      ...Statement,
    ],
  };
}

function within(clusterArn: string, kind: "topic" | "group", name: string): string {
  return `${clusterArn.replace(":cluster/", `:${kind}/`)}/${name}`;
}
