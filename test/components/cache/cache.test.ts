import { CacheUsers, planClusterCache } from "../../../components/cache";
import {
  child,
  children,
  identities,
  keyArn,
  logKeyArn,
  nodes,
  planCache,
  planOf,
  serverless,
  tags,
  topic,
} from "./fixture";

const SHARD_ROLES = ["0001", "0002"].flatMap((shard) =>
  ["evictions", "load", "memory", "replication-lag"].map((alarm) => `shard-${shard}-${alarm}`),
);
const USERS = [
  "aws:elasticache/user:User stock-users-api stock-users",
  "aws:elasticache/user:User stock-users-default stock-users",
  "aws:elasticache/userGroup:UserGroup stock-users-group stock-users",
];
const PASSWORD = "random:index/randomPassword:RandomPassword stock-users-default-password stock-users";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

describe("Cache of nodes", () => {
  it("creates these children at defaults, all its own", async () => {
    expect(identities(await planCache(nodes))).toStrictEqual(
      [
        ...SHARD_ROLES.map((role) => `aws:cloudwatch/metricAlarm:MetricAlarm stock-${role} stock`),
        "aws:cloudwatch/logGroup:LogGroup stock-engine-log stock",
        "aws:cloudwatch/logGroup:LogGroup stock-slow-log stock",
        "aws:ec2/securityGroup:SecurityGroup stock-security-group stock",
        "aws:elasticache/parameterGroup:ParameterGroup stock-parameters stock",
        "aws:elasticache/replicationGroup:ReplicationGroup stock-cluster stock",
        "aws:elasticache/subnetGroup:SubnetGroup stock-subnets stock",
        ...USERS,
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule stock-from-pods stock",
        "inventory:cache:Cache stock test-prod-eu-central-1",
        "inventory:cache:CacheUsers stock-users stock",
        PASSWORD,
      ].toSorted(),
    );
  });

  it("creates the cluster of the defaults: over zones, encrypted, TLS required, in no global datastore", async () => {
    const plan = await planCache(nodes);
    const log = { logFormat: "json", destinationType: "cloudwatch-logs" };
    expect(child(plan, "stock-cluster").inputs).toStrictEqual({
      replicationGroupId: "prod-stock",
      description: "Cache prod-stock",
      engine: "valkey",
      engineVersion: "8.1",
      autoMinorVersionUpgrade: true,
      nodeType: "cache.r7g.large",
      clusterMode: "enabled",
      numNodeGroups: 2,
      replicasPerNodeGroup: 1,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      port: 6_379,
      snapshotRetentionLimit: 7,
      snapshotWindow: "02:00-03:00",
      finalSnapshotIdentifier: "prod-stock-final",
      maintenanceWindow: "sun:04:00-sun:05:00",
      atRestEncryptionEnabled: true,
      kmsKeyId: keyArn,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      userGroupIds: ["prod-stock"],
      subnetGroupName: expect.stringMatching(/^stock-subnets-/),
      securityGroupIds: [expect.stringMatching(/^sg-/)],
      parameterGroupName: expect.stringMatching(/^stock-parameters-/),
      logDeliveryConfigurations: [
        { logType: "slow-log", ...log, destination: expect.stringMatching(/^stock-slow-log-/) },
        { logType: "engine-log", ...log, destination: expect.stringMatching(/^stock-engine-log-/) },
      ],
      tags: { ...tags, Name: "stock-cluster" },
    });
  });

  it("creates what the cluster stands on", async () => {
    const plan = await planCache(nodes);
    expect(child(plan, "stock-subnets").inputs).toMatchObject({
      description: "Subnets of the cache prod-stock",
      subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
      tags: { ...tags, Name: "stock-subnets" },
    });
    expect(child(plan, "stock-parameters").inputs).toMatchObject({
      family: "valkey8",
      description: "Parameters of the cache prod-stock",
      parameters: [
        { name: "cluster-enabled", value: "yes" },
        { name: "maxmemory-policy", value: "allkeys-lru" },
      ],
      tags: { ...tags, Name: "stock-parameters" },
    });
    for (const role of ["slow-log", "engine-log"]) {
      expect(child(plan, `stock-${role}`).inputs).toMatchObject({
        retentionInDays: 365,
        kmsKeyId: logKeyArn,
        tags: { ...tags, Name: `stock-${role}` },
      });
    }
  });

  it("lets in the security groups it is given, on one port, and lets nothing out", async () => {
    const plan = await planCache({ ...nodes, clientSecurityGroupIds: { pods: "sg-pods", jobs: "sg-jobs" } });
    const group = child(plan, "stock-security-group").inputs;
    expect(group).toMatchObject({ vpcId: "vpc-1", description: "Valkey from the clients of the cache" });
    expect([group["ingress"], group["egress"]]).toStrictEqual([undefined, undefined]);
    const rules = children(plan).filter(({ type }) => type.includes("SecurityGroup") && type.includes("Rule"));
    expect(rules.map(({ name, inputs }) => [name, inputs["referencedSecurityGroupId"]]).toSorted()).toStrictEqual([
      ["stock-from-jobs", "sg-jobs"],
      ["stock-from-pods", "sg-pods"],
    ]);
    expect(child(plan, "stock-from-pods").inputs).toStrictEqual({
      securityGroupId: expect.stringMatching(/^sg-/),
      referencedSecurityGroupId: "sg-pods",
      description: "Valkey from pods",
      ipProtocol: "tcp",
      fromPort: 6_379,
      toPort: 6_379,
      tags: { ...tags, Name: "stock-from-pods" },
    });
  });

  it("rings for the worst node of a shard", async () => {
    const plan = await planCache(nodes);
    const { alarms } = planClusterCache(nodes);
    const metric = { namespace: "AWS/ElastiCache", period: 60, metricName: "ReplicationLag", stat: "Maximum" };
    expect(child(plan, "stock-shard-0002-replication-lag").inputs).toStrictEqual({
      alarmDescription: alarms["shard-0002-replication-lag"]?.description,
      metricQueries: [
        { id: "m1", metric: { ...metric, dimensions: { CacheClusterId: "prod-stock-0002-001" } }, returnData: false },
        { id: "m2", metric: { ...metric, dimensions: { CacheClusterId: "prod-stock-0002-002" } }, returnData: false },
        { id: "worst", label: "ReplicationLag", expression: "MAX([m1, m2])", returnData: true },
      ],
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 5,
      treatMissingData: "notBreaching",
      alarmActions: [topic],
      okActions: [topic],
      tags: { ...tags, Name: "stock-shard-0002-replication-lag" },
    });
  });

  it("creates what it is customised to, in the region it is given", async () => {
    const plan = await planCache({
      ...nodes,
      region: "eu-west-1",
      nodeType: "cache.t4g.small",
      shards: 1,
      replicasPerShard: 2,
      engineVersion: "7.2",
      parameters: { "maxmemory-policy": "volatile-ttl" },
      snapshotRetention: "1 day",
      logRetention: "180 days",
    });
    expect(child(plan, "stock-cluster").inputs).toMatchObject({
      nodeType: "cache.t4g.small",
      numNodeGroups: 1,
      replicasPerNodeGroup: 2,
      engineVersion: "7.2",
      snapshotRetentionLimit: 1,
    });
    expect(child(plan, "stock-parameters").inputs).toMatchObject({ family: "valkey7" });
    expect(child(plan, "stock-slow-log").inputs).toMatchObject({ retentionInDays: 180 });
    const regional = children(plan).filter(({ type }) => type.startsWith("aws:"));
    expect(new Set(regional.map(({ inputs }) => inputs["region"]))).toStrictEqual(new Set(["eu-west-1"]));
  });

  it("keeps the cluster from deletion by default, and not where it is told otherwise", async () => {
    const kept = children(await planCache(nodes)).filter(({ options }) => options.protect === true);
    expect(kept.map(({ name }) => name)).toStrictEqual(["stock-cluster"]);
    expect(kept[0]?.options).toMatchObject({ retainOnDelete: true, deleteBeforeReplace: true });
    const disposable = children(await planCache({ ...nodes, protect: false }));
    expect(disposable.filter(({ options }) => (options.protect ?? options.retainOnDelete) === true)).toStrictEqual([]);
  });

  it("gives clients what they connect with", async () => {
    expect((await planCache(nodes)).outputs).toMatchObject({
      kind: "cluster",
      port: 6_379,
      securityGroupId: expect.stringMatching(/^sg-/),
      userNames: { api: "prod-stock-api" },
      userArns: { api: expect.stringContaining("arn:aws:elasticache:eu-central-1:000000000000:user") },
      secretArns: {},
    });
  });

  it("plans its children where outputs are unknown", async () => {
    expect(children(await planCache(nodes, "unknowns"))).toHaveLength(19);
  });
});

