import { BUDGET_PERIODS, type BudgetPeriod } from "../../facts/budget-limits";
import type { TagKey } from "../../facts/tag-schema";

/** Which costs count: those of resources that carry one of the values under a key of the tag schema. */
export interface BudgetTag {
  /** Key of the tag schema, which has to be active as cost allocation tag. */
  readonly key: TagKey;
  /** Values, of which a resource carries one. */
  readonly values: readonly string[];
}

/** What happens when a budget is used up to a threshold: roles get a policy that stops them from creating more. */
export interface BudgetActionSettings {
  /** Share of the limit at which it happens, in percent. */
  readonly thresholdPercent: number;
  /** ARN of the policy that the roles get; it denies what costs. */
  readonly policyArn: string;
  /** Names of the roles that get it, without a path. */
  readonly roleNames: readonly string[];
  /**
   * Whether what has been spent counts, or what AWS forecasts for the period.
   *
   * @default "actual"
   */
  readonly measure?: BudgetMeasure;
  /**
   * Whether somebody has to approve before it happens.
   *
   * @default true
   */
  readonly needsApproval?: boolean;
}

/** What a threshold is compared with: what has been spent, or what AWS forecasts for the period. */
export type BudgetMeasure = "actual" | "forecasted";

/** One budget. */
export interface BudgetSettings {
  /** Most that may be spent in a period, in USD. */
  readonly limitUsd: number;
  /**
   * How long a period is.
   *
   * @default "month"
   */
  readonly period?: BudgetPeriod;
  /**
   * Which costs count.
   *
   * @default - all costs of the accounts
   */
  readonly tag?: BudgetTag;
  /**
   * Accounts whose costs count: those of an environment or of a residency partition.
   *
   * @default - every account that the payer pays for
   */
  readonly accountIds?: readonly string[];
  /**
   * Shares of the limit, in percent, that notify once they have been spent.
   *
   * @default [80, 100]
   */
  readonly actualPercents?: readonly number[];
  /**
   * Shares of the limit, in percent, that notify once AWS forecasts them.
   *
   * @default [100]
   */
  readonly forecastedPercents?: readonly number[];
  /**
   * Actions, by a name for each.
   *
   * @default - none: a budget only notifies
   */
  readonly actions?: Readonly<Record<string, BudgetActionSettings>>;
}

/** What decides the shape of the budgets. */
export interface BudgetsPlanArgs {
  /** Beginning of the physical names, such as the environment. */
  readonly prefix: string;
  /** Account of the budgets: the payer, or a linked account that sees its own costs. */
  readonly accountId: string;
  /** Budgets, by a name for each. */
  readonly budgets: Readonly<Record<string, BudgetSettings>>;
  /**
   * Addresses that get every notification; where there is a topic, anomalies are reported to the topic alone.
   *
   * @default - none
   */
  readonly emails?: readonly string[];
  /**
   * How many USD above the expected a service has to cost before its anomaly is reported.
   *
   * @default 100
   */
  readonly anomalyUsd?: number;
}

/** One notification, with every choice made. */
export interface PlannedNotification {
  readonly notificationType: "ACTUAL" | "FORECASTED";
  readonly threshold: number;
}

/** One action, with every choice made. */
export interface PlannedAction {
  readonly notificationType: "ACTUAL" | "FORECASTED";
  readonly threshold: number;
  readonly approvalModel: "MANUAL" | "AUTOMATIC";
  readonly policyArn: string;
  readonly roleNames: readonly string[];
}

/** What a budget filters costs by. */
export interface PlannedFilter {
  readonly name: "TagKeyValue" | "LinkedAccount";
  readonly values: readonly string[];
}

/** One budget, with every choice made. */
export interface PlannedBudget {
  readonly name: string;
  readonly limitAmount: string;
  readonly timeUnit: string;
  readonly filters: readonly PlannedFilter[];
  readonly notifications: readonly PlannedNotification[];
  readonly actions: Readonly<Record<string, PlannedAction>>;
}

