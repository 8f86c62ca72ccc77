import * as pulumi from "@pulumi/pulumi";
import { KeyValue } from "../components/key-value";
import { PartitionKeys } from "../components/keys";
import { type PartitionOutputs, readGlobalOutputs } from "./outputs";
import { awsProvider } from "./providers";
import type { PartitionStack, PlannedTable } from "./topology";

/** Builds the stack of what spans a partition's regions, or must survive a change of their roles. */
export function buildPartition(stack: PartitionStack): PartitionOutputs {
  const opts = { providers: [awsProvider(stack)] };
  const { domain, zoneId } = readGlobalOutputs(stack.globalStack);
  const keys = buildKeys(stack, opts);
  const tables = stack.tables.map((table) => [table.name, buildTable(stack, { table, keys, opts })] as const);
  return {
    partition: stack.partition,
    markets: [...stack.markets],
    tenants: [...stack.tenants],
    domain,
    zoneId,
    keyArns: pulumi.output(keys.keyArns),
    tables: pulumi.output(Object.fromEntries(tables.map(([key, { name, arns }]) => [key, { name, arns }]))),
  };
}

function buildKeys(stack: PartitionStack, opts: pulumi.ComponentResourceOptions): PartitionKeys {
  return new PartitionKeys(
    "stores",
    {
      purpose: "stores",
      accountId: stack.account,
      regions: stack.regions,
      services: ["dynamodb"],
      protect: stack.protect,
      tags: stack.tags,
    },
    opts,
  );
}

interface TableParts {
  readonly table: PlannedTable;
  readonly keys: PartitionKeys;
  readonly opts: pulumi.ComponentResourceOptions;
}

/** The home region of a table follows the initial role: a change of roles moves nothing. */
function buildTable(stack: PartitionStack, { table, keys, opts }: TableParts): KeyValue {
  const { name, ...shape } = table;
  return new KeyValue(
    name,
    {
      ...shape,
      homeRegion: stack.initialPrimary,
      replicaRegions: stack.regions.filter((region) => region !== stack.initialPrimary),
      keyArns: keys.keyArns,
      accountId: stack.account,
      protect: stack.protect,
    },
    opts,
  );
}
