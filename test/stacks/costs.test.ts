import type { Plan } from "../../planner/plan";
import { managed, plannedText, resourceOf } from "./plan-environment";
import { environmentOf, shopWith } from "./shop";
import { planStacks } from "../../stacks/topology";

const COSTS = `costs:
  emails: [finance@example.com]
  anomalyUsd: 200
  allocationTags: true
  budgets:
    all: { limitUsd: 9000 }
    eu: { limitUsd: 6000, partition: eu }
    marketplace:
      limitUsd: 500
      period: quarter
      tag: { key: channel, values: [marketplace] }
      actions:
        freeze:
          thresholdPercent: 120
          policyArn: arn:aws:iam::111111111111:policy/deny
          roleNames: [batch]
  export:
    firstMonth: "2026-11"
    orders: { database: shop_eu, table: orders, orderId: order_id, placedAt: placed_at }
queues:
`;

describe("the costs of an environment", () => {
  let plan: Plan | undefined;

  beforeAll(async () => {
    plan = (await plannedText("costs", shopWith(["queues:\n", COSTS])))["shop-global"];
  });

  const inputsOf = (type: string, name: string) => resourceOf(plan, type, name).inputs;
  const filtersOf = (name: string) => inputsOf("aws:budgets/budget:Budget", `budgets-budget-${name}`)["costFilters"];

  it("are budgeted for all of it by its name, for a partition by residency and account, for a tag by the accounts", () => {
    expect(filtersOf("all")).toEqual([{ name: "TagKeyValue", values: ["user:environment$shop"] }]);
    expect(filtersOf("eu")).toEqual([
      { name: "TagKeyValue", values: ["user:residency$eu"] },
      { name: "LinkedAccount", values: ["222222222222"] },
    ]);
    expect(filtersOf("marketplace")).toEqual([
      { name: "TagKeyValue", values: ["user:channel$marketplace"] },
      { name: "LinkedAccount", values: ["111111111111", "222222222222", "333333333333"] },
    ]);
  });

  it("notify the alarm topic and the mailboxes, and act once somebody approves", () => {
    expect(inputsOf("aws:budgets/budget:Budget", "budgets-budget-marketplace")).toMatchObject({
      limitAmount: "500",
      timeUnit: "QUARTERLY",
      accountId: "111111111111",
    });
    const action = inputsOf("aws:budgets/budgetAction:BudgetAction", "budgets-action-marketplace-freeze");

    expect(action).toMatchObject({
      approvalModel: "MANUAL",
      actionThreshold: { actionThresholdValue: 120 },
      definition: { iamActionDefinition: { policyArn: "arn:aws:iam::111111111111:policy/deny", roles: ["batch"] } },
    });
    expect(JSON.stringify(action["subscribers"])).toContain("arn:aws:sns:us-east-1:111111111111:alarms");
  });

  it("are watched for what nobody expects, and their tags are active", () => {
    const types = (plan === undefined ? [] : managed(plan)).map(({ type }) => type);

    expect(types.filter((type) => type === "aws:costexplorer/costAllocationTag:CostAllocationTag")).toHaveLength(8);
    expect(
      JSON.stringify(inputsOf("aws:costexplorer/anomalySubscription:AnomalySubscription", "budgets-subscription")),
    ).toMatch(/"values":\["200"\]/);
  });

  it("are exported where the global stack is, and shown for each order", () => {
    expect(plan?.outputs["costs"]).toEqual({
      database: "shop_costs",
      workgroup: "shop-costs",
      queries: expect.arrayContaining(["cost_by_channel", "cost_per_order"]),
    });
    expect(inputsOf("aws:athena/namedQuery:NamedQuery", "costs-query-cost_per_order")["query"]).toContain(
      'FROM "shop_eu"."orders"',
    );
  });
});

it("says nothing of costs where the environment says nothing", () => {
  const [global] = planStacks(environmentOf(shopWith()));

  expect(global).not.toHaveProperty("costs");
});
