import { CONNECTION_POOL, planRelational, RELATIONAL_ALARMS } from "../../../components/relational";
import { serviceTrust } from "../../../components/core/trust";
import { exportPolicy, secretReadingPolicy } from "../../../components/relational/access";
import { tagShapeOf, takesRegion } from "../../../facts/aws-type-lists";
import type { Plan, PlannedResource } from "../../../planner/plan";
import {
  children,
  identities,
  inputs,
  keyArn,
  logKeyArn,
  minimal,
  named,
  planCluster,
  primary,
  secondary,
  tags,
  topic,
  userSecretArn,
} from "./fixture";

const CLUSTER_ARN = "arn:aws:rds:eu-central-1:000000000000:cluster:prod-eu-central-1-inventory";
const secret = (value: string): Record<string, string> => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

const AT_DEFAULTS = [
  "aws:cloudwatch/logGroup:LogGroup inventory-logs inventory",
  "aws:cloudwatch/logGroup:LogGroup inventory-proxy-logs inventory-proxy",
  "aws:cloudwatch/metricAlarm:MetricAlarm inventory-connections inventory",
  "aws:cloudwatch/metricAlarm:MetricAlarm inventory-cpu inventory",
  "aws:cloudwatch/metricAlarm:MetricAlarm inventory-deadlocks inventory",
  "aws:cloudwatch/metricAlarm:MetricAlarm inventory-free-memory inventory",
  "aws:ec2/securityGroup:SecurityGroup inventory-group inventory",
  "aws:ec2/securityGroup:SecurityGroup inventory-proxy-group inventory-proxy",
  "aws:iam/role:Role inventory-monitoring inventory",
  "aws:iam/role:Role inventory-proxy-role inventory-proxy",
  "aws:iam/rolePolicy:RolePolicy inventory-proxy-read-users inventory-proxy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment inventory-monitoring-policy inventory",
  "aws:rds/cluster:Cluster inventory-cluster inventory",
  "aws:rds/clusterInstance:ClusterInstance inventory-instance-a inventory",
  "aws:rds/clusterInstance:ClusterInstance inventory-instance-b inventory",
  "aws:rds/clusterParameterGroup:ClusterParameterGroup inventory-parameters inventory",
  "aws:rds/parameterGroup:ParameterGroup inventory-instance-parameters inventory",
  "aws:rds/proxy:Proxy inventory-proxy-proxy inventory-proxy",
  "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup inventory-proxy-target-group inventory-proxy",
  "aws:rds/proxyEndpoint:ProxyEndpoint inventory-proxy-read-only inventory-proxy",
  "aws:rds/proxyTarget:ProxyTarget inventory-proxy-target inventory-proxy",
  "aws:rds/subnetGroup:SubnetGroup inventory-subnets inventory",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule inventory-proxy-egress inventory-proxy",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule inventory-from-service inventory",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule inventory-proxy-from-service inventory-proxy",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule inventory-proxy-to-cluster inventory-proxy",
  "inventory:relational:DatabaseProxy inventory-proxy inventory",
  "inventory:relational:RelationalCluster inventory test-prod-eu",
];
const REPLICATION_LAG = "aws:cloudwatch/metricAlarm:MetricAlarm inventory-replication-lag inventory";

/** Everything about a resource that a role must leave alone, except the inputs that are named. */
function apartFrom(plan: Plan, ignored: Readonly<Record<string, readonly string[]>>): unknown[] {
  return plan.resources
    .filter(({ kind }) => kind === "custom")
    .map(({ urn, name, options, inputs: all }) => ({
      urn,
      options,
      inputs: Object.fromEntries(Object.entries(all).filter(([key]) => !(ignored[name] ?? []).includes(key))),
    }));
}

function idOf(resource: PlannedResource): unknown {
  return resource.id;
}

