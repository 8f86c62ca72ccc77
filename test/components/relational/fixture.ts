import { RelationalCluster, type RelationalClusterArgs } from "../../../components/relational";
import type { TagValues } from "../../../facts/tag-schema";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource, PlanMode } from "../../../planner/plan";

export const tags: TagValues = {
  environment: "prod",
  service: "platform",
  owner: "inventory",
  "cost-center": "c100",
  channel: "all",
  feature: "allocation",
  "data-class": "personal",
  residency: "eu",
};

export const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/store";
export const logKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/logs";
export const topic = "arn:aws:sns:eu-central-1:111122223333:on-call";
export const userSecretArn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:prod-eu/inventory-AbCdEf";

/** A cluster that stands alone, with no choice made that has a default. */
export const minimal: RelationalClusterArgs = {
  clusterIdentifier: "prod-eu-central-1-inventory",
  databaseName: "inventory",
  engineVersion: "17.9",
  masterPassword: "generated-elsewhere",
  keyArn,
  logKeyArn,
  vpcId: "vpc-1",
  subnetIds: { "eu-central-1c": "subnet-c", "eu-central-1a": "subnet-a", "eu-central-1b": "subnet-b" },
  clients: { service: "sg-service" },
  proxyUsers: { inventory: userSecretArn },
  alarmTopicArns: [topic],
  runbooksUrl: "https://runbooks.example.com",
  tags,
};

const { masterPassword, ...withoutPassword } = minimal;

/** The initial primary of a global database. */
export const primary: RelationalClusterArgs = {
  ...withoutPassword,
  masterPassword: masterPassword ?? "",
  globalClusterIdentifier: "prod-eu-inventory",
  initialRole: "primary",
};

/** Its initial secondary, in another region. */
export const secondary: RelationalClusterArgs = {
  ...withoutPassword,
  clusterIdentifier: "prod-eu-west-1-inventory",
  keyArn: "arn:aws:kms:eu-west-1:111122223333:key/store",
  logKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/logs",
  subnetIds: { "eu-west-1a": "subnet-a", "eu-west-1b": "subnet-b" },
  proxyUsers: { inventory: userSecretArn.replace("eu-central-1", "eu-west-1") },
  alarmTopicArns: ["arn:aws:sns:eu-west-1:111122223333:on-call"],
  globalClusterIdentifier: "prod-eu-inventory",
  initialRole: "secondary",
  initialPrimaryRegion: "eu-central-1",
  region: "eu-west-1",
};

/** Plans a program in Frankfurt. */
export function planOf(program: () => Record<string, unknown>, mode: PlanMode = "as-applied"): Promise<Plan> {
  const config = { "aws:region": "eu-central-1" };
  return planProgram({ project: "test", stack: "prod-eu", config, mode, program });
}

/** Plans one cluster, `inventory`. */
export function planCluster(args: RelationalClusterArgs, mode: PlanMode = "as-applied"): Promise<Plan> {
  return planOf(() => {
    const cluster = new RelationalCluster("inventory", args);
    return {
      clusterIdentifier: cluster.clusterIdentifier,
      arn: cluster.arn,
      databaseName: cluster.databaseName,
      port: cluster.port,
      role: cluster.role,
      endpoint: cluster.endpoint,
      readerEndpoint: cluster.readerEndpoint,
      proxyEndpoint: cluster.proxyEndpoint,
      proxyReadOnlyEndpoint: cluster.proxyReadOnlyEndpoint,
      connectArns: cluster.connectArns,
      exportRoleArn: cluster.exportRoleArn,
      securityGroupId: cluster.securityGroupId,
    };
  }, mode);
}

/** Resources that AWS keeps. */
export function children(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ kind }) => kind === "custom");
}

/** `type name parent` of everything below the stack, sorted. */
export function identities(plan: Plan): string[] {
  return plan.resources
    .filter(({ kind, type }) => (kind === "custom" || kind === "component") && type !== "pulumi:pulumi:Stack")
    .map(({ type, name, parent }) => `${type} ${name} ${parent?.split("::").at(-1)}`)
    .toSorted();
}

/** A resource by its name. */
export function named(plan: Plan, name: string): PlannedResource {
  const found = children(plan).find((resource) => resource.name === name);
  if (found === undefined) {
    throw new Error(`${name} is not in the plan`);
  }
  return found;
}

/** Inputs of a resource by its name. */
export function inputs(plan: Plan, name: string): PlannedResource["inputs"] {
  return named(plan, name).inputs;
}
