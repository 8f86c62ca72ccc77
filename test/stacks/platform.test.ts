import type { Plan, PlannedResource } from "../../planner/plan";
import {
  ENVIRONMENTS,
  managed,
  ofPartition,
  planEnvironment,
  plannedEnvironment,
  resourceOf,
} from "./plan-environment";

type Plans = Readonly<Record<string, Plan>>;

const EU = ["eu-central-1", "eu-west-1"];
const CH = ["eu-central-2"];
const IN = ["ap-south-1", "ap-south-2"];
/** Providers without an account: the engine's own, which reads stack references, and that of passwords. */
const WITHOUT_ACCOUNT = ["pulumi:providers:pulumi", "pulumi:providers:random"];
/** Key by which the engine marks a secret. */
const SECRET_MARK = "4dabf18193072939515e22adb298388d";
const US = ["us-east-1", "us-west-2"];
/** Regions that a later-listed one builds its links in. */
const LINKED: Readonly<Record<string, readonly string[]>> = {
  "eu-west-1": ["eu-central-1"],
  "ap-south-2": ["ap-south-1"],
  "us-west-2": ["us-east-1"],
};

function topComponents(plan: Plan | undefined): string[] {
  const root = plan?.resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn;
  return (plan?.resources ?? [])
    .filter(({ kind, parent }) => kind === "component" && parent === root)
    .map(({ type, name }) => `${type.replace("inventory:", "")} ${name}`)
    .toSorted();
}

