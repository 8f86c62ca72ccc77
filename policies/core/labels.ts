import type { PolicyResource } from "@pulumi/policy";
import { UNREAD, readUnlessUnknown } from "./rule";
import type { Stack } from "./stack";
import { asList, at, member } from "./tags";
import { podTemplatePath } from "./workloads";

/** Whether a selector of Kubernetes selects labels; an empty one selects all, and none selects nothing. */
function selects(selector: unknown, labels: unknown): boolean {
  const wanted = at(selector, ["matchLabels"]);
  return (
    selector !== undefined &&
    Object.keys(wanted ?? {}).every((key) => at(wanted, [key]) === at(labels, [key])) &&
    asList(at(selector, ["matchExpressions"])).every((expression) => meets(expression, labels))
  );
}

function meets(expression: unknown, labels: unknown): boolean {
  const [key, operator, values] = [
    member(expression, "key"),
    member(expression, "operator"),
    member(expression, "values"),
  ];
  const label = typeof key === "string" ? member(labels, key) : undefined;
  const isThere = label !== undefined;
  const isListed = asList(values).includes(label);
  const holds = new Map<unknown, boolean>([
    ["In", isThere && isListed],
    ["NotIn", !isListed],
    ["Exists", isThere],
    ["DoesNotExist", !isThere],
  ]);
  return holds.get(operator) ?? false;
}

/**
 * The resources of a type that select the pods of a workload, in its namespace. Where a namespace is only known after
 * `pulumi up`, any is taken for the same; labels that are not known surface. Of a cluster that is yet to be made the
 * engine hands on no property at all: what says nothing may select, and be selected.
 */
export function selectorsOf(
  workload: PolicyResource,
  stack: Stack,
  { type, selector }: { readonly type: string; readonly selector: readonly string[] },
): readonly PolicyResource[] {
  const labels = at(workload.props, [...(podTemplatePath(workload.type) ?? []), "metadata", "labels"]);
  return stack
    .ofType(type)
    .filter(
      (each) =>
        [each, workload].some(saysNothing) ||
        (sharesNamespace(each, workload) && selects(at(each.props, selector), labels)),
    );
}

function saysNothing({ props }: PolicyResource): boolean {
  return Object.keys(props).length === 0;
}

function sharesNamespace(one: PolicyResource, other: PolicyResource): boolean {
  const [mine, theirs] = [namespaceOf(one), namespaceOf(other)];
  return mine === UNREAD || theirs === UNREAD || mine === theirs;
}

function namespaceOf({ props }: PolicyResource): unknown {
  return readUnlessUnknown(() => at(props, ["metadata", "namespace"]) ?? "default");
}
