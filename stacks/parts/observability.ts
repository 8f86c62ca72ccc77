import { Canaries, OperationsDashboard, type ProbedPath, Telemetry } from "../../components/observability";
import { ENDPOINT_HEALTH_DEFAULTS } from "../../components/routing";
import { PROMETHEUS_REGIONS } from "../../facts/prometheus-regions";
import type { EncryptionKey } from "../../components/keys";
import type { RegionStack } from "../topology";
import type { Compute } from "./compute";
import type { Messaging } from "./messaging";
import { buildKey, type Site } from "./site";
import type { Stores } from "./stores";

/** What a region knows about itself, and the key that all of it is kept under. */
export interface Observability {
  /** Its logs, traces and metrics. */
  readonly telemetry: Telemetry;
  /** Their key. */
  readonly key: EncryptionKey;
}

/** What a region's watch looks at. */
export interface Watched {
  /** Its logs, traces and metrics. */
  readonly observability: Observability;
  /** Its queues. */
  readonly messaging: Messaging;
  /** Its database. */
  readonly stores: Stores;
}

/** Builds what keeps the logs, traces and metrics of a region; those of its cluster once its nodes are there. */
export function buildObservability(site: Site, compute: Compute | undefined): Observability {
  const { stack, opts } = site;
  const { name, region, protect, tags } = stack;
  const key = buildKey(site, "telemetry");
  const isCollected = compute !== undefined && PROMETHEUS_REGIONS.includes(region);
  const telemetry = new Telemetry(
    "telemetry",
    {
      ...{ namePrefix: name, region, protect, tags },
      ...(isCollected ? { clusterName: name } : {}),
      keyArn: key.keyArn,
    },
    isCollected ? { ...opts, dependsOn: [compute.cluster] } : opts,
  );
  return { telemetry, key };
}

/** Builds what looks at a region: canaries at its endpoints, as clients call them, and a dashboard of what runs there. */
export function buildWatch(site: Site, watched: Watched): void {
  const { stack, opts } = site;
  const canaries = buildCanaries(site, watched.observability.key);
  const shown = {
    canaries: Object.values(canaries?.canaryNames ?? {}),
    queues: Object.values(watched.messaging.queues).map(({ name }) => name),
    databaseClusters: watched.stores.database === undefined ? [] : [watched.stores.database.clusterIdentifier],
    logGroups: Object.values(watched.observability.telemetry.logGroupNames),
  };
  if (Object.values(shown).every((names) => names.length === 0)) {
    return;
  }
  const { name: dashboardName, region, runbooks: runbooksUrl, tags } = stack;
  new OperationsDashboard("operations", { dashboardName, region, runbooksUrl, ...shown, tags }, opts);
}

function buildCanaries({ stack, opts }: Site, { keyArn }: EncryptionKey): Canaries | undefined {
  const { name: namePrefix, account: accountId, region, alarmTopicArn, runbooks: runbooksUrl, tags } = stack;
  const probes = probesOf(stack);
  return Object.keys(probes).length === 0
    ? undefined
    : new Canaries(
        "canaries",
        { namePrefix, accountId, region, probes, keyArn, alarmTopicArns: [alarmTopicArn], runbooksUrl, tags },
        opts,
      );
}

/** What clients of a region's endpoints see: the domain that they call, which any region of the partition may answer. */
function probesOf({ endpoints }: RegionStack): Readonly<Record<string, ProbedPath>> {
  return Object.fromEntries(
    endpoints.map(({ name, domain, healthPath = ENDPOINT_HEALTH_DEFAULTS.healthPath }) => [
      name,
      { url: `https://${domain}${healthPath}` },
    ]),
  );
}
