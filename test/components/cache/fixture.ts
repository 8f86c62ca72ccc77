import { Cache, type CacheArgs, type ClusterCacheArgs, type ServerlessCacheArgs } from "../../../components/cache";
import type { TagValues } from "../../../facts/tag-schema";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource, PlanMode } from "../../../planner/plan";

export const tags: TagValues = {
  environment: "prod",
  service: "platform",
  owner: "inventory",
  "cost-center": "c100",
  channel: "all",
  feature: "availability",
  "data-class": "internal",
  residency: "eu",
};
export const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/cache";
export const logKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/logs";
export const topic = "arn:aws:sns:eu-central-1:111122223333:on-call";

const shared = {
  cacheName: "prod-stock",
  users: { api: { access: "read", keyPattern: "stock:*" } },
  vpcId: "vpc-1",
  subnetIds: { a: "subnet-a", b: "subnet-b", c: "subnet-c" },
  clientSecurityGroupIds: { pods: "sg-pods" },
  keyArn,
  alarmTopicArns: [topic],
  runbooksUrl: "https://runbooks.example.com",
  tags,
} as const;

export const nodes: ClusterCacheArgs = { ...shared, kind: "cluster", logKeyArn };
export const serverless: ServerlessCacheArgs = { ...shared, kind: "serverless" };

export function planOf(program: () => unknown, mode: PlanMode = "as-applied"): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "prod-eu-central-1",
    config: { "aws:region": "eu-central-1" },
    mode,
    program,
  });
}

export function planCache(args: CacheArgs, mode?: PlanMode): Promise<Plan> {
  return planOf(() => {
    const { kind, port, securityGroupId, userNames, userArns, secretArns, arn } = new Cache("stock", args);
    return { kind, port, securityGroupId, userNames, userArns, secretArns, arn };
  }, mode);
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