describe("the stacks of production", () => {
  let plans: Plans;

  beforeAll(async () => {
    plans = await plannedEnvironment("prod");
  });

  it("are twelve, with 1,200 resources at least", () => {
    expect(Object.keys(plans)).toEqual([
      "prod-global",
      ...["prod-ch", "prod-eu", "prod-in", "prod-us"],
      "prod-eu-central-2",
      ...["prod-eu-central-1", "prod-eu-west-1"],
      ...["prod-ap-south-1", "prod-ap-south-2"],
      ...["prod-us-east-1", "prod-us-west-2"],
    ]);
    expect(Object.values(plans).flatMap(managed).length).toBeGreaterThanOrEqual(1_200);
  });

  it("read the stack above them, and the regions before them that they are linked to", () => {
    const references = Object.entries(plans).map(([name, plan]) => [name, plan.references]);

    expect(Object.fromEntries(references)).toEqual({
      "prod-global": [],
      "prod-ch": ["organization/inventory-platform/prod-global"],
      "prod-eu": ["organization/inventory-platform/prod-global"],
      "prod-in": ["organization/inventory-platform/prod-global"],
      "prod-us": ["organization/inventory-platform/prod-global"],
      "prod-eu-central-2": ["organization/inventory-platform/prod-ch"],
      "prod-eu-central-1": ["organization/inventory-platform/prod-eu"],
      "prod-eu-west-1": [
        "organization/inventory-platform/prod-eu",
        "organization/inventory-platform/prod-eu-central-1",
      ],
      "prod-ap-south-1": ["organization/inventory-platform/prod-in"],
      "prod-ap-south-2": ["organization/inventory-platform/prod-ap-south-1", "organization/inventory-platform/prod-in"],
      "prod-us-east-1": ["organization/inventory-platform/prod-us"],
      "prod-us-west-2": ["organization/inventory-platform/prod-us", "organization/inventory-platform/prod-us-east-1"],
    });
  });

  it("use their own providers alone", () => {
    const providers = Object.values(plans).map((plan) =>
      plan.resources
        .filter(({ kind, type }) => kind === "provider" && !WITHOUT_ACCOUNT.includes(type))
        .map(({ name }) => name),
    );

    expect(providers).toEqual([
      ...["us-east-1", "eu-central-2", "eu-central-1", "ap-south-1", "us-east-1"].map((region) => [`aws-${region}`]),
      ...[...CH, ...EU, ...IN, ...US].map((region) => [`aws-${region}`, "aws-zone", `kubernetes-${region}`]),
    ]);
  });

  it("bind their provider to one region, one account and the deploy role", () => {
    expect(resourceOf(plans["prod-us-west-2"], "pulumi:providers:aws", "aws-us-west-2").inputs).toMatchObject({
      region: "us-west-2",
      allowedAccountIds: JSON.stringify(["333333333333"]),
      assumeRoles: JSON.stringify([{ roleArn: "arn:aws:iam::333333333333:role/inventory-platform-deploy" }]),
    });
  });

  it("reach the zone of the global account by a provider of its own", () => {
    const plan = plans["prod-us-west-2"];
    expect(resourceOf(plan, "pulumi:providers:aws", "aws-zone").inputs).toMatchObject({
      region: "us-east-1",
      allowedAccountIds: JSON.stringify(["111111111111"]),
      assumeRoles: JSON.stringify([{ roleArn: "arn:aws:iam::111111111111:role/inventory-platform-deploy" }]),
    });
    expect(resourceOf(plan, "aws:route53/record:Record", "api-record").provider).toContain("::aws-zone");
    expect(
      plan?.resources.filter(({ provider = "" }) => provider.includes("::aws-zone")).map(({ name }) => name),
    ).toEqual(["api-record", "catalog-record"]);
  });

  it("lead clients to each region by a record of its own, behind its own switch", () => {
    const record = (region: string, name: string) =>
      resourceOf(plans[`prod-${region}`], "aws:route53/record:Record", `${name}-record`).inputs;
    const switchOf = (name: string) =>
      resourceOf(plans["prod-global"], "aws:route53/healthCheck:HealthCheck", `${name}-switch`).id;

    expect(record("eu-west-1", "api")).toEqual({
      zoneId: resourceOf(plans["prod-global"], "aws:route53/zone:Zone", "domain-zone").outputs["zoneId"],
      name: "api.eu.inventory.example.com",
      type: "CNAME",
      ttl: 60,
      records: ["api.eu-west-1.inventory.example.com"],
      setIdentifier: "eu-west-1",
      healthCheckId: switchOf("api-eu-west-1"),
      weightedRoutingPolicies: [{ weight: 0 }],
    });
    expect(record("eu-central-1", "api")).toMatchObject({
      name: "api.eu.inventory.example.com",
      setIdentifier: "eu-central-1",
      weightedRoutingPolicies: [{ weight: 100 }],
    });
    expect(record("us-west-2", "catalog")).toMatchObject({
      name: "catalog.us.inventory.example.com",
      healthCheckId: switchOf("catalog-us-west-2"),
      latencyRoutingPolicies: [{ region: "us-west-2" }],
    });
  });

  it.each<readonly [stack: string, allowed: readonly string[]]>([
    ["prod-ch", CH],
    ["prod-eu", EU],
    ["prod-in", IN],
    ["prod-us", US],
    ...[...CH, ...EU, ...IN, ...US].map((region) => [`prod-${region}`, [region, ...(LINKED[region] ?? [])]] as const),
  ])("%s holds nothing outside %j", (stack, allowed) => {
    const plan = plans[stack];
    const regions = new Set((plan === undefined ? [] : managed(plan)).flatMap(({ region }) => region ?? []));

    expect([...regions].toSorted()).toEqual([...allowed].toSorted());
  });

  it("hold the components of their kind", () => {
    expect(topComponents(plans["prod-global"])).toEqual([
      "budget:Budgets budgets",
      "cost-allocation:CostAllocation costs",
      "cost-export:CostExport costs",
      "keys:EncryptionKey costs",
      "keys:EncryptionKey logs",
      "partition:AuditLog global-events",
      ...["api", "catalog"].flatMap((name) =>
        [...CH, ...EU, ...IN, ...US].toSorted().map((region) => `routing:EndpointHealth ${name}-${region}`),
      ),
      "routing:HostedZone domain",
    ]);
    expect(topComponents(plans["prod-eu"])).toEqual([
      ...["audit", "checkpoints", "events"].map((name) => `archive:Archive ${name}`),
      ...EU.map((region) => `backup:Backup backup-${region}`),
      "key-value:KeyValue availability",
      "key-value:KeyValue catalog",
      "key-value:KeyValue checkpoints",
      "key-value:KeyValue idempotency",
      ...["archives", "backups", "images", "stores"].map((name) => `keys:PartitionKeys ${name}`),
      "partition:Partition partition",
      ...EU.map((region) => `registry:Registry registry-${region}`),
      "relational:GlobalDatabase inventory",
    ]);
    expect(topComponents(plans["prod-eu-west-1"])).toEqual([
      ...["allocation", "availability", "catalog", "fulfilment", "projector"].map(
        (name) => `autoscaler:Autoscaler ${name}`,
      ),
      "autoscaler:MetricsApi metrics",
      "batch:BatchJob reconciliation",
      "cache:Cache cache",
      "chaos:ChaosExperiments chaos",
      "cluster:Cluster cluster",
      "flags:Flags allocation-flags",
      ...["cache", "chaos", "flags", "logs", "secrets", "streams", "telemetry", "volumes"].map(
        (name) => `keys:EncryptionKey ${name}`,
      ),
      "lake:Lake lake",
      "network:Network network",
      "node-pools:NodePools pools",
      "observability:Canaries canaries",
      "observability:OperationsDashboard operations",
      "observability:Telemetry telemetry",
      ...["erp-documents", "marketplace-orders", "warehouse-tasks"].map((name) => `queue:Queue ${name}`),
      "relational:RelationalCluster inventory",
      "routing:RegionalRecord api",
      "routing:RegionalRecord catalog",
      "runbook:Runbooks runbooks",
      ...["allocation", "availability", "reconciliation"].map((name) => `service-level:ServiceLevel ${name}-level`),
      "stream:KafkaCluster events",
      "stream:KafkaReplicator events-eu-central-1",
      ...["allocation", "availability", "catalog", "fulfilment", "projector"].map(
        (name) => `workload:Workload ${name}`,
      ),
    ]);
  });

  it("replicate tables to every region of the partition, each under the region's own key", () => {
    const table = resourceOf(plans["prod-us"], "aws:dynamodb/table:Table", "catalog-table");

    expect(table.inputs).toMatchObject({
      name: "prod-us-catalog",
      region: "us-east-1",
      serverSideEncryption: { kmsKeyArn: expect.stringMatching(/^arn:aws:kms:us-east-1:333333333333:key\//) },
      replicas: [
        { regionName: "us-west-2", kmsKeyArn: expect.stringMatching(/^arn:aws:kms:us-west-2:333333333333:key\//) },
      ],
    });
  });

  it("give the cluster the private subnets of the region's network", () => {
    const plan = plans["prod-eu-west-1"];
    const subnets = ["a", "b", "c"].map(
      (zone) => resourceOf(plan, "aws:ec2/subnet:Subnet", `network-subnet-private-${zone}`).id,
    );

    expect(resourceOf(plan, "aws:eks/cluster:Cluster", "cluster-control-plane").inputs).toMatchObject({
      name: "prod-eu-west-1",
      vpcConfig: { subnetIds: subnets, publicAccessCidrs: ["203.0.113.0/24"] },
    });
  });

  it("tell services their stores, and let in those that call them alone", () => {
    const plan = plans["prod-eu-west-1"];
    const deployment = resourceOf(plan, "kubernetes:apps/v1:Deployment", "availability-deployment");
    const policy = resourceOf(plan, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "availability-network-policy");
    const inputs = JSON.stringify(deployment.inputs);

    expect(inputs).toContain('{"name":"TABLE_AVAILABILITY","value":"prod-eu-availability"}');
    expect(inputs).toContain('{"name":"STREAM_STOCK_EVENTS","value":"stock-events"}');
    expect(inputs).toContain('{"name":"FEATURE_BACKORDER","value":"false"}');
    expect(callersIn(policy)).toEqual(["allocation", "catalog"]);
  });

  it("put on spot capacity what may be interrupted, and nothing else", () => {
    const onSpot = managed(plans["prod-eu-west-1"] ?? failed())
      .filter(({ type }) => type === "kubernetes:apps/v1:Deployment")
      .filter(({ inputs }) => JSON.stringify(inputs).includes('"karpenter.sh/nodepool":"spot-batch"'))
      .map(({ name }) => name);

    expect(onSpot).toEqual(["projector-deployment"]);
  });

  it("give services what they need to be deployed into a region", () => {
    expect(plans["prod-us-west-2"]?.outputs).toMatchObject({
      partition: "us",
      region: "us-west-2",
      role: "secondary",
      domain: "inventory.example.com",
      zoneId: plans["prod-global"]?.outputs["zoneId"],
      clusterName: "prod-us-west-2",
      tables: {
        catalog: { name: "prod-us-catalog", arn: "arn:aws:dynamodb:us-west-2:333333333333:table/prod-us-catalog" },
      },
      streams: {
        "stock-events": {
          name: "stock-events",
          arn: expect.stringMatching(/^arn:aws:kafka:us-west-2:333333333333:topic\/.*stock-events$/),
        },
      },
    });
  });

  it("keep a single-region partition at home, behind a lock, and say how long a restore may take", () => {
    const plan = plans["prod-ch"];

    expect(resourceOf(plan, "aws:backup/plan:Plan", "backup-eu-central-2-plan").inputs["rules"]).not.toEqual(
      expect.arrayContaining([expect.objectContaining({ copyActions: expect.anything() })]),
    );
    expect(
      resourceOf(plan, "aws:backup/vaultLockConfiguration:VaultLockConfiguration", "backup-eu-central-2-vault-lock")
        .inputs,
    ).toMatchObject({ changeableForDays: 14, minRetentionDays: 7, maxRetentionDays: 366 });
    expect(plans["prod-eu-central-2"]?.outputs["recoveryTime"]).toBe("4 hours");
    expect(plans["prod-eu-central-1"]?.outputs).not.toHaveProperty("recoveryTime");
  });

  it("keep the password of the database out of all outputs but its own", () => {
    const secrets = Object.entries(plans["prod-eu"]?.outputs ?? {}).filter(([, value]) =>
      JSON.stringify(value).includes(SECRET_MARK),
    );

    expect(secrets.map(([name]) => name)).toEqual(["databasePassword"]);
    expect(JSON.stringify(plans["prod-eu-central-1"]?.outputs)).not.toContain(SECRET_MARK);
  });

  it("are the same when planned again, as those of a partition are", async () => {
    const again = await planEnvironment("prod", ENVIRONMENTS, ofPartition("eu"));
    const before = Object.fromEntries(Object.keys(again).map((stack) => [stack, plans[stack]]));

    expect(Object.keys(again)).toHaveLength(4);
    expect(JSON.stringify(again)).toBe(JSON.stringify(before));
  });
});

describe("the stacks of development", () => {
  it("can be deleted, and share one NAT gateway", async () => {
    const plans = await plannedEnvironment("dev");
    const resources = Object.values(plans).flatMap(managed);

    expect(resources.filter(({ options }) => options.protect === true).map(({ name }) => name)).toEqual([]);
    expect(resources.filter(({ type }) => type === "aws:ec2/natGateway:NatGateway")).toHaveLength(1);
  });
});

function callersIn({ inputs }: PlannedResource): string[] {
  const ingress = /"ingress":(\[.*?\]),"podSelector"/.exec(JSON.stringify(inputs))?.[1] ?? "";
  return [...ingress.matchAll(/"app\.kubernetes\.io\/name":"([^"]+)"/g)].map(([, name]) => name ?? "");
}

function failed(): never {
  throw new Error("the stack was not planned");
}
