import { z } from "zod";
import { awsPartitionOf, isAwsRegion } from "../../facts/regions";
import { environmentSchema } from "../environment-schema";
import type { Finding, Path } from "../problems";
import { partitionSchema } from "../schema/partition";
import { ZONE_COUNT, zonesOf } from "../topology/zones";
import { type EnvironmentRule, type Named, ruleOn, ruleOnEachPartition, ruleOnPartitions } from "./rule";

const { regions, zones, initialPrimary, primary } = partitionSchema.shape;
const names = z.array(z.string());
const { cluster, state } = environmentSchema.shape;

/** A value of a list in a partition, and its place in the file. */
interface Listed {
  readonly value: string;
  readonly path: Path;
}

/** Rules about where an environment lies: its regions, their roles, and what belongs to which partition. */
export const regionRules = {
  "region-exists": ruleOnPartitions({ regions }, (partitions) =>
    regionsOf(partitions)
      .filter(({ value }) => !isAwsRegion(value))
      .map(({ value, path }) => ({
        path,
        got: value,
        expected: "the name of an AWS region",
        change: "correct it, or upgrade the kit where the region is new",
      })),
  ),
  "region-is-listed-once": ruleOnPartitions({ regions }, (partitions) =>
    repeated(regionsOf(partitions), "a region that no other line of the environment lists"),
  ),
  "zones-are-known": ruleOnEachPartition({ regions, zones }, (partition) =>
    partition.regions
      .filter((region) => isAwsRegion(region) && zonesOf(region, partition.zones[region]).length < ZONE_COUNT)
      .map((region) => ({
        path: ["partitions", partition.name, "zones", region],
        ...(partition.zones[region] === undefined ? {} : { got: partition.zones[region] }),
        expected: `the letters of ${String(ZONE_COUNT)} zones`,
        change: "list the zones that your account sees: they differ from account to account in this region",
      })),
  ),
  "zones-belong-to-a-region": ruleOnEachPartition({ regions, zones }, (partition) =>
    Object.entries(partition.zones)
      .filter(([region]) => !partition.regions.includes(region))
      .map(([region, letters]) => ({
        path: ["partitions", partition.name, "zones", region],
        got: letters,
        expected: `a region among ${partition.regions.join(", ")}`,
        change: "remove it",
      })),
  ),
  "regions-share-an-aws-partition": ruleOnPartitions({ regions }, (partitions) => {
    const known = regionsOf(partitions).filter(({ value }) => isAwsRegion(value));
    const first = awsPartitionOf(known[0]?.value ?? "");
    return known
      .filter(({ value }) => awsPartitionOf(value) !== first)
      .map(({ value, path }) => ({
        path,
        got: value,
        expected: `a region of the AWS partition ${String(first)}, where the environment's first region lies`,
        change: "move it to an environment of its own: no role, key or copy crosses AWS partitions",
      }));
  }),
  "primary-is-listed": ruleOnEachPartition({ regions, primary }, (partition) =>
    partition.regions.includes(partition.primary)
      ? []
      : [
          {
            path: ["partitions", partition.name, "primary"],
            got: partition.primary,
            expected: `one of ${partition.regions.join(", ")}`,
            change: "name the region that is primary today",
          },
        ],
  ),
  "initial-primary-is-first": ruleOnEachPartition({ regions, initialPrimary }, (partition) =>
    partition.regions[0] === partition.initialPrimary
      ? []
      : [
          {
            path: ["partitions", partition.name, "initialPrimary"],
            got: partition.initialPrimary,
            expected: `${String(partition.regions[0])}, the first of the partition's regions`,
            change: "keep the order in which regions were added: networks and first copies follow it",
          },
        ],
  ),
  "market-has-one-partition": ruleOnPartitions({ markets: names }, (partitions) =>
    repeated(
      partitions.flatMap((partition) => listed(partition.name, "markets", partition.markets)),
      "a market that no other line of the environment lists",
    ),
  ),
  "tenant-has-one-partition": ruleOnPartitions({ tenants: names }, (partitions) =>
    repeated(
      partitions.flatMap((partition) => listed(partition.name, "tenants", partition.tenants)),
      "a tenant that no other line of the environment lists",
    ),
  ),
  "runner-is-in-every-region": ruleOn(
    { cluster, partitions: z.record(z.string(), z.object({ regions })) },
    ({ cluster: described, partitions }) => {
      const all = Object.values(partitions).flatMap((partition) => partition.regions);
      const given =
        described?.apiAccess.kind === "private" ? Object.keys(described.apiAccess.runnerSecurityGroups) : all;
      return all
        .filter((region) => !given.includes(region))
        .map((region) => ({
          path: ["cluster", "apiAccess", "runnerSecurityGroups", region],
          expected: "the security group of the machine that runs pulumi up in this region",
          change: "add it",
        }));
    },
  ),
  "secrets-provider-lies-in-its-partition": ruleOn(
    { state, partitions: z.record(z.string(), z.object({ regions })) },
    ({ state: { secretsProviders }, partitions }) =>
      Object.entries(partitions).flatMap(([name, partition]) =>
        secretsProviderAbroad(name, secretsProviders[name], partition.regions),
      ),
  ),
} as const satisfies Record<string, EnvironmentRule>;

function regionsOf(partitions: readonly Named<{ regions: typeof regions }>[]): Listed[] {
  return partitions.flatMap((partition) => listed(partition.name, "regions", partition.regions));
}

function listed(partition: string, field: string, values: readonly string[]): Listed[] {
  return values.map((value, index) => ({ value, path: ["partitions", partition, field, index] }));
}

function repeated(values: readonly Listed[], expected: string): Finding[] {
  return values
    .filter(({ value }, index) => values.findIndex((other) => other.value === value) < index)
    .map(({ value, path }) => ({ path, got: value, expected, change: "remove one of them" }));
}

function secretsProviderAbroad(name: string, provider: string | undefined, regions: readonly string[]): Finding[] {
  return provider === undefined || regions.some((region) => provider.endsWith(`?region=${region}`))
    ? []
    : [
        {
          path: ["state", "secretsProviders", name],
          got: provider,
          expected: `a key in ${regions.join(" or ")}`,
          change: "choose a key of the partition: the state's secrets stay inside it",
        },
      ];
}
