import * as pulumi from "@pulumi/pulumi";
import { Autoscaler, type BusinessMetric, MetricsApi, type MetricsSource } from "../components/autoscaler";
import { CACHE_PORT } from "../components/cache";
import { type Telemetry, TRACE_PORTS } from "../components/observability";
import { KAFKA_IAM_PORT } from "../components/stream";
import { BATCH_TAINT } from "../components/node-pools";
import { Workload, type NetworkDestination, type NetworkPeer, type Placement } from "../components/workload";
import { entryOf, type PartitionReference } from "./outputs";
import type { Messaging } from "./parts/messaging";
import { readerOf, type Stores, writerOf } from "./parts/stores";
import { type PlannedService, type RegionStack, variableName } from "./topology";

/** Pool of nodes for work that must not be interrupted. */
export const CRITICAL_POOL = "critical";
/** Pool of nodes on spot capacity, for work that can be taken away at any time. */
export const SPOT_POOL = "spot-batch";
/** Path on which every service shows its metrics. */
const METRICS_PATH = "/metrics";
const HTTPS = 443;
const POSTGRESQL = 5_432;
const VALKEY = CACHE_PORT;

/** Stores, streams and queues that services find by environment variables. */
interface Surroundings {
  readonly partition: PartitionReference;
  readonly messaging: Messaging;
  readonly stores: Stores;
  readonly telemetry: Telemetry;
}

/** Builds the services of a region, and what scales them. */
export function buildServices(
  stack: RegionStack,
  surroundings: Surroundings,
  opts: pulumi.ComponentResourceOptions,
): void {
  if (stack.services.length === 0) {
    return;
  }
  const env = variablesOf(stack, surroundings);
  const { source } = buildMetricsApi(stack, surroundings, opts);
  for (const service of stack.services) {
    const workload = buildWorkload(stack, { service, env }, opts);
    buildAutoscaler(service, { workload, source }, opts);
  }
}

function variablesOf(
  { environment, partition: partitionName, region, tables, archives, features }: RegionStack,
  { partition, messaging: { streams, queues, kafka }, stores, telemetry: { tracesUrl } }: Surroundings,
): Readonly<Record<string, pulumi.Input<string>>> {
  return {
    ENVIRONMENT: environment,
    PARTITION: partitionName,
    AWS_REGION: region,
    ...Object.fromEntries(
      tables.map((table) => [
        variableName("TABLE", table),
        partition.tables.apply((all) => entryOf(all, table, "table").name),
      ]),
    ),
    ...Object.fromEntries(Object.entries(streams).map(([key, { name }]) => [variableName("STREAM", key), name])),
    ...Object.fromEntries(Object.entries(queues).map(([key, { url }]) => [variableName("QUEUE", key), url])),
    ...Object.fromEntries(
      archives.map((archive) => [
        variableName("ARCHIVE", archive),
        partition.archives.apply((all) => entryOf(entryOf(all, archive, "archive").names, region, "bucket in")),
      ]),
    ),
    TENANT_MAP: partition.tenantMap,
    ...storeVariables(stores),
    ...(tracesUrl === undefined ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: tracesUrl }),
    ...(kafka === undefined ? {} : { KAFKA_BOOTSTRAP_SERVERS: kafka.bootstrapServers }),
    ...Object.fromEntries(features.map(({ name, isOn }) => [variableName("FEATURE", name), String(isOn)])),
  };
}

function storeVariables({ database, cache }: Stores): Readonly<Record<string, pulumi.Input<string>>> {
  return {
    ...(database === undefined
      ? {}
      : {
          DATABASE_NAME: database.databaseName,
          DATABASE_WRITER: writerOf(database),
          DATABASE_READER: readerOf(database),
        }),
    ...(cache === undefined ? {} : { CACHE_ADDRESS: cache.address, CACHE_PORT: String(cache.port) }),
  };
}

function buildMetricsApi(
  { services, region, tags }: RegionStack,
  { telemetry: { metrics } }: Surroundings,
  opts: pulumi.ComponentResourceOptions,
): MetricsApi {
  const served = services.filter(({ scaling }) => scaling.kind === "hpa");
  return new MetricsApi(
    "metrics",
    {
      metrics: served.map(({ name, scaling }) => ({ metric: scaling.metric, namespace: name, service: name })),
      keda: served.length < services.length,
      ...(metrics === undefined ? {} : { remoteWrite: { url: metrics.remoteWriteUrl, region } }),
      tags,
    },
    opts,
  );
}

interface ServiceParts {
  readonly service: PlannedService;
  readonly env: Readonly<Record<string, pulumi.Input<string>>>;
}

function buildWorkload(
  stack: RegionStack,
  { service, env }: ServiceParts,
  opts: pulumi.ComponentResourceOptions,
): Workload {
  const { name, role, image, port, cpuMillicores, memory, interruptible, tags } = service;
  return new Workload(
    name,
    {
      ...{ role, image, port, cpuMillicores, memory, tags, env },
      metricsPath: METRICS_PATH,
      allowFrom: callersOf(service),
      allowTo: destinationsOf(service, stack),
      ...(interruptible ? { placement: ON_SPOT } : {}),
      region: stack.region,
    },
    opts,
  );
}

const ON_SPOT: Placement = {
  nodeLabels: { "karpenter.sh/nodepool": SPOT_POOL },
  tolerations: [BATCH_TAINT],
};

function callersOf({ callers }: PlannedService): Readonly<Record<string, NetworkPeer>> {
  return Object.fromEntries(callers.map((name) => [name, { kind: "workload", namespace: name, name }]));
}

function destinationsOf(
  { calls }: PlannedService,
  { cidr, services }: RegionStack,
): Readonly<Record<string, NetworkDestination>> {
  const called = services.filter(({ name }) => calls.includes(name));
  return {
    aws: { peer: { kind: "cidr", cidr }, ports: [HTTPS, POSTGRESQL, VALKEY, KAFKA_IAM_PORT, TRACE_PORTS.http] },
    ...Object.fromEntries(
      called.map(({ name, port }) => [name, { peer: { kind: "workload", namespace: name, name }, ports: [port] }]),
    ),
  };
}

function buildAutoscaler(
  { name, scaling, tags }: PlannedService,
  { workload, source }: { readonly workload: Workload; readonly source: MetricsSource },
  opts: pulumi.ComponentResourceOptions,
): Autoscaler {
  const metrics: readonly BusinessMetric[] = [scaling.metric];
  const bounds = { minReplicas: scaling.min, maxReplicas: scaling.max };
  return new Autoscaler(
    name,
    { kind: scaling.kind, target: workload.scaleTarget, source, metrics, ...bounds, tags },
    opts,
  );
}