describe("Serverless Cache", () => {
  it("creates these children at defaults, all its own", async () => {
    expect(identities(await planCache(serverless))).toStrictEqual([
      ...["evictions", "load", "memory", "throttled"].map(
        (role) => `aws:cloudwatch/metricAlarm:MetricAlarm stock-${role} stock`,
      ),
      "aws:ec2/securityGroup:SecurityGroup stock-security-group stock",
      "aws:elasticache/serverlessCache:ServerlessCache stock-serverless stock",
      ...USERS,
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule stock-from-pods stock",
      "inventory:cache:Cache stock test-prod-eu-central-1",
      "inventory:cache:CacheUsers stock-users stock",
      PASSWORD,
    ]);
  });

  it("creates the cache of the defaults: encrypted, limited, with a daily snapshot", async () => {
    const plan = await planCache(serverless);
    expect(child(plan, "stock-serverless").inputs).toStrictEqual({
      name: "prod-stock",
      description: "Cache prod-stock",
      engine: "valkey",
      majorEngineVersion: "8",
      cacheUsageLimits: { dataStorage: { maximum: 10, unit: "GB" }, ecpuPerSeconds: [{ maximum: 10_000 }] },
      dailySnapshotTime: "02:00",
      snapshotRetentionLimit: 7,
      kmsKeyId: keyArn,
      userGroupId: "prod-stock",
      subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
      securityGroupIds: [expect.stringMatching(/^sg-/)],
      tags: { ...tags, Name: "stock-serverless" },
    });
    expect(child(plan, "stock-serverless").options).toMatchObject({ protect: true, retainOnDelete: true });
    expect(child(plan, "stock-from-pods").inputs).toMatchObject({ fromPort: 6_379, toPort: 6_380 });
    expect(child(plan, "stock-throttled").inputs).toMatchObject({
      namespace: "AWS/ElastiCache",
      metricName: "ThrottledCmds",
      dimensions: { clusterId: "prod-stock" },
      statistic: "Sum",
      period: 60,
    });
  });

  it("creates what it is customised to", async () => {
    const plan = await planCache({ ...serverless, maxStorageGb: 50, maxEcpuPerSecond: 5_000, snapshotTime: "23:30" });
    expect(child(plan, "stock-serverless").inputs).toMatchObject({
      cacheUsageLimits: { dataStorage: { maximum: 50, unit: "GB" }, ecpuPerSeconds: [{ maximum: 5_000 }] },
      dailySnapshotTime: "23:30",
    });
    expect(child(plan, "stock-load").inputs).toMatchObject({ threshold: 240_000 });
    expect(plan.outputs).toMatchObject({ kind: "serverless" });
  });
});

