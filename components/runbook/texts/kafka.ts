import type { RunbookId } from "../../core/runbooks";
import type { Look, Runbook } from "../steps";

const CLUSTER: Look = {
  say: "The state of the cluster: `HEALING` and `MAINTENANCE` end by themselves, `FAILED` does not.",
  call: { operation: "kafka:DescribeClusterV2", with: { ClusterArn: "{{ ClusterArn }}" } },
};
const REPLICATOR: Look = {
  say: "The state of the replicator, and what it says about it.",
  call: { operation: "kafka:DescribeReplicator", with: { ReplicatorArn: "{{ ReplicatorArn }}" } },
};

/** Runbooks of Kafka clusters and their replicators. */
export const KAFKA_RUNBOOKS = {
  "kafka-offline-partitions": {
    title: "A partition has no leader",
    severity: "page",
    means: "Some keys can be neither written nor read. Producers with `acks=all` fail or wait, consumers stand still.",
    look: [
      CLUSTER,
      { say: "Which brokers are down, and whether a zone is: the other brokers' alarms, the provider's status page." },
      { say: "Whether brokers are out of disk: they stop then." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "waitForHealing",
        say: "Wait for MSK to replace a failed broker, and open a case with the provider if it takes more than half an hour.",
      },
      { kind: "manual", name: "freeDisk", say: "Where disks are full, proceed as with disk used." },
      {
        kind: "manual",
        name: "neverUnclean",
        say: "Do not elect an unclean leader: it brings the partition back by losing what was acknowledged. That is the decision of the data's owner.",
      },
    ],
    after: ["No partition is offline or under-replicated.", "Outboxes have drained; consumers have caught up."],
    next: ["kafka-under-replicated", "kafka-disk-used", "region-switchover"],
  },
  "kafka-under-replicated": {
    title: "Partitions lack copies",
    severity: "page",
    means:
      "For a quarter of an hour a broker's partitions have fewer copies than they should. One more failure makes them unavailable.",
    look: [
      CLUSTER,
      { say: "Whether a broker restarts (an update, a patch): that heals by itself." },
      { say: "Whether a broker is overloaded: its CPU, its network, its disk." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "easeLoad",
        say: "Ease the load: stop re-imports and consumers that read everything from the start; wait with reassignments.",
      },
      {
        kind: "manual",
        name: "giveCapacity",
        say: "Where load stays, choose a larger broker or more brokers in the file; a new broker takes partitions only when they are reassigned.",
      },
    ],
    after: ["The count is zero for every broker."],
    next: ["kafka-offline-partitions", "kafka-disk-used"],
  },
  "kafka-disk-used": {
    title: "A broker's disk fills up",
    severity: "ticket",
    means: "Storage grows by itself up to a limit. A broker without disk stops, and takes its partitions with it.",
    look: [
      CLUSTER,
      { say: "Whether storage has reached its maximum, or has just grown: it grows at most once in six hours." },
      { say: "Which topic is large: one without retention, or with records far larger than planned." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "shortenRetention",
        say: "Shorten `retention` of the largest topic in the file, if its consumers and the archive have everything.",
      },
      {
        kind: "manual",
        name: "giveDisk",
        say: "Raise the maximum of storage in the file. Storage never shrinks again.",
      },
    ],
    after: ["Usage is below the target of automatic growth."],
    next: ["kafka-under-replicated", "kafka-consumer-behind"],
  },
  "kafka-consumer-behind": {
    title: "A consumer group is behind",
    severity: "page",
    means:
      "The group handles old records, and what it feeds is stale. Behind the retention of the topic, records are lost to it.",
    look: [
      { say: "Whether members are alive, and how many: more members than partitions help nobody." },
      {
        say: "Whether it rebalances over and over: a member that handles longer than `max.poll.interval.ms` is thrown out.",
      },
      { say: "Whether one partition is behind (a hot key, a record that fails) or all." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "giveCapacity",
        say: "Raise the replicas of the service, up to the partitions of the topic; its autoscaler's maximum in the file.",
        command: 'kubectl get hpa,pods --namespace "$Namespace" --selector "app.kubernetes.io/name=$Group"',
      },
      {
        kind: "manual",
        name: "mendConsumer",
        say: "Mend what it fails at. A record that cannot be handled is noted in the failure queue, its offset committed.",
      },
    ],
    after: ["The lag falls to seconds, and the group's members stay."],
    next: ["stream-failures-waiting", "read-model-behind", "kafka-under-replicated"],
  },
  "kafka-replication-behind": {
    title: "Records come late to the other region",
    severity: "ticket",
    means:
      "The clusters of two regions differ by more than agreed. Whoever moves to the other region now does without the latest records.",
    look: [
      REPLICATOR,
      { say: "Whether the source has a peak, or the target is overloaded." },
      { say: "Whether topics were added or records have grown: throughput is limited for each replicator." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "waitWithMoves",
        say: "Let no region change its role until it has caught up, unless the region is lost.",
      },
      {
        kind: "manual",
        name: "easeLoad",
        say: "Stop imports that can wait, and leave topics out that the other region does not need.",
      },
    ],
    after: ["The latency is below its alarm at the peak of the day."],
    next: ["kafka-replicator-failure", "kafka-under-replicated", "region-switchover"],
  },
  "kafka-replicator-failure": {
    title: "A replicator fails",
    severity: "page",
    means: "Nothing more comes to the other region. Records wait in the source until its retention ends.",
    look: [
      REPLICATOR,
      { say: "Its log group, from the first error on." },
      { say: "Whether either cluster is down, or was replaced." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "mendCluster",
        say: "Mend the cluster that it cannot work with; the replicator goes on by itself.",
      },
      {
        kind: "manual",
        name: "replace",
        say: "A replicator in the state `FAILED` is made anew: `pulumi up --replace` of it alone. It starts from where consumers' offsets say, so records may come twice.",
      },
    ],
    after: ["Latency is reported again; topics of both regions hold the same newest record."],
    next: ["kafka-replicator-refused", "kafka-replication-behind", "kafka-offline-partitions"],
  },
  "kafka-replicator-refused": {
    title: "A cluster does not let a replicator in",
    severity: "page",
    means: "The replicator's role is refused by a cluster. Nothing more comes to the other region.",
    look: [
      REPLICATOR,
      {
        say: "What changed: the policy of the role, the policy of the cluster, the connection between the networks, the key.",
      },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "compare",
        say: "Compare what runs with the program, and apply what differs.",
        command: 'pulumi preview --refresh --stack "$Stack"',
      },
    ],
    after: ["The count of errors is zero, and latency is reported again."],
    next: ["kafka-replicator-failure"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;
