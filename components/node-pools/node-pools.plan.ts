import { BATCH_KEY } from "../../facts/labels";
import { CRITICAL_INSTANCE_FAMILIES } from "../../facts/critical-instance-families";
import { NODE_IMAGE } from "../../facts/eks-addons";
import { SPOT_INSTANCE_TYPE_NAMES, type Architecture } from "../../facts/spot-instance-types";
import { toGiB, type Size } from "../core/units";

/** How far a pool can grow. */
export interface PoolLimits {
  /** Virtual CPUs of all its nodes together. */
  readonly vcpuLimit: number;
  /** Memory of all its nodes together. */
  readonly memoryLimit: Size;
}

/** A pool for work that must not be interrupted: on demand, Graviton first. */
export interface CriticalPool extends PoolLimits {
  /** What the pool is for. */
  readonly kind: "critical";
}

/** A pool for work that checkpoints and retries: spot, and on demand where there is no spot. */
export interface BatchPool extends PoolLimits {
  /** What the pool is for. */
  readonly kind: "batch";
  /**
   * Instance types it draws on: at least 15, over three families and both architectures.
   *
   * @default - every type in facts/spot-instance-types.ts
   */
  readonly instanceTypes?: readonly string[];
}

/** A pool of nodes. */
export type Pool = CriticalPool | BatchPool;

/** The part of the node pools' arguments that their plan is made from. */
export interface NodePoolsPlanArgs {
  /** AWS region of the cluster. */
  readonly region: string;
  /** The cluster that gets the pools; a `Cluster` fits. */
  readonly cluster: { readonly clusterName: string; readonly kubernetesVersion: string };
  /** Private subnets for nodes, by zone; two zones at least. */
  readonly subnetIds: Readonly<Record<string, unknown>>;
  /**
   * The pools, by name; a node carries its pool's name in the label `karpenter.sh/nodepool`.
   *
   * @default - `critical` of 64 vCPU and 256 GiB, and `spot-batch` of 128 vCPU and 512 GiB
   */
  readonly pools?: Readonly<Record<string, Pool>>;
  /**
   * Disk of a node.
   *
   * @default "50 GiB"
   */
  readonly nodeVolumeSize?: Size;
}

/** The pools of a cluster that does not name its own. */
export const DEFAULT_POOLS: Readonly<Record<string, Pool>> = {
  critical: { kind: "critical", vcpuLimit: 64, memoryLimit: "256 GiB" },
  "spot-batch": { kind: "batch", vcpuLimit: 128, memoryLimit: "512 GiB" },
};
/** Disk of a node unless said otherwise. */
export const DEFAULT_NODE_VOLUME_SIZE: Size = "50 GiB";
/** Taint of every batch pool's nodes; work that can be interrupted tolerates it. */
export const BATCH_TAINT = { key: BATCH_KEY, value: "true", effect: "NoSchedule" } as const;
/** Ending of the pool that serves a critical pool's work where there is no Graviton. */
export const FALLBACK_SUFFIX = "-amd64";
/** Kubernetes name of the settings that all pools share. */
export const NODE_CLASS_NAME = "platform";
/** How long an interruption message is worth reading. */
export const INTERRUPTION_RETENTION_SECONDS = 300;

/** What EventBridge tells Karpenter, by role in child names. */
export const INTERRUPTION_EVENTS = {
  "spot-interruption": { source: ["aws.ec2"], "detail-type": ["EC2 Spot Instance Interruption Warning"] },
  "rebalance-recommendation": { source: ["aws.ec2"], "detail-type": ["EC2 Instance Rebalance Recommendation"] },
  "instance-state-change": { source: ["aws.ec2"], "detail-type": ["EC2 Instance State-change Notification"] },
  "health-event": { source: ["aws.health"], "detail-type": ["AWS Health Event"] },
} as const;

/** A constraint on the nodes of a pool, as Karpenter writes it. */
export interface Requirement {
  readonly key: string;
  readonly operator: "In";
  readonly values: readonly string[];
}

/** When Karpenter may remove a node that works. */
export interface Disruption {
  readonly consolidationPolicy: "WhenEmpty" | "WhenEmptyOrUnderutilized";
  readonly consolidateAfter: string;
  readonly budgets: readonly { readonly nodes: string; readonly reasons?: readonly string[] }[];
}

