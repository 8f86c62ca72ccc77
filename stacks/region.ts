import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../components/keys";
import type { Network } from "../components/network";
import type { Telemetry } from "../components/observability";
import { entryOf, type PartitionReference, readPartitionOutputs, type RegionOutputs } from "./outputs";
import { apiOutputs, buildApi } from "./parts/api";
import { batchOutputs, buildBatch } from "./parts/batch";
import { buildChaos } from "./parts/chaos";
import { buildCompute, type Compute } from "./parts/compute";
import { buildFeeds, feedOutputs } from "./parts/feeds";
import { buildFlags } from "./parts/flags";
import { buildHybrid } from "./parts/hybrid";
import { buildFunctionGroups, buildFunctionKey, buildFunctions, functionOutputs } from "./parts/functions";
import type { FunctionFoundations, Functions } from "./parts/functions";
import { buildInvalidations } from "./parts/invalidations";
import { buildJobs } from "./parts/jobs";
import { kafkaOutputs } from "./parts/kafka";
import { buildLake, lakeOutputs } from "./parts/lake";
import { buildNetwork } from "./parts/network";
import { buildKey, type Site } from "./parts/site";
import { buildMessaging, type Messaging, queueOutputs, streamOutputs } from "./parts/messaging";
import { buildObjectives, type LevelAlarms } from "./parts/objectives";
import { buildObservability, buildWatch } from "./parts/observability";
import { buildRunbooks } from "./parts/runbooks";
import { buildRecords, zoneOf } from "./parts/routing";
import { buildStores, storeOutputs } from "./parts/stores";
import { archiveKeyOf } from "./parts/workload-access";
import { awsProvider } from "./providers";
import { buildServices } from "./services";
import type { RegionStack } from "./topology";

/** Builds the stack of one region. */
export function buildRegion(stack: RegionStack): RegionOutputs {
  const site: Site = { stack, opts: { providers: [awsProvider(stack)] } };
  const partition = readPartitionOutputs(stack.partitionStack);
  const logs = buildKey(site, "logs");
  const network = buildNetwork(site, logs);
  const lake = buildLake(site, partition);
  const compute = buildCompute(site, { network, logs });
  const batch = buildBatch(site, { network, logs });
  const observability = buildObservability(site, compute);
  const messaging = buildMessaging(site, { network, logs, cluster: compute?.cluster });
  buildRunbooks(site, messaging);
  const groups = buildFunctionGroups(site, network);
  const stores = buildStores(site, { partition, network, logs, cluster: compute?.cluster, batch, groups });
  const built = { partition, network, logs, messaging, stores, groups, compute, batch };
  const alarms = buildObjectives(site);
  const { functions, metrics } = buildWork(site, { alarms, ...built, telemetry: observability.telemetry });
  const feeds = buildFeeds(site, { partition, messaging, lake, compute, batch });
  buildHybrid(site, { network, logs, messaging, stores });
  buildWatch(site, { observability, messaging, stores });
  const zone = zoneOf(stack);
  const api = buildApi(site, { partition, logs, functions, zone });
  buildRecords(stack, partition, zone);
  return {
    ...placeOutputs(stack),
    ...partitionOutputs(partition),
    ...networkOutputs(network),
    ...clusterOutputs(compute),
    ...{ metrics, tracesUrl: observability.telemetry.tracesUrl },
    batch: batchOutputs(batch),
    ...messagingOutputs(messaging, { network, logs }),
    api: apiOutputs(api),
    functions: functionOutputs(functions),
    flags: buildFlags(site, alarms),
    tables: tableOutputs(stack, partition),
    ...storeOutputs(stores),
    archives: archiveOutputs(stack, partition),
    lake: lakeOutputs(lake),
    feeds: feedOutputs(feeds),
  };
}

/** What the work of a region is built on. */
type WorkFoundations = Omit<FunctionFoundations, "key"> &
  Parameters<typeof buildJobs>[1] & { readonly telemetry: Telemetry; readonly alarms: LevelAlarms };

/** Builds what works in a region: functions, what invalidates pages, jobs, services where there is a cluster, experiments. */
function buildWork(
  site: Site,
  foundations: WorkFoundations,
): { readonly functions: Functions; readonly metrics: RegionOutputs["metrics"] } {
  const key = buildFunctionKey(site);
  const functions = buildFunctions(site, { ...foundations, key });
  buildInvalidations(site, { ...foundations, key });
  buildJobs(site, foundations);
  buildChaos(site, foundations);
  const { compute } = foundations;
  const metrics =
    compute === undefined
      ? undefined
      : buildServices(site.stack, { ...foundations, cluster: compute.cluster }, compute.inCluster);
  return { functions, metrics };
}

function messagingOutputs(
  messaging: Messaging,
  foundations: { readonly network: Network; readonly logs: EncryptionKey },
): Pick<RegionOutputs, "streams" | "kafka" | "queues"> {
  return {
    streams: streamOutputs(messaging),
    kafka: kafkaOutputs(messaging.kafka, foundations),
    queues: queueOutputs(messaging.queues),
  };
}

function placeOutputs({
  partition,
  region,
  role,
  recoveryTime,
  cidr,
}: RegionStack): Pick<RegionOutputs, "partition" | "region" | "role" | "recoveryTime" | "cidr"> {
  return { partition, region, role, recoveryTime, cidr };
}

function clusterOutputs(compute: Compute | undefined): Pick<RegionOutputs, "clusterName" | "kubeconfig"> {
  return { clusterName: compute?.cluster.name, kubeconfig: compute?.cluster.kubeconfig };
}

function partitionOutputs({
  domain,
  zoneId,
  tenantMap,
}: PartitionReference): Pick<RegionOutputs, "domain" | "zoneId" | "tenantMap"> {
  return { domain, zoneId, tenantMap };
}

function networkOutputs({
  vpcId,
  privateSubnetIds,
  dataSubnetIds,
}: Network): Pick<RegionOutputs, "vpcId" | "privateSubnetIds" | "dataSubnetIds"> {
  return { vpcId, privateSubnetIds: pulumi.output(privateSubnetIds), dataSubnetIds: pulumi.output(dataSubnetIds) };
}

function tableOutputs({ region, tables }: RegionStack, partition: PartitionReference): RegionOutputs["tables"] {
  const outputs = tables.map((key) => {
    const table = partition.tables.apply((all) => entryOf(all, key, "table"));
    return [
      key,
      { name: table.name, arn: table.arns.apply((arns) => entryOf(arns, region, `ARN of table ${key} in`)) },
    ];
  });
  return pulumi.output(Object.fromEntries(outputs));
}

function archiveOutputs(stack: RegionStack, partition: PartitionReference): RegionOutputs["archives"] {
  const { region, archives } = stack;
  const outputs = archives.map((key) => {
    const archive = partition.archives.apply((all) => entryOf(all, key, "archive"));
    return [
      key,
      {
        name: archive.names.apply((names) => entryOf(names, region, `bucket of archive ${key} in`)),
        arn: archive.arns.apply((arns) => entryOf(arns, region, `ARN of archive ${key} in`)),
        keyArn: archiveKeyOf(stack, partition),
      },
    ];
  });
  return pulumi.output(Object.fromEntries(outputs));
}
