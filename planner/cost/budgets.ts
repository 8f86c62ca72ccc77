import type { Finding } from "../finding";
import type { Plan, PlannedResource, PropertyValue } from "../plan";
import { readersOf, Undecided, type ResourceReader } from "../resource/reader";
import type { ResourceCost } from "./estimate";
import { tagOf, usdOf } from "./totals";

/** What a budget of a plan allows in a month, and what the estimate of the same things comes to. */
export interface BudgetVerdict {
  readonly urn: string;
  /** Name of the budget. */
  readonly name: string;
  /** What it is about: `environment prod`. */
  readonly of: string;
  readonly limitUsd: number | null;
  readonly estimatedUsd: number | null;
  /** Resources that it is about, and how many of them lack a price or a quantity. */
  readonly resources: number;
  readonly unpriced: number;
  readonly verdict: "within" | "exceeded" | "undecided";
  /** Why it cannot be judged; `null` where it can. */
  readonly because: string | null;
}

const BUDGET = "aws:budgets/budget:Budget";
/** Months of a budget's time. */
const MONTHS: Readonly<Record<string, number>> = { DAILY: 1 / 30, MONTHLY: 1, QUARTERLY: 3, ANNUALLY: 12 };
const TAG = "TagKeyValue";
const ACCOUNT = "LinkedAccount";

/** Holds every budget of some plans against the estimate of the same plans. */
export function budgetVerdicts(plans: readonly Plan[], costs: readonly ResourceCost[]): readonly BudgetVerdict[] {
  const accounts = new Map(plans.map((plan) => [plan.stack, accountsOf(plan)]));
  return plans.flatMap((plan) => readersOf(plan)(BUDGET).map((budget) => verdictOf(budget, costs, accounts)));
}

type Accounts = ReadonlyMap<string, readonly string[]>;

function verdictOf(budget: ResourceReader, costs: readonly ResourceCost[], accounts: Accounts): BudgetVerdict {
  const base = { urn: budget.resource.urn, name: budget.text("name", budget.resource.name) };
  try {
    const limitUsd = monthlyLimit(budget);
    const filters = filtersOf(budget);
    const covered = costs.filter((cost) => filters.every((filter) => covers(filter, cost, accounts)));
    const estimatedUsd = covered.reduce((sum, cost) => sum + usdOf(cost), 0);
    return {
      ...base,
      of: filters.length === 0 ? "everything" : filters.map(({ text }) => text).join(", "),
      limitUsd,
      estimatedUsd,
      resources: covered.length,
      unpriced: covered.filter(isOpen).length,
      verdict: estimatedUsd > limitUsd ? "exceeded" : "within",
      because: null,
    };
  } catch (error) {
    if (error instanceof Undecided) {
      const unknown = { of: "", limitUsd: null, estimatedUsd: null, resources: 0, unpriced: 0 };
      return { ...base, ...unknown, verdict: "undecided", because: error.message };
    }
    throw error;
  }
}

function monthlyLimit(budget: ResourceReader): number {
  const [unit, time] = [budget.text("limitUnit", "USD"), budget.text("timeUnit")];
  const months = MONTHS[time];
  if (unit !== "USD" || months === undefined || budget.text("budgetType", "COST") !== "COST") {
    throw new Undecided(`a limit in ${unit} for ${time} is none of costs in USD`);
  }
  return budget.number("limitAmount") / months;
}

/** What a budget looks at: values of one tag, or accounts. */
interface Filter {
  readonly text: string;
  readonly tag?: string;
  readonly values: readonly string[];
}

function filtersOf(budget: ResourceReader): readonly Filter[] {
  return budget.list("costFilters").flatMap((_, index) => {
    const name = budget.text(`costFilters.${index}.name`);
    const values = budget.list(`costFilters.${index}.values`).map(textOf);
    switch (name) {
      case TAG:
        return tagFilters(values);
      case ACCOUNT:
        return [{ text: `accounts ${values.join(", ")}`, values }];
      default:
        throw new Undecided(`it filters by ${name}, which no plan says of a resource`);
    }
  });
}

/** `user:channel$marketplace`: the values of one key are alternatives. */
function tagFilters(values: readonly string[]): readonly Filter[] {
  const pairs = values.map((value) => /^user:([^$]+)\$(.*)$/.exec(value) ?? []);
  const tags = [...new Set(pairs.map(([, tag = ""]) => tag))];
  return tags.map((tag) => {
    const own = pairs.filter(([, key]) => key === tag).map(([, , value = ""]) => value);
    return { text: `${tag} ${own.join(" or ")}`, tag, values: own };
  });
}

function textOf(value: PropertyValue): string {
  if (typeof value !== "string") {
    throw new Undecided("what it filters by is only known after `pulumi up`");
  }
  return value;
}

function covers({ tag, values }: Filter, { resource, stack }: ResourceCost, accounts: Accounts): boolean {
  if (tag !== undefined) {
    return values.includes(tagOf(resource, tag) ?? "");
  }
  const own = accounts.get(stack) ?? [];
  return own.length === 0 || own.some((account) => values.includes(account));
}

/** Accounts that a stack's providers are bound to; none where they are bound to none. */
function accountsOf({ resources }: Plan): readonly string[] {
  return [...new Set(resources.filter(({ type }) => type === "pulumi:providers:aws").flatMap(allowedAccounts))];
}

function allowedAccounts({ inputs }: PlannedResource): readonly string[] {
  const allowed = inputs["allowedAccountIds"];
  const text = typeof allowed === "string" ? allowed : JSON.stringify(allowed ?? []);
  return text.match(/\d{12}/g) ?? [];
}

function isOpen({ unpriced, lines }: ResourceCost): boolean {
  return unpriced !== undefined || lines.some(({ usd }) => usd === undefined);
}

const USD = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** What budgets have against an estimate: each that is exceeded, and each that nobody can judge. */
export function budgetFindings(verdicts: readonly BudgetVerdict[]): readonly Finding[] {
  return verdicts.flatMap((verdict): readonly Finding[] => {
    const base = { pack: "planner", policy: "cost-within-budget", urn: verdict.urn };
    switch (verdict.verdict) {
      case "within":
        return [];
      case "undecided":
        return [
          {
            ...base,
            level: "advisory",
            severity: "low",
            message: `budget ${verdict.name} cannot be judged: ${verdict.because ?? ""}`,
            remediation: "State a limit in USD, and filter by tags or accounts.",
          },
        ];
      case "exceeded":
        return [{ ...base, level: "mandatory", severity: "high", ...exceeded(verdict) }];
    }
  });
}

function exceeded({ name, of, limitUsd, estimatedUsd, resources, unpriced }: BudgetVerdict) {
  const open =
    unpriced === 0 ? "" : `; ${unpriced} of ${resources} resources lack a price or a stated use and come on top`;
  return {
    message: `${of} costs ${USD.format(estimatedUsd ?? 0)} USD a month, budget ${name} allows ${USD.format(limitUsd ?? 0)}${open}`,
    remediation: "Make it cheaper (`planner cost --recommend`), or raise the budget where the money is granted.",
  };
}
