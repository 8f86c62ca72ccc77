/** Where the table below comes from, and when it was last compared with it. */
export const BUDGET_LIMITS_SOURCE = {
  url: "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_NotificationWithSubscribers.html",
  also: "terraform-provider-aws internal/service/budgets/budget_action.go (names, action thresholds, roles of an action)",
  comparedOn: "2026-11-26",
} as const;

/**
 * Limits of AWS Budgets: characters of a budget's name, highest threshold, roles that one action names, and subscribers
 * of one notification.
 */
export const BUDGET_LIMITS = {
  nameCharacters: 100,
  thresholdPercent: 40_000_000_000,
  rolesOfAnAction: 100,
  emailsOfANotification: 10,
  topicsOfANotification: 1,
} as const;

/** Lengths of time over which a budget counts, as AWS writes them. */
export const BUDGET_PERIODS = { day: "DAILY", month: "MONTHLY", quarter: "QUARTERLY", year: "ANNUALLY" } as const;

/** A key of {@link BUDGET_PERIODS}. */
export type BudgetPeriod = keyof typeof BUDGET_PERIODS;
