import { KAFKA_REPLICATOR_DEFAULTS, KafkaReplicator, kafkaReplicatorRefusals } from "../../../components/stream";
import { planKafkaReplicator, REPLICATION, type KafkaReplicatorArgs } from "../../../components/stream";
import { replicatorPolicy } from "../../../components/stream/replicator-policies";
import type { Plan, PlanMode } from "../../../planner/plan";
import { children, identities, inputs, planOf, refusalOf, RUNBOOK, tags } from "./kafka-fixture";

function clusterIn(region: string): KafkaReplicatorArgs["clusters"][0] {
  return {
    region,
    clusterName: `prod-${region}-events`,
    residency: "eu",
    arn: `arn:aws:kafka:${region}:111122223333:cluster/prod-${region}-events/uuid`,
    vpcId: `vpc-${region}`,
    subnetIds: { b: `${region}-b`, a: `${region}-a`, c: `${region}-c` },
    securityGroupId: `sg-${region}`,
    logKeyArn: `arn:aws:kms:${region}:111122223333:key/logs`,
    alarmTopicArns: [`arn:aws:sns:${region}:111122223333:on-call`],
  };
}

const frankfurt = clusterIn("eu-central-1");
const ireland = clusterIn("eu-west-1");
const minimal: KafkaReplicatorArgs = {
  replicatorName: "prod-eu-events",
  region: "eu-west-1",
  partitionRegions: ["eu-central-1", "eu-west-1"],
  accountId: "111122223333",
  clusters: [frankfurt, ireland],
  topics: ["stock-.*"],
  runbooksUrl: RUNBOOK,
  tags,
};

function planReplicator(args: KafkaReplicatorArgs, mode?: PlanMode): Promise<Plan> {
  return planOf(() => {
    const { replicatorArns, roleArn } = new KafkaReplicator("events", args);
    return { replicatorArns, roleArn };
  }, mode);
}

function of(plan: Plan, role: string): ReturnType<typeof inputs> {
  return inputs(plan, `events-${role}`);
}

