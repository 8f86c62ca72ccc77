import {
  actionPolicy,
  actionTrust,
  BUDGET_ACTION_DEFAULTS,
  BUDGET_DEFAULTS,
  Budgets,
  BUDGETS_DEFAULTS,
  planBudgets,
  type BudgetsArgs,
} from "../../../components/budget";
import { ACCOUNT, identities, inputsOf, planInFrankfurt, resourceNamed, TAGS } from "../core/fixtures";

const EMAIL = "finance@example.com";
const TOPIC = "arn:aws:sns:us-east-1:111122223333:costs";
const POLICY = "arn:aws:iam::111122223333:policy/deny-new-capacity";
const minimal: BudgetsArgs = {
  prefix: "prod",
  accountId: ACCOUNT,
  budgets: { all: { limitUsd: 1_000 } },
  emails: [EMAIL],
  tags: TAGS,
};
const acting: BudgetsArgs = {
  ...minimal,
  topicArn: TOPIC,
  anomalyUsd: 25.5,
  budgets: {
    marketplace: {
      limitUsd: 99.5,
      period: "quarter",
      tag: { key: "channel", values: ["marketplace", "amazon"] },
      accountIds: ["444455556666", ACCOUNT],
      actualPercents: [100, 50],
      forecastedPercents: [],
      actions: { freeze: { thresholdPercent: 120, policyArn: POLICY, roleNames: ["worker", "batch"] } },
    },
  },
};

describe("planBudgets", () => {
  it("plans a monthly budget of all costs that warns three times (defaults)", () => {
    expect(planBudgets(minimal)).toStrictEqual({
      accountId: ACCOUNT,
      budgets: {
        all: {
          name: "prod-all",
          limitAmount: "1000",
          timeUnit: "MONTHLY",
          filters: [],
          notifications: [
            { notificationType: "ACTUAL", threshold: 80 },
            { notificationType: "ACTUAL", threshold: 100 },
            { notificationType: "FORECASTED", threshold: 100 },
          ],
          actions: {},
        },
      },
      anomalies: { monitorName: "prod-services", subscriptionName: "prod-anomalies", minimumUsd: "100" },
      emails: [EMAIL],
    });
    expect(BUDGETS_DEFAULTS).toStrictEqual({ anomalyUsd: 100 });
    expect(BUDGET_DEFAULTS).toStrictEqual({ period: "month", actualPercents: [80, 100], forecastedPercents: [100] });
    expect(BUDGET_ACTION_DEFAULTS).toStrictEqual({ measure: "actual", needsApproval: true });
  });

  it("plans filters, thresholds and roles in an order of their own (custom)", () => {
    expect(planBudgets(acting).budgets).toStrictEqual({
      marketplace: {
        name: "prod-marketplace",
        limitAmount: "99.5",
        timeUnit: "QUARTERLY",
        filters: [
          { name: "TagKeyValue", values: ["user:channel$amazon", "user:channel$marketplace"] },
          { name: "LinkedAccount", values: [ACCOUNT, "444455556666"] },
        ],
        notifications: [
          { notificationType: "ACTUAL", threshold: 50 },
          { notificationType: "ACTUAL", threshold: 100 },
        ],
        actions: {
          freeze: {
            notificationType: "ACTUAL",
            threshold: 120,
            approvalModel: "MANUAL",
            policyArn: POLICY,
            roleNames: ["batch", "worker"],
          },
        },
      },
    });
  });

  it("plans an action on the forecast that nobody approves, where it is told to", () => {
    const action = { thresholdPercent: 150, policyArn: POLICY, roleNames: ["batch"] };
    const { budgets } = planBudgets({
      ...minimal,
      budgets: { all: { limitUsd: 1, actions: { stop: { ...action, measure: "forecasted", needsApproval: false } } } },
    });
    expect(budgets["all"]?.actions["stop"]).toMatchObject({
      notificationType: "FORECASTED",
      approvalModel: "AUTOMATIC",
    });
  });
});

describe("the role of an action", () => {
  it("is taken by AWS Budgets alone, for budgets of the account", () => {
    expect(actionTrust(ACCOUNT)).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "budgets.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "111122223333" },
            ArnLike: { "aws:SourceArn": "arn:aws:budgets::111122223333:budget/*" },
          },
        },
      ],
    });
  });

  it("gives one policy to the named roles, and takes it away", () => {
    expect(actionPolicy({ accountId: ACCOUNT, policyArn: POLICY, roleNames: ["batch"] })).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
          Resource: ["arn:aws:iam::111122223333:role/batch"],
          Condition: { ArnEquals: { "iam:PolicyARN": POLICY } },
        },
      ],
    });
  });
});

