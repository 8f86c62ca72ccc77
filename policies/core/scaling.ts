import type { PolicyResource } from "@pulumi/policy";
import { ROLE_LABEL, WORKER_ROLE } from "../../facts/labels";
import { UNREAD, readUnlessUnknown } from "./rule";
import type { Stack } from "./stack";
import { asList, at, member } from "./tags";
import { podTemplatePath, WORKLOADS } from "./workloads";

const HPA_V1 = "kubernetes:autoscaling/v1:HorizontalPodAutoscaler";
const HPA_V2 = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
const SCALED_OBJECT = "kubernetes:keda.sh/v1alpha1:ScaledObject";

/** What scales a workload. */
export function autoscalersOf(stack: Stack): readonly PolicyResource[] {
  return stack.ofType(HPA_V1, HPA_V2, SCALED_OBJECT);
}

/** Whether a workload, or what scales it, is labelled as a worker: on itself or on its pods. */
export function isWorker({ type, props }: PolicyResource): boolean {
  const template = podTemplatePath(type) ?? [];
  return [[], template].some((prefix) => at(props, [...prefix, "metadata", "labels", ROLE_LABEL]) === WORKER_ROLE);
}

/**
 * The workloads that an autoscaler scales: those it names, by kind, name and namespace. A name that is only known
 * after `pulumi up` is followed through the resources that the reference depends on.
 */
export function targetsOf(autoscaler: PolicyResource, stack: Stack): readonly PolicyResource[] {
  const wanted = identityOf(autoscaler, ["spec", "scaleTargetRef", "name"]);
  const named = wanted === undefined ? [] : (stack.derive(workloadsByIdentity).get(wanted) ?? []);
  const depended = autoscaler.dependencies.filter(({ type }) => podTemplatePath(type) !== undefined);
  return [...new Set([...depended, ...named])];
}

/**
 * By what an autoscaler's target is known: kind, namespace and name of what it names, which need not be in the stack, or
 * the resource that the reference depends on while the name is only known after `pulumi up`.
 */
export function targetKeys(autoscaler: PolicyResource, stack: Stack): readonly string[] {
  const kind = readUnlessUnknown(() => at(autoscaler.props, ["spec", "scaleTargetRef", "kind"]) ?? "Deployment");
  const named = identityOf(autoscaler, ["spec", "scaleTargetRef", "name"]);
  if (named !== undefined) {
    return kind === UNREAD ? [] : [`${String(kind)} ${named}`];
  }
  const nameless = targetsOf(autoscaler, stack).filter(
    (workload) => identityOf(workload, ["metadata", "name"]) === undefined,
  );
  return nameless.map(({ urn }) => urn);
}

/** Whether processor and memory are all an autoscaler looks at. A pod autoscaler without metrics looks at the processor. */
export function scalesOnResourcesAlone({ type, props }: PolicyResource): boolean {
  if (type === HPA_V1) {
    return true;
  }
  const [list, kinds] =
    type === SCALED_OBJECT ? (["triggers", KEDA_RESOURCES] as const) : (["metrics", HPA_RESOURCES] as const);
  return asList(at(props, ["spec", list])).every((metric) => kinds.has(member(metric, "type")));
}

const HPA_RESOURCES: ReadonlySet<unknown> = new Set(["Resource", "ContainerResource"]);
const KEDA_RESOURCES: ReadonlySet<unknown> = new Set(["cpu", "memory"]);

function workloadsByIdentity(stack: Stack): ReadonlyMap<string, readonly PolicyResource[]> {
  const found = new Map<string, PolicyResource[]>();
  for (const workload of stack.ofType(...WORKLOADS)) {
    const identity = identityOf(workload, ["metadata", "name"]);
    if (identity !== undefined) {
      found.set(identity, [...(found.get(identity) ?? []), workload]);
    }
  }
  return found;
}

/** Namespace and name in one text; `undefined` where either is not known yet or the name is missing. */
function identityOf({ props }: PolicyResource, namePath: readonly string[]): string | undefined {
  const name = readUnlessUnknown(() => at(props, namePath));
  const namespace = readUnlessUnknown(() => at(props, ["metadata", "namespace"]) ?? "default");
  const known = name !== UNREAD && namespace !== UNREAD && name !== undefined;
  return known ? `${String(namespace)}/${String(name)}` : undefined;
}
