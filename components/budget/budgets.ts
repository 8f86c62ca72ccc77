import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { actionPolicy, actionTrust } from "./action-policy";
import { planBudgets, type BudgetsPlan, type BudgetsPlanArgs, type PlannedAction } from "./budgets.plan";
import type { PlannedBudget, PlannedNotification } from "./budgets.plan";
import { budgetsRefusals } from "./budgets.refusals";

/** Arguments of {@link Budgets}. */
export interface BudgetsArgs extends ComponentArgs, BudgetsPlanArgs {
  /**
   * ARN of the SNS topic that gets every notification; it has to let AWS Budgets and the anomaly detection publish.
   *
   * @default - none: e-mails only
   */
  readonly topicArn?: pulumi.Input<string>;
}

/**
 * Budgets of an account, an environment, a residency partition or a tag, what happens when they are used up, and a
 * watch for costs that nobody expects.
 *
 * Creates:
 * - the budgets, each with its notifications of what has been spent and of what AWS forecasts
 * - per action: the action, which waits for approval, and its role, which can give one policy to the named roles
 * - a monitor that learns what each AWS service costs, and a subscription that reports anomalies: at once to
 *   a topic, otherwise once a day
 *
 * Costs at defaults: unpriced: there is no price row for AWS Budgets and its actions.
 *
 * Does not: stop what runs; make the topic or let AWS publish to it; activate the tags (`CostAllocation` does); filter
 * by two tags at once; apply organisation policies; export costs.
 *
 * @example
 * new Budgets("budgets", {
 *   prefix: "prod",
 *   accountId: "111122223333",
 *   budgets: { marketplace: { limitUsd: 5_000, tag: { key: "channel", values: ["marketplace"] } } },
 *   emails: ["finance@example.com"],
 *   tags,
 * });
 */
export class Budgets extends Component {
  /** Physical names of the budgets. */
  readonly budgetNames: Readonly<Record<string, pulumi.Output<string>>>;
  /** ARN of the anomaly monitor. */
  readonly anomalyMonitorArn: pulumi.Output<string>;

  constructor(name: string, args: BudgetsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:budget:Budgets", name, checkArgs(`budgets "${name}"`, args, budgetsRefusals), opts);
    const plan = planBudgets(args);
    const budgets = this.createBudgets(plan, args);
    this.createActions(plan, args, budgets);
    const monitor = this.createMonitor(plan);
    this.subscribe(plan, args, monitor);

    this.budgetNames = Object.fromEntries(Object.entries(budgets).map(([key, budget]) => [key, budget.name]));
    this.anomalyMonitorArn = monitor.arn;
    this.registerOutputs({ budgetNames: this.budgetNames, anomalyMonitorArn: this.anomalyMonitorArn });
  }

  private createBudgets(plan: BudgetsPlan, args: BudgetsArgs): BudgetResources {
    const created = Object.entries(plan.budgets).map(([key, planned]) => {
      const role = `budget-${key}`;
      const inputs = { ...budgetInputs(planned, plan, args), tags: this.childTags(role) };
      const options = this.childOptions({ deleteBeforeReplace: true });
      return [key, new aws.budgets.Budget(this.childName(role), inputs, options)] as const;
    });
    return Object.fromEntries(created);
  }

  private createActions(plan: BudgetsPlan, args: BudgetsArgs, budgets: BudgetResources): void {
    for (const [key, budget] of Object.entries(budgets)) {
      for (const [name, action] of Object.entries(plan.budgets[key]?.actions ?? {})) {
        this.createAction(`${key}-${name}`, action, { plan, args, budget });
      }
    }
  }

  private createAction(role: string, action: PlannedAction, { plan, args, budget }: ActionParts): void {
    const executionRole = this.createActionRole(role, action, plan);
    new aws.budgets.BudgetAction(
      this.childName(`action-${role}`),
      {
        accountId: plan.accountId,
        budgetName: budget.name,
        actionType: "APPLY_IAM_POLICY",
        approvalModel: action.approvalModel,
        notificationType: action.notificationType,
        actionThreshold: { actionThresholdType: "PERCENTAGE", actionThresholdValue: action.threshold },
        definition: { iamActionDefinition: { policyArn: action.policyArn, roles: [...action.roleNames] } },
        executionRoleArn: executionRole.arn,
        subscribers: subscribersOf(plan, args).map(({ type, address }) => ({ subscriptionType: type, address })),
        tags: this.childTags(`action-${role}`),
      },
      this.childOptions(),
    );
  }

