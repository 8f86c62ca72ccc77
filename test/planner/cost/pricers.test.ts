import { PRICERS } from "../../../planner/cost/pricers";
import { UNKNOWN, type Properties } from "../../../planner/plan";
import { costsOf, usageOf, type Sketch } from "./plans";

type Case = readonly [
  what: string,
  sketch: Sketch,
  use: Readonly<Record<string, number>>,
  charges: readonly (readonly [string, number | undefined])[],
];

/** Meters and quantities that a resource is charged for. */
function chargesOf(sketch: Sketch, use: Readonly<Record<string, number>>, around: readonly Sketch[] = []) {
  const costs = costsOf([sketch, ...around], { usage: usageOf({ [sketch.type]: use }) });
  const [own] = costs.filter(({ resource }) => resource.type === sketch.type);
  return own?.unpriced ?? own?.lines.map(({ meter, quantity }) => [meter, quantity]);
}

const CASES: readonly Case[] = [
  [
    "a NAT gateway",
    { type: "aws:ec2/natGateway:NatGateway" },
    { processedGb: 20 },
    [
      ["nat-gateway:hour", 730],
      ["nat-gateway:processed-gb", 20],
    ],
  ],
  [
    "what leaves a network; between zones on both sides",
    { type: "aws:ec2/vpc:Vpc" },
    { internetGb: 1, betweenZonesGb: 4 },
    [
      ["transfer:internet-gb", 1],
      ["transfer:region-gb", undefined],
      ["transfer:zone-gb", 8],
    ],
  ],
  [
    "a port of Direct Connect by its bandwidth",
    { type: "aws:directconnect/connection:Connection", inputs: { bandwidth: "10Gbps" } },
    { sentGb: 5 },
    [
      ["direct-connect:10gbps-hour", 730],
      ["direct-connect:out-gb", 5],
    ],
  ],
  [
    "each interface of an endpoint",
    { type: "aws:ec2/vpcEndpoint:VpcEndpoint", inputs: { vpcEndpointType: "Interface", subnetIds: ["a", "b", "c"] } },
    {},
    [
      ["vpc-endpoint:interface-hour", 2_190],
      ["vpc-endpoint:interface-gb", undefined],
    ],
  ],
  [
    "a health check's options one by one",
    {
      type: "aws:route53/healthCheck:HealthCheck",
      region: null,
      inputs: { type: "HTTPS_STR_MATCH", requestInterval: 10, measureLatency: true },
    },
    {},
    [
      ["route53:health-check-endpoint", 1],
      ["route53:health-check-feature", 4],
    ],
  ],
  [
    "a calculated health check as one of AWS",
    { type: "aws:route53/healthCheck:HealthCheck", region: null, inputs: { type: "CALCULATED" } },
    {},
    [["route53:health-check-aws", 1]],
  ],
  [
    "what gp3 does not include",
    { type: "aws:ebs/volume:Volume", inputs: { type: "gp3", size: 100, iops: 4_000, throughput: 125 } },
    {},
    [
      ["ebs:gp3", 100],
      ["ebs:gp3-iops", 1_000],
    ],
  ],
  [
    "a table on demand, and each of its replicas at the price of its region",
    {
      type: "aws:dynamodb/table:Table",
      inputs: {
        billingMode: "PAY_PER_REQUEST",
        pointInTimeRecovery: { enabled: true },
        replicas: [{ regionName: "eu-west-1" }],
      },
    },
    { monthlyWriteUnits: 10, monthlyReadUnits: 20, storageGb: 5 },
    [
      ["dynamodb:write-request-unit", 10],
      ["dynamodb:read-request-unit", 20],
      ["dynamodb:storage", 5],
      ["dynamodb:pitr", 5],
      ["dynamodb:replicated-write-request-unit", 10],
      ["dynamodb:read-request-unit", 20],
      ["dynamodb:storage", 5],
      ["dynamodb:pitr", 5],
    ],
  ],
  [
    "the units of a table and of its indexes",
    {
      type: "aws:dynamodb/table:Table",
      inputs: { readCapacity: 2, writeCapacity: 3, globalSecondaryIndexes: [{ readCapacity: 4, writeCapacity: 5 }] },
    },
    {},
    [
      ["dynamodb:wcu-hour", 8 * 730],
      ["dynamodb:rcu-hour", 6 * 730],
      ["dynamodb:storage", undefined],
    ],
  ],
  [
    "every node of a cache, and its snapshots",
    {
      type: "aws:elasticache/replicationGroup:ReplicationGroup",
      inputs: {
        engine: "valkey",
        nodeType: "cache.r7g.large",
        numNodeGroups: 2,
        replicasPerNodeGroup: 1,
        snapshotRetentionLimit: 7,
      },
    },
    {},
    [
      ["elasticache:valkey:cache.r7g.large", 4 * 730],
      ["elasticache:backup", undefined],
    ],
  ],
  [
    "a stream on demand, with what it keeps",
    {
      type: "aws:kinesis/stream:Stream",
      inputs: { streamModeDetails: { streamMode: "ON_DEMAND" }, retentionPeriod: 168 },
    },
    { ingestedGb: 3, retrievedGb: 6, extendedRetentionGb: 21 },
    [
      ["kinesis:on-demand-stream-hour", 730],
      ["kinesis:on-demand-in-gb", 3],
      ["kinesis:on-demand-out-gb", 6],
      ["kinesis:on-demand-extended-retention", 21],
    ],
  ],
  [
    "the shards of a stream, with what they keep for a year",
    { type: "aws:kinesis/stream:Stream", inputs: { shardCount: 4, retentionPeriod: 8_760 } },
    { monthlyPutUnits: 9, longRetentionGb: 8 },
    [
      ["kinesis:shard-hour", 2_920],
      ["kinesis:put-payload-unit", 9],
      ["kinesis:extended-retention-shard-hour", 2_920],
      ["kinesis:long-term-retention", 8],
    ],
  ],
  [
    "brokers, and the storage of each",
    {
      type: "aws:msk/cluster:Cluster",
      inputs: {
        numberOfBrokerNodes: 3,
        brokerNodeGroupInfo: { instanceType: "kafka.m7g.large", storageInfo: { ebsStorageInfo: { volumeSize: 500 } } },
      },
    },
    {},
    [
      ["msk:kafka.m7g.large", 2_190],
      ["msk:storage", 1_500],
    ],
  ],
  [
    "a function by its memory",
    {
      type: "aws:lambda/function:Function",
      inputs: { architectures: ["arm64"], memorySize: 512, ephemeralStorage: { size: 1_536 } },
    },
    { monthlyRequests: 1_000, durationMs: 200 },
    [
      ["lambda:request", 1_000],
      ["lambda:arm-gb-second", 100],
      ["lambda:ephemeral-storage-gb-second", 200],
    ],
  ],
  [
    "a FIFO queue",
    { type: "aws:sqs/queue:Queue", inputs: { fifoQueue: true } },
    { monthlyRequests: 5 },
    [["sqs:fifo-request", 5]],
  ],
  [
    "each metric behind an alarm",
    {
      type: "aws:cloudwatch/metricAlarm:MetricAlarm",
      inputs: {
        metricQueries: [
          { id: "a", metric: { period: 60 } },
          { id: "b", metric: { period: 10 } },
          { id: "c", expression: "a + b" },
        ],
      },
    },
    {},
    [["cloudwatch:high-resolution-alarm-metric", 2]],
  ],
  [
    "an alarm on a band as three metrics",
    {
      type: "aws:cloudwatch/metricAlarm:MetricAlarm",
      inputs: { thresholdMetricId: "band", metricQueries: [{ id: "m", metric: { period: 300 } }] },
    },
    {},
    [["cloudwatch:alarm-metric", 3]],
  ],
  [
    "a canary's runs",
    { type: "aws:synthetics/canary:Canary", inputs: { schedule: { expression: "rate(5 minutes)" } } },
    {},
    [["synthetics:canary-run", 8_760]],
  ],
  [
    "a secret in every region",
    { type: "aws:secretsmanager/secret:Secret", inputs: { replicas: [{ region: "eu-west-1" }] } },
    { monthlyRequests: 7 },
    [
      ["secrets-manager:secret", 2],
      ["secrets-manager:request", 7],
    ],
  ],
  [
    "a key of RSA by another meter",
    { type: "aws:kms/key:Key", inputs: { customerMasterKeySpec: "RSA_4096" } },
    { monthlyRequests: 2 },
    [
      ["kms:key", 1],
      ["kms:asymmetric-request", 2],
    ],
  ],
  [
    "the rules of a firewall",
    { type: "aws:wafv2/webAcl:WebAcl", inputs: { rules: [{}, {}] } },
    { monthlyRequests: 4 },
    [
      ["waf:web-acl", 1],
      ["waf:rule", 2],
      ["waf:request", 4],
    ],
  ],
  [
    "a cache of an API by its size",
    { type: "aws:apigateway/stage:Stage", inputs: { cacheClusterEnabled: true, cacheClusterSize: "1.6" } },
    {},
    [["api-gateway:cache-1.6-gb-hour", 730]],
  ],
  [
    "a distribution only where something is sent",
    { type: "aws:cloudfront/distribution:Distribution", region: null },
    { europeGb: 10, europeHttpsRequests: 50, invalidationPaths: 2_000 },
    [
      ["cloudfront:europe-gb", 10],
      ["cloudfront:europe-https-request", 50],
      ["cloudfront:invalidation-path", 2_000],
    ],
  ],
  [
    "the least workers of a connector",
    {
      type: "aws:mskconnect/connector:Connector",
      inputs: { capacity: { autoscaling: { minWorkerCount: 2, mcuCount: 4 } } },
    },
    {},
    [["msk-connect:mcu-hour", 8 * 730]],
  ],
  [
    "format conversion of a delivery",
    {
      type: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
      inputs: { extendedS3Configuration: { dataFormatConversionConfiguration: { enabled: true } } },
    },
    { ingestedGb: 6 },
    [
      ["firehose:ingested-gb", 6],
      ["firehose:format-conversion-gb", 6],
    ],
  ],
  [
    "a delivery from a topic",
    {
      type: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
      inputs: { mskSourceConfiguration: { topicName: "stock" } },
    },
    { ingestedGb: 6 },
    [["firehose:msk-ingested-gb", 6]],
  ],
  [
    "an archive of events",
    { type: "aws:cloudwatch/eventArchive:EventArchive" },
    { archivedGb: 3, storageGb: 9 },
    [
      ["eventbridge:archive-processed-gb", 3],
      ["eventbridge:archive-storage", 9],
    ],
  ],
];

