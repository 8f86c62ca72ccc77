import type { TagKey } from "../../facts/tag-schema";
import type { Environment } from "../environment-schema";
import { entriesByKey } from "./order";

type CostSettings = NonNullable<Environment["costs"]>;
type BudgetFields = CostSettings["budgets"][string];

/** A budget, with what it counts. */
export interface PlannedBudget extends Omit<BudgetFields, "partition" | "tag"> {
  /** Tag whose costs count. */
  readonly tag: { readonly key: TagKey; readonly values: readonly string[] };
  /**
   * Accounts whose costs count.
   *
   * @default - every one that the account of the global stack pays for
   */
  readonly accountIds?: readonly string[];
}

/** What an environment may cost, and how its costs are shown. */
export interface PlannedCosts extends Omit<CostSettings, "budgets" | "export"> {
  /** Budgets by name. */
  readonly budgets: Readonly<Record<string, PlannedBudget>>;
  /**
   * Export of costs.
   *
   * @default - none
   */
  readonly export?: NonNullable<CostSettings["export"]>;
}

/**
 * What the account of the global stack watches and shows.
 * @returns nothing where the environment says nothing of costs
 */
export function costsOf(environment: Environment): { readonly costs?: PlannedCosts } {
  const { costs } = environment;
  if (costs === undefined) {
    return {};
  }
  const budgets = entriesByKey(costs.budgets).map(([name, budget]) => [name, budgetOf(environment, budget)] as const);
  return { costs: { ...costs, budgets: Object.fromEntries(budgets) } };
}

function budgetOf(environment: Environment, { partition, tag, ...budget }: BudgetFields): PlannedBudget {
  if (partition !== undefined) {
    const account = environment.accounts[partition];
    return {
      ...budget,
      ...counting("residency", [partition]),
      ...(account === undefined ? {} : { accountIds: [account] }),
    };
  }
  return tag === undefined
    ? { ...budget, ...counting("environment", [environment.name]) }
    : { ...budget, tag, accountIds: [...new Set(Object.values(environment.accounts))].toSorted() };
}

function counting(key: TagKey, values: readonly string[]): Pick<PlannedBudget, "tag"> {
  return { tag: { key, values } };
}