/** One Karpenter NodePool, decided. */
export interface NodePoolPlan {
  /** Kubernetes name. */
  readonly name: string;
  /** What it is for. */
  readonly kind: Pool["kind"];
  /** Precedence over other pools that fit a pod. */
  readonly weight: number;
  readonly requirements: readonly Requirement[];
  readonly taints: readonly (typeof BATCH_TAINT)[];
  readonly disruption: Disruption;
  readonly limits: { readonly cpu: string; readonly memory: string };
}

/** Node pools, decided. */
export interface NodePoolsPlan {
  readonly nodePools: readonly NodePoolPlan[];
  readonly imageAlias: string;
  readonly volumeSize: string;
}

const ONE_NODE_IN_TEN: Disruption = {
  consolidationPolicy: "WhenEmptyOrUnderutilized",
  consolidateAfter: "5m",
  budgets: [{ nodes: "10%" }],
};

// A job that has a node keeps it: neither a cheaper node nor a newer image is worth a lost checkpoint interval.
const EMPTY_NODES_ONLY: Disruption = {
  consolidationPolicy: "WhenEmpty",
  consolidateAfter: "1m",
  budgets: [
    { nodes: "100%", reasons: ["Empty"] },
    { nodes: "0", reasons: ["Drifted", "Underutilized"] },
  ],
};

/** Decides node pools: a critical pool becomes a Graviton pool and its fallback, a batch pool stays one. */
export function planNodePools(args: NodePoolsPlanArgs): NodePoolsPlan {
  const pools = Object.entries(args.pools ?? DEFAULT_POOLS);
  return {
    nodePools: pools.flatMap(([name, pool]) => planPool(name, pool)),
    imageAlias: `${NODE_IMAGE.family}@${NODE_IMAGE.release}`,
    volumeSize: `${toGiB(args.nodeVolumeSize ?? DEFAULT_NODE_VOLUME_SIZE)}Gi`,
  };
}

/** Instance types a batch pool draws on. */
export function instanceTypesOf(pool: BatchPool): readonly string[] {
  return pool.instanceTypes ?? SPOT_INSTANCE_TYPE_NAMES;
}

function planPool(name: string, pool: Pool): NodePoolPlan[] {
  switch (pool.kind) {
    case "critical":
      return [
        criticalPool({ name, pool, architecture: "arm64", weight: 100 }),
        criticalPool({ name: `${name}${FALLBACK_SUFFIX}`, pool, architecture: "amd64", weight: 50 }),
      ];
    case "batch":
      return [batchPool(name, pool)];
  }
}

function criticalPool(given: {
  readonly name: string;
  readonly pool: CriticalPool;
  readonly architecture: Architecture;
  readonly weight: number;
}): NodePoolPlan {
  const { name, pool, architecture, weight } = given;
  return {
    name,
    kind: pool.kind,
    weight,
    requirements: [
      isIn("karpenter.sh/capacity-type", ["on-demand"]),
      isIn("kubernetes.io/arch", [architecture]),
      isIn("kubernetes.io/os", ["linux"]),
      isIn("karpenter.k8s.aws/instance-family", CRITICAL_INSTANCE_FAMILIES[architecture]),
      isIn("karpenter.k8s.aws/instance-size", ["large", "xlarge", "2xlarge", "4xlarge"]),
    ],
    taints: [],
    disruption: ONE_NODE_IN_TEN,
    limits: limitsOf(pool),
  };
}

function batchPool(name: string, pool: BatchPool): NodePoolPlan {
  return {
    name,
    kind: pool.kind,
    weight: 10,
    requirements: [
      isIn("karpenter.sh/capacity-type", ["spot", "on-demand"]),
      isIn("kubernetes.io/arch", ["arm64", "amd64"]),
      isIn("kubernetes.io/os", ["linux"]),
      isIn("node.kubernetes.io/instance-type", instanceTypesOf(pool)),
    ],
    taints: [BATCH_TAINT],
    disruption: EMPTY_NODES_ONLY,
    limits: limitsOf(pool),
  };
}

function isIn(key: string, values: readonly string[]): Requirement {
  return { key, operator: "In", values };
}

function limitsOf({ vcpuLimit, memoryLimit }: PoolLimits): NodePoolPlan["limits"] {
  return { cpu: String(vcpuLimit), memory: `${toGiB(memoryLimit)}Gi` };
}