it.each(CASES)("charges for %s", (...[, sketch, use, charges]) => {
  expect(chargesOf(sketch, use)).toEqual(charges);
});

describe("an instance of Aurora", () => {
  const instance = (instanceClass: string, inputs: Properties = {}): Sketch => ({
    type: "aws:rds/clusterInstance:ClusterInstance",
    inputs: { clusterIdentifier: "shop", instanceClass, ...inputs },
  });
  const cluster = (inputs: Properties = {}): Sketch => ({
    type: "aws:rds/cluster:Cluster",
    id: "shop",
    inputs: { serverlessv2ScalingConfiguration: { minCapacity: 2, maxCapacity: 8 }, ...inputs },
  });

  it("costs what its class does", () => {
    expect(chargesOf(instance("db.r7g.large"), {}, [cluster()])).toEqual([["aurora:db.r7g.large", 730]]);
  });

  it("costs more where its cluster has optimised storage, and where insights are kept long", () => {
    const kept = instance("db.r7g.2xlarge", {
      performanceInsightsEnabled: true,
      performanceInsightsRetentionPeriod: 93,
    });

    expect(chargesOf(kept, {}, [cluster({ storageType: "aurora-iopt1" })])).toEqual([
      ["aurora:io-optimized-db.r7g.2xlarge", 730],
      ["performance-insights:db.r7g", 8],
    ]);
  });

  it("costs the stated capacity where it is serverless, otherwise the least", () => {
    const charges = [{ averageCapacityUnits: 3 }, {}].map((use) =>
      chargesOf(instance("db.serverless"), use, [cluster()]),
    );

    expect(charges).toEqual([[["aurora:acu-hour", 3 * 730]], [["aurora:acu-hour", 2 * 730]]]);
  });

  it("has no price where its cluster is unknown", () => {
    expect(chargesOf(instance("db.r7g.large"), {})).toBe('cluster "shop" is not in this stack');
  });
});