  private createActionRole(name: string, action: PlannedAction, { accountId }: BudgetsPlan): aws.iam.Role {
    const role = new aws.iam.Role(
      this.childName(`action-role-${name}`),
      {
        description: "Gives one policy to named roles when a budget is used up",
        assumeRolePolicy: JSON.stringify(actionTrust(accountId)),
        tags: this.childTags(`action-role-${name}`),
      },
      this.childOptions(),
    );
    new aws.iam.RolePolicy(
      this.childName(`action-rights-${name}`),
      { role: role.id, policy: JSON.stringify(actionPolicy({ accountId, ...action })) },
      this.childOptions(),
    );
    return role;
  }

  private createMonitor({ anomalies }: BudgetsPlan): aws.costexplorer.AnomalyMonitor {
    return new aws.costexplorer.AnomalyMonitor(
      this.childName("monitor"),
      {
        name: anomalies.monitorName,
        monitorType: "DIMENSIONAL",
        monitorDimension: "SERVICE",
        tags: this.childTags("monitor"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  /** Anomalies reach a topic at once, alone; addresses can only be told once a day. */
  private subscribe(plan: BudgetsPlan, args: BudgetsArgs, monitor: aws.costexplorer.AnomalyMonitor): void {
    const atOnce = args.topicArn !== undefined;
    const subscribers = subscribersOf(plan, args).filter(({ type }) => !atOnce || type === "SNS");
    new aws.costexplorer.AnomalySubscription(
      this.childName("subscription"),
      {
        name: plan.anomalies.subscriptionName,
        accountId: plan.accountId,
        frequency: atOnce ? "IMMEDIATE" : "DAILY",
        monitorArnLists: [monitor.arn],
        subscribers: [...subscribers],
        thresholdExpression: {
          dimension: {
            key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
            matchOptions: ["GREATER_THAN_OR_EQUAL"],
            values: [plan.anomalies.minimumUsd],
          },
        },
        tags: this.childTags("subscription"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }
}

type BudgetResources = Readonly<Record<string, aws.budgets.Budget>>;

interface ActionParts {
  readonly plan: BudgetsPlan;
  readonly args: BudgetsArgs;
  readonly budget: aws.budgets.Budget;
}

interface Subscriber {
  readonly type: "SNS" | "EMAIL";
  readonly address: pulumi.Input<string>;
}

function subscribersOf({ emails }: BudgetsPlan, { topicArn }: BudgetsArgs): readonly Subscriber[] {
  const topic: readonly Subscriber[] = topicArn === undefined ? [] : [{ type: "SNS", address: topicArn }];
  return [...topic, ...emails.map((address) => ({ type: "EMAIL", address }) as const)];
}

function budgetInputs(planned: PlannedBudget, plan: BudgetsPlan, args: BudgetsArgs): aws.budgets.BudgetArgs {
  return {
    accountId: plan.accountId,
    name: planned.name,
    budgetType: "COST",
    limitAmount: planned.limitAmount,
    limitUnit: "USD",
    timeUnit: planned.timeUnit,
    costFilters: planned.filters.map(({ name, values }) => ({ name, values: [...values] })),
    notifications: planned.notifications.map((notification) => notificationInputs(notification, plan, args)),
  };
}

function notificationInputs(
  notification: PlannedNotification,
  { emails }: BudgetsPlan,
  { topicArn }: BudgetsArgs,
): aws.types.input.budgets.BudgetNotification {
  return {
    ...notification,
    comparisonOperator: "GREATER_THAN",
    thresholdType: "PERCENTAGE",
    subscriberEmailAddresses: [...emails],
    subscriberSnsTopicArns: topicArn === undefined ? [] : [topicArn],
  };
}
