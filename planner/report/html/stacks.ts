import type { PlannedResource } from "../../plan";
import type { CostDocument } from "../cost/document";
import type { JudgedStack } from "../preview";
import type { PageFinding, PageResource, PageStack } from "./page-data";

/** What is known of resources beyond their plan, by URN. */
interface Known {
  readonly usd: ReadonlyMap<string, number | null>;
  readonly findings: ReadonlyMap<string, readonly number[]>;
}

/** The stacks for the page's tree. */
export function pageStacks(
  stacks: readonly JudgedStack[],
  cost: CostDocument,
  findings: readonly PageFinding[],
): PageStack[] {
  const byUrn = new Map<string, number[]>();
  findings.forEach(({ urn }, index) => byUrn.set(urn, [...(byUrn.get(urn) ?? []), index]));
  const known = { usd: new Map(cost.resources.map((each) => [each.urn, usdOf(each)])), findings: byUrn };
  return stacks.map((stack) => pageStack(stack, known));
}

function pageStack({ plan, described }: JudgedStack, known: Known): PageStack {
  const indices = new Map(plan.resources.map(({ urn }, index) => [urn, index]));
  const place = [described?.kind, described?.partition, described?.region, described?.role];
  return {
    name: plan.stack,
    place: place.filter((part) => part !== undefined).join(" · "),
    resources: plan.resources.map((resource) => pageResource(resource, indices, known)),
  };
}

function pageResource(
  { urn, type, name, kind, parent, region, options, dependencies }: PlannedResource,
  indices: ReadonlyMap<string, number>,
  known: Known,
): PageResource {
  return {
    urn,
    type,
    name,
    isComponent: kind === "component",
    parent: parent === undefined ? -1 : (indices.get(parent) ?? -1),
    region: region ?? null,
    isProtected: options.protect ?? false,
    monthlyUsd: known.usd.get(urn) ?? null,
    findings: known.findings.get(urn) ?? [],
    dependencies: dependencies.length,
  };
}

/** A sum that lacks a price is no sum. */
function usdOf({ unpriced, lines, monthlyUsd }: CostDocument["resources"][number]): number | null {
  const isPriced = unpriced === null && lines.some(({ monthlyUsd: usd }) => usd !== null);
  return isPriced ? monthlyUsd : null;
}
