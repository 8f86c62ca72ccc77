import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EndpointHealth, RegionalRecord } from "../../components/routing";
import { entryOf, type GlobalOutputs, type PartitionReference } from "../outputs";
import { zoneProvider } from "../providers";
import type { GlobalStack, PartitionStack, RegionStack } from "../topology";

/**
 * Builds the health checks of every endpoint in every region: Route 53 has no region, and publishes what they measure
 * where the global stack lies.
 * @returns the id of each switch, by endpoint's domain and region
 */
export function buildHealth(
  { endpoints, alarmTopicArn, runbooks }: GlobalStack,
  opts: pulumi.ComponentResourceOptions,
): GlobalOutputs["switchCheckIds"] {
  const ids: Record<string, Record<string, pulumi.Output<string>>> = {};
  for (const { name, policy: _policy, ...endpoint } of endpoints) {
    const { domain, region } = endpoint;
    const settings = { ...endpoint, alarmTopicArns: [alarmTopicArn], runbooksUrl: runbooks };
    const { switchCheckId } = new EndpointHealth(`${name}-${region}`, settings, opts);
    ids[domain] = { ...ids[domain], [region]: switchCheckId };
  }
  return pulumi.output(ids);
}

/** The switches of a partition's endpoints, by domain and region. */
export function switchesIn(
  { regions }: PartitionStack,
  switchCheckIds: PartitionReference["switchCheckIds"],
): PartitionReference["switchCheckIds"] {
  return switchCheckIds.apply((all) =>
    Object.fromEntries(
      Object.entries(all).filter(([, ids]) => Object.keys(ids).some((region) => regions.includes(region))),
    ),
  );
}

/** The provider of a region's records in the zone of the global account; nothing where it has none. */
export function zoneOf({ endpoints, api, zone }: RegionStack): aws.Provider | undefined {
  return endpoints.length > 0 || api !== undefined ? zoneProvider(zone) : undefined;
}

/** Builds the region's own record of every endpoint, in the zone of the global account. */
export function buildRecords(
  { endpoints }: RegionStack,
  { zoneId, switchCheckIds }: PartitionReference,
  zone: aws.Provider | undefined,
): void {
  if (zone === undefined) {
    return;
  }
  const opts = { providers: [zone] };
  for (const { name, domain, region, policy, host, tags } of endpoints) {
    const healthCheckId = switchCheckIds.apply((all) =>
      entryOf(entryOf(all, domain, "switches of"), region, `switch of ${domain} in`),
    );
    new RegionalRecord(name, { domain, region, policy, host, zoneId, healthCheckId, tags }, opts);
  }
}
