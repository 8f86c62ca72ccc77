import { budgetFindings, budgetVerdicts, type BudgetVerdict } from "../../../planner/cost/budgets";
import { estimate } from "../../../planner/cost/estimate";
import { PriceBook } from "../../../planner/cost/price-book";
import { NO_USAGE, Usage } from "../../../planner/cost/usage";
import type { Properties } from "../../../planner/plan";
import { planOf, sheetOf, type Sketch } from "./plans";

const GATEWAYS: readonly Sketch[] = ["marketplace", "web"].map((channel) => ({
  type: "aws:ec2/natGateway:NatGateway",
  name: channel,
  inputs: { tags: { channel, environment: "prod" } },
}));

function budget(inputs: Properties): Sketch {
  return {
    type: "aws:budgets/budget:Budget",
    name: "budget",
    inputs: { name: "prod-shop", budgetType: "COST", limitUnit: "USD", timeUnit: "MONTHLY", ...inputs },
  };
}

function verdicts(...budgets: readonly Properties[]): readonly BudgetVerdict[] {
  const provider: Sketch = {
    type: "pulumi:providers:aws",
    name: "aws",
    inputs: { allowedAccountIds: '["111111111111"]' },
  };
  const plan = planOf([provider, ...GATEWAYS, ...budgets.map(budget)]);
  const costs = estimate([plan], {
    book: new PriceBook([sheetOf({ "nat-gateway:hour": { unit: "hour", usd: 1 } })]),
    market: { source: "a test", date: "2026-11-01", interruptionBands: [], regions: {} },
    usage: new Usage(NO_USAGE),
    asOf: "2026-11-26",
  });
  return budgetVerdicts([plan], costs);
}

describe("a budget", () => {
  it("is held against what carries its tag", () => {
    const costFilters = [{ name: "TagKeyValue", values: ["user:channel$marketplace"] }];

    expect(verdicts({ limitAmount: "729", costFilters })).toMatchObject([
      { of: "channel marketplace", limitUsd: 729, estimatedUsd: 730, resources: 1, verdict: "exceeded" },
    ]);
    expect(verdicts({ limitAmount: "730", costFilters })).toMatchObject([{ verdict: "within" }]);
  });

  it("adds up the values of one tag, and takes those alone that fit every filter", () => {
    const both = { name: "TagKeyValue", values: ["user:channel$marketplace", "user:channel$web"] };
    const elsewhere = { name: "LinkedAccount", values: ["222222222222"] };

    expect(verdicts({ limitAmount: "1000", costFilters: [both] })).toMatchObject([
      { of: "channel marketplace or web", estimatedUsd: 1_460, verdict: "exceeded" },
    ]);
    expect(verdicts({ limitAmount: "1000", costFilters: [both, elsewhere] })).toMatchObject([
      { estimatedUsd: 0, resources: 0, verdict: "within" },
    ]);
  });

  it("of a year allows a twelfth in a month", () => {
    expect(verdicts({ limitAmount: "12000", timeUnit: "ANNUALLY" })).toMatchObject([
      { of: "everything", limitUsd: 1_000, verdict: "exceeded" },
    ]);
  });

  it("that filters by what no plan says is undecided, and says so", () => {
    const [verdict] = verdicts({ limitAmount: "1", costFilters: [{ name: "Operation", values: ["Run"] }] });

    expect(budgetFindings(verdict === undefined ? [] : [verdict])).toEqual([
      expect.objectContaining({
        level: "advisory",
        message: "budget prod-shop cannot be judged: it filters by Operation, which no plan says of a resource",
      }),
    ]);
  });

  it("that is exceeded is a mandatory finding with what comes on top", () => {
    expect(budgetFindings(verdicts({ limitAmount: "1000" }))).toEqual([
      {
        pack: "planner",
        policy: "cost-within-budget",
        level: "mandatory",
        severity: "high",
        urn: "urn:pulumi:test-us-east-1::shop::aws:budgets/budget:Budget::budget",
        message:
          "everything costs 1,460.00 USD a month, budget prod-shop allows 1,000.00; 2 of 2 resources lack a price or a stated use and come on top",
        remediation: "Make it cheaper (`planner cost --recommend`), or raise the budget where the money is granted.",
      },
    ]);
  });
});
