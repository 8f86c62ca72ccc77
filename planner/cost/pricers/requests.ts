import { isTarget, NODE_POOL, poolsFor, requestsOfPod, type Room } from "../../resource/pods";
import type { Subject } from "../subject";

/** What some pods ask for together. */
export interface Requests extends Room {
  readonly pods: number;
}

const WORKLOADS = ["kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet"];
const SCALERS = [
  { type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler", least: "spec.minReplicas", otherwise: 1 },
  { type: "kubernetes:keda.sh/v1alpha1:ScaledObject", least: "spec.minReplicaCount", otherwise: 0 },
] as const;

/** What the pods that a pool of nodes carries ask for together. */
export function requestsOf(pool: Subject): Requests {
  const pools = pool.stack.ofType(NODE_POOL);
  const carried = WORKLOADS.flatMap((type) => pool.stack.ofType(type)).filter(
    (workload) => poolsFor(workload, pools)[0]?.resource.urn === pool.resource.urn,
  );
  return carried.reduce((sum, workload) => added(sum, workload), { pods: 0, cpu: 0, memoryGiB: 0 });
}

function added(sum: Requests, workload: Subject): Requests {
  const replicas = replicasOf(workload);
  const each = requestsOfPod(workload);
  return {
    pods: sum.pods + replicas,
    cpu: sum.cpu + each.cpu * replicas,
    memoryGiB: sum.memoryGiB + each.memoryGiB * replicas,
  };
}

/** What is stated of the load, otherwise the least number that its scaler or it itself keeps. */
function replicasOf(workload: Subject): number {
  const stated = workload.use("averageReplicas");
  const scaled = SCALERS.flatMap(({ type, least, otherwise }) =>
    workload.stack
      .ofType(type)
      .filter((scaler) => isTarget(scaler, workload))
      .map((scaler) => scaler.number(least, otherwise)),
  );
  return stated ?? scaled[0] ?? workload.number("spec.replicas", 1);
}
