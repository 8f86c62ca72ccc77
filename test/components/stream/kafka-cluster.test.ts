import { KafkaCluster, planProvisionedKafka, type KafkaClusterArgs } from "../../../components/stream";
import { clusterPolicy } from "../../../components/stream/kafka-inputs";
import type { Plan, PlanMode } from "../../../planner/plan";
import { children, identities, inputs, keyArn, logKeyArn, planOf, provisioned, RUNBOOK } from "./kafka-fixture";
import { serverless, tags, topic } from "./kafka-fixture";

const FAILURES = [
  "aws:cloudwatch/metricAlarm:MetricAlarm events-failures-aging events",
  "aws:cloudwatch/metricAlarm:MetricAlarm events-failures-parked events",
  "aws:cloudwatch/metricAlarm:MetricAlarm events-failures-waiting events",
];
const QUEUES = [
  "aws:sqs/queue:Queue events-failures events",
  "aws:sqs/queue:Queue events-parked events",
  "aws:sqs/queuePolicy:QueuePolicy events-failures-policy events",
  "aws:sqs/queuePolicy:QueuePolicy events-parked-policy events",
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy events-parked-redrive events",
];
const FAILURES_ARN = "arn:aws:sqs:eu-central-1:000000000000:prod-events-failures";

function planKafka(args: KafkaClusterArgs, mode?: PlanMode): Promise<Plan> {
  return planOf(() => {
    const cluster = new KafkaCluster("events", args);
    const { name, arn, kind, protocol, failureQueueArn, failureQueueUrl, securityGroupId, topicArns } = cluster;
    return { name, arn, kind, protocol, failureQueueArn, failureQueueUrl, securityGroupId, topicArns };
  }, mode);
}

function of(plan: Plan, role: string): ReturnType<typeof inputs> {
  return inputs(plan, `events-${role}`);
}

