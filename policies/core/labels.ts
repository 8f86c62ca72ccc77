import type { PolicyResource } from "@pulumi/policy";
import type { RelationalRule } from "./relational";
import { judgeAll, readUnlessUnknown, UNREAD } from "./rule";
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
function selectorsOf(
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

/** What a rule asks for that wants each workload selected by a resource of a type. */
export interface Selecting {
  /** Types of workload. */
  readonly of: readonly string[];
  /** What is missing, with its article: `a network policy`. */
  readonly what: string;
  readonly type: string;
  /** Path of the selector. */
  readonly selector: readonly string[];
}

/** Judges every workload by itself: a resource of the type has to select its pods. */
export function requireSelector({ of, what, type, selector }: Selecting): RelationalRule["judgeStack"] {
  return (stack, report) => {
    judgeAll(stack.ofType(...of), (workload) => {
      if (selectorsOf(workload, stack, { type, selector }).length === 0) {
        report(`${what} is missing, expected ${type} whose selector matches its pods`, workload.urn);
      }
    });
  };
}