/** Budgets as plain data. */
export interface BudgetsPlan {
  readonly accountId: string;
  readonly budgets: Readonly<Record<string, PlannedBudget>>;
  readonly anomalies: { readonly monitorName: string; readonly subscriptionName: string; readonly minimumUsd: string };
  readonly emails: readonly string[];
}

/** Values that are used where an argument is left out. */
export const BUDGETS_DEFAULTS = { anomalyUsd: 100 } as const satisfies Partial<BudgetsPlanArgs>;

/** The same for one budget. */
export const BUDGET_DEFAULTS = {
  period: "month",
  actualPercents: [80, 100],
  forecastedPercents: [100],
} as const satisfies Partial<BudgetSettings>;

/** The same for one action. */
export const BUDGET_ACTION_DEFAULTS = {
  measure: "actual",
  needsApproval: true,
} as const satisfies Partial<BudgetActionSettings>;

const NOTIFICATION_TYPES = { actual: "ACTUAL", forecasted: "FORECASTED" } as const;

/** Turns checked arguments into a plan. */
export function planBudgets(args: BudgetsPlanArgs): BudgetsPlan {
  return {
    accountId: args.accountId,
    budgets: mapValues(args.budgets, (settings, name) => planBudget(budgetName(args.prefix, name), settings)),
    anomalies: {
      monitorName: `${args.prefix}-services`,
      subscriptionName: `${args.prefix}-anomalies`,
      minimumUsd: String(args.anomalyUsd ?? BUDGETS_DEFAULTS.anomalyUsd),
    },
    emails: args.emails ?? [],
  };
}

/** Physical name of a budget. */
export function budgetName(prefix: string, name: string): string {
  return `${prefix}-${name}`;
}

/** Shares of the limit that notify, by what they are compared with. */
export function percentsOf(settings: BudgetSettings): Readonly<Record<BudgetMeasure, readonly number[]>> {
  return {
    actual: settings.actualPercents ?? BUDGET_DEFAULTS.actualPercents,
    forecasted: settings.forecastedPercents ?? BUDGET_DEFAULTS.forecastedPercents,
  };
}

function planBudget(name: string, settings: BudgetSettings): PlannedBudget {
  const { actual, forecasted } = percentsOf(settings);
  return {
    name,
    limitAmount: String(settings.limitUsd),
    timeUnit: BUDGET_PERIODS[settings.period ?? BUDGET_DEFAULTS.period],
    filters: planFilters(settings),
    notifications: [
      ...ascending(actual).map((threshold) => ({ notificationType: "ACTUAL", threshold }) as const),
      ...ascending(forecasted).map((threshold) => ({ notificationType: "FORECASTED", threshold }) as const),
    ],
    actions: mapValues(settings.actions ?? {}, planAction),
  };
}

function planFilters({ tag, accountIds }: BudgetSettings): readonly PlannedFilter[] {
  const tagged = tag?.values.map((value) => `user:${tag.key}$${value}`).toSorted();
  return [
    ...(tagged === undefined ? [] : [{ name: "TagKeyValue", values: tagged } as const]),
    ...(accountIds === undefined ? [] : [{ name: "LinkedAccount", values: accountIds.toSorted() } as const]),
  ];
}

function planAction(settings: BudgetActionSettings): PlannedAction {
  const { measure, needsApproval } = { ...BUDGET_ACTION_DEFAULTS, ...settings };
  return {
    notificationType: NOTIFICATION_TYPES[measure],
    threshold: settings.thresholdPercent,
    approvalModel: needsApproval ? "MANUAL" : "AUTOMATIC",
    policyArn: settings.policyArn,
    roleNames: settings.roleNames.toSorted(),
  };
}

function ascending(percents: readonly number[]): readonly number[] {
  return percents.toSorted((left, right) => left - right);
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
