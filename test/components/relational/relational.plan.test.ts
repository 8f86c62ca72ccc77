import { DATABASE_CONNECTIONS } from "../../../facts/database-connections";
import fc from "fast-check";
import {
  CLUSTER_PARAMETERS,
  CONNECTIONS_ALARM_PERCENT,
  CREATION_ONLY,
  FREE_MEMORY_ALARM_PERCENT,
  GLOBALLY_OWNED,
  GUARDED_PARAMETERS,
  INSIGHTS_RETENTION_DAYS,
  INSTANCE_PARAMETERS,
  maximumConnections,
  planRelational,
  RELATIONAL_ALARMS,
  RELATIONAL_DEFAULTS,
} from "../../../components/relational";
import { minimal, primary, secondary } from "./fixture";

const RUNBOOK = "https://runbooks.example.com";
const serverless = { kind: "serverless", minimumAcu: 0.5, maximumAcu: 8 } as const;

describe("planRelational", () => {
  it("plans two instances, two weeks of backups and a proxy at defaults", () => {
    expect(RELATIONAL_DEFAULTS).toStrictEqual({
      zones: 2,
      capacity: { kind: "provisioned", instanceClass: "db.r7g.large" },
      initialRole: "alone",
      masterUsername: "dbowner",
      storage: "standard",
      backupRetention: "14 days",
      port: 5432,
      monitoringIntervalSeconds: 60,
      logRetentionDays: 90,
      autoMinorVersionUpgrade: true,
      pauseAfter: "5 minutes",
      targetCpuPercent: 60,
      proxy: true,
      replicationLagAlarm: "5 seconds",
      utilizationAlarmPercent: 85,
      protect: true,
    });
    const { alarms, clusterParameters, instanceParameters, ...plan } = planRelational(minimal);
    const instance = { instanceClass: "db.r7g.large", promotionTier: 0 };
    expect(plan).toStrictEqual({
      clusterIdentifier: "prod-eu-central-1-inventory",
      engineVersion: "17.9",
      family: "aurora-postgresql17",
      initialRole: "alone",
      currentRole: "alone",
      origin: { databaseName: "inventory", masterUsername: "dbowner" },
      ignoreChanges: CREATION_ONLY,
      finalSnapshotIdentifier: "prod-eu-central-1-inventory-final",
      logGroupName: "/aws/rds/cluster/prod-eu-central-1-inventory/postgresql",
      logRetentionDays: 90,
      instances: {
        a: { ...instance, identifier: "prod-eu-central-1-inventory-a", zone: "eu-central-1a" },
        b: { ...instance, identifier: "prod-eu-central-1-inventory-b", zone: "eu-central-1b" },
      },
      storageType: "",
      backupRetentionDays: 14,
      port: 5432,
      monitoringIntervalSeconds: 60,
      autoMinorVersionUpgrade: true,
      proxy: true,
    });
    expect(Object.keys(alarms).toSorted()).toStrictEqual(["connections", "cpu", "deadlocks", "free-memory"]);
    expect(clusterParameters).toHaveLength(Object.keys(CLUSTER_PARAMETERS).length);
    expect(instanceParameters).toHaveLength(Object.keys(INSTANCE_PARAMETERS).length);
    expect(INSIGHTS_RETENTION_DAYS).toBe(7);
  });

  it("leaves what an initial secondary takes from the primary out of it", () => {
    const plan = planRelational(secondary);
    expect(plan).not.toHaveProperty("origin");
    expect(plan).toMatchObject({ initialRole: "secondary", currentRole: "secondary", sourceRegion: "eu-central-1" });
    expect(planRelational(primary)).not.toHaveProperty("sourceRegion");
  });

  it("leaves what the service owns to the service", () => {
    expect(CREATION_ONLY).toStrictEqual([
      "databaseName",
      "masterPassword",
      "masterUsername",
      "replicationSourceIdentifier",
      "snapshotIdentifier",
      "sourceRegion",
    ]);
    expect(GLOBALLY_OWNED).toStrictEqual(["engineVersion", "globalClusterIdentifier"]);
    expect(planRelational(primary).ignoreChanges).toStrictEqual([...CREATION_ONLY, ...GLOBALLY_OWNED].toSorted());
    expect(planRelational(secondary).ignoreChanges).toStrictEqual(planRelational(primary).ignoreChanges);
  });

  it.each([primary, secondary])("changes nothing but an alarm's view of silence with the current role", (member) => {
    const { alarms: asPrimary, ...first } = planRelational({ ...member, currentRole: "primary" });
    const { alarms: asSecondary, ...second } = planRelational({ ...member, currentRole: "secondary" });
    expect({ ...second, currentRole: "primary" }).toStrictEqual(first);
    expect(asSecondary).toStrictEqual({
      ...asPrimary,
      "replication-lag": { ...asPrimary["replication-lag"], treatMissingData: "breaching" },
    });
    expect(asPrimary["replication-lag"]?.treatMissingData).toBe("notBreaching");
  });

  it("plans the alarms of a member", () => {
    const { alarms } = planRelational(secondary);
    const sustained = { periodSeconds: 60, evaluationPeriods: 5, datapointsToAlarm: 3, statistic: "Maximum" };
    const high = {
      ...sustained,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
    };
    const name = "prod-eu-west-1-inventory";
    expect(alarms).toStrictEqual({
      "replication-lag": {
        ...high,
        metricName: "AuroraGlobalDBReplicationLag",
        threshold: 5_000,
        treatMissingData: "breaching",
        description: `${name}: as a secondary, it is 5 seconds behind the primary. Runbook: ${RUNBOOK}/database-replication-lag.md`,
      },
      cpu: {
        ...high,
        metricName: "CPUUtilization",
        threshold: 85,
        description: `${name}: an instance uses 85 % of its CPU. Runbook: ${RUNBOOK}/database-cpu.md`,
      },
      "free-memory": {
        ...high,
        metricName: "FreeableMemory",
        statistic: "Minimum",
        comparisonOperator: "LessThanOrEqualToThreshold",
        threshold: 1_717_986_918,
        description: `${name}: an instance has 10 % of its memory left. Runbook: ${RUNBOOK}/database-free-memory.md`,
      },
      connections: {
        ...high,
        metricName: "DatabaseConnections",
        threshold: 1_351,
        description: `${name}: an instance has 1351 connections. Runbook: ${RUNBOOK}/database-connections.md`,
      },
      deadlocks: {
        ...high,
        metricName: "Deadlocks",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        description: `${name}: transactions wait for each other, and some are ended. Runbook: ${RUNBOOK}/database-deadlocks.md`,
      },
    });
  });

  it("plans the alarms of serverless capacity by the most it grows to", () => {
    const { alarms } = planRelational({ ...minimal, capacity: serverless, utilizationAlarmPercent: 90 });
    expect(Object.keys(alarms).toSorted()).toStrictEqual(["capacity", "connections", "deadlocks", "free-memory"]);
    expect(alarms.capacity).toMatchObject({ metricName: "ACUUtilization", threshold: 90 });
    expect(alarms["free-memory"]?.threshold).toBe(Math.floor((16 * 1024 ** 3 * FREE_MEMORY_ALARM_PERCENT) / 100));
    expect(alarms.connections?.threshold).toBe(Math.floor((1_802 * CONNECTIONS_ALARM_PERCENT) / 100));
  });

  it("knows six alarms, each of which some cluster has", () => {
    const plans = [planRelational(secondary), planRelational({ ...minimal, capacity: serverless })];
    const planned = new Set(plans.flatMap(({ alarms }) => Object.keys(alarms)));
    expect([...planned].toSorted()).toStrictEqual([...RELATIONAL_ALARMS].toSorted());
  });

  it.each([
    [{ kind: "provisioned", instanceClass: "db.r7g.large" }, 1_802],
    [{ kind: "provisioned", instanceClass: "db.r8g.48xlarge" }, DATABASE_CONNECTIONS.most],
    [{ kind: "serverless", minimumAcu: 0.5, maximumAcu: 64 }, DATABASE_CONNECTIONS.mostWhereSmall],
    [{ kind: "serverless", minimumAcu: 1, maximumAcu: 64 }, DATABASE_CONNECTIONS.most],
  ] as const)("counts the connections of %p: %p", (capacity, connections) => {
    expect(maximumConnections(capacity)).toBe(connections);
  });

  it.each([
    [serverless, { minCapacity: 0.5, maxCapacity: 8 }],
    [
      { ...serverless, minimumAcu: 0 },
      { minCapacity: 0, maxCapacity: 8, secondsUntilAutoPause: 300 },
    ],
    [
      { ...serverless, minimumAcu: 0, pauseAfter: "1 hour" },
      { minCapacity: 0, maxCapacity: 8, secondsUntilAutoPause: 3_600 },
    ],
  ] as const)("plans the serverless capacity %p as %p", (capacity, planned) => {
    const plan = planRelational({ ...minimal, capacity });
    expect(plan.serverless).toStrictEqual(planned);
    expect(plan.instances["a"]?.instanceClass).toBe("db.serverless");
  });

  it("plans every choice that is made", () => {
    const plan = planRelational({
      ...minimal,
      zones: ["eu-central-1c", "eu-central-1a", "eu-central-1b"],
      storage: "io-optimized",
      backupRetention: "35 days",
      port: 6432,
      masterUsername: "owner",
      monitoringIntervalSeconds: 0,
      logRetentionDays: 365,
      autoMinorVersionUpgrade: false,
      proxy: false,
      readerScaling: { maximum: 5 },
      clusterParameters: {
        log_statement: { value: "mod", apply: "immediate" },
        "rds.logical_replication": { value: "1", apply: "pending-reboot" },
      },
    });
    expect(Object.keys(plan.instances)).toStrictEqual(["a", "b", "c"]);
    expect(plan).toMatchObject({
      storageType: "aurora-iopt1",
      backupRetentionDays: 35,
      port: 6432,
      origin: { masterUsername: "owner" },
      monitoringIntervalSeconds: 0,
      logRetentionDays: 365,
      autoMinorVersionUpgrade: false,
      proxy: false,
      readerScaling: { minimum: 2, maximum: 5, targetCpuPercent: 60 },
    });
    expect(plan.clusterParameters).toContainEqual({ name: "log_statement", value: "mod", applyMethod: "immediate" });
    expect(plan.clusterParameters).toContainEqual({
      name: "rds.logical_replication",
      value: "1",
      applyMethod: "pending-reboot",
    });
    expect(plan.clusterParameters).toHaveLength(Object.keys(CLUSTER_PARAMETERS).length + 1);
  });

  it("plans the same whatever the order of subnets", () => {
    const entries = Object.entries(minimal.subnetIds);
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
        const plan = planRelational({ ...minimal, subnetIds: Object.fromEntries(shuffled) });
        expect(plan).toStrictEqual(planRelational(minimal));
      }),
    );
  });

  it("guards parameters of the table alone", () => {
    expect(GUARDED_PARAMETERS).toStrictEqual(["password_encryption", "rds.force_ssl", "ssl_min_protocol_version"]);
    for (const name of GUARDED_PARAMETERS) {
      expect(Object.keys(CLUSTER_PARAMETERS)).toContain(name);
    }
  });
});