describe("KafkaReplicator", () => {
  it("creates these children at defaults, all its own, as many in each direction", async () => {
    const direction = (region: string): string[] => [
      `aws:cloudwatch/logGroup:LogGroup events-to-${region}-log events`,
      `aws:cloudwatch/metricAlarm:MetricAlarm events-to-${region}-replication-latency events`,
      `aws:cloudwatch/metricAlarm:MetricAlarm events-to-${region}-replicator-auth-error events`,
      `aws:cloudwatch/metricAlarm:MetricAlarm events-to-${region}-replicator-failure events`,
      `aws:ec2/securityGroup:SecurityGroup events-to-${region}-security-group events`,
      `aws:msk/replicator:Replicator events-to-${region} events`,
      `aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule events-to-${region}-out events`,
      `aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule events-to-${region}-in events`,
    ];
    const role = ["aws:iam/role:Role events-role events", "aws:iam/rolePolicy:RolePolicy events-role-policy events"];
    expect(identities(await planReplicator(minimal))).toStrictEqual(
      [...direction("eu-central-1"), ...direction("eu-west-1"), ...role].toSorted(),
    );
    expect(KAFKA_REPLICATOR_DEFAULTS).toStrictEqual({
      excludedTopics: [],
      consumerGroups: [".*"],
      latencyAlarm: "5 minutes",
      logRetention: "365 days",
    });
    expect(REPLICATION).toStrictEqual({
      topicNames: "IDENTICAL",
      startingPosition: "EARLIEST",
      offsetSync: "ENHANCED",
      compression: "ZSTD",
    });
  });

  it("creates each replicator in the region that it writes to", async () => {
    const plan = await planReplicator(minimal);
    const group = children(plan).find(({ name }) => name === "events-to-eu-central-1-in");
    expect(of(plan, "to-eu-central-1")).toStrictEqual({
      region: "eu-central-1",
      replicatorName: "prod-eu-events-to-eu-central-1",
      description: "Records of eu-west-1 in eu-central-1",
      serviceExecutionRoleArn: plan.outputs["roleArn"],
      kafkaClusters: [
        {
          amazonMskCluster: { mskClusterArn: ireland.arn },
          vpcConfig: { subnetIds: ["eu-west-1-a", "eu-west-1-b", "eu-west-1-c"] },
        },
        {
          amazonMskCluster: { mskClusterArn: frankfurt.arn },
          vpcConfig: {
            subnetIds: ["eu-central-1-a", "eu-central-1-b", "eu-central-1-c"],
            securityGroupsIds: [group?.inputs["referencedSecurityGroupId"]],
          },
        },
      ],
      replicationInfoList: {
        sourceKafkaClusterArn: ireland.arn,
        targetKafkaClusterArn: frankfurt.arn,
        targetCompressionType: "ZSTD",
        topicReplications: [
          {
            topicsToReplicates: ["stock-.*"],
            topicNameConfiguration: { type: "IDENTICAL" },
            startingPosition: { type: "EARLIEST" },
            detectAndCopyNewTopics: true,
            copyTopicConfigurations: true,
            copyAccessControlListsForTopics: false,
          },
        ],
        consumerGroupReplications: [
          {
            consumerGroupsToReplicates: [".*"],
            consumerGroupOffsetSyncMode: "ENHANCED",
            detectAndCopyNewConsumerGroups: true,
            synchroniseConsumerGroupOffsets: true,
          },
        ],
      },
      logDelivery: {
        replicatorLogDelivery: {
          cloudwatchLogs: { enabled: true, logGroup: expect.stringMatching(/^events-to-eu-central-1-log/) },
        },
      },
      tags: { ...tags, Name: "events-to-eu-central-1" },
    });
    const toWest = children(plan).filter(({ name }) => name.includes("to-eu-west-1"));
    expect(toWest.map((resource) => resource.inputs["region"])).toStrictEqual(Array(8).fill("eu-west-1"));
    const replicator = children(plan).find(({ name }) => name === "events-to-eu-west-1");
    expect(replicator?.options.deleteBeforeReplace).toBe(true);
  });

  it("opens the way to the cluster that is written to, at one port", async () => {
    const plan = await planReplicator(minimal);
    const port = { region: "eu-west-1", ipProtocol: "tcp", fromPort: 9098, toPort: 9098 };
    const id = of(plan, "to-eu-west-1-in")["referencedSecurityGroupId"];
    expect(of(plan, "to-eu-west-1-security-group")).toStrictEqual({
      region: "eu-west-1",
      vpcId: "vpc-eu-west-1",
      description: "Records of eu-central-1 in eu-west-1",
      tags: { ...tags, Name: "events-to-eu-west-1-security-group" },
    });
    expect(of(plan, "to-eu-west-1-out")).toStrictEqual({
      ...port,
      securityGroupId: id,
      referencedSecurityGroupId: "sg-eu-west-1",
      description: "Kafka to the cluster",
      tags: { ...tags, Name: "events-to-eu-west-1-out" },
    });
    expect(of(plan, "to-eu-west-1-in")).toStrictEqual({
      ...port,
      securityGroupId: "sg-eu-west-1",
      referencedSecurityGroupId: id,
      description: "Kafka from the replicator",
      tags: { ...tags, Name: "events-to-eu-west-1-in" },
    });
  });

  it("creates a role for MSK in the account, for the two clusters and no others", async () => {
    const plan = await planReplicator(minimal);
    const arns = [frankfurt.arn, ireland.arn].map(String);
    expect(JSON.parse(String(of(plan, "role")["assumeRolePolicy"]))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "kafka.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
        },
      ],
    });
    expect(of(plan, "role-policy")["policy"]).toBe(JSON.stringify(replicatorPolicy(arns)));
    expect(replicatorPolicy(arns).Statement).toStrictEqual([
      {
        Sid: "Clusters",
        Effect: "Allow",
        Action: [
          "kafka-cluster:AlterCluster",
          "kafka-cluster:Connect",
          "kafka-cluster:DescribeCluster",
          "kafka-cluster:WriteDataIdempotently",
        ],
        Resource: arns,
      },
      {
        Sid: "Topics",
        Effect: "Allow",
        Action: [
          "kafka-cluster:AlterTopic",
          "kafka-cluster:AlterTopicDynamicConfiguration",
          "kafka-cluster:CreateTopic",
          "kafka-cluster:DescribeTopic",
          "kafka-cluster:DescribeTopicDynamicConfiguration",
          "kafka-cluster:ReadData",
          "kafka-cluster:WriteData",
        ],
        Resource: [
          "arn:aws:kafka:eu-central-1:111122223333:topic/prod-eu-central-1-events/uuid/*",
          "arn:aws:kafka:eu-west-1:111122223333:topic/prod-eu-west-1-events/uuid/*",
        ],
      },
      {
        Sid: "Groups",
        Effect: "Allow",
        Action: ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
        Resource: [
          "arn:aws:kafka:eu-central-1:111122223333:group/prod-eu-central-1-events/uuid/*",
          "arn:aws:kafka:eu-west-1:111122223333:group/prod-eu-west-1-events/uuid/*",
        ],
      },
    ]);
  });

  it("creates the alarms and the log of each direction", async () => {
    const plan = await planReplicator(minimal);
    expect(of(plan, "to-eu-west-1-replication-latency")).toStrictEqual({
      region: "eu-west-1",
      alarmDescription: `prod-eu-events-to-eu-west-1: a record takes 5 minutes to the other region. Runbook: ${RUNBOOK}/kafka-replication-behind.md`,
      namespace: "AWS/Kafka",
      metricName: "ReplicationLatency",
      dimensions: { ReplicatorName: "prod-eu-events-to-eu-west-1" },
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 300_000,
      treatMissingData: "notBreaching",
      alarmActions: ireland.alarmTopicArns,
      okActions: ireland.alarmTopicArns,
      tags: { ...tags, Name: "events-to-eu-west-1-replication-latency" },
    });
    expect(of(plan, "to-eu-west-1-log")).toStrictEqual({
      region: "eu-west-1",
      retentionInDays: 365,
      kmsKeyId: ireland.logKeyArn,
      tags: { ...tags, Name: "events-to-eu-west-1-log" },
    });
    const { alarms } = planKafkaReplicator(minimal).directions[1] ?? { alarms: undefined };
    expect(alarms?.["replicator-failure"]).toMatchObject({
      metricName: "ReplicatorFailure",
      threshold: 1,
      description: `prod-eu-events-to-eu-central-1: the replicator fails. Runbook: ${RUNBOOK}/kafka-replicator-failure.md`,
    });
    expect(alarms?.["replicator-auth-error"]).toMatchObject({
      metricName: "AuthError",
      threshold: 1,
      description: `prod-eu-events-to-eu-central-1: a cluster does not let the replicator in. Runbook: ${RUNBOOK}/kafka-replicator-refused.md`,
    });
  });

  it("creates what it is customised to", async () => {
    const plan = await planReplicator({
      ...minimal,
      excludedTopics: ["stock-local"],
      consumerGroups: ["projector"],
      latencyAlarm: "30 minutes",
      logRetention: "90 days",
    });
    expect(of(plan, "to-eu-west-1")["replicationInfoList"]).toMatchObject({
      topicReplications: [{ topicsToExcludes: ["stock-local"] }],
      consumerGroupReplications: [{ consumerGroupsToReplicates: ["projector"] }],
    });
    expect(of(plan, "to-eu-central-1-replication-latency")).toMatchObject({ threshold: 1_800_000 });
    expect(of(plan, "to-eu-central-1-log")).toMatchObject({ retentionInDays: 90 });
    expect(Object.keys(plan.outputs["replicatorArns"] ?? {})).toStrictEqual(["eu-central-1", "eu-west-1"]);
  });

  it("plans its children where outputs are unknown", async () => {
    expect(children(await planReplicator(minimal, "unknowns"))).toHaveLength(18);
  });
});

