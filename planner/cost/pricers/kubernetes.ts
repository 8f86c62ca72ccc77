import { HOURS_OF_A_MONTH, instanceShape, type InstanceShape } from "../../../facts";
import { product, type Charge } from "../charge";
import type { Pricer } from "../pricer";
import { NODE_POOL } from "../../resource/pods";
import { Undecided, type ResourceReader } from "../../resource/reader";
import type { Subject } from "../subject";
import { cheapestPerVcpu, hourlyPrice, instanceCharge } from "./instances";
import { requestsOf, type Requests } from "./requests";

const FAMILY = "karpenter.k8s.aws/instance-family";
const SIZE = "karpenter.k8s.aws/instance-size";
const TYPE = "node.kubernetes.io/instance-type";
const CAPACITY = "karpenter.sh/capacity-type";

export const nodePool: Pricer = {
  type: NODE_POOL,
  usage: {
    nodeHours: "hours of nodes for work that comes and goes, such as batch jobs",
    vcpuHours: "hours of vCPUs for such work, where nobody says of which nodes",
  },
  charges(pool) {
    const isSpot = valuesOf(pool, CAPACITY).includes("spot");
    const types = typesOf(pool);
    const requests = requestsOf(pool);
    return [
      ...(requests.pods > 0 ? [standing(pool, types, { requests, isSpot })] : []),
      ...(requests.pods === 0 || pool.use("nodeHours") !== undefined || pool.use("vcpuHours") !== undefined
        ? [passing(pool, types, isSpot)]
        : []),
    ];
  },
};

/** Nodes for pods that are always there: of all types, the one whose number costs least. */
function standing(
  pool: Subject,
  types: readonly string[],
  { requests, isSpot }: { readonly requests: Requests; readonly isSpot: boolean },
): Charge {
  const choices = types.flatMap((type) => {
    const [price, shape] = [hourlyPrice(pool.stack, type, isSpot), instanceShape(type)];
    return price === undefined || shape === undefined ? [] : [{ type, nodes: nodesFor(requests, shape), price }];
  });
  const [best] = choices.toSorted((left, right) => left.nodes * left.price - right.nodes * right.price);
  if (best === undefined) {
    throw new Undecided(`none of ${types.join(", ")} has a price in ${pool.stack.region}`);
  }
  return instanceCharge(pool.stack, {
    name: `${best.nodes} × ${best.type}${isSpot ? " on spot" : ""}`,
    type: best.type,
    isSpot,
    basis: "fixed",
    hours: best.nodes * HOURS_OF_A_MONTH,
    assumption: `room for what ${requests.pods} pods ask for, with none for the system's own`,
  });
}

function nodesFor({ cpu, memoryGiB }: Requests, { vcpus, memoryGiB: offered }: InstanceShape): number {
  return Math.max(1, Math.ceil(cpu / vcpus), Math.ceil(memoryGiB / offered));
}

function passing(pool: Subject, types: readonly string[], isSpot: boolean): Charge {
  const type = cheapestPerVcpu(pool.stack, types, isSpot);
  return instanceCharge(pool.stack, {
    name: `nodes at the price of ${type}${isSpot ? " on spot" : ""}`,
    type,
    isSpot,
    basis: "usage",
    hours: pool.use("nodeHours") ?? product(pool.use("vcpuHours"), 1 / (instanceShape(type)?.vcpus ?? 1)),
    assumption: `of ${types.length} types that the pool may choose, the cheapest for each vCPU`,
  });
}

/** Instance types that a pool's requirements allow. */
export function typesOf(pool: ResourceReader): readonly string[] {
  const named = valuesOf(pool, TYPE);
  return named.length > 0
    ? named
    : valuesOf(pool, FAMILY).flatMap((family) => valuesOf(pool, SIZE).map((size) => `${family}.${size}`));
}

function valuesOf(pool: ResourceReader, key: string): readonly string[] {
  const under = "spec.template.spec.requirements";
  const index = pool.list(under).findIndex((_, at) => pool.text(`${under}.${at}.key`) === key);
  const isIn = index >= 0 && pool.text(`${under}.${index}.operator`) === "In";
  return isIn ? pool.list(`${under}.${index}.values`).filter((value) => typeof value === "string") : [];
}

export const service: Pricer = {
  type: "kubernetes:core/v1:Service",
  usage: {},
  charges(service) {
    if (service.text("spec.type", "ClusterIP") === "LoadBalancer") {
      throw new Undecided("its load balancer is made by the cluster, of a kind that no input names");
    }
    return [];
  },
};

/** Kinds whose pods are counted for the pools that carry them. */
const REPLICAS = { averageReplicas: "pods in the mean of the month; without it the least number counts" } as const;

export const deployment: Pricer = { type: "kubernetes:apps/v1:Deployment", usage: REPLICAS, charges: () => [] };
export const statefulSet: Pricer = { type: "kubernetes:apps/v1:StatefulSet", usage: REPLICAS, charges: () => [] };
