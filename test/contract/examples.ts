import { planProgram } from "../../planner/engine";
import type { Plan, PlannedResource, Properties, PropertyValue } from "../../planner/plan";
import type { PolicyConfiguration } from "../../planner/policy";
import { runBlock, type Block } from "../docs/blocks";
import { withValue } from "../policies/harness";

/** Regions of the residencies that the examples name. */
const allowedRegions = {
  eu: ["eu-central-1", "eu-west-1"],
  us: ["us-east-1", "us-east-2", "us-west-2"],
};

/** What an environment would configure of them. */
export const REGIONS: PolicyConfiguration = {
  "resource-limit-region": { allowedRegions },
  "backup-plan-require-copy": { allowedRegions },
};

/** One property of one planned resource, changed. */
export interface Planted {
  readonly type: string;
  readonly name: string;
  /** Path of the input: `a.b[0].c`, a key with dots in quotes. */
  readonly path: string;
  /** What it becomes; `undefined` removes it. */
  readonly to: PropertyValue | undefined;
}

const plans = new Map<Block, Promise<Plan>>();

/** The plan of an example; each is planned once. */
export function planOf(block: Block): Promise<Plan> {
  const plan =
    plans.get(block) ??
    planProgram({
      project: "inventory-platform",
      stack: "dev-global",
      config: { "aws:region": "eu-central-1", "inventory-platform:environment": "dev" },
      program: () => runBlock(block),
    });
  plans.set(block, plan);
  return plan;
}

/** Start of the type tokens of a folder's components. That of `core` holds none; its example makes one. */
export function tokenOf(folder: string): string {
  return folder === "core" ? "inventory:" : `inventory:${folder}:`;
}

/** The resource that a plan holds under a type and a name, below a component of a folder. */
export function findIn(plan: Plan, folder: string, { type, name }: Planted): PlannedResource | undefined {
  return plan.resources.find(
    (resource) => resource.type === type && resource.name === name && resource.urn.includes(tokenOf(folder)),
  );
}

/** A copy of a plan in which one property of a resource is changed. */
export function plant(plan: Plan, resource: PlannedResource, { path, to }: Planted): Plan {
  const inputs: Properties = JSON.parse(JSON.stringify(withValue(resource.inputs, path, to)));
  // A stack is judged on outputs as well, and those of the inputs follow them.
  const computed = Object.entries(resource.outputs).filter(([key]) => !Object.hasOwn(resource.inputs, key));
  const outputs = { ...Object.fromEntries(computed), ...inputs };
  // An input that is written down was made from nothing.
  const { [path]: _replaced, ...propertyDependencies } = resource.propertyDependencies;
  return {
    ...plan,
    resources: plan.resources.map((each) =>
      each === resource ? { ...each, inputs, outputs, propertyDependencies } : each,
    ),
  };
}
