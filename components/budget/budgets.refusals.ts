import { BUDGET_LIMITS } from "../../facts/budget-limits";
import { TAG_KEYS, TAG_SCHEMA } from "../../facts/tag-schema";
import type { Refusal } from "../core";
import { budgetName, percentsOf, type BudgetActionSettings, type BudgetSettings } from "./budgets.plan";
import type { BudgetsPlanArgs } from "./budgets.plan";

const NAME = /^[a-z][a-z0-9-]*$/;
const ACCOUNT = /^\d{12}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;
const POLICY_ARN = /^arn:[a-z-]+:iam::(\d{12}|aws):policy\/\S+$/;

/** What the refusals of budgets look at. */
export interface BudgetsRefusalArgs extends BudgetsPlanArgs {
  /**
   * Topic that gets every notification.
   *
   * @default - none
   */
  readonly topicArn?: unknown;
}

type BudgetsRefusal = Refusal<BudgetsRefusalArgs>;

const whole: readonly BudgetsRefusal[] = [
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "give the account whose costs are budgeted",
    }),
  },
  {
    when: ({ budgets }) => Object.keys(budgets).length === 0,
    say: ({ budgets }) => ({
      arg: "budgets",
      got: budgets,
      expected: "at least one budget",
      change: "budget the whole environment at least",
    }),
  },
  {
    when: (args) => badNames(args).length > 0,
    say: (args) => ({
      arg: "budgets",
      got: badNames(args),
      expected: `names of lower-case letters, digits and dashes, ${BUDGET_LIMITS.nameCharacters} characters at most with the prefix`,
      change: "choose shorter or plainer names for budgets, actions and prefix",
    }),
  },
  {
    when: ({ emails = [], topicArn }) => emails.length === 0 && topicArn === undefined,
    say: ({ emails = [] }) => ({
      arg: "emails",
      got: emails,
      expected: "an address, or a topicArn",
      change: "name who hears of a budget that is used up and approves its actions",
    }),
  },
  {
    when: ({ emails = [] }) => emails.length > BUDGET_LIMITS.emailsOfANotification || !emails.every(isEmail),
    say: ({ emails }) => ({
      arg: "emails",
      got: emails,
      expected: `addresses of mailboxes, ${BUDGET_LIMITS.emailsOfANotification} at most`,
      change: "notify a topic, to which any number can subscribe",
    }),
  },
  {
    when: ({ anomalyUsd }) => anomalyUsd !== undefined && !isAbove0(anomalyUsd),
    say: ({ anomalyUsd }) => ({
      arg: "anomalyUsd",
      got: anomalyUsd,
      expected: "more than 0",
      change: "choose from how many USD on an anomaly is worth somebody's time",
    }),
  },
];

const each: readonly BudgetsRefusal[] = [
  refuseBudgets((settings) => (isAbove0(settings.limitUsd) ? undefined : settings.limitUsd), {
    arg: "limitUsd",
    expected: "more than 0",
    change: "choose what may be spent in a period",
  }),
  refuseBudgets((settings) => found(TAG_KEYS, settings.tag?.key), {
    arg: "tag.key",
    expected: `a key of the tag schema: ${TAG_KEYS.join(", ")}`,
    change: "filter by a key that the platform puts on its resources",
  }),
  refuseBudgets((settings) => illegalValues(settings), {
    arg: "tag.values",
    expected: "at least one value, each once, as the tag schema allows it",
    change: "write the values as they are on the resources",
  }),
  refuseBudgets(({ accountIds }) => (isListOf(accountIds, ACCOUNT) ? undefined : accountIds), {
    arg: "accountIds",
    expected: "at least one account of 12 digits, each once",
    change: "name the accounts of the environment or of the partition, or leave it out",
  }),
  refuseBudgets((settings) => illegalPercents(settings), {
    arg: "actualPercents, forecastedPercents",
    expected: "at least one threshold, each above 0 and once",
    change: "choose the shares of the limit, in percent, that notify",
  }),
];

