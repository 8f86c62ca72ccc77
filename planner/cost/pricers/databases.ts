import { auroraInstanceClassFacts, HOURS_OF_A_MONTH, instanceShape } from "../../../facts";
import { fixed, inRegion, product, used, type Charge } from "../charge";
import type { Pricer } from "../pricer";
import { Undecided } from "../../resource/reader";
import type { Subject } from "../subject";

const IO_OPTIMIZED = "aurora-iopt1";
const SERVERLESS = "db.serverless";
/** Days of Performance Insights that cost nothing. */
const FREE_INSIGHTS_DAYS = 7;

export const auroraCluster: Pricer = {
  type: "aws:rds/cluster:Cluster",
  usage: {
    storageGb: "GB that the cluster stores",
    monthlyIoRequests: "I/O requests; not billed with I/O-optimised storage",
    backupStorageGb: "GB of backups beyond the size of the cluster",
    replicatedWriteIos: "write I/Os that a global database sends to another region",
  },
  charges(cluster) {
    const optimized = isIoOptimized(cluster);
    return [
      used("storage", optimized ? "aurora:io-optimized-storage" : "aurora:storage", cluster.use("storageGb")),
      ...(optimized ? [] : [used("I/O requests", "aurora:io-request", cluster.use("monthlyIoRequests"))]),
      used("backup storage", "aurora:backup", cluster.use("backupStorageGb")),
      ...(cluster.has("globalClusterIdentifier") && cluster.use("replicatedWriteIos") !== undefined
        ? [used("replicated writes", "aurora:replicated-write-io", cluster.use("replicatedWriteIos"))]
        : []),
    ];
  },
};

export const auroraInstance: Pricer = {
  type: "aws:rds/clusterInstance:ClusterInstance",
  usage: { averageCapacityUnits: "Aurora capacity units in the mean of the month, of a serverless instance" },
  charges(instance) {
    const type = instance.text("instanceClass");
    const cluster = clusterOf(instance);
    const prefix = isIoOptimized(cluster) ? "io-optimized-" : "";
    return type === SERVERLESS
      ? [used("capacity", `aurora:${prefix}acu-hour`, capacityHours(instance, cluster))]
      : [
          fixed(`${type}${prefix === "" ? "" : ", I/O-optimised"}`, `aurora:${prefix}${type}`, HOURS_OF_A_MONTH),
          ...insightsCharges(instance, type),
        ];
  },
};

/** Without a stated mean, what is paid at least: the lower bound of the cluster's scaling. */
function capacityHours(instance: Subject, cluster: Subject): number | undefined {
  const mean = instance.use("averageCapacityUnits") ?? cluster.number("serverlessv2ScalingConfiguration.minCapacity");
  return product(mean, HOURS_OF_A_MONTH);
}

function insightsCharges(instance: Subject, type: string): readonly Charge[] {
  const days = instance.number("performanceInsightsRetentionPeriod", FREE_INSIGHTS_DAYS);
  return instance.flag("performanceInsightsEnabled") && days > FREE_INSIGHTS_DAYS
    ? [
        fixed(
          "Performance Insights, long retention",
          `performance-insights:${type.slice(0, type.lastIndexOf("."))}`,
          vcpusOf(type),
        ),
      ]
    : [];
}

function isIoOptimized(cluster: Subject): boolean {
  return cluster.text("storageType", "") === IO_OPTIMIZED;
}

/** The cluster that an instance belongs to: by identifier where both are known. */
function clusterOf(instance: Subject): Subject {
  const identifier = instance.text("clusterIdentifier");
  const clusters = instance.stack.ofType(auroraCluster.type);
  const found = clusters.find(({ resource }) =>
    [resource.inputs["clusterIdentifier"], resource.id].includes(identifier),
  );
  if (found === undefined) {
    throw new Undecided(`cluster "${identifier}" is not in this stack`);
  }
  return found;
}

export const databaseProxy: Pricer = {
  type: "aws:rds/proxy:Proxy",
  usage: { averageCapacityUnits: "capacity units in the mean of the month, of serverless databases behind it" },
  charges(proxy) {
    const classes = classesBehind(proxy);
    const vcpus = classes.filter((name) => name !== SERVERLESS).reduce((sum, name) => sum + vcpusOf(name), 0);
    return [
      ...(vcpus > 0 ? [fixed("vCPUs of its databases", "rds-proxy:vcpu-hour", vcpus * HOURS_OF_A_MONTH)] : []),
      ...(classes.includes(SERVERLESS)
        ? [
            used(
              "capacity units of its databases",
              "rds-proxy:acu-hour",
              product(proxy.use("averageCapacityUnits"), HOURS_OF_A_MONTH),
            ),
          ]
        : []),
    ];
  },
};