it("charges a proxy for the vCPUs of the databases behind it", () => {
  const proxy = { type: "aws:rds/proxy:Proxy", inputs: { name: "door" } };
  const around: readonly Sketch[] = [
    { type: "aws:rds/proxyTarget:ProxyTarget", inputs: { dbProxyName: "door", dbClusterIdentifier: "shop" } },
    ...["db.r7g.xlarge", "db.r7g.large", "db.serverless"].map((instanceClass) => ({
      type: "aws:rds/clusterInstance:ClusterInstance",
      name: instanceClass,
      inputs: { clusterIdentifier: "shop", instanceClass },
    })),
    {
      type: "aws:rds/clusterInstance:ClusterInstance",
      name: "other",
      inputs: { clusterIdentifier: "x", instanceClass: "db.r7g.large" },
    },
  ];

  expect(chargesOf(proxy, { averageCapacityUnits: 4 }, around)).toEqual([
    ["rds-proxy:vcpu-hour", 6 * 730],
    ["rds-proxy:acu-hour", 4 * 730],
  ]);
  expect(chargesOf(proxy, {}, [])).toBe("the databases behind it are not in this stack");
});

it.each([
  [undefined, "eks:cluster-hour"],
  ["1.35", "eks:cluster-hour"],
  ["1.32", "eks:extended-support-cluster-hour"],
  ["1.23", "eks:extended-support-cluster-hour"],
])("charges a cluster of version %p for %s on 2026-11-26", (version, meter) => {
  const inputs: Properties = version === undefined ? {} : { version };

  expect(chargesOf({ type: "aws:eks/cluster:Cluster", inputs }, {})).toEqual([[meter, 730]]);
});