const tokyo = clusterIn("ap-northeast-1");
const rows: readonly (readonly [string, Partial<KafkaReplicatorArgs>, string])[] = [
  [
    "a name that leaves no room for a region",
    { replicatorName: "a".repeat(113) },
    `replicatorName is "${"a".repeat(113)}", expected letters, digits or single dashes, 128 together with "-to-" and a region; shorten or rename it`,
  ],
  [
    "an account that is not a number of 12 digits",
    { accountId: "1234" },
    'accountId is "1234", expected 12 digits; write the number of the account as text',
  ],
  [
    "the same cluster twice",
    { clusters: [ireland, ireland] },
    'clusters is "prod-eu-west-1-events", expected two clusters; name the cluster of the other region: none is replicated into itself',
  ],
  [
    "two clusters in one region",
    { clusters: [ireland, { ...ireland, clusterName: "prod-second", arn: "arn:second" }] },
    'clusters is "prod-eu-west-1-events and prod-second in eu-west-1", expected clusters in two regions; use one cluster in each region',
  ],
  [
    "a cluster of another residency",
    { clusters: [frankfurt, { ...ireland, residency: "us" }] },
    'clusters is "of residency eu and us", expected clusters of the residency of the tags, eu; write records to the other partition by a service that may, instead of replicating them',
  ],
  [
    "a cluster outside the partition's regions",
    { clusters: [frankfurt, tokyo] },
    'clusters is "in ap-northeast-1", expected clusters in the partition\'s regions, eu-central-1, eu-west-1; keep records where the partition keeps them',
  ],
  [
    "regions of two AWS partitions",
    { partitionRegions: ["eu-central-1", "cn-north-1", "eu-west-1"] },
    'partitionRegions is ["eu-central-1","cn-north-1","eu-west-1"], expected known regions of one AWS partition, each once; list the regions of the residency partition, such as eu-central-1',
  ],
  [
    "the stack of the earlier-listed region",
    { region: "eu-central-1" },
    'region is "eu-central-1", expected eu-west-1, the later-listed of the two; create both directions in the stack of that region',
  ],
  [
    "no topic",
    { topics: [] },
    "topics is [], expected 1 to 100 regular expressions without a space; name the topics that the other region needs",
  ],
  [
    "an excluded topic with a space",
    { excludedTopics: ["stock local"] },
    'excludedTopics is ["stock local"], expected at most 100 regular expressions without a space; name the topics that stay where they are',
  ],
  [
    "no consumer group",
    { consumerGroups: [] },
    "consumerGroups is [], expected 1 to 100 regular expressions without a space; name the groups that go on in the other region",
  ],
  [
    "a latency alarm below a minute",
    { latencyAlarm: "59 seconds" },
    'latencyAlarm is "59 seconds", expected 1 minute or more; leave the time that a record takes on an ordinary day',
  ],
  [
    "a log retention that CloudWatch does not offer",
    { logRetention: "8 days" },
    'logRetention is "8 days", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose a time that CloudWatch Logs offers',
  ],
  [
    "a folder of runbooks that is not an address",
    { runbooksUrl: "the wiki" },
    'runbooksUrl is "the wiki", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "alarms that nobody hears in one region",
    { clusters: [frankfurt, { ...ireland, alarmTopicArns: [] }] },
    "clusters.alarmTopicArns is [1,0], expected 1 to 5 topics in each region; name the topics that reach whoever repairs the replicator",
  ],
];

