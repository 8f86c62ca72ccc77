import type { PropertyValue } from "../../plan";
import type { Subject } from "../subject";

/** What pods ask for. */
export interface Requests {
  readonly pods: number;
  readonly cpu: number;
  readonly memoryGiB: number;
}

const WORKLOADS = ["kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet"];
const SCALERS = [
  { type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler", least: "spec.minReplicas", otherwise: 1 },
  { type: "kubernetes:keda.sh/v1alpha1:ScaledObject", least: "spec.minReplicaCount", otherwise: 0 },
] as const;

/** What the pods that a pool of nodes carries ask for together. */
export function requestsOf(pool: Subject): Requests {
  const carried = WORKLOADS.flatMap((type) => pool.stack.ofType(type)).filter(
    (workload) => poolOf(workload)?.resource.urn === pool.resource.urn,
  );
  return carried.reduce((sum, workload) => added(sum, workload), { pods: 0, cpu: 0, memoryGiB: 0 });
}

function added(sum: Requests, workload: Subject): Requests {
  const replicas = replicasOf(workload);
  const under = "spec.template.spec.containers";
  const containers = workload.list(under).map((_, index) => `${under}.${index}.resources.requests.`);
  const total = (resource: string): number =>
    containers.reduce((all, at) => all + quantityOf(workload.read(`${at}${resource}`)), 0) * replicas;
  return {
    pods: sum.pods + replicas,
    cpu: sum.cpu + total("cpu"),
    memoryGiB: sum.memoryGiB + total("memory") / 1_024 ** 3,
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

function isTarget(scaler: Subject, workload: Subject): boolean {
  const same = (left: string, right: string): boolean => String(scaler.read(left)) === String(workload.read(right));
  return same("metadata.namespace", "metadata.namespace") && same("spec.scaleTargetRef.name", "metadata.name");
}

/** The pool of the greatest weight that takes the workload's pods. */
function poolOf(workload: Subject): Subject | undefined {
  const fitting = workload.stack.ofType("kubernetes:karpenter.sh/v1:NodePool").filter((pool) => takes(pool, workload));
  return fitting.toSorted((left, right) => right.number("spec.weight", 0) - left.number("spec.weight", 0))[0];
}

function takes(pool: Subject, workload: Subject): boolean {
  const selector = entriesOf(workload.read("spec.template.spec.nodeSelector"));
  const labels = new Map(entriesOf(pool.read("spec.template.metadata.labels")));
  const tolerated = workload
    .list("spec.template.spec.tolerations")
    .map((_, index) => workload.read(`spec.template.spec.tolerations.${index}.key`));
  const taints = pool
    .list("spec.template.spec.taints")
    .map((_, index) => pool.text(`spec.template.spec.taints.${index}.key`));
  return (
    selector.every(([label, value]) => labels.get(label) === value || allows(pool, label, value)) &&
    taints.every((taint) => tolerated.includes(taint))
  );
}

function allows(pool: Subject, label: string, value: PropertyValue): boolean {
  const under = "spec.template.spec.requirements";
  return pool
    .list(under)
    .some((_, at) => pool.text(`${under}.${at}.key`) === label && pool.list(`${under}.${at}.values`).includes(value));
}

function entriesOf(value: PropertyValue | undefined): readonly (readonly [string, PropertyValue])[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

const MULTIPLES: Readonly<Record<string, number>> = {
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1_024,
  Mi: 1_024 ** 2,
  Gi: 1_024 ** 3,
  Ti: 1_024 ** 4,
};

/** A quantity of Kubernetes, such as `500m` or `1Gi`; 0 where there is none. */
export function quantityOf(value: PropertyValue | undefined): number {
  const [, digits = "0", suffix = ""] = /^([\d.]+)([a-zA-Z]*)$/.exec(String(value ?? "0")) ?? [];
  return Number(digits) * (MULTIPLES[suffix] ?? NaN);
}
