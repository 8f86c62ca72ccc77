import type { Environment } from "../environment-schema";

/** How large the parts of a region are. */
export interface Sizes {
  /** NAT gateways: one for the network, or one in every zone. */
  readonly nat: "single" | "per-zone";
  /** Instance types of the system nodes, most wanted first. */
  readonly systemInstanceTypes: readonly string[];
  /** Number of system nodes. */
  readonly systemNodeCount: number;
  /** How far the pool for work that must not be interrupted can grow. */
  readonly critical: PoolSize;
  /** How far the pool of spot capacity can grow. */
  readonly batch: PoolSize;
  /** How far each queue of AWS Batch can grow, where there is no Kubernetes. */
  readonly batchQueue: QueueSize;
}

/** Most that the nodes of a pool add up to. */
interface PoolSize {
  /** Virtual processors. */
  readonly vcpuLimit: number;
  /** Memory. */
  readonly memoryLimit: `${number} GiB`;
}

/** Most that the instances behind a queue add up to, in virtual processors. */
interface QueueSize {
  /** On spot. */
  readonly maxSpotVcpus: number;
  /** On demand, while there is no spot capacity. */
  readonly maxOnDemandVcpus: number;
}

/** Sizes by tier. */
export const SIZES = {
  small: {
    nat: "single",
    systemInstanceTypes: ["t4g.large"],
    systemNodeCount: 2,
    critical: { vcpuLimit: 32, memoryLimit: "128 GiB" },
    batch: { vcpuLimit: 32, memoryLimit: "128 GiB" },
    batchQueue: { maxSpotVcpus: 32, maxOnDemandVcpus: 16 },
  },
  standard: {
    nat: "per-zone",
    systemInstanceTypes: ["m7g.large"],
    systemNodeCount: 3,
    critical: { vcpuLimit: 256, memoryLimit: "1024 GiB" },
    batch: { vcpuLimit: 512, memoryLimit: "2048 GiB" },
    batchQueue: { maxSpotVcpus: 512, maxOnDemandVcpus: 128 },
  },
  large: {
    nat: "per-zone",
    systemInstanceTypes: ["m7g.xlarge"],
    systemNodeCount: 3,
    critical: { vcpuLimit: 1024, memoryLimit: "4096 GiB" },
    batch: { vcpuLimit: 2048, memoryLimit: "8192 GiB" },
    batchQueue: { maxSpotVcpus: 2048, maxOnDemandVcpus: 512 },
  },
} as const satisfies Record<Environment["tier"], Sizes>;

/** Sizes of an environment's regions: those of its tier, with the limits of pools that it sets itself. */
export function sizesOf({ tier, cluster }: Pick<Environment, "tier" | "cluster">): Sizes {
  return { ...SIZES[tier], ...cluster?.pools };
}