describe("RelationalCluster", () => {
  it("creates these children at defaults, all its own", async () => {
    expect(identities(await planCluster(minimal))).toStrictEqual(AT_DEFAULTS);
  });

  it.each([
    ["primary", primary],
    ["secondary", secondary],
  ])("creates one alarm more as %s of a global database", async (_, args) => {
    expect(identities(await planCluster(args))).toStrictEqual([...AT_DEFAULTS, REPLICATION_LAG].toSorted());
  });

  it("creates the alarm of the capacity instead of the CPU's where it is serverless", async () => {
    const plan = await planCluster({ ...minimal, capacity: { kind: "serverless", minimumAcu: 1, maximumAcu: 8 } });
    const expected = AT_DEFAULTS.map((identity) => identity.replace("inventory-cpu", "inventory-capacity"));
    expect(identities(plan)).toStrictEqual(expected.toSorted());
    expect(inputs(plan, "inventory-cluster")["serverlessv2ScalingConfiguration"]).toStrictEqual({
      minCapacity: 1,
      maxCapacity: 8,
    });
    expect(inputs(plan, "inventory-instance-a")["instanceClass"]).toBe("db.serverless");
  });

  it("creates the cluster of the defaults", async () => {
    const plan = await planCluster(minimal);
    expect(inputs(plan, "inventory-cluster")).toStrictEqual({
      clusterIdentifier: "prod-eu-central-1-inventory",
      engine: "aurora-postgresql",
      engineVersion: "17.9",
      databaseName: "inventory",
      masterUsername: "dbowner",
      masterPassword: secret("generated-elsewhere"),
      port: 5432,
      dbSubnetGroupName: named(plan, "inventory-subnets").outputs["name"],
      dbClusterParameterGroupName: named(plan, "inventory-parameters").outputs["name"],
      vpcSecurityGroupIds: [idOf(named(plan, "inventory-group"))],
      storageType: "",
      storageEncrypted: true,
      kmsKeyId: keyArn,
      iamDatabaseAuthenticationEnabled: true,
      enabledCloudwatchLogsExports: ["postgresql"],
      backupRetentionPeriod: 14,
      copyTagsToSnapshot: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: "prod-eu-central-1-inventory-final",
      deleteAutomatedBackups: false,
      deletionProtection: true,
      tags: { ...tags, Name: "inventory-cluster" },
    });
    expect(named(plan, "inventory-cluster").dependencies).toContain(named(plan, "inventory-logs").urn);
  });

  it("creates the instances of the defaults", async () => {
    const plan = await planCluster(minimal);
    for (const letter of ["a", "b"]) {
      expect(inputs(plan, `inventory-instance-${letter}`)).toStrictEqual({
        identifier: `prod-eu-central-1-inventory-${letter}`,
        clusterIdentifier: "prod-eu-central-1-inventory",
        engine: "aurora-postgresql",
        instanceClass: "db.r7g.large",
        availabilityZone: `eu-central-1${letter}`,
        promotionTier: 0,
        publiclyAccessible: false,
        autoMinorVersionUpgrade: true,
        copyTagsToSnapshot: true,
        dbParameterGroupName: named(plan, "inventory-instance-parameters").outputs["name"],
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: keyArn,
        performanceInsightsRetentionPeriod: 7,
        monitoringInterval: 60,
        monitoringRoleArn: named(plan, "inventory-monitoring").outputs["arn"],
        tags: { ...tags, Name: `inventory-instance-${letter}` },
      });
    }
    expect(inputs(plan, "inventory-monitoring")).toStrictEqual({
      assumeRolePolicy: serviceTrust("monitoring.rds.amazonaws.com"),
      tags: { ...tags, Name: "inventory-monitoring" },
    });
    expect(inputs(plan, "inventory-monitoring-policy")).toStrictEqual({
      role: named(plan, "inventory-monitoring").outputs["name"],
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    });
  });

  it("creates what the cluster stands on", async () => {
    const plan = await planCluster(minimal);
    const { clusterParameters, instanceParameters } = planRelational(minimal);
    const common = { description: "Database prod-eu-central-1-inventory" };
    expect(inputs(plan, "inventory-logs")).toStrictEqual({
      name: "/aws/rds/cluster/prod-eu-central-1-inventory/postgresql",
      kmsKeyId: logKeyArn,
      retentionInDays: 90,
      tags: { ...tags, Name: "inventory-logs" },
    });
    expect(inputs(plan, "inventory-subnets")).toStrictEqual({
      ...common,
      subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
      tags: { ...tags, Name: "inventory-subnets" },
    });
    expect(inputs(plan, "inventory-parameters")).toStrictEqual({
      ...common,
      family: "aurora-postgresql17",
      parameters: clusterParameters,
      tags: { ...tags, Name: "inventory-parameters" },
    });
    expect(inputs(plan, "inventory-instance-parameters")).toStrictEqual({
      ...common,
      family: "aurora-postgresql17",
      parameters: instanceParameters,
      tags: { ...tags, Name: "inventory-instance-parameters" },
    });
  });

  it("lets in the given security groups and the proxy, and nothing out", async () => {
    const plan = await planCluster(minimal);
    const group = idOf(named(plan, "inventory-group"));
    const proxyGroup = idOf(named(plan, "inventory-proxy-group"));
    const rule = { ipProtocol: "tcp", fromPort: 5432, toPort: 5432 };
    expect(inputs(plan, "inventory-group")).toStrictEqual({
      description: "Database prod-eu-central-1-inventory",
      vpcId: "vpc-1",
      tags: { ...tags, Name: "inventory-group" },
    });
    const rules = children(plan).filter(({ type }) => type.includes("securityGroupIngressRule"));
    expect(Object.fromEntries(rules.map(({ name, inputs: all }) => [name, all]))).toStrictEqual({
      "inventory-from-service": {
        ...rule,
        securityGroupId: group,
        referencedSecurityGroupId: "sg-service",
        tags: { ...tags, Name: "inventory-from-service" },
      },
      "inventory-proxy-from-service": {
        ...rule,
        securityGroupId: proxyGroup,
        referencedSecurityGroupId: "sg-service",
        tags: { ...tags, Name: "inventory-proxy-from-service" },
      },
      "inventory-proxy-to-cluster": {
        ...rule,
        securityGroupId: group,
        referencedSecurityGroupId: proxyGroup,
        tags: { ...tags, Name: "inventory-proxy-to-cluster" },
      },
    });
    const out = children(plan).filter(({ type }) => type.includes("securityGroupEgressRule"));
    expect(out.map(({ inputs: all }) => [all["securityGroupId"], all["referencedSecurityGroupId"]])).toStrictEqual([
      [proxyGroup, group],
    ]);
  });

  it("creates a proxy that requires TLS and IAM, with an endpoint for the writer and one for the readers", async () => {
    const plan = await planCluster(minimal);
    const subnets = ["subnet-a", "subnet-b", "subnet-c"];
    const groups = [idOf(named(plan, "inventory-proxy-group"))];
    expect(inputs(plan, "inventory-proxy-proxy")).toStrictEqual({
      name: "prod-eu-central-1-inventory",
      engineFamily: "POSTGRESQL",
      requireTls: true,
      debugLogging: false,
      idleClientTimeout: 1_800,
      roleArn: named(plan, "inventory-proxy-role").outputs["arn"],
      auths: [
        {
          authScheme: "SECRETS",
          iamAuth: "REQUIRED",
          clientPasswordAuthType: "POSTGRES_SCRAM_SHA_256",
          description: "Database user inventory",
          secretArn: userSecretArn,
        },
      ],
      vpcSubnetIds: subnets,
      vpcSecurityGroupIds: groups,
      tags: { ...tags, Name: "inventory-proxy-proxy" },
    });
    expect(inputs(plan, "inventory-proxy-read-only")).toStrictEqual({
      dbProxyEndpointName: "prod-eu-central-1-inventory-read-only",
      dbProxyName: "prod-eu-central-1-inventory",
      targetRole: "READ_ONLY",
      vpcSubnetIds: subnets,
      vpcSecurityGroupIds: groups,
      tags: { ...tags, Name: "inventory-proxy-read-only" },
    });
    expect(CONNECTION_POOL).toStrictEqual({
      maxConnectionsPercent: 90,
      maxIdleConnectionsPercent: 50,
      connectionBorrowTimeout: 30,
    });
    expect(inputs(plan, "inventory-proxy-target-group")).toStrictEqual({
      dbProxyName: "prod-eu-central-1-inventory",
      connectionPoolConfig: CONNECTION_POOL,
    });
    const target = named(plan, "inventory-proxy-target");
    expect(target.inputs).toMatchObject({
      dbProxyName: "prod-eu-central-1-inventory",
      dbClusterIdentifier: "prod-eu-central-1-inventory",
    });
    expect(target.propertyDependencies["targetGroupName"]).toStrictEqual([
      named(plan, "inventory-proxy-target-group").urn,
    ]);
  });

  it("lets the proxy read the secrets of its users, once the instances are there", async () => {
    const plan = await planCluster({ ...minimal, secretKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/secrets" });
    expect(inputs(plan, "inventory-proxy-role")["assumeRolePolicy"]).toBe(serviceTrust("rds.amazonaws.com"));
    expect(inputs(plan, "inventory-proxy-read-users")).toStrictEqual({
      role: named(plan, "inventory-proxy-role").outputs["name"],
      policy: secretReadingPolicy([userSecretArn], "arn:aws:kms:eu-central-1:111122223333:key/secrets"),
    });
    expect(named(plan, "inventory-proxy-target").dependencies).toContain(named(plan, "inventory-instance-b").urn);
    expect(inputs(plan, "inventory-proxy-logs")).toStrictEqual({
      name: "/aws/rds/proxy/prod-eu-central-1-inventory",
      kmsKeyId: logKeyArn,
      retentionInDays: 90,
      tags: { ...tags, Name: "inventory-proxy-logs" },
    });
  });

  it("creates the alarms of its plan, each on the cluster", async () => {
    const plan = await planCluster(primary);
    const { alarms } = planRelational(primary);
    for (const role of RELATIONAL_ALARMS) {
      const alarm = alarms[role];
      if (alarm === undefined) {
        expect(role).toBe("capacity");
        continue;
      }
      expect(inputs(plan, `inventory-${role}`)).toStrictEqual({
        alarmDescription: alarm.description,
        namespace: "AWS/RDS",
        metricName: alarm.metricName,
        dimensions: { DBClusterIdentifier: "prod-eu-central-1-inventory" },
        statistic: alarm.statistic,
        period: alarm.periodSeconds,
        evaluationPeriods: alarm.evaluationPeriods,
        datapointsToAlarm: alarm.datapointsToAlarm,
        comparisonOperator: alarm.comparisonOperator,
        threshold: alarm.threshold,
        treatMissingData: alarm.treatMissingData,
        alarmActions: [topic],
        okActions: [topic],
        tags: { ...tags, Name: `inventory-${role}` },
      });
    }
  });

  it("gives an initial secondary its own region's key, and neither user nor password nor database", async () => {
    const plan = await planCluster(secondary);
    const cluster = inputs(plan, "inventory-cluster");
    expect(cluster).toMatchObject({
      globalClusterIdentifier: "prod-eu-inventory",
      sourceRegion: "eu-central-1",
      kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/store",
      storageEncrypted: true,
    });
    for (const input of ["masterUsername", "masterPassword", "databaseName", "replicationSourceIdentifier"]) {
      expect(cluster).not.toHaveProperty(input);
    }
    const regions = children(plan)
      .filter(({ type }) => !type.startsWith("aws:iam/"))
      .map((resource) => resource.inputs["region"]);
    expect(new Set(regions)).toStrictEqual(new Set(["eu-west-1"]));
  });

  it("gives an initial primary its user, its password and its global database", async () => {
    const cluster = inputs(await planCluster(primary), "inventory-cluster");
    expect(cluster).toMatchObject({
      globalClusterIdentifier: "prod-eu-inventory",
      masterUsername: "dbowner",
      masterPassword: secret("generated-elsewhere"),
      databaseName: "inventory",
    });
    expect(cluster).not.toHaveProperty("sourceRegion");
  });

  it.each([primary, secondary])("differs in inputs of roles alone when roles are exchanged", async (member) => {
    const before = await planCluster({ ...member, currentRole: "primary" });
    const after = await planCluster({ ...member, currentRole: "secondary" });
    const ofRoles = { "inventory-replication-lag": ["treatMissingData"] };
    expect(apartFrom(after, ofRoles)).toStrictEqual(apartFrom(before, ofRoles));
    expect(inputs(before, "inventory-replication-lag")["treatMissingData"]).toBe("notBreaching");
    expect(inputs(after, "inventory-replication-lag")["treatMissingData"]).toBe("breaching");
    expect(after.outputs).toStrictEqual({ ...before.outputs, role: "secondary" });
  });

  it("leaves passwords, membership and versions of a member to the service", async () => {
    const plan = await planCluster(secondary);
    expect(named(plan, "inventory-cluster").options.ignoreChanges).toStrictEqual(
      planRelational(secondary).ignoreChanges,
    );
    expect(inputs(plan, "inventory-instance-a")).not.toHaveProperty("engineVersion");
  });

  it("keeps what holds data from deletion by default, and not where it is told otherwise", async () => {
    const kept = children(await planCluster(minimal)).filter(({ options }) => options.protect === true);
    expect(kept.map(({ name }) => name).toSorted()).toStrictEqual([
      "inventory-cluster",
      "inventory-instance-a",
      "inventory-instance-b",
    ]);
    for (const { options } of kept) {
      expect(options).toMatchObject({ retainOnDelete: true, deleteBeforeReplace: true });
    }
    const disposable = await planCluster({ ...minimal, protect: false });
    const still = children(disposable).filter(({ options }) => (options.protect ?? options.retainOnDelete) === true);
    expect(still).toStrictEqual([]);
    expect(inputs(disposable, "inventory-cluster")["deletionProtection"]).toBe(false);
  });

  it("replaces what is named explicitly by deleting it first", async () => {
    const explicit = children(await planCluster(minimal)).filter(({ inputs: all }) =>
      ["name", "clusterIdentifier", "identifier", "dbProxyEndpointName"].some((key) => Object.hasOwn(all, key)),
    );
    expect(explicit.map(({ name }) => name).toSorted()).toStrictEqual([
      "inventory-cluster",
      "inventory-instance-a",
      "inventory-instance-b",
      "inventory-logs",
      "inventory-proxy-logs",
      "inventory-proxy-proxy",
      "inventory-proxy-read-only",
    ]);
    expect(explicit.filter(({ options }) => options.deleteBeforeReplace !== true)).toStrictEqual([]);
  });

  it("creates readers that scale, exports, and neither proxy nor monitoring, where it is told so", async () => {
    const plan = await planCluster({
      ...minimal,
      proxy: false,
      monitoringIntervalSeconds: 0,
      storage: "io-optimized",
      readerScaling: { maximum: 4, targetCpuPercent: 50 },
      exportTo: {
        bucketArn: "arn:aws:s3:::archive",
        keyArn: "arn:aws:kms:eu-central-1:111122223333:key/archive",
        prefix: "relational",
        s3PrefixListId: "pl-1",
      },
    });
    const gone = AT_DEFAULTS.filter((identity) => !/-proxy|-monitoring/.test(identity));
    expect(identities(plan)).toStrictEqual(
      [
        ...gone,
        "aws:appautoscaling/policy:Policy inventory-readers-policy inventory",
        "aws:appautoscaling/target:Target inventory-readers inventory",
        "aws:iam/role:Role inventory-export-role inventory-export",
        "aws:iam/rolePolicy:RolePolicy inventory-export-write inventory-export",
        "aws:rds/clusterRoleAssociation:ClusterRoleAssociation inventory-export-feature inventory-export",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule inventory-export-to-s3 inventory-export",
        "inventory:relational:DatabaseExport inventory-export inventory",
      ].toSorted(),
    );
    expect(inputs(plan, "inventory-cluster")["storageType"]).toBe("aurora-iopt1");
    expect(inputs(plan, "inventory-instance-a")).not.toHaveProperty("monitoringRoleArn");
    const count = {
      serviceNamespace: "rds",
      scalableDimension: "rds:cluster:ReadReplicaCount",
      resourceId: "cluster:prod-eu-central-1-inventory",
    };
    expect(inputs(plan, "inventory-readers")).toStrictEqual({
      ...count,
      minCapacity: 1,
      maxCapacity: 4,
      tags: { ...tags, Name: "inventory-readers" },
    });
    expect(inputs(plan, "inventory-readers-policy")).toStrictEqual({
      ...count,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "RDSReaderAverageCPUUtilization" },
        targetValue: 50,
        scaleInCooldown: 600,
        scaleOutCooldown: 120,
      },
    });
    expect(inputs(plan, "inventory-export-role")["assumeRolePolicy"]).toBe(
      serviceTrust("rds.amazonaws.com", { ArnEquals: { "aws:SourceArn": CLUSTER_ARN } }),
    );
    expect(inputs(plan, "inventory-export-write")["policy"]).toBe(
      exportPolicy("arn:aws:s3:::archive", "relational", "arn:aws:kms:eu-central-1:111122223333:key/archive"),
    );
    expect(inputs(plan, "inventory-export-feature")).toStrictEqual({
      dbClusterIdentifier: "prod-eu-central-1-inventory",
      featureName: "s3Export",
      roleArn: named(plan, "inventory-export-role").outputs["arn"],
    });
    expect(inputs(plan, "inventory-export-to-s3")).toStrictEqual({
      securityGroupId: idOf(named(plan, "inventory-group")),
      prefixListId: "pl-1",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      tags: { ...tags, Name: "inventory-export-to-s3" },
    });
    expect(plan.outputs["exportRoleArn"]).toBe(named(plan, "inventory-export-role").outputs["arn"]);
    expect(plan.outputs).not.toHaveProperty("proxyEndpoint");
  });

  it("tags everything that takes tags, and puts everything that takes a region into the cluster's", async () => {
    const resources = children(
      await planCluster({
        ...secondary,
        exportTo: { bucketArn: "arn:aws:s3:::archive", keyArn, prefix: "relational", s3PrefixListId: "pl-1" },
      }),
    );
    const untagged = resources.filter(({ type, inputs: all }) => tagShapeOf(type) !== undefined && !("tags" in all));
    expect(untagged.map(({ name }) => name)).toStrictEqual([]);
    const elsewhere = resources.filter(({ type, inputs: all }) => takesRegion(type) && all["region"] !== "eu-west-1");
    expect(elsewhere.map(({ name }) => name)).toStrictEqual([]);
  });

  it("gives what services connect by", async () => {
    const plan = await planCluster(minimal);
    const cluster = named(plan, "inventory-cluster").outputs;
    expect(plan.outputs).toStrictEqual({
      clusterIdentifier: "prod-eu-central-1-inventory",
      arn: CLUSTER_ARN,
      databaseName: "inventory",
      port: 5432,
      role: "alone",
      endpoint: cluster["endpoint"],
      readerEndpoint: cluster["readerEndpoint"],
      proxyEndpoint: named(plan, "inventory-proxy-proxy").outputs["endpoint"],
      proxyReadOnlyEndpoint: named(plan, "inventory-proxy-read-only").outputs["endpoint"],
      connectArns: {
        inventory: [
          `arn:aws:rds-db:eu-central-1:000000000000:dbuser:${String(cluster["clusterResourceId"])}/inventory`,
          expect.stringMatching(/^arn:aws:rds-db:eu-central-1:000000000000:dbuser:.+\/inventory$/),
        ],
      },
      securityGroupId: idOf(named(plan, "inventory-group")),
    });
  });

  it("gives what users connect by where there is no proxy, once for each", async () => {
    const plan = await planCluster({ ...minimal, proxy: false, proxyUsers: {}, iamUsers: ["dbowner", "dbowner"] });
    const { clusterResourceId } = named(plan, "inventory-cluster").outputs;

    expect(plan.outputs["connectArns"]).toStrictEqual({
      dbowner: [`arn:aws:rds-db:eu-central-1:000000000000:dbuser:${String(clusterResourceId)}/dbowner`],
    });
  });

  it("plans its children where outputs are unknown", async () => {
    expect(identities(await planCluster(minimal, "unknowns"))).toStrictEqual(AT_DEFAULTS);
  });
});
