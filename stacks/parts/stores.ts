import * as pulumi from "@pulumi/pulumi";
import { Cache } from "../../components/cache";
import type { Cluster } from "../../components/cluster";
import type { EncryptionKey } from "../../components/keys";
import type { Network } from "../../components/network";
import type { BatchQueues } from "../../components/node-pools";
import { RelationalCluster, type RelationalClusterArgs } from "../../components/relational";
import { entryOf, type PartitionReference, type RegionOutputs } from "../outputs";
import type { PlannedDatabase } from "../topology";
import type { FunctionGroups } from "./functions";
import { buildKey, type Site } from "./site";

/** What the stores of a region are built on. */
export interface StoreFoundations {
  /** Outputs of the partition's stack. */
  readonly partition: PartitionReference;
  /** The region's network. */
  readonly network: Network;
  /** Key of the region's logs. */
  readonly logs: EncryptionKey;
  /** The cluster whose pods use the stores. */
  readonly cluster: Cluster | undefined;
  /** The queues whose jobs use the database. */
  readonly batch: BatchQueues | undefined;
  /** The groups of the functions that use the stores. */
  readonly groups: FunctionGroups;
}

/** The stores of a region that its services connect to. */
export interface Stores {
  /** The cluster of the database. */
  readonly database: RelationalCluster | undefined;
  /** The cache. */
  readonly cache: Cache | undefined;
}

/** Database user that the proxy knows. */
const FIRST_USER = "dbowner";

/** Builds the database and the cache of a region; nobody but pods, jobs and functions of the region reaches them. */
export function buildStores(site: Site, foundations: StoreFoundations): Stores {
  return { database: buildDatabase(site, foundations), cache: buildCache(site, foundations) };
}

function buildDatabase(site: Site, foundations: StoreFoundations): RelationalCluster | undefined {
  const { stack, opts } = site;
  const { database } = stack;
  if (database === undefined) {
    return undefined;
  }
  const { network, logs, partition } = foundations;
  return new RelationalCluster(
    database.databaseName,
    {
      clusterIdentifier: `${stack.name}-${database.databaseName}`,
      databaseName: database.databaseName,
      engineVersion: database.engineVersion,
      capacity: database.capacity,
      storage: database.storage,
      ...membershipOf(site, database, partition),
      ...proxyOf(site, database, partition),
      keyArn: partition.keyArns.apply((arns) => entryOf(arns, stack.region, "key of stores in")),
      logKeyArn: logs.keyArn,
      vpcId: network.vpcId,
      subnetIds: network.dataSubnetIds,
      clients: clientsOf(foundations),
      alarmTopicArns: [stack.alarmTopicArn],
      runbooksUrl: stack.runbooks,
      region: stack.region,
      protect: stack.protect,
      tags: database.tags,
    },
    opts,
  );
}

function clientsOf({ cluster, batch, groups }: StoreFoundations): RelationalClusterArgs["clients"] {
  return {
    ...(cluster === undefined ? {} : { pods: cluster.securityGroupId }),
    ...(batch === undefined ? {} : { jobs: batch.securityGroupId }),
    ...(groups.database === undefined ? {} : { functions: groups.database.securityGroupId }),
  };
}

/** Where the clusters of a database came from follows their initial roles; what they do now, their current ones. */
function membershipOf(
  { stack }: Site,
  { span }: PlannedDatabase,
  { database, databasePassword }: PartitionReference,
): Partial<RelationalClusterArgs> {
  const masterPassword = databasePassword.apply((password) => given(password, "databasePassword"));
  if (span === "initial-primary") {
    return { masterPassword };
  }
  return {
    initialRole: stack.initialRole,
    currentRole: stack.role,
    globalClusterIdentifier: database.apply((all) => given(all?.globalIdentifier, "database.globalIdentifier")),
    ...(stack.initialRole === "primary" ? { masterPassword } : { initialPrimaryRegion: stack.initialPrimary }),
  };
}

function proxyOf(
  { stack }: Site,
  { proxy }: PlannedDatabase,
  { database }: PartitionReference,
): Pick<RelationalClusterArgs, "proxy" | "proxyUsers" | "iamUsers"> {
  const secretArn = database.apply((all) => entryOf(given(all, "database").secretArns, stack.region, "secret in"));
  return proxy ? { proxyUsers: { [FIRST_USER]: secretArn } } : { proxy, iamUsers: [FIRST_USER] };
}

function given<T>(value: T | undefined, output: string): T {
  if (value === undefined) {
    throw new Error(`the partition's stack does not give ${output} yet; run pulumi up for it first`);
  }
  return value;
}

function buildCache(site: Site, { network, logs, cluster, groups }: StoreFoundations): Cache | undefined {
  const { stack, opts } = site;
  if (stack.cache === undefined) {
    return undefined;
  }
  const surroundings = {
    vpcId: network.vpcId,
    subnetIds: network.dataSubnetIds,
    clientSecurityGroupIds: {
      ...(cluster === undefined ? {} : { pods: cluster.securityGroupId }),
      ...(groups.cache === undefined ? {} : { functions: groups.cache.securityGroupId }),
    },
    keyArn: buildKey(site, "cache").keyArn,
    alarmTopicArns: [stack.alarmTopicArn],
    runbooksUrl: stack.runbooks,
    region: stack.region,
    protect: stack.protect,
    tags: stack.tags,
  };
  const shape = stack.cache.kind === "cluster" ? { ...stack.cache, logKeyArn: logs.keyArn } : stack.cache;
  return new Cache("cache", { ...shape, ...surroundings }, opts);
}

/** What others may know of the stores. */
export function storeOutputs({ database, cache }: Stores): Pick<RegionOutputs, "database" | "cache"> {
  return {
    ...{ database: database === undefined ? undefined : pulumi.output(databaseOutputs(database)) },
    ...{ cache: cache === undefined ? undefined : pulumi.output(cacheOutputs(cache)) },
  };
}

function databaseOutputs(database: RelationalCluster) {
  return {
    endpoint: writerOf(database),
    readerEndpoint: readerOf(database),
    name: database.databaseName,
    username: FIRST_USER,
    connectArns: connectArnsOf(database),
  };
}

function cacheOutputs({ address, port, arn, userArns }: Cache) {
  return { address, port, arn, userArns };
}

/** ARNs by which an IAM policy lets a principal log in to the database as its first user. */
export function connectArnsOf({ connectArns }: RelationalCluster): pulumi.Output<string>[] {
  return [...(connectArns[FIRST_USER] ?? [])];
}

/** Host that leads to the writer: of the proxy, where there is one. */
export function writerOf({ proxyEndpoint, endpoint }: RelationalCluster): pulumi.Output<string> {
  return proxyEndpoint ?? endpoint;
}

/** Host that leads to the readers: of the proxy, where there is one. */
export function readerOf({ proxyReadOnlyEndpoint, readerEndpoint }: RelationalCluster): pulumi.Output<string> {
  return proxyReadOnlyEndpoint ?? readerEndpoint;
}