it("does not guess whether a version that nobody knows yet is supported", () => {
  const cluster = { type: "aws:eks/cluster:Cluster", inputs: { version: "1.99" } };

  expect(chargesOf(cluster, {})).toBe('version "1.99" is in no table of versions');
});

it("charges a group of nodes for its instances, and for the disks that its template gives them", () => {
  const group = {
    type: "aws:eks/nodeGroup:NodeGroup",
    inputs: { instanceTypes: ["m7g.large"], scalingConfig: { desiredSize: 3 }, launchTemplate: { id: "lt-1" } },
  };
  const template = {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    id: "lt-1",
    inputs: { blockDeviceMappings: [{ ebs: { volumeSize: 50, volumeType: "gp3" } }] },
  };

  expect(chargesOf(group, {}, [template])).toEqual([
    ["ec2:m7g.large", 2_190],
    ["ebs:gp3", 150],
  ]);
  expect(chargesOf(group, { averageNodes: 4 }, [])).toEqual([
    ["ec2:m7g.large", 2_920],
    ["ebs:gp2", 80],
  ]);
});

it.each([
  [
    "aws:msk/cluster:Cluster",
    { numberOfBrokerNodes: UNKNOWN },
    "`numberOfBrokerNodes` is only known after `pulumi up`",
  ],
  ["aws:msk/cluster:Cluster", {}, "`numberOfBrokerNodes` is not known"],
  [
    "kubernetes:core/v1:Service",
    { spec: { type: "LoadBalancer" } },
    "its load balancer is made by the cluster, of a kind that no input names",
  ],
])("does not guess what %s costs with %p", (type, inputs, reason) => {
  expect(chargesOf({ type, inputs }, {})).toBe(reason);
});

it("has a pricer for many types, each with a unit for what it is used for", () => {
  expect(PRICERS.size).toBeGreaterThanOrEqual(50);
  const units = [...PRICERS.values()].flatMap(({ type, usage }) =>
    Object.entries(usage).map(([key, unit]) => [type, key, unit]),
  );
  expect(units.filter(([, key, unit]) => !/^[a-z][a-zA-Z0-9]+$/.test(key ?? "") || (unit ?? "").length < 5)).toEqual(
    [],
  );
});
