import { z } from "zod";
import { BUDGET_LIMITS, BUDGET_PERIODS, type BudgetPeriod } from "../../facts/budget-limits";
import { TAG_KEYS } from "../../facts/tag-schema";
import { choice, count, fields, flag, listOf, mapOf, name, text } from "../environment-fields";
import { NAME_LIMITS } from "./name-limits";

/** Defaults of a budget. */
export const BUDGET_FIELD_DEFAULTS = { period: "month", measure: "actual", needsApproval: true } as const;

const MOST_USD = 1_000_000_000;
const MOST_PERCENT = 1_000;
const PERIODS = ["day", "month", "quarter", "year"] as const satisfies readonly BudgetPeriod[];

const action = fields(
  {
    thresholdPercent: count(1, MOST_PERCENT, "Share of the limit at which it happens, in percent."),
    policyArn: text(
      /^arn:aws:iam::\d{12}:policy\/[\w+=,.@/-]{1,576}$/,
      "the ARN of an IAM policy",
      "Policy that the roles get, in the global account: it denies what costs.",
    ),
    roleNames: listOf(
      text(/^[\w+=,.@-]{1,64}$/, "the name of an IAM role", "Name of a role, without a path."),
      "Roles of the global account that get it.",
    ),
    measure: choice(
      ["actual", "forecasted"],
      "Whether what has been spent counts, or what AWS forecasts for the period.",
    ).default(BUDGET_FIELD_DEFAULTS.measure),
    needsApproval: flag("Whether somebody has to approve before it happens.").default(
      BUDGET_FIELD_DEFAULTS.needsApproval,
    ),
  },
  "What happens when a budget is used up to a threshold.",
);

const budget = fields(
  {
    limitUsd: count(1, MOST_USD, "Most that may be spent in a period, in whole USD."),
    period: choice(PERIODS, `How long a period is: ${Object.keys(BUDGET_PERIODS).join(", ")}.`).default(
      BUDGET_FIELD_DEFAULTS.period,
    ),
    partition: name(
      NAME_LIMITS.partition,
      "Residency partition whose costs count; without it and without `tag`, those of the whole environment.",
    ).exactOptional(),
    tag: fields(
      {
        key: choice(TAG_KEYS, "Key of the tag."),
        values: listOf(
          text(/\S/, "the value of a tag", "Value of the tag."),
          "Values, of which a resource carries one.",
        ),
      },
      "Tag whose costs count, in the accounts of the environment.",
    ).exactOptional(),
    actions: mapOf(
      name(NAME_LIMITS.budget, "Name of an action."),
      action,
      "What happens when it is used up; without one it only notifies.",
    ).default({}),
  },
  "A budget. It warns, and never caps: costs are known hours after they were made.",
);

const column = (description: string) =>
  text(/^[a-z_][a-z0-9_]{0,127}$/, "a name of lower-case letters, digits and underscores", description);

const costExport = fields(
  {
    firstMonth: text(
      /^20\d{2}-(0[1-9]|1[0-2])$/,
      'a month such as "2026-01", in quotes',
      "First month that is queried.",
    ),
    orders: fields(
      {
        database: column("Database of the catalogue, in the account and region of the global stack."),
        table: column("Table of orders in it."),
        orderId: column("Column that tells orders apart."),
        placedAt: column("Column with the day or time of an order."),
        channel: column("Column with the channel of an order, spelled as the tag `channel`.").exactOptional(),
      },
      "Orders that costs are spread over.",
    ).exactOptional(),
  },
  "Export of costs by tag, with the queries that show them back.",
);

/** What an environment file holds about what it costs. */
export const costsSchema = fields(
  {
    emails: z
      .array(text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "the address of a mailbox", "Address."), {
        error: "a list of addresses",
      })
      .max(BUDGET_LIMITS.emailsOfANotification, {
        error: `${String(BUDGET_LIMITS.emailsOfANotification)} addresses or fewer`,
      })
      .describe("Who hears of budgets beside the alarm topic.")
      .default([]),
    anomalyUsd: count(1, MOST_USD, "From how many USD above the expected on an anomaly is reported.").exactOptional(),
    budgets: mapOf(
      name(NAME_LIMITS.budget, "Name of a budget."),
      budget,
      "Budgets, by name, with a watch for costs that nobody expects.",
    ).default({}),
    allocationTags: flag(
      "Whether this environment activates the tags by which costs are allocated; one environment of an account that pays does.",
    ).default(false),
    export: costExport.exactOptional(),
  },
  "What it may cost and how costs are shown, in the account of the global stack, which pays.",
);