describe("KafkaCluster of brokers", () => {
  it("creates these children at defaults, all its own", async () => {
    expect(identities(await planKafka(provisioned))).toStrictEqual([
      "aws:appautoscaling/policy:Policy events-storage-policy events",
      "aws:appautoscaling/target:Target events-storage events",
      "aws:cloudwatch/logGroup:LogGroup events-broker-log events",
      "aws:cloudwatch/metricAlarm:MetricAlarm events-broker-1-disk-used events",
      "aws:cloudwatch/metricAlarm:MetricAlarm events-broker-1-under-replicated events",
      "aws:cloudwatch/metricAlarm:MetricAlarm events-broker-2-disk-used events",
      "aws:cloudwatch/metricAlarm:MetricAlarm events-broker-2-under-replicated events",
      "aws:cloudwatch/metricAlarm:MetricAlarm events-broker-3-disk-used events",
      "aws:cloudwatch/metricAlarm:MetricAlarm events-broker-3-under-replicated events",
      ...FAILURES,
      "aws:cloudwatch/metricAlarm:MetricAlarm events-offline-partitions events",
      "aws:ec2/securityGroup:SecurityGroup events-security-group events",
      "aws:msk/cluster:Cluster events-cluster events",
      "aws:msk/configuration:Configuration events-configuration events",
      ...QUEUES,
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule events-from-pods events",
    ]);
  });

  it("creates brokers that let in IAM over TLS alone", async () => {
    const plan = await planKafka(provisioned);
    const { configurationInfo, loggingInfo, brokerNodeGroupInfo, ...cluster } = of(plan, "cluster");
    expect(cluster).toStrictEqual({
      clusterName: "prod-events",
      kafkaVersion: "3.9.x.kraft",
      numberOfBrokerNodes: 3,
      clientAuthentication: { sasl: { iam: true, scram: false }, unauthenticated: false },
      encryptionInfo: {
        encryptionAtRestKmsKeyArn: keyArn,
        encryptionInTransit: { clientBroker: "TLS", inCluster: true },
      },
      enhancedMonitoring: "PER_BROKER",
      storageMode: "LOCAL",
      tags: { ...tags, Name: "events-cluster" },
    });
    expect(brokerNodeGroupInfo).toStrictEqual({
      instanceType: "kafka.m7g.large",
      clientSubnets: ["subnet-a", "subnet-b", "subnet-c"],
      securityGroups: [plan.outputs["securityGroupId"]],
      storageInfo: { ebsStorageInfo: { volumeSize: 500 } },
      connectivityInfo: { publicAccess: { type: "DISABLED" } },
    });
    expect(configurationInfo).toStrictEqual({
      arn: expect.stringMatching(/^arn:aws:kafka:eu-central-1:000000000000:configuration\//),
      revision: expect.anything(),
    });
    expect(loggingInfo).toStrictEqual({
      brokerLogs: { cloudwatchLogs: { enabled: true, logGroup: expect.stringMatching(/^events-broker-log/) } },
    });
  });

  it("creates the configuration, the log and the growth of the defaults", async () => {
    const plan = await planKafka(provisioned);
    const clusterArn = plan.outputs["arn"];
    const growth = {
      serviceNamespace: "kafka",
      scalableDimension: "kafka:broker-storage:VolumeSize",
      resourceId: clusterArn,
    };
    expect(of(plan, "configuration")).toStrictEqual({
      description: "Properties of the brokers of prod-events",
      serverProperties: planProvisionedKafka(provisioned).serverProperties,
    });
    expect(of(plan, "broker-log")).toStrictEqual({
      retentionInDays: 365,
      kmsKeyId: logKeyArn,
      tags: { ...tags, Name: "events-broker-log" },
    });
    expect(of(plan, "storage")).toStrictEqual({
      ...growth,
      minCapacity: 1,
      maxCapacity: 2_048,
      tags: { ...tags, Name: "events-storage" },
    });
    expect(of(plan, "storage-policy")).toStrictEqual({
      ...growth,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "KafkaBrokerStorageUtilization" },
        targetValue: 60,
        disableScaleIn: true,
      },
    });
    const cluster = children(plan).find(({ name }) => name === "events-cluster");
    expect(cluster?.options.ignoreChanges).toStrictEqual(["brokerNodeGroupInfo.storageInfo.ebsStorageInfo.volumeSize"]);
  });

  it("lets in the clients and whoever reads metrics, each at its ports, and nothing out", async () => {
    const plan = await planKafka({
      ...provisioned,
      clientSecurityGroupIds: { pods: "sg-pods", batch: "sg-batch" },
      scraperSecurityGroupIds: { prometheus: "sg-prometheus" },
    });
    expect(of(plan, "security-group")).toStrictEqual({
      vpcId: "vpc-1",
      description: "Kafka from the clients of the cluster",
      tags: { ...tags, Name: "events-security-group" },
    });
    expect(of(plan, "from-batch")).toStrictEqual({
      securityGroupId: plan.outputs["securityGroupId"],
      referencedSecurityGroupId: "sg-batch",
      description: "Kafka from batch",
      ipProtocol: "tcp",
      fromPort: 9098,
      toPort: 9098,
      tags: { ...tags, Name: "events-from-batch" },
    });
    expect(of(plan, "metrics-from-prometheus")).toStrictEqual({
      securityGroupId: plan.outputs["securityGroupId"],
      referencedSecurityGroupId: "sg-prometheus",
      description: "Prometheus from prometheus",
      ipProtocol: "tcp",
      fromPort: 11_001,
      toPort: 11_002,
      tags: { ...tags, Name: "events-metrics-from-prometheus" },
    });
    expect(of(plan, "cluster")["openMonitoring"]).toStrictEqual({
      prometheus: { jmxExporter: { enabledInBroker: true }, nodeExporter: { enabledInBroker: true } },
    });
    const rules = children(plan).filter(({ type }) => /SecurityGroup\w+Rule$/.test(type));
    expect(rules.map(({ name }) => name)).toHaveLength(3);
  });

  it("creates the declared topics with three copies", async () => {
    const plan = await planKafka({ ...provisioned, topics: { "stock.events": { partitions: 12 } } });
    expect(of(plan, "topic-stock.events")).toStrictEqual({
      name: "stock.events",
      clusterArn: plan.outputs["arn"],
      partitionCount: 12,
      replicationFactor: 3,
      configs: '{"cleanup.policy":"delete","min.insync.replicas":"2","retention.ms":"604800000"}',
    });
    expect(plan.outputs["topicArns"]).toStrictEqual({ "stock.events": expect.stringMatching(/^arn:aws:kafka:/) });
  });

  it("opens itself to MSK's replicators where it is replicated", async () => {
    const plan = await planKafka({ ...provisioned, isReplicated: true });
    const arn = String(plan.outputs["arn"]);
    expect(of(plan, "cluster-policy")).toStrictEqual({
      clusterArn: arn,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "ReplicatorConnects",
            Effect: "Allow",
            Resource: arn,
            Principal: { Service: "kafka.amazonaws.com" },
            Action: ["kafka:CreateVpcConnection", "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers"],
          },
        ],
      }),
    });
    expect(of(plan, "cluster")["brokerNodeGroupInfo"]).toMatchObject({
      connectivityInfo: {
        publicAccess: { type: "DISABLED" },
        vpcConnectivity: { clientAuthentication: { sasl: { iam: true, scram: false }, tls: false } },
      },
    });
  });

  it("opens itself to Firehose alone where it is fed from and not replicated", async () => {
    const plan = await planKafka({ ...provisioned, isFed: true });
    expect(JSON.parse(String(of(plan, "cluster-policy")["policy"]))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "FeedConnects",
          Effect: "Allow",
          Resource: plan.outputs["arn"],
          Principal: { Service: "firehose.amazonaws.com" },
          Action: ["kafka:CreateVpcConnection"],
        },
      ],
    });
    expect(of(plan, "cluster")["brokerNodeGroupInfo"]).toMatchObject({
      connectivityInfo: {
        vpcConnectivity: { clientAuthentication: { sasl: { iam: true, scram: false }, tls: false } },
      },
    });
  });

  it("creates the alarms of its plan on MSK's metrics", async () => {
    const plan = await planKafka(provisioned);
    const { alarms, failureAlarms } = planProvisionedKafka(provisioned);
    expect(of(plan, "broker-2-disk-used")).toStrictEqual({
      alarmDescription: alarms["broker-2-disk-used"]?.description,
      namespace: "AWS/Kafka",
      metricName: "KafkaDataLogsDiskUsed",
      dimensions: { "Cluster Name": "prod-events", "Broker ID": "2" },
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 80,
      treatMissingData: "notBreaching",
      alarmActions: [topic],
      okActions: [topic],
      tags: { ...tags, Name: "events-broker-2-disk-used" },
    });
    expect(of(plan, "failures-parked")).toMatchObject({
      alarmDescription: failureAlarms["failures-parked"].description,
      namespace: "AWS/SQS",
      dimensions: { QueueName: "prod-events-failures-parked" },
    });
    expect(failureAlarms["failures-parked"].description).toBe(
      `prod-events: redriving failed as well; someone has to decide. Runbook: ${RUNBOOK}/stream-failures-parked.md`,
    );
  });

  it("creates what it is customised to, in the region it is given", async () => {
    const plan = await planKafka({
      ...provisioned,
      region: "eu-west-1",
      kafkaVersion: "4.1.x.kraft",
      brokerType: "kafka.m7g.2xlarge",
      brokers: 6,
      storage: "1 TiB",
      maxStorage: "1 TiB",
      monitoring: "PER_TOPIC_PER_BROKER",
      logRetention: "90 days",
      isReplicated: true,
      consumers: { projector: { group: "projector", topic: "stock" } },
      topics: { stock: { partitions: 24 } },
    });
    expect(of(plan, "cluster")).toMatchObject({
      kafkaVersion: "4.1.x.kraft",
      numberOfBrokerNodes: 6,
      enhancedMonitoring: "PER_TOPIC_PER_BROKER",
      brokerNodeGroupInfo: {
        instanceType: "kafka.m7g.2xlarge",
        storageInfo: { ebsStorageInfo: { volumeSize: 1_024 } },
      },
    });
    expect(of(plan, "broker-log")).toMatchObject({ retentionInDays: 90 });
    expect(children(plan).filter(({ type }) => type.startsWith("aws:appautoscaling/"))).toStrictEqual([]);
    const cluster = children(plan).find(({ name }) => name === "events-cluster");
    expect(cluster?.options.ignoreChanges ?? []).toStrictEqual([]);
    expect(new Set(children(plan).map((resource) => resource.inputs["region"]))).toStrictEqual(new Set(["eu-west-1"]));
  });

  it("keeps what holds data from deletion by default, and not where it is told otherwise", async () => {
    const args = { ...provisioned, topics: { stock: { partitions: 3 } } };
    const kept = children(await planKafka(args)).filter(({ options }) => options.protect === true);
    expect(kept.map(({ name }) => name).toSorted()).toStrictEqual([
      "events-cluster",
      "events-failures",
      "events-parked",
      "events-topic-stock",
    ]);
    for (const { options } of kept) {
      expect(options).toMatchObject({ retainOnDelete: true, deleteBeforeReplace: true });
    }
    const disposable = children(await planKafka({ ...args, protect: false }));
    expect(disposable.filter(({ options }) => (options.protect ?? options.retainOnDelete) === true)).toStrictEqual([]);
  });

  it("gives the outputs of a stream, whatever carries the records", async () => {
    expect((await planKafka(provisioned)).outputs).toMatchObject({
      name: "prod-events",
      arn: expect.stringMatching(/^arn:aws:kafka:eu-central-1:000000000000:cluster\/prod-events\//),
      kind: "kafka",
      protocol: "kafka",
      failureQueueArn: FAILURES_ARN,
      failureQueueUrl: "https://sqs.eu-central-1.amazonaws.com/000000000000/prod-events-failures",
      topicArns: {},
    });
  });

  it("plans its children where outputs are unknown", async () => {
    expect(children(await planKafka(provisioned, "unknowns"))).toHaveLength(22);
  });
});

