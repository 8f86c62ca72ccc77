import { refuse, type Refusal } from "../../../components/core";
import type { TagValues } from "../../../facts/tag-schema";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource, Properties } from "../../../planner/plan";

/** Tags of the components under test. */
export const TAGS: TagValues = {
  environment: "test",
  service: "platform",
  owner: "platform-team",
  "cost-center": "platform",
  channel: "all",
  feature: "platform",
  "data-class": "internal",
  residency: "eu",
};

/** Account of the components under test. */
export const ACCOUNT = "111122223333";

/** Plans a program in eu-central-1. */
export function planInFrankfurt(program: () => unknown): Promise<Plan> {
  return planProgram({ project: "test", stack: "dev", config: { "aws:region": "eu-central-1" }, program });
}

/** The plan's resource of that name. */
export function resourceNamed(plan: Plan, name: string): PlannedResource {
  const found = plan.resources.find((resource) => resource.name === name);
  if (found === undefined) {
    throw new Error(`no resource is named ${name}`);
  }
  return found;
}

/** Inputs of the plan's resource of that name. */
export function inputsOf(plan: Plan, name: string): Properties {
  return resourceNamed(plan, name).inputs;
}

/** Inputs of all resources of a type, by name. */
export function inputsOfType(plan: Plan, type: string): Readonly<Record<string, Properties>> {
  const found = plan.resources.filter((resource) => resource.type === type);
  return Object.fromEntries(found.map(({ name, inputs }) => [name, inputs]));
}

/** All resources a program makes, as `type name parent`, sorted. */
export function identities(plan: Plan): readonly string[] {
  return plan.resources
    .filter(({ kind, type }) => kind !== "provider" && type !== "pulumi:pulumi:Stack")
    .map(({ type, name, parent }) => `${type} ${name} ${parent?.split("::").at(-1) ?? "-"}`)
    .toSorted();
}

/** The message with which arguments are refused. */
export function refusalOf<Args>(component: string, args: Args, rules: readonly Refusal<Args>[]): string {
  try {
    refuse(component, args, rules);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "not refused";
}

/** The message with which a program fails, and what it had registered until then. */
export async function failureOf(construct: () => unknown): Promise<{ message: string; registered: readonly string[] }> {
  let message = "no failure";
  const plan = await planInFrankfurt(() => {
    try {
      construct();
    } catch (error) {
      message = error instanceof Error ? error.message : String(error);
    }
  });
  return { message, registered: identities(plan) };
}
