import * as pulumi from "@pulumi/pulumi";
import { Autoscaler, type BusinessMetric, MetricsApi, type MetricsSource } from "../components/autoscaler";
import { CACHE_PORT } from "../components/cache";
import { type Telemetry, TRACE_PORTS } from "../components/observability";
import { KAFKA_IAM_PORT } from "../components/stream";
import { BATCH_TAINT } from "../components/node-pools";
import {
  Workload,
  type NetworkDestination,
  type NetworkPeer,
  type Placement,
  type WorkloadRights,
} from "../components/workload";
import type { Cluster } from "../components/cluster";
import type { Rights } from "../components/core";
import { entryOf, type RegionOutputs } from "./outputs";
import { type Accessible, consumerRights } from "./parts/access-rights";
import { readerOf, type Stores, writerOf } from "./parts/stores";
import { type AccessingWorkload, workloadDestinations, workloadRights } from "./parts/workload-access";
import { type PlannedService, type RegionStack, variableName } from "./topology";

/** Pool of nodes for work that must not be interrupted. */
export const CRITICAL_POOL = "critical";
/** Pool of nodes on spot capacity, for work that can be taken away at any time. */
export const SPOT_POOL = "spot-batch";
/** Path on which every service shows its metrics. */
const METRICS_PATH = "/metrics";

/** Stores, streams and queues that services find by environment variables, and the cluster that they run in. */
interface Surroundings extends Accessible {
  readonly telemetry: Telemetry;
  readonly cluster: Cluster;
}

/**
 * Builds the services of a region, and what scales them.
 * @returns what autoscalers read; nothing where there is no service
 */
export function buildServices(
  stack: RegionStack,
  surroundings: Surroundings,
  opts: pulumi.ComponentResourceOptions,
): RegionOutputs["metrics"] {
  if (stack.services.length === 0) {
    return undefined;
  }
  const env = variablesOf(stack, surroundings);
  const { source, prometheusUrl } = buildMetricsApi(stack, surroundings, opts);
  for (const service of stack.services) {
    const workload = buildWorkload(stack, { service, env, ...surroundings }, opts);
    buildAutoscaler(service, { workload, source }, opts);
  }
  return pulumi.output({ prometheusUrl, keda: source.keda });
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

interface ServiceParts extends Surroundings {
  readonly service: PlannedService;
  readonly env: Readonly<Record<string, pulumi.Input<string>>>;
}

function buildWorkload(stack: RegionStack, parts: ServiceParts, opts: pulumi.ComponentResourceOptions): Workload {
  const { service, env } = parts;
  const { name, role, image, port, cpuMillicores, memory, interruptible, tags } = service;
  return new Workload(
    name,
    {
      ...{ role, image, port, cpuMillicores, memory, tags, env },
      metricsPath: METRICS_PATH,
      allowFrom: callersOf(service),
      allowTo: destinationsOf(service, stack),
      ...identityOf(stack, parts),
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

/** Who a service's pods are in AWS: a role of their own, where they may do anything there. */
function identityOf(
  stack: RegionStack,
  { service, cluster, ...accessible }: ServiceParts,
): { readonly identity?: WorkloadRights } {
  const rights: Rights<pulumi.Input<string>> = {
    ...workloadRights(stack, accessOf(service), accessible),
    ...consumerRights(service.name, consumedBy(service, stack), accessible.messaging),
  };
  return Object.keys(rights).length === 0 ? {} : { identity: { cluster, rights } };
}

function accessOf({ name, access, cache }: PlannedService): AccessingWorkload {
  return { name, access: { ...access, ...(cache === undefined ? {} : { cache }) } };
}

/** Streams that name a service as a consumer. */
function consumedBy({ name: service }: PlannedService, { streams }: RegionStack): string[] {
  return streams.flatMap(({ name, consumers }) => (consumers.includes(service) ? [name] : []));
}

function destinationsOf(service: PlannedService, stack: RegionStack): Readonly<Record<string, NetworkDestination>> {
  const inside = { kind: "cidr", cidr: stack.cidr } as const;
  const called = stack.services.filter(({ name }) => service.calls.includes(name));
  return {
    ...workloadDestinations(stack, accessOf(service)),
    traces: { peer: inside, ports: [TRACE_PORTS.http] },
    ...(service.cache === undefined ? {} : { cache: { peer: inside, ports: [CACHE_PORT] } }),
    ...(consumedBy(service, stack).length > 0 && stack.kafka !== undefined
      ? { kafka: { peer: inside, ports: [KAFKA_IAM_PORT] } }
      : {}),
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
