import * as pulumi from "@pulumi/pulumi";
import type { KeyValue } from "../components/key-value";
import { type PartitionOutputs, readGlobalOutputs } from "./outputs";
import { edgeIn } from "./parts/edge";
import { buildArchives, buildTables } from "./parts/partition-stores";
import { buildDatabase } from "./parts/partition-database";
import { buildBackups, buildGuards, buildRegistries } from "./parts/partition-guards";
import { buildKeys, type PartitionSite } from "./parts/partition-site";
import { switchesIn } from "./parts/routing";
import { awsProvider } from "./providers";
import type { PartitionStack } from "./topology";

/** Builds the stack of what spans a partition's regions, or must survive a change of their roles. */
export function buildPartition(stack: PartitionStack): PartitionOutputs {
  const site: PartitionSite = { stack, opts: { providers: [awsProvider(stack)] } };
  const global = readGlobalOutputs(stack.globalStack);
  const { domain, zoneId, switchCheckIds } = global;
  const guards = buildGuards(site);
  const stores = buildKeys(site, "stores");
  const tables = buildTables(site, stores);
  const database = buildDatabase(site, stores);
  const { archives, keyArns: archiveKeyArns } = buildArchives(site);
  const backups = buildBackups(site);
  const registries = buildRegistries(site);
  return {
    partition: stack.partition,
    markets: [...stack.residence.markets],
    tenants: [...stack.residence.tenants],
    domain,
    zoneId,
    switchCheckIds: switchesIn(stack, switchCheckIds),
    ...edgeIn(stack, global),
    keyArns: pulumi.output(stores.keyArns),
    tables: pulumi.output(mapValues(tables, tableOutputs)),
    database: database === undefined ? undefined : pulumi.output(database.outputs),
    databasePassword: database?.password,
    archives: pulumi.output(mapValues(archives, ({ bucketNames: names, bucketArns: arns }) => ({ names, arns }))),
    archiveKeyArns: pulumi.output(archiveKeyArns),
    registries: pulumi.output(
      mapValues(registries, ({ repositoryUrls: repositories, cacheUrls: caches }) => ({ repositories, caches })),
    ),
    vaultArns: pulumi.output(mapValues(backups, ({ vaultArn }) => vaultArn)),
    tenantMap: guards.tenantMapName,
  };
}

/** A table without replicas is not asked for their streams, which are not known before it is there. */
function tableOutputs({ name, arns, regions: [home = "", ...others], streamArn, replicaStreamArns }: KeyValue) {
  const replicas = others.length === 0 ? {} : replicaStreamArns;
  const streamArns = pulumi.all([streamArn, replicas]).apply(([own, rest]) => ({ [home]: own, ...rest }));
  return { name, arns, streamArns };
}

function mapValues<From, To>(values: Readonly<Record<string, From>>, take: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, take(value)]));
}
