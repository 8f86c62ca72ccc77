import type { PropertyValue } from "../plan";
import type { ResourceReader } from "./reader";

/** Type of Karpenter's pools of nodes. */
export const NODE_POOL = "kubernetes:karpenter.sh/v1:NodePool";

/** What one pod asks for, or a pool may hold. */
export interface Room {
  readonly cpu: number;
  readonly memoryGiB: number;
}

/** What one pod of a workload asks for. */
export function requestsOfPod(workload: ResourceReader): Room {
  const under = "spec.template.spec.containers";
  const containers = workload.list(under).map((_, index) => `${under}.${index}.resources.requests.`);
  const total = (resource: string): number =>
    containers.reduce((all, at) => all + quantityOf(workload.read(`${at}${resource}`)), 0);
  return { cpu: total("cpu"), memoryGiB: total("memory") / 1_024 ** 3 };
}

/** Of some pools those that take a workload's pods, that of the greatest weight first. */
export function poolsFor<Pool extends ResourceReader>(
  workload: ResourceReader,
  pools: readonly Pool[],
): readonly Pool[] {
  const fitting = pools.filter((pool) => takes(pool, workload));
  return fitting.toSorted((left, right) => right.number("spec.weight", 0) - left.number("spec.weight", 0));
}

/** Whether a scaler's target is a workload. */
export function isTarget(scaler: ResourceReader, workload: ResourceReader): boolean {
  const same = (left: string, right: string): boolean => String(scaler.read(left)) === String(workload.read(right));
  return same("metadata.namespace", "metadata.namespace") && same("spec.scaleTargetRef.name", "metadata.name");
}

function takes(pool: ResourceReader, workload: ResourceReader): boolean {
  const selector = entriesOf(workload.read("spec.template.spec.nodeSelector"));
  const labels = new Map(entriesOf(pool.read("spec.template.metadata.labels")));
  // Karpenter gives every node the name of its pool.
  labels.set("karpenter.sh/nodepool", pool.text("metadata.name", ""));
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

function allows(pool: ResourceReader, label: string, value: PropertyValue): boolean {
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