const actions: readonly BudgetsRefusal[] = [
  refuseActions(({ thresholdPercent }) => (isThreshold(thresholdPercent) ? undefined : thresholdPercent), {
    arg: "thresholdPercent",
    expected: "more than 0",
    change: "choose at which share of the limit, in percent, it happens",
  }),
  refuseActions(({ policyArn }) => (POLICY_ARN.test(policyArn) ? undefined : policyArn), {
    arg: "policyArn",
    expected: "the ARN of an IAM policy",
    change: "name a policy that denies what costs",
  }),
  refuseActions(({ roleNames }) => (isRoles(roleNames) ? undefined : roleNames), {
    arg: "roleNames",
    expected: `1 to ${BUDGET_LIMITS.rolesOfAnAction} names of roles without a path, each once`,
    change: "name the roles that get the policy",
  }),
];

/** Reasons to refuse budgets. */
export const budgetsRefusals: readonly BudgetsRefusal[] = [...whole, ...each, ...actions];

interface Words {
  readonly arg: string;
  readonly expected: string;
  readonly change: string;
}

/** Refuses budgets in which `wrong` finds a value that is not allowed; names all of them. */
function refuseBudgets(wrong: (settings: BudgetSettings) => unknown, words: Words): BudgetsRefusal {
  return refuseEach(({ budgets }) => budgets, { wrong, words });
}

/** The same for the actions of all budgets. */
function refuseActions(wrong: (settings: BudgetActionSettings) => unknown, words: Words): BudgetsRefusal {
  return refuseEach(actionsOf, { wrong, words });
}

function refuseEach<Settings>(
  from: (args: BudgetsPlanArgs) => Readonly<Record<string, Settings>>,
  { wrong, words }: { readonly wrong: (settings: Settings) => unknown; readonly words: Words },
): BudgetsRefusal {
  const all = (args: BudgetsPlanArgs): readonly (readonly [string, unknown])[] =>
    Object.entries(from(args))
      .map(([name, settings]) => [name, wrong(settings)] as const)
      .filter(([, value]) => value !== undefined);
  return {
    when: (args) => all(args).length > 0,
    say: (args) => ({
      arg: `budgets.*.${words.arg}`,
      got: Object.fromEntries(all(args)),
      expected: words.expected,
      change: words.change,
    }),
  };
}

function actionsOf({ budgets }: BudgetsPlanArgs): Readonly<Record<string, BudgetActionSettings>> {
  const entries = Object.entries(budgets).flatMap(([budget, settings]) =>
    Object.entries(settings.actions ?? {}).map(([name, action]) => [`${budget}.actions.${name}`, action] as const),
  );
  return Object.fromEntries(entries);
}

function badNames({ prefix, budgets }: BudgetsPlanArgs): readonly string[] {
  const own = Object.keys(budgets).map((name) => budgetName(prefix, name));
  const ofActions = Object.values(budgets).flatMap((settings) => Object.keys(settings.actions ?? {}));
  return [...own, ...ofActions].filter((name) => !NAME.test(name) || name.length > BUDGET_LIMITS.nameCharacters);
}

function isEmail(address: string): boolean {
  return EMAIL.test(address);
}

function isAbove0(amount: number): boolean {
  return Number.isFinite(amount) && amount > 0;
}

function isThreshold(percent: number): boolean {
  return isAbove0(percent) && percent <= BUDGET_LIMITS.thresholdPercent;
}

function found(keys: readonly string[], key: string | undefined): string | undefined {
  return key === undefined || keys.includes(key) ? undefined : key;
}

function illegalValues({ tag }: BudgetSettings): readonly string[] | undefined {
  if (tag === undefined || found(TAG_KEYS, tag.key) !== undefined) {
    return undefined;
  }
  return isListOf(tag.values, TAG_SCHEMA[tag.key].pattern) ? undefined : tag.values;
}

function illegalPercents(settings: BudgetSettings): readonly number[] | undefined {
  const { actual, forecasted } = percentsOf(settings);
  const all = [...actual, ...forecasted];
  const isOnce = isUnique(actual) && isUnique(forecasted);
  return all.length > 0 && isOnce && all.every(isThreshold) ? undefined : all;
}

function isRoles(names: readonly string[]): boolean {
  return names.length <= BUDGET_LIMITS.rolesOfAnAction && isListOf(names, ROLE_NAME);
}

function isListOf(values: readonly string[] | undefined, pattern: RegExp): boolean {
  return (
    values === undefined || (values.length > 0 && isUnique(values) && values.every((value) => pattern.test(value)))
  );
}

function isUnique(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}