describe("KafkaCluster, serverless", () => {
  it("creates these children at defaults, all its own", async () => {
    const plan = await planKafka(serverless);
    expect(identities(plan)).toStrictEqual([
      ...FAILURES,
      "aws:ec2/securityGroup:SecurityGroup events-security-group events",
      "aws:msk/serverlessCluster:ServerlessCluster events-serverless events",
      ...QUEUES,
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule events-from-pods events",
    ]);
    expect(of(plan, "serverless")).toStrictEqual({
      clusterName: "prod-events",
      clientAuthentication: { sasl: { iam: { enabled: true } } },
      vpcConfigs: [
        { subnetIds: ["subnet-a", "subnet-b", "subnet-c"], securityGroupIds: [plan.outputs["securityGroupId"]] },
      ],
      tags: { ...tags, Name: "events-serverless" },
    });
  });

  it("watches the groups it is told, and opens itself to replicators", async () => {
    const plan = await planKafka({
      ...serverless,
      isReplicated: true,
      consumers: { projector: { group: "projector", topic: "stock" } },
    });
    const arn = String(plan.outputs["arn"]);
    expect(of(plan, "cluster-policy")["policy"]).toBe(
      JSON.stringify(clusterPolicy(arn, { isReplicated: true, isFed: false })),
    );
    expect(of(plan, "consumer-projector-lag")).toMatchObject({
      namespace: "AWS/Kafka",
      metricName: "EstimatedMaxTimeLag",
      dimensions: { "Cluster Name": "prod-events", "Consumer Group": "projector", Topic: "stock" },
    });
    expect(plan.outputs).toMatchObject({ name: "prod-events", kind: "kafka", topicArns: {} });
  });
});
