import type { Plan } from "../../planner/plan";
import { planStacks, type RegionStack, type Stack } from "../../stacks/topology";
import { plannedText, resourceOf } from "./plan-environment";
import { environmentOf, shopWith } from "./shop";

const SAID = "hypothesis: nobody notices, runbook: error-budget-burn";
const CHAOS = `chaos:
  stopAlarms: [oversold]
  experiments:
    spot: { kind: spot-interruption, ${SAID}, percent: 50 }
    zone: { kind: zone-loss, ${SAID}, zone: b, duration: 5 minutes }
    writer: { kind: database-failover, ${SAID} }
    table: { kind: table-replication-pause, ${SAID}, table: catalog }
    bucket: { kind: bucket-replication-pause, ${SAID}, archive: events }
`;
const ALLOWED = "  allowInProduction: { writer: it happens to us anyway }\n";
const FLAGS = `flags:
  allocation:
    flags:
      algorithm: { description: how orders are split, variants: { near: near, few: few }, defaultVariant: near }
    rollbackAlarms: [oversold, failing]
    bakeTime: 1 hour
`;
const NOT_PRODUCTION = "    tenants: [west]\n    production: false\n";

function shop(chaos: string, pattern = "microservices-relational"): string {
  return shopWith(
    ["pattern: microservices-relational", `pattern: ${pattern}`],
    ["    tenants: [west]\n", NOT_PRODUCTION],
    ["    tenants: [north]\n", "    tenants: [north]\n    production: false\n"],
    ["queues:\n", `${FLAGS}${chaos}queues:\n`],
  );
}

function experimentsIn(text: string): Readonly<Record<string, readonly string[]>> {
  const isRegion = (stack: Stack): stack is RegionStack => stack.kind === "region";
  const stacks = planStacks(environmentOf(text)).filter(isRegion);
  return Object.fromEntries(stacks.map(({ name, chaos }) => [name, Object.keys(chaos?.experiments ?? {})]));
}

describe("the experiments of an environment", () => {
  it("are in the regions that have what they break", () => {
    const everywhere = ["bucket", "spot", "table", "writer", "zone"];

    expect(experimentsIn(shop(CHAOS))).toEqual({
      "shop-eu-central-1": everywhere,
      "shop-eu-west-1": everywhere,
      "shop-us-east-1": ["spot", "writer", "zone"],
    });
    expect(experimentsIn(shop(CHAOS, "nightly-batch"))).toEqual({
      "shop-eu-central-1": ["bucket", "spot", "writer", "zone"],
      "shop-eu-west-1": ["bucket", "spot", "zone"],
      "shop-us-east-1": ["spot", "writer", "zone"],
    });
  });

  it("are left out of a partition that is production, but for those that are allowed there by name", () => {
    const mixed = shopWith(["    tenants: [west]\n", NOT_PRODUCTION], ["queues:\n", `${CHAOS}${ALLOWED}queues:\n`]);

    expect(experimentsIn(mixed)).toEqual({
      "shop-eu-central-1": ["writer"],
      "shop-eu-west-1": ["writer"],
      "shop-us-east-1": ["spot", "writer", "zone"],
    });
  });

  it("take every partition for production that does not say otherwise", () => {
    expect(environmentOf(shopWith()).partitions["eu"]?.production).toBe(true);
  });

  describe("as templates", () => {
    let plan: Plan | undefined;

    beforeAll(async () => {
      plan = (await plannedText("experiments", shop(CHAOS)))["shop-eu-west-1"];
    });

    const template = (name: string) =>
      resourceOf(plan, "aws:fis/experimentTemplate:ExperimentTemplate", `chaos-experiment-${name}`).inputs;

    it("find their own targets, and nobody else's", () => {
      expect(template("spot")["targets"]).toMatchObject([
        {
          resourceTags: expect.arrayContaining([
            { key: "environment", value: "shop" },
            { key: "karpenter.sh/nodepool", value: "spot-batch" },
          ]),
          selectionMode: "PERCENT(50)",
        },
      ]);
      expect(template("writer")["targets"]).toMatchObject([
        { resourceArns: ["arn:aws:rds:eu-west-1:222222222222:cluster:shop-eu-west-1-inventory"] },
      ]);
      expect(template("table")["targets"]).toMatchObject([
        { resourceArns: ["arn:aws:dynamodb:eu-west-1:222222222222:table/shop-eu-catalog"] },
      ]);
      expect(template("bucket")["targets"]).toMatchObject([
        {
          resourceTags: expect.arrayContaining([
            { key: "environment", value: "shop" },
            { key: "Name", value: "events-eu-west-1-bucket" },
          ]),
        },
      ]);
      expect(JSON.stringify(template("bucket")["actions"])).toContain("eu-central-1");
    });

    it("are stopped by the alarms that the environment names, in their region", () => {
      expect(template("zone")["stopConditions"]).toMatchObject([
        { source: "aws:cloudwatch:alarm", value: "arn:aws:cloudwatch:eu-west-1:222222222222:alarm:oversold" },
      ]);
    });
  });
});

describe("the flags of an environment", () => {
  let plan: Plan | undefined;

  beforeAll(async () => {
    plan = (await plannedText("experiments", shop(CHAOS)))["shop-eu-west-1"];
  });

  it("are released in each region, and taken back by its alarms", () => {
    expect(
      resourceOf(plan, "aws:appconfig/environment:Environment", "allocation-flags-environment").inputs,
    ).toMatchObject({
      monitors: [
        { alarmArn: "arn:aws:cloudwatch:eu-west-1:222222222222:alarm:failing" },
        { alarmArn: "arn:aws:cloudwatch:eu-west-1:222222222222:alarm:oversold" },
      ],
    });
    expect(
      resourceOf(plan, "aws:appconfig/deploymentStrategy:DeploymentStrategy", "allocation-flags-strategy").inputs,
    ).toMatchObject({ finalBakeTimeInMinutes: 60, deploymentDurationInMinutes: 10 });
  });

  it("are found by the service that reads them, with the policy that lets it", () => {
    const { flags } = plan?.outputs as { flags: Readonly<Record<string, Readonly<Record<string, string>>>> };

    expect(Object.keys(flags)).toEqual(["allocation"]);
    expect(Object.keys(flags["allocation"] ?? {}).toSorted()).toEqual([
      ...["applicationId", "environmentId", "profileId", "readPolicy"],
    ]);
  });

  it("lie under a key that the role which releases them uses itself", () => {
    const { policy } = resourceOf(plan, "aws:kms/key:Key", "flags-key").inputs;
    const { Statement } = JSON.parse(String(policy)) as { Statement: readonly { Sid: string; Principal: unknown }[] };

    expect(Statement.find(({ Sid }) => Sid === "UseDirectly")?.Principal).toEqual({
      AWS: ["arn:aws:iam::222222222222:role/inventory-platform-deploy"],
    });
  });
});
