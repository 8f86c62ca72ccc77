import type { ProvisionedKafkaArgs, ServerlessKafkaArgs } from "../../../components/stream";
import type { TagValues } from "../../../facts/tag-schema";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource, PlanMode } from "../../../planner/plan";

export const tags: TagValues = {
  environment: "prod",
  service: "platform",
  owner: "inventory",
  "cost-center": "c100",
  channel: "all",
  feature: "stock-events",
  "data-class": "internal",
  residency: "eu",
};
export const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/stream";
export const logKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/logs";
export const topic = "arn:aws:sns:eu-central-1:111122223333:on-call";
export const RUNBOOK = "https://runbooks.example.com";

const shared = {
  clusterName: "prod-events",
  consumers: {},
  vpcId: "vpc-1",
  subnetIds: { a: "subnet-a", b: "subnet-b", c: "subnet-c" },
  clientSecurityGroupIds: { pods: "sg-pods" },
  keyArn,
  alarmTopicArns: [topic],
  runbooksUrl: RUNBOOK,
  tags,
} as const;

export const serverless: ServerlessKafkaArgs = { ...shared, kind: "serverless" };
export const provisioned: ProvisionedKafkaArgs = { ...shared, kind: "provisioned", topics: {}, logKeyArn };

export function planOf(program: () => unknown, mode: PlanMode = "as-applied"): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "prod-eu-central-1",
    config: { "aws:region": "eu-central-1" },
    mode,
    program,
  });
}

export function children(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ kind }) => kind === "custom");
}

export function inputs(plan: Plan, name: string): PlannedResource["inputs"] {
  const found = children(plan).find((resource) => resource.name === name);
  if (found === undefined) {
    throw new Error(`${name} is not in the plan`);
  }
  return found.inputs;
}

export function identities(plan: Plan): string[] {
  return children(plan)
    .map(({ type, name, parent }) => `${type} ${name} ${parent?.split("::").at(-1) ?? ""}`)
    .toSorted();
}

/** The message with which a program is refused, before anything is registered. */
export function refusalOf(create: () => unknown): string {
  try {
    create();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no refusal";
}
