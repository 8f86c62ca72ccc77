import {
  KafkaMirror,
  kafkaMirrorRefusals,
  MIRROR_DEFAULTS,
  planKafkaMirror,
  type KafkaMirrorArgs,
} from "../../../components/hybrid";
import { planProgram } from "../../../planner/engine";
import {
  ACCOUNT,
  identities,
  inputsOf,
  inputsOfType,
  planInFrankfurt,
  refusalOf,
  resourceNamed,
} from "../core/fixtures";
import { LOG_KEY, SIDES, SURROUNDINGS, TOPIC } from "./fixtures";

const SECRET = `arn:aws:secretsmanager:eu-central-1:${ACCOUNT}:secret:premises/kafka-AbCdEf`;
const CLUSTER = `arn:aws:kafka:eu-central-1:${ACCOUNT}:cluster/test-events/0b7c`;
const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/data`;
const ARGS: KafkaMirrorArgs = {
  ...SURROUNDINGS,
  ...SIDES,
  mirrorName: "test-mirror",
  region: "eu-central-1",
  accountId: ACCOUNT,
  residency: "eu",
  sourceResidency: "eu",
  sourceBrokers: ["kafka-2.erp.example.com:9094", "kafka-1.erp.example.com:9094"],
  sourceSecretArn: SECRET,
  sourceSecretKeyArn: KEY,
  topics: { "erp.stock": { dataClass: "internal" }, orders: { dataClass: "personal" } },
  plugin: { bucketArn: "arn:aws:s3:::plugins", fileKey: "providers.zip", objectVersion: "v1" },
  target: { arn: CLUSTER, bootstrapServers: "b-1:9098", securityGroupId: "sg-events" },
};

describe("planKafkaMirror", () => {
  it("carries records alone (defaults)", () => {
    const plan = planKafkaMirror(ARGS);

    expect(MIRROR_DEFAULTS).toEqual({
      consumerGroups: [],
      workers: 2,
      tasks: 4,
      silenceAlarm: "30 minutes",
      logRetention: "365 days",
    });
    expect(plan).toMatchObject({
      topics: ["erp.stock", "orders"],
      sourceCidrs: ["10.1.0.0/16", "192.168.0.0/20"],
      sourcePorts: [9_094],
      workers: 2,
      logRetentionDays: 365,
    });
    expect(Object.keys(plan.connectors)).toEqual(["records"]);
    expect(plan.connectors.records?.configuration).toEqual({
      "connector.class": "org.apache.kafka.connect.mirror.MirrorSourceConnector",
      "tasks.max": "4",
      "source.cluster.alias": "premises",
      "target.cluster.alias": "region",
      "source.cluster.bootstrap.servers": "kafka-1.erp.example.com:9094,kafka-2.erp.example.com:9094",
      "source.cluster.security.protocol": "SASL_SSL",
      "source.cluster.sasl.mechanism": "SCRAM-SHA-512",
      "source.cluster.sasl.jaas.config":
        'org.apache.kafka.common.security.scram.ScramLoginModule required username="${secretsmanager:premises/kafka:username}" password="${secretsmanager:premises/kafka:password}";',
      "target.cluster.security.protocol": "SASL_SSL",
      "target.cluster.sasl.mechanism": "AWS_MSK_IAM",
      "target.cluster.sasl.jaas.config": "software.amazon.msk.auth.iam.IAMLoginModule required;",
      "target.cluster.sasl.client.callback.handler.class": "software.amazon.msk.auth.iam.IAMClientCallbackHandler",
      "replication.policy.class": "org.apache.kafka.connect.mirror.IdentityReplicationPolicy",
      "offset-syncs.topic.location": "target",
      "replication.factor": "3",
      topics: "erp\\.stock,orders",
      "offset-syncs.topic.replication.factor": "3",
      "refresh.topics.enabled": "false",
      "sync.topic.configs.enabled": "false",
      "sync.topic.acls.enabled": "false",
      "source.consumer.auto.offset.reset": "earliest",
      "header.converter": "org.apache.kafka.connect.converters.ByteArrayConverter",
    });
    expect(
      Object.entries(plan.connectors.records?.alarms ?? {}).map(([role, alarm]) => [
        role,
        alarm.metricName,
        alarm.comparisonOperator,
        alarm.threshold,
        alarm.evaluationPeriods,
      ]),
    ).toEqual([
      ["records-failed", "ErroredTaskCount", "GreaterThanOrEqualToThreshold", 1, 2],
      ["records-stopped", "RunningTaskCount", "LessThanThreshold", 1, 2],
      ["records-silent", "SourceRecordPollRate", "LessThanOrEqualToThreshold", 0, 6],
    ]);
  });

  it("keeps the offsets of the groups that move", () => {
    const { connectors } = planKafkaMirror({ ...ARGS, consumerGroups: ["projector", "billing"] });

    expect(connectors.offsets?.configuration).toMatchObject({
      "connector.class": "org.apache.kafka.connect.mirror.MirrorCheckpointConnector",
      "tasks.max": "1",
      groups: "billing,projector",
      "sync.group.offsets.enabled": "true",
    });
    expect(Object.keys(connectors.offsets?.alarms ?? {})).toEqual(["offsets-failed", "offsets-stopped"]);
  });
});

describe("KafkaMirror", () => {
  it("creates the connector, its plugin, role, log and alarms (defaults)", async () => {
    const plan = await planInFrankfurt(() => new KafkaMirror("mirror", ARGS));

    expect(identities(plan)).toEqual([
      "aws:cloudwatch/logGroup:LogGroup mirror-log mirror",
      "aws:cloudwatch/metricAlarm:MetricAlarm mirror-records-failed mirror",
      "aws:cloudwatch/metricAlarm:MetricAlarm mirror-records-silent mirror",
      "aws:cloudwatch/metricAlarm:MetricAlarm mirror-records-stopped mirror",
      "aws:ec2/securityGroup:SecurityGroup mirror-security-group mirror",
      "aws:iam/role:Role mirror-role mirror",
      "aws:iam/rolePolicy:RolePolicy mirror-role-policy mirror",
      "aws:mskconnect/connector:Connector mirror-records mirror",
      "aws:mskconnect/customPlugin:CustomPlugin mirror-plugin mirror",
      "aws:mskconnect/workerConfiguration:WorkerConfiguration mirror-workers mirror",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule mirror-to-cluster mirror",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule mirror-to-services mirror",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule mirror-to-source-10-1-0-0-16-9094 mirror",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule mirror-to-source-192-168-0-0-20-9094 mirror",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule mirror-into-cluster mirror",
      "inventory:hybrid:KafkaMirror mirror test-dev",
    ]);
    expect(inputsOf(plan, "mirror-records")).toMatchObject({
      name: "test-mirror-records",
      kafkaconnectVersion: "3.7.x",
      capacity: { provisionedCapacity: { workerCount: 2, mcuCount: 1 } },
      connectorConfiguration: { "target.cluster.bootstrap.servers": "b-1:9098" },
      kafkaCluster: {
        apacheKafkaCluster: {
          bootstrapServers: "b-1:9098",
          vpc: {
            securityGroups: [resourceNamed(plan, "mirror-security-group").id],
            subnets: ["subnet-a", "subnet-b"],
          },
        },
      },
      kafkaClusterClientAuthentication: { authenticationType: "IAM" },
      kafkaClusterEncryptionInTransit: { encryptionType: "TLS" },
      serviceExecutionRoleArn: resourceNamed(plan, "mirror-role").outputs["arn"],
    });
    expect(inputsOf(plan, "mirror-workers")["propertiesFileContent"]).toContain(
      "config.providers.secretsmanager.param.region=eu-central-1\n",
    );
    expect(inputsOf(plan, "mirror-log")).toMatchObject({ kmsKeyId: LOG_KEY, retentionInDays: 365 });
    expect(inputsOf(plan, "mirror-records-silent")).toMatchObject({
      dimensions: { ConnectorName: "test-mirror-records" },
      alarmActions: [TOPIC],
    });
  });

  it("may write to its topics and no others", async () => {
    const plan = await planInFrankfurt(() => new KafkaMirror("mirror", { ...ARGS, consumerGroups: ["projector"] }));
    const { Statement } = JSON.parse(String(inputsOf(plan, "mirror-role-policy")["policy"]));
    const topic = CLUSTER.replace(":cluster/", ":topic/");
    const group = CLUSTER.replace(":cluster/", ":group/");

    expect(Statement).toEqual([
      {
        Sid: "Cluster",
        Effect: "Allow",
        Action: ["kafka-cluster:Connect", "kafka-cluster:DescribeCluster", "kafka-cluster:WriteDataIdempotently"],
        Resource: [CLUSTER],
      },
      {
        Sid: "Topics",
        Effect: "Allow",
        Action: ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"],
        Resource: [`${topic}/erp.stock`, `${topic}/orders`],
      },
      {
        Sid: "OwnTopics",
        Effect: "Allow",
        Action: [
          "kafka-cluster:CreateTopic",
          "kafka-cluster:DescribeTopic",
          "kafka-cluster:DescribeTopicDynamicConfiguration",
          "kafka-cluster:ReadData",
          "kafka-cluster:WriteData",
        ],
        Resource: [`${topic}/__amazon_msk_connect_*`, `${topic}/mm2-*`, `${topic}/premises.checkpoints.internal`],
      },
      {
        Sid: "Groups",
        Effect: "Allow",
        Action: ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
        Resource: [`${group}/__amazon_msk_connect_*`, `${group}/connect-*`, `${group}/projector`],
      },
      {
        Sid: "Secrets",
        Effect: "Allow",
        Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
        Resource: [SECRET],
      },
      { Sid: "Keys", Effect: "Allow", Action: ["kms:Decrypt", "kms:DescribeKey"], Resource: [KEY] },
    ]);
    expect(Object.keys(inputsOfType(plan, "aws:mskconnect/connector:Connector"))).toEqual([
      "mirror-offsets",
      "mirror-records",
    ]);
  });

  it("plans its children where outputs are unknown", async () => {
    const plan = await planProgram({
      project: "test",
      stack: "dev",
      config: { "aws:region": "eu-central-1" },
      mode: "unknowns",
      program: () => new KafkaMirror("mirror", ARGS),
    });

    expect(identities(plan)).toHaveLength(16);
  });
});

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table. */
const rows: readonly (readonly [string, Partial<KafkaMirrorArgs>, string])[] = [
  [
    "a name that is none",
    { mirrorName: "Mirror" },
    'mirrorName is "Mirror", expected 1 to 60 lower-case letters, digits or dashes, starting with a letter; name it after its region\'s stack',
  ],
  [
    "an unknown region",
    { region: "eu-nowhere-1" },
    'region is "eu-nowhere-1", expected an AWS region listed in facts/regions.ts; correct the region\'s code',
  ],
  ["no account", { accountId: "1" }, 'accountId is "1", expected 12 digits; give the account of the mirror'],
  [
    "no range",
    { onPremisesCidrs: [] },
    "onPremisesCidrs is [], expected at least one range of IPv4, each of /8 or longer and written with its first address; declare each network on premises that the platform talks to",
  ],
  [
    "a range that the VPC has too",
    { onPremisesCidrs: ["10.64.0.0/24"] },
    'onPremisesCidrs is ["10.64.0.0/24"], expected ranges apart from 10.64.0.0/16, the VPC\'s; declare a narrower range, or give the VPC another one: addresses that both sides have reach one of them',
  ],
  [
    "a range twice",
    { onPremisesCidrs: ["10.1.0.0/16", "10.1.0.0/16"] },
    'onPremisesCidrs is ["10.1.0.0/16"], expected ranges apart from one another; keep the wider of two ranges alone',
  ],
  [
    "one zone",
    { subnetIds: { "eu-central-1a": "subnet-a" } },
    'subnetIds is ["eu-central-1a"], expected a subnet in at least 2 zones; give the workers subnets in more zones',
  ],
  [
    "a broker without a port",
    { sourceBrokers: ["kafka-1.erp.example.com", "kafka-2.erp.example.com:70000"] },
    'sourceBrokers is ["kafka-1.erp.example.com","kafka-2.erp.example.com:70000"], expected at least one broker, each as host:port; name the listeners on premises that speak SASL over TLS',
  ],
  [
    "half an ARN",
    { sourceSecretArn: "premises/kafka" },
    'sourceSecretArn is "premises/kafka", expected the whole ARN of a secret; keep the user of the mirror in Secrets Manager, in the region',
  ],
  [
    "a pattern of topics",
    { topics: { "erp-.*": { dataClass: "internal" } } },
    'topics is ["erp-.*"], expected at least one topic, each by its full name; name each by itself: a pattern mirrors what nobody has judged',
  ],
  [
    "personal records of another partition",
    { sourceResidency: "ch" },
    'topics is ["orders"], expected nothing personal, as the Kafka on premises belongs to ch and the region to eu; mirror it into a region of its own partition, or leave it on premises',
  ],
  [
    "a pattern of groups",
    { consumerGroups: ["*"] },
    'consumerGroups is ["*"], expected groups by their full names; name each group that is to go on in the region',
  ],
  [
    "one worker",
    { workers: 1 },
    "workers is 1, expected a whole number from 2 to 10; choose as many as zones, so that one can fail",
  ],
  [
    "no task",
    { tasks: 0 },
    "tasks is 0, expected a whole number from 1 to 100; choose no more than the topics have partitions",
  ],
  [
    "a silence that no alarm can measure",
    { silenceAlarm: "2 hours" },
    'silenceAlarm is "2 hours", expected 5 minutes to 1 hour, in steps of 5 minutes; choose how long the quietest hour is silent',
  ],
  [
    "a retention that CloudWatch Logs does not have",
    { logRetention: "10 days" },
    'logRetention is "10 days", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose one of them',
  ],
  [
    "no address of runbooks",
    { runbooksUrl: "wiki" },
    'runbooksUrl is "wiki", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "alarms that nobody hears",
    { alarmTopicArns: [] },
    "alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever runs the mirror",
  ],
];

describe("kafkaMirrorRefusals", () => {
  it("have a test each", () => {
    expect(rows).toHaveLength(kafkaMirrorRefusals.length);
  });

  it.each(rows)("refuses %s", (_what, change, message) => {
    expect(refusalOf('Kafka mirror "mirror"', { ...ARGS, ...change }, kafkaMirrorRefusals)).toBe(
      `Kafka mirror "mirror": ${message}`,
    );
  });
});