describe("the refusals of KafkaReplicator", () => {
  it("accept the arguments that the cases below start from", () => {
    expect(kafkaReplicatorRefusals.filter(({ when }) => when(minimal))).toStrictEqual([]);
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    const refused = refusalOf(() => new KafkaReplicator("events", { ...minimal, ...change }));
    expect(refused).toBe(`Kafka replicator "events": ${message}`);
  });

  it("refuses one ARN under two names, and a residency that is not that of the tags", () => {
    const aliased = { ...minimal, clusters: [frankfurt, { ...ireland, arn: frankfurt.arn }] as const };
    expect(kafkaReplicatorRefusals.findIndex(({ when }) => when(aliased))).toBe(2);
    const foreign = { ...minimal, tags: { ...tags, residency: "us" } };
    expect(kafkaReplicatorRefusals.findIndex(({ when }) => when(foreign))).toBe(4);
  });

  it("have a case for every row", () => {
    const fired = rows.map(([, change]) =>
      kafkaReplicatorRefusals.findIndex(({ when }) => when({ ...minimal, ...change })),
    );
    expect(fired.toSorted((left, right) => left - right)).toStrictEqual([...kafkaReplicatorRefusals.keys()]);
  });

  it("refuse several problems at once, the tags' first", () => {
    const message = refusalOf(
      () => new KafkaReplicator("events", { ...minimal, tags: { ...tags, owner: "" }, accountId: "", topics: [] }),
    );
    expect(message.split("\n").map((line) => line.split(" is ")[0])).toStrictEqual([
      'Kafka replicator "events": tags.owner',
      'Kafka replicator "events": accountId',
      'Kafka replicator "events": topics',
    ]);
  });
});
