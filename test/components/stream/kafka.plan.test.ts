import { KAFKA_DEFAULTS } from "../../../components/stream";
import { planProvisionedKafka, planServerlessKafka } from "../../../components/stream";
import { GUARDED_KAFKA_PROPERTIES, KAFKA_MIN_IN_SYNC, KAFKA_REPLICATION_FACTOR } from "../../../components/stream";
import { provisioned, RUNBOOK, serverless } from "./kafka-fixture";

const GUARDED = [
  "auto.create.topics.enable=false",
  "default.replication.factor=3",
  "log.retention.hours=168",
  "min.insync.replicas=2",
  "offsets.topic.replication.factor=3",
  "transaction.state.log.min.isr=2",
  "transaction.state.log.replication.factor=3",
  "unclean.leader.election.enable=false",
];

describe("planProvisionedKafka", () => {
  it("plans three Graviton brokers under KRaft, a week of records and growing storage at defaults", () => {
    expect(KAFKA_DEFAULTS).toStrictEqual({
      retention: "7 days",
      failureAgeAlarm: "1 day",
      redriveAttempts: 5,
      consumerLagAlarm: "15 minutes",
      isReplicated: false,
      isFed: false,
      kafkaVersion: "3.9.x.kraft",
      brokerType: "kafka.m7g.large",
      brokers: 3,
      storage: "500 GiB",
      maxStorage: "2 TiB",
      storageTargetPercent: 60,
      diskAlarmPercent: 80,
      monitoring: "PER_BROKER",
      serverProperties: {},
      logRetention: "365 days",
      protect: true,
    });
    expect(planProvisionedKafka(provisioned)).toMatchObject({
      clusterName: "prod-events",
      isReplicated: false,
      isFed: false,
      kafkaVersion: "3.9.x.kraft",
      brokerType: "kafka.m7g.large",
      brokers: 3,
      storageGiB: 500,
      maxStorageGiB: 2_048,
      storageTargetPercent: 60,
      monitoring: "PER_BROKER",
      logRetentionDays: 365,
      topics: {},
      failureQueueName: "prod-events-failures",
      parkedQueueName: "prod-events-failures-parked",
    });
  });

  it("sets what keeps records safe for every cluster", () => {
    expect(planProvisionedKafka(provisioned).serverProperties).toBe(`${GUARDED.join("\n")}\n`);
    expect(Object.keys(GUARDED_KAFKA_PROPERTIES)).toHaveLength(GUARDED.length - 1);
    expect([KAFKA_REPLICATION_FACTOR, KAFKA_MIN_IN_SYNC]).toStrictEqual([3, 2]);
  });

  it("adds the properties that are chosen, and the retention", () => {
    const { serverProperties } = planProvisionedKafka({
      ...provisioned,
      retention: "10 days",
      serverProperties: { "num.partitions": "12", "compression.type": "zstd" },
    });
    const lines = [...GUARDED.filter((line) => !line.startsWith("log.")), "log.retention.hours=240"];
    const all = [...lines, "compression.type=zstd", "num.partitions=12"].toSorted();
    expect(serverProperties).toBe(`${all.join("\n")}\n`);
  });

  it("plans topics by name, which inherit the cluster's retention unless they are compacted", () => {
    const { topics } = planProvisionedKafka({
      ...provisioned,
      retention: "8 days",
      topics: {
        stock: { partitions: 12 },
        products: { partitions: 3, cleanup: "compact", retention: "9 days" },
        audit: { partitions: 6, retention: "30 days" },
      },
    });
    expect(Object.entries(topics)).toStrictEqual([
      [
        "audit",
        {
          partitions: 6,
          configs: { "cleanup.policy": "delete", "min.insync.replicas": "2", "retention.ms": "2592000000" },
        },
      ],
      ["products", { partitions: 3, configs: { "cleanup.policy": "compact", "min.insync.replicas": "2" } }],
      [
        "stock",
        {
          partitions: 12,
          configs: { "cleanup.policy": "delete", "min.insync.replicas": "2", "retention.ms": "691200000" },
        },
      ],
    ]);
  });

  it("plans the alarms of the cluster, of each broker and of each watched group", () => {
    const { alarms } = planProvisionedKafka({
      ...provisioned,
      brokers: 6,
      diskAlarmPercent: 85,
      consumerLagAlarm: "1 hour",
      consumers: { projector: { group: "stock-projector", topic: "stock" } },
    });
    expect(Object.keys(alarms)).toStrictEqual([
      "offline-partitions",
      ...[1, 2, 3, 4, 5, 6].flatMap((id) => [`broker-${id}-under-replicated`, `broker-${id}-disk-used`]),
      "consumer-projector-lag",
    ]);
    expect(alarms["offline-partitions"]).toStrictEqual({
      periodSeconds: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      metricName: "OfflinePartitionsCount",
      statistic: "Maximum",
      dimensions: { "Cluster Name": "prod-events" },
      threshold: 1,
      description: `prod-events: a partition has no leader and can be neither read nor written. Runbook: ${RUNBOOK}/kafka-offline-partitions.md`,
    });
    const broker = { periodSeconds: 60, statistic: "Maximum" };
    expect(alarms["broker-6-under-replicated"]).toStrictEqual({
      ...broker,
      evaluationPeriods: 15,
      datapointsToAlarm: 15,
      metricName: "UnderReplicatedPartitions",
      dimensions: { "Cluster Name": "prod-events", "Broker ID": "6" },
      threshold: 1,
      description: `prod-events: partitions led by broker 6 lack copies for 15 minutes. Runbook: ${RUNBOOK}/kafka-under-replicated.md`,
    });
    expect(alarms["broker-1-disk-used"]).toStrictEqual({
      ...broker,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      metricName: "KafkaDataLogsDiskUsed",
      dimensions: { "Cluster Name": "prod-events", "Broker ID": "1" },
      threshold: 85,
      description: `prod-events: 85% of the storage of broker 1 is in use. Runbook: ${RUNBOOK}/kafka-disk-used.md`,
    });
    expect(alarms["consumer-projector-lag"]).toStrictEqual({
      ...broker,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      metricName: "EstimatedMaxTimeLag",
      dimensions: { "Cluster Name": "prod-events", "Consumer Group": "stock-projector", Topic: "stock" },
      threshold: 3_600,
      description: `prod-events: stock-projector is 1 hour behind in stock. Runbook: ${RUNBOOK}/kafka-consumer-behind.md`,
    });
  });
});

describe("planServerlessKafka", () => {
  it("plans no alarm but those of watched groups, in the order of their names", () => {
    const consumers = { zeta: { group: "z", topic: "stock" }, alpha: { group: "a", topic: "stock" } };
    expect(planServerlessKafka(serverless).alarms).toStrictEqual({});
    const plan = planServerlessKafka({ ...serverless, consumers, isReplicated: true });
    expect(Object.keys(plan.alarms)).toStrictEqual(["consumer-alpha-lag", "consumer-zeta-lag"]);
    expect(plan.alarms["consumer-zeta-lag"]?.threshold).toBe(900);
    expect(plan).toMatchObject({ clusterName: "prod-events", isReplicated: true, redriveAttempts: 5 });
  });
});