describe("CacheUsers", () => {
  const users = {
    api: { access: "read", keyPattern: "stock:*" },
    job: { access: "write", keyPattern: "stock:*", authentication: "password" },
  } as const;
  const plan = () =>
    planOf(() => {
      const { userGroupId, userNames, secretArns } = new CacheUsers("users", {
        cacheName: "prod-stock",
        users,
        keyArn,
        tags,
      });
      return { userGroupId, userNames, secretArns };
    });

  it("creates a user for each name, and a password and a secret where it is asked for", async () => {
    expect(identities(await plan())).toStrictEqual([
      "aws:elasticache/user:User users-api users",
      "aws:elasticache/user:User users-default users",
      "aws:elasticache/user:User users-job users",
      "aws:elasticache/userGroup:UserGroup users-group users",
      "aws:secretsmanager/secret:Secret users-job-secret users",
      "aws:secretsmanager/secretVersion:SecretVersion users-job-secret-version users",
      "inventory:cache:CacheUsers users test-prod-eu-central-1",
      "random:index/randomPassword:RandomPassword users-default-password users",
      "random:index/randomPassword:RandomPassword users-job-password users",
    ]);
  });

  it("lets users in by IAM or by a secret password, and the default user not at all", async () => {
    const planned = await plan();
    expect(child(planned, "users-api").inputs).toStrictEqual({
      engine: "valkey",
      userId: "prod-stock-api",
      userName: "prod-stock-api",
      accessString: "on ~stock:* -@all +@read +@connection -@dangerous +cluster|slots +cluster|shards",
      authenticationMode: { type: "iam" },
      tags: { ...tags, Name: "users-api" },
    });
    expect(child(planned, "users-default").inputs).toMatchObject({
      userId: "prod-stock-default",
      userName: "default",
      accessString: "off -@all",
    });
    for (const name of ["users-default", "users-job"]) {
      const mode = JSON.stringify(child(planned, name).inputs["authenticationMode"]);
      expect([mode.includes('"type":"password"'), mode.includes(SECRET)]).toStrictEqual([true, true]);
    }
    expect(child(planned, "users-group").inputs).toStrictEqual({
      engine: "valkey",
      userGroupId: "prod-stock",
      userIds: ["prod-stock-default", "prod-stock-api", "prod-stock-job"],
      tags: { ...tags, Name: "users-group" },
    });
  });

  it("keeps a password in a secret under the customer key", async () => {
    const planned = await plan();
    expect(child(planned, "users-job-secret").inputs).toMatchObject({
      description: "How prod-stock-job logs in to the cache",
      kmsKeyId: keyArn,
      tags: { ...tags, Name: "users-job-secret" },
    });
    expect(child(planned, "users-job-secret").options).toMatchObject({ protect: true, retainOnDelete: true });
    expect(child(planned, "users-job-password").inputs).toStrictEqual({ length: 64, special: false });
    const version = JSON.stringify(child(planned, "users-job-secret-version").inputs["secretString"]);
    expect([version.includes(SECRET), version.includes("prod-stock-job")]).toStrictEqual([true, true]);
    expect(planned.outputs).toMatchObject({
      userGroupId: "prod-stock",
      userNames: { api: "prod-stock-api", job: "prod-stock-job" },
      secretArns: { job: expect.stringContaining(":secret:users-job-secret") },
    });
  });
});
