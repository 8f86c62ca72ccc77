import type { PageFinding, PageResource, PageStack } from "../html/page-data";
import { element } from "./dom";
import { counted, usd } from "./format";

/** Inputs of all resources of a stack, in the order of its resources. */
export type InputsOf = (stack: number) => readonly unknown[];

/** What a detail is made of, beside the resource. */
export interface Beside {
  readonly findings: readonly PageFinding[];
  /** Inputs of the resource, read when they are shown. */
  readonly inputs: () => unknown;
}

type Fact = readonly [term: string, value: string];

/** Resources of a stack, without components and providers. */
export function customOf({ resources }: PageStack): readonly PageResource[] {
  return resources.filter(({ isComponent, type }) => !isComponent && !type.startsWith("pulumi:providers:"));
}

/** What is known of a stack. */
export function stackDetail(stack: PageStack): readonly Node[] {
  const { name, place, resources } = stack;
  const cost = resources.reduce((sum, { monthlyUsd }) => sum + (monthlyUsd ?? 0), 0);
  const components = resources.filter(({ isComponent }) => isComponent).length - 1;
  return [
    element("h3", {}, [name]),
    facts([
      ...(place === "" ? [] : [["place", place] as const]),
      ["holds", `${counted(customOf(stack).length, "resource")} in ${counted(Math.max(components, 0), "component")}`],
      ["USD a month", usd(cost)],
    ]),
  ];
}

/** What is known of a resource. */
export function resourceDetail(resource: PageResource, { findings, inputs }: Beside): readonly Node[] {
  const { urn, type, name, region, isProtected, monthlyUsd, dependencies, isComponent } = resource;
  const about = resource.findings.flatMap((index) => findings[index] ?? []);
  return [
    element("h3", {}, [name]),
    facts([
      ["type", type],
      ...(region === null ? [] : [["region", region] as const]),
      ...(isComponent
        ? []
        : [["USD a month", monthlyUsd === null ? "not billed, or no price" : usd(monthlyUsd)] as const]),
      ["waits for", counted(dependencies, "resource")],
      ...(isProtected ? [["protected", "yes: it is not deleted"] as const] : []),
      ["URN", urn],
    ]),
    ...about.map(({ policy, standing, message, fix }) =>
      element("div", { class: "note" }, [
        element("p", { class: "strong" }, [`${policy} (${standing})`]),
        element("p", {}, [message]),
        fix === null ? null : element("p", { class: "quiet" }, [`fix: ${fix}`]),
      ]),
    ),
    element("h4", {}, ["Inputs"]),
    element("pre", { class: "scroll", tabindex: 0, role: "region", "aria-label": `Inputs of ${name}` }, [
      JSON.stringify(inputs(), null, 2),
    ]),
  ];
}

function facts(rows: readonly Fact[]): HTMLElement {
  return element(
    "dl",
    { class: "facts" },
    rows.map(([term, value]) => element("div", {}, [element("dt", {}, [term]), element("dd", {}, [value])])),
  );
}