/** Classes of the instances in the clusters that a proxy leads to. */
function classesBehind(proxy: Subject): readonly string[] {
  const clusters = proxy.stack
    .ofType("aws:rds/proxyTarget:ProxyTarget")
    .filter((target) => target.text("dbProxyName") === proxy.text("name"))
    .map((target) => target.text("dbClusterIdentifier"));
  const instances = proxy.stack
    .ofType(auroraInstance.type)
    .filter((instance) => clusters.includes(instance.text("clusterIdentifier")));
  if (instances.length === 0) {
    throw new Undecided("the databases behind it are not in this stack");
  }
  return instances.map((instance) => instance.text("instanceClass"));
}

/** vCPUs of a class: of Aurora's table, otherwise those of the machine that it is named after. */
function vcpusOf(instanceClass: string): number {
  const facts = auroraInstanceClassFacts(instanceClass) ?? instanceShape(instanceClass.replace(/^db\./, ""));
  if (facts === undefined) {
    throw new Undecided(`"${instanceClass}" is in no table of instance classes`);
  }
  return facts.vcpus;
}

export const replicationGroup: Pricer = {
  type: "aws:elasticache/replicationGroup:ReplicationGroup",
  usage: { backupStorageGb: "GB of snapshots" },
  charges(group) {
    const [engine, type] = [group.text("engine", "redis"), group.text("nodeType")];
    const nodes = group.has("numNodeGroups")
      ? group.number("numNodeGroups") * (group.number("replicasPerNodeGroup", 0) + 1)
      : group.number("numCacheClusters", 1);
    return [
      fixed(`${nodes} × ${type}`, `elasticache:${engine}:${type}`, nodes * HOURS_OF_A_MONTH),
      ...(group.number("snapshotRetentionLimit", 0) > 0
        ? [used("snapshots", "elasticache:backup", group.use("backupStorageGb"))]
        : []),
    ];
  },
};

export const serverlessCache: Pricer = {
  type: "aws:elasticache/serverlessCache:ServerlessCache",
  usage: { averageGb: "GB stored in the mean of the month", monthlyEcpus: "processing units" },
  charges(cache) {
    const engine = cache.text("engine");
    return [
      used(
        "data stored",
        `elasticache:serverless-${engine}-gb-hour`,
        product(cache.use("averageGb"), HOURS_OF_A_MONTH),
      ),
      used("processing units", `elasticache:serverless-${engine}-ecpu`, cache.use("monthlyEcpus")),
    ];
  },
};

export const table: Pricer = {
  type: "aws:dynamodb/table:Table",
  usage: {
    monthlyWriteUnits: "write request units, on demand; each replica writes as many again",
    monthlyReadUnits: "read request units of one region, on demand",
    storageGb: "GB stored in one region, indexes included",
  },
  charges(table) {
    const isProvisioned = table.text("billingMode", "PROVISIONED") === "PROVISIONED";
    const replicas = table.list("replicas").map((_, index) => table.text(`replicas.${index}.regionName`));
    return [
      ...(isProvisioned ? provisioned(table, "wcu") : onDemand(table, "write")),
      ...storage(table),
      ...replicas.flatMap((region) =>
        [
          ...(isProvisioned ? provisioned(table, "replicated-wcu") : onDemand(table, "replicated-write")),
          ...storage(table),
        ].map((charge) => inRegion(region, charge)),
      ),
    ];
  },
};

function storage(table: Subject): readonly Charge[] {
  const size = table.use("storageGb");
  return [
    used("storage", "dynamodb:storage", size),
    ...(table.flag("pointInTimeRecovery.enabled") ? [used("point-in-time recovery", "dynamodb:pitr", size)] : []),
  ];
}

/** The table's own units, and those of its global indexes. */
function provisioned(table: Subject, writes: "wcu" | "replicated-wcu"): readonly Charge[] {
  const indexes = table.list("globalSecondaryIndexes").map((_, index) => `globalSecondaryIndexes.${index}.`);
  const hours = (unit: string): number =>
    ["", ...indexes].reduce((sum, under) => sum + table.number(`${under}${unit}`, 0), 0) * HOURS_OF_A_MONTH;
  return [
    fixed("write capacity", `dynamodb:${writes}-hour`, hours("writeCapacity")),
    fixed("read capacity", "dynamodb:rcu-hour", hours("readCapacity")),
  ];
}

function onDemand(table: Subject, writes: "write" | "replicated-write"): readonly Charge[] {
  return [
    used("write units", `dynamodb:${writes}-request-unit`, table.use("monthlyWriteUnits")),
    used("read units", "dynamodb:read-request-unit", table.use("monthlyReadUnits")),
  ];
}
