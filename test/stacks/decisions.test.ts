import { forceNewInputs } from "../../facts/force-new";
import type { Plan, PlannedResource } from "../../planner/plan";
import { managed, plannedEnvironment } from "./plan-environment";

/** Types that hold data which nobody can make again, or open it. */
const STATEFUL = [
  "aws:amp/workspace:Workspace",
  "aws:backup/vault:Vault",
  "aws:dynamodb/table:Table",
  "aws:ecr/repository:Repository",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:kinesis/stream:Stream",
  "aws:kms/key:Key",
  "aws:rds/cluster:Cluster",
  "aws:rds/clusterInstance:ClusterInstance",
  "aws:rds/globalCluster:GlobalCluster",
  "aws:route53/zone:Zone",
  "aws:s3/bucket:Bucket",
  "aws:secretsmanager/secret:Secret",
];

/** Stores whose content can be made again, and goes by itself. */
const REMADE = ["canaries-reports-bucket", "lake-results-bucket", "costs-results-bucket"];

/** Inputs that hold a physical name, which nothing else of the type may have at the same time. */
const NAMES = [
  "name",
  "bucket",
  "identifier",
  "clusterIdentifier",
  "globalClusterIdentifier",
  "replicationGroupId",
  "userGroupId",
  "userId",
];

/** Types whose input `name` is part of what they belong to, or is Kubernetes', which has rules of its own. */
const NAMED_WITHIN = /^(kubernetes:|aws:(iam\/rolePolicy|s3\/bucket[A-Z]|secretsmanager\/secretPolicy))/;

async function resourcesOf(environment: string): Promise<PlannedResource[]> {
  const plans: Readonly<Record<string, Plan>> = await plannedEnvironment(environment);
  return Object.values(plans).flatMap(managed);
}

function explicitName({ type, inputs }: PlannedResource): string | undefined {
  return NAMED_WITHIN.test(type) ? undefined : NAMES.find((name) => typeof inputs[name] === "string");
}

function isReplaceable({ type }: PlannedResource): boolean {
  return Object.keys(forceNewInputs(type) ?? { unknown: "" }).length > 0;
}

describe.each(["dev", "prod"])("every resource of %s", (environment) => {
  let resources: PlannedResource[];

  beforeAll(async () => {
    resources = await resourcesOf(environment);
  });

  it("with a name of its own goes before another of that name comes", () => {
    const named = resources.filter((resource) => explicitName(resource) !== undefined && isReplaceable(resource));
    const blocked = named.filter(({ options }) => options.deleteBeforeReplace !== true);

    expect(new Set(named.map(({ type }) => type)).size).toBeGreaterThan(STATEFUL.length);
    expect([...new Set(blocked.map(({ type, name }) => `${type} ${name}`))]).toEqual([]);
  });

  it("with data is kept from deletion, where the environment is to last", () => {
    const isLasting = environment === "prod";
    const stateful = resources.filter(({ type, name }) => STATEFUL.includes(type) && !REMADE.includes(name));
    const exposed = stateful.filter(
      ({ options: { protect = false, retainOnDelete = false } }) =>
        protect !== isLasting || retainOnDelete !== isLasting,
    );

    expect(stateful.length).toBeGreaterThan(STATEFUL.length);
    expect([...new Set(exposed.map(({ type, name }) => `${type} ${name}`))]).toEqual([]);
  });
});
