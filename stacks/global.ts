import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../components/keys";
import { AuditLog, GLOBAL_EVENTS_REGIONS } from "../components/partition";
import { HostedZone, ROUTING_REGION } from "../components/routing";
import type { GlobalOutputs } from "./outputs";
import { buildCosts } from "./parts/costs";
import { buildEdge } from "./parts/edge";
import { lockOf } from "./parts/lock";
import { buildHealth } from "./parts/routing";
import { awsProvider } from "./providers";
import type { GlobalStack } from "./topology";

/** Builds the stack of what has no region. */
export function buildGlobal(stack: GlobalStack): GlobalOutputs {
  const opts = { providers: [awsProvider(stack)] };
  buildAudit(stack, opts);
  const logs = buildLogKey(stack, opts);
  const zone = buildZone(stack, logs, opts);
  return {
    domain: stack.domain,
    zoneId: zone.zoneId,
    nameServers: zone.nameServers,
    dsRecords: pulumi.output(zone.dsRecords),
    switchCheckIds: buildHealth(stack, opts),
    ...buildEdge(stack, { zoneId: zone.zoneId, logs }, opts),
    partitionByMarket: { ...stack.residences.markets },
    partitionByTenant: { ...stack.residences.tenants },
    costs: buildCosts(stack, opts),
  };
}

/** Builds the trail of the events that have no region, where this is the region that records them. */
function buildAudit(stack: GlobalStack, opts: pulumi.ComponentResourceOptions): void {
  const { name, account, region, awsPartition, regime, protect, tags } = stack;
  if (regime === undefined || region !== GLOBAL_EVENTS_REGIONS[awsPartition]) {
    return;
  }
  new AuditLog(
    "global-events",
    { trailName: name, accountId: account, region, regime, lock: lockOf(stack), protect, tags },
    opts,
  );
}

/** Builds the key of the stack's logs, where Route 53 and CloudFront keep theirs: one region of one AWS partition. */
function buildLogKey(
  { account: accountId, region, protect, tags }: GlobalStack,
  opts: pulumi.ComponentResourceOptions,
): EncryptionKey | undefined {
  return region === ROUTING_REGION
    ? new EncryptionKey("logs", { purpose: "logs", accountId, region, services: ["logs"], protect, tags }, opts)
    : undefined;
}

/** Builds the hosted zone; signed and logged where there is a key of logs. */
function buildZone(
  { domain, account: accountId, protect, tags }: GlobalStack,
  logs: EncryptionKey | undefined,
  opts: pulumi.ComponentResourceOptions,
): HostedZone {
  const zone = { domain, protect, tags };
  if (logs === undefined) {
    return new HostedZone("domain", zone, opts);
  }
  const signed = { dnssec: { accountId }, queryLogs: { accountId, keyArn: logs.keyArn } };
  return new HostedZone("domain", { ...zone, ...signed }, opts);
}
