import type { TagValues } from "../../../facts/tag-schema";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource, PlanMode } from "../../../planner/plan";

export const tags: TagValues = {
  environment: "prod",
  service: "platform",
  owner: "inventory",
  "cost-center": "c100",
  channel: "all",
  feature: "archive",
  "data-class": "personal",
  residency: "eu",
};
export const frankfurt = "arn:aws:kms:eu-central-1:111122223333:key/frankfurt";
export const dublin = "arn:aws:kms:eu-west-1:111122223333:key/dublin";

export function planOf(program: () => unknown, mode: PlanMode = "as-applied"): Promise<Plan> {
  return planProgram({ project: "test", stack: "prod-eu", config: { "aws:region": "eu-central-1" }, mode, program });
}

export function children(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ kind }) => kind === "custom");
}

export function child(plan: Plan, name: string): PlannedResource {
  const found = children(plan).find((resource) => resource.name === name);
  if (found === undefined) {
    throw new Error(`${name} is not in the plan`);
  }
  return found;
}

export function identities(plan: Plan): string[] {
  return plan.resources
    .filter(({ kind, parent }) => kind !== "provider" && parent !== undefined)
    .map(({ type, name, parent }) => `${type} ${name} ${parent?.split("::").at(-1) ?? ""}`)
    .toSorted();
}

/** The message of a refusal, which is thrown before anything is registered. */
export function refusalOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no refusal";
}