describe("Budgets", () => {
  it("creates these children at defaults, all its own", async () => {
    const plan = await planInFrankfurt(() => new Budgets("costs", minimal));
    expect(identities(plan)).toEqual([
      "aws:budgets/budget:Budget costs-budget-all costs",
      "aws:costexplorer/anomalyMonitor:AnomalyMonitor costs-monitor costs",
      "aws:costexplorer/anomalySubscription:AnomalySubscription costs-subscription costs",
      "inventory:budget:Budgets costs test-dev",
    ]);
    const heard = {
      comparisonOperator: "GREATER_THAN",
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: [EMAIL],
      subscriberSnsTopicArns: [],
    };
    expect(inputsOf(plan, "costs-budget-all")).toStrictEqual({
      accountId: ACCOUNT,
      name: "prod-all",
      budgetType: "COST",
      limitAmount: "1000",
      limitUnit: "USD",
      timeUnit: "MONTHLY",
      costFilters: [],
      notifications: planBudgets(minimal).budgets["all"]?.notifications.map((each) => ({ ...each, ...heard })),
      tags: { ...TAGS, Name: "costs-budget-all" },
    });
  });

  it("watches the services, and reports by e-mail once a day", async () => {
    const plan = await planInFrankfurt(() => new Budgets("costs", minimal));
    expect(inputsOf(plan, "costs-monitor")).toStrictEqual({
      name: "prod-services",
      monitorType: "DIMENSIONAL",
      monitorDimension: "SERVICE",
      tags: { ...TAGS, Name: "costs-monitor" },
    });
    expect(inputsOf(plan, "costs-subscription")).toStrictEqual({
      name: "prod-anomalies",
      accountId: ACCOUNT,
      frequency: "DAILY",
      monitorArnLists: [resourceNamed(plan, "costs-monitor").outputs["arn"]],
      subscribers: [{ type: "EMAIL", address: EMAIL }],
      thresholdExpression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          matchOptions: ["GREATER_THAN_OR_EQUAL"],
          values: ["100"],
        },
      },
      tags: { ...TAGS, Name: "costs-subscription" },
    });
  });

  it("creates an action and its role, and reports to the topic at once (custom)", async () => {
    const plan = await planInFrankfurt(() => new Budgets("costs", acting));
    expect(identities(plan)).toEqual([
      "aws:budgets/budget:Budget costs-budget-marketplace costs",
      "aws:budgets/budgetAction:BudgetAction costs-action-marketplace-freeze costs",
      "aws:costexplorer/anomalyMonitor:AnomalyMonitor costs-monitor costs",
      "aws:costexplorer/anomalySubscription:AnomalySubscription costs-subscription costs",
      "aws:iam/role:Role costs-action-role-marketplace-freeze costs",
      "aws:iam/rolePolicy:RolePolicy costs-action-rights-marketplace-freeze costs",
      "inventory:budget:Budgets costs test-dev",
    ]);
    const role = resourceNamed(plan, "costs-action-role-marketplace-freeze");
    expect(role.inputs).toMatchObject({ assumeRolePolicy: JSON.stringify(actionTrust(ACCOUNT)) });
    const rights = { accountId: ACCOUNT, policyArn: POLICY, roleNames: ["batch", "worker"] };
    expect(inputsOf(plan, "costs-action-rights-marketplace-freeze")).toStrictEqual({
      role: role.id,
      policy: JSON.stringify(actionPolicy(rights)),
    });
    expect(inputsOf(plan, "costs-action-marketplace-freeze")).toStrictEqual({
      accountId: ACCOUNT,
      budgetName: "prod-marketplace",
      actionType: "APPLY_IAM_POLICY",
      approvalModel: "MANUAL",
      notificationType: "ACTUAL",
      actionThreshold: { actionThresholdType: "PERCENTAGE", actionThresholdValue: 120 },
      definition: { iamActionDefinition: { policyArn: POLICY, roles: ["batch", "worker"] } },
      executionRoleArn: role.outputs["arn"],
      subscribers: [
        { subscriptionType: "SNS", address: TOPIC },
        { subscriptionType: "EMAIL", address: EMAIL },
      ],
      tags: { ...TAGS, Name: "costs-action-marketplace-freeze" },
    });
    expect(inputsOf(plan, "costs-subscription")).toMatchObject({
      frequency: "IMMEDIATE",
      subscribers: [{ type: "SNS", address: TOPIC }],
    });
  });

  it("gives the names of the budgets, and ARNs without a region", async () => {
    const plan = await planInFrankfurt(() => new Budgets("costs", acting));
    const { budgetNames, anomalyMonitorArn } = resourceNamed(plan, "costs").outputs;
    expect(budgetNames).toStrictEqual({ marketplace: "prod-marketplace" });
    expect(anomalyMonitorArn).toMatch(/^arn:aws:ce::\d{12}:anomalymonitor\/[0-9a-f-]{36}$/);
    expect(resourceNamed(plan, "costs-budget-marketplace").outputs["arn"]).toMatch(
      /^arn:aws:budgets::\d{12}:budget\/prod-marketplace$/,
    );
  });
});
