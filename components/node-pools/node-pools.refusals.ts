import { CHARTS } from "../../facts/charts";
import { architectureOf, familyOf, INSTANCE_TYPE_PATTERN } from "../../facts/instance-naming";
import { isWholeGiB } from "../cluster/whole-gib";
import { fewZonesRefusal, unknownRegionRefusal } from "../core/places";
import type { Refusal } from "../core/refusal";
import { DEFAULT_NODE_VOLUME_SIZE, DEFAULT_POOLS, FALLBACK_SUFFIX, instanceTypesOf } from "./node-pools.plan";
import type { NodePoolsPlanArgs, Pool } from "./node-pools.plan";

const MIN_SUBNETS = 2;
const MIN_BATCH_TYPES = 15;
const MIN_BATCH_FAMILIES = 3;
const MIN_VCPU_LIMIT = 2;
const MIN_MEMORY_LIMIT_GIB = 4;
const MIN_VOLUME_GIB = 20;
const RESERVED_POOL_NAME = "system";

/** Why node pools' arguments are refused. */
export const nodePoolsRefusals: readonly Refusal<NodePoolsPlanArgs>[] = [
  unknownRegionRefusal,
  {
    when: ({ cluster }) => !isSupported(cluster.kubernetesVersion),
    say: ({ cluster }) => ({
      arg: "cluster.kubernetesVersion",
      got: cluster.kubernetesVersion,
      expected: `${CHARTS.karpenter.kubernetes.oldest} to ${CHARTS.karpenter.kubernetes.newest}, which Karpenter ${CHARTS.karpenter.version} supports`,
      change: "upgrade the cluster, or pin a chart that fits in facts/charts.ts",
    }),
  },
  fewZonesRefusal(MIN_SUBNETS, "pass the network's private subnets"),
  {
    when: ({ pools = DEFAULT_POOLS }) => Object.keys(pools).length === 0,
    say: ({ pools }) => ({
      arg: "pools",
      got: pools,
      expected: "at least one pool",
      change: "name one, or leave pools out for the usual two",
    }),
  },
  poolRefusal({
    arg: "pools",
    fails: (_, name) => !isPoolName(name),
    shows: ({ kind }) => kind,
    expected: `names of 1 to 50 lower-case letters, digits or dashes, not "${RESERVED_POOL_NAME}", not ending in "${FALLBACK_SUFFIX}"`,
    change: "rename the pools: the managed group and the fallback pools have these names",
  }),
  poolRefusal({
    arg: "pools.instanceTypes",
    fails: (pool) => typesOf(pool).some((type) => !INSTANCE_TYPE_PATTERN.test(type)),
    shows: (pool) => typesOf(pool).filter((type) => !INSTANCE_TYPE_PATTERN.test(type)),
    expected: "EC2 instance types such as m7g.xlarge",
    change: "correct their names",
  }),
  poolRefusal({
    arg: "pools.instanceTypes",
    fails: (pool) => pool.kind === "batch" && distinct(typesOf(pool)).length < MIN_BATCH_TYPES,
    shows: (pool) => distinct(typesOf(pool)).length,
    expected: `at least ${MIN_BATCH_TYPES} types in each batch pool`,
    change: "add types: with few to choose from, spot capacity runs out and is reclaimed often",
  }),
  poolRefusal({
    arg: "pools.instanceTypes",
    fails: (pool) => pool.kind === "batch" && distinct(typesOf(pool).map(familyOf)).length < MIN_BATCH_FAMILIES,
    shows: (pool) => distinct(typesOf(pool).map(familyOf)),
    expected: `at least ${MIN_BATCH_FAMILIES} families in each batch pool`,
    change: "add types of other families: capacity is short by the family",
  }),
  poolRefusal({
    arg: "pools.instanceTypes",
    fails: (pool) => pool.kind === "batch" && distinct(typesOf(pool).map(architectureOf)).length < 2,
    shows: (pool) => distinct(typesOf(pool).map(architectureOf)),
    expected: "types of both architectures, arm64 and amd64, in each batch pool",
    change: "add types of the other one, and build images for both",
  }),
  poolRefusal({
    arg: "pools.vcpuLimit",
    fails: ({ vcpuLimit }) => !Number.isInteger(vcpuLimit) || vcpuLimit < MIN_VCPU_LIMIT,
    shows: ({ vcpuLimit }) => vcpuLimit,
    expected: `a whole number from ${MIN_VCPU_LIMIT}`,
    change: "allow at least one node",
  }),
  poolRefusal({
    arg: "pools.memoryLimit",
    fails: ({ memoryLimit }) => !isWholeGiB(memoryLimit, MIN_MEMORY_LIMIT_GIB),
    shows: ({ memoryLimit }) => memoryLimit,
    expected: `whole GiB, at least ${MIN_MEMORY_LIMIT_GIB}`,
    change: "allow at least one node",
  }),
  {
    when: ({ nodeVolumeSize = DEFAULT_NODE_VOLUME_SIZE }) => !isWholeGiB(nodeVolumeSize, MIN_VOLUME_GIB),
    say: ({ nodeVolumeSize }) => ({
      arg: "nodeVolumeSize",
      got: nodeVolumeSize,
      expected: `whole GiB, at least ${MIN_VOLUME_GIB}`,
      change: "leave room for the image and the containers' images",
    }),
  },
];

/** A reason to refuse some of the pools. */
interface PoolRule {
  readonly arg: string;
  readonly fails: (pool: Pool, name: string) => boolean;
  readonly shows: (pool: Pool, name: string) => unknown;
  readonly expected: string;
  readonly change: string;
}

/** A row that refuses every pool a rule fails for, and shows what is wrong with each, by its name. */
function poolRefusal({ arg, fails, shows, expected, change }: PoolRule): Refusal<NodePoolsPlanArgs> {
  const failing = ({ pools = DEFAULT_POOLS }: NodePoolsPlanArgs): [string, Pool][] =>
    Object.entries(pools).filter(([name, pool]) => fails(pool, name));
  return {
    when: (args) => failing(args).length > 0,
    say: (args) => ({
      arg,
      got: Object.fromEntries(failing(args).map(([name, pool]) => [name, shows(pool, name)])),
      expected,
      change,
    }),
  };
}

function typesOf(pool: Pool): readonly string[] {
  return pool.kind === "batch" ? instanceTypesOf(pool) : [];
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}

function isPoolName(name: string): boolean {
  const isName = /^[a-z]([a-z0-9-]{0,48}[a-z0-9])?$/.test(name);
  return isName && name !== RESERVED_POOL_NAME && !name.endsWith(FALLBACK_SUFFIX);
}

function isSupported(version: string): boolean {
  const minor = minorOf(version);
  const { oldest, newest } = CHARTS.karpenter.kubernetes;
  return minor >= minorOf(oldest) && minor <= minorOf(newest);
}

/** The minor number of `1.35`, NaN where there is none. */
function minorOf(version: string): number {
  return Number(/^1\.(\d+)$/.exec(version)?.[1] ?? NaN);
}
