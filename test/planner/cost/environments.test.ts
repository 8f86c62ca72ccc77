import { priceSheets, spotMarket } from "../../../facts";
import { estimate, type ResourceCost } from "../../../planner/cost/estimate";
import { PriceBook } from "../../../planner/cost/price-book";
import { coverageOf } from "../../../planner/cost/totals";
import { NO_USAGE, Usage } from "../../../planner/cost/usage";
import { PATTERNS } from "../../../stacks/environment-schema";
import { patternEnvironment } from "../../golden/pattern-environment";
import { plannedEnvironment, plannedText } from "../../stacks/plan-environment";

const book = new PriceBook(priceSheets());
const market = spotMarket();

/** Types of the environments that nothing here has a price for, and why. */
const UNKNOWN_TYPES: Readonly<Record<string, string>> = {
  "aws:rds/proxyEndpoint:ProxyEndpoint": "no source here says whether a further endpoint of a proxy is paid for",
};

function costsOf(plans: Parameters<typeof estimate>[0]): readonly ResourceCost[] {
  return estimate(plans, { book, market, usage: new Usage(NO_USAGE), asOf: "2026-11-26" });
}

it("prices at least 95 % of what costs money in the stacks of us-east-1", async () => {
  const plans = Object.values(await plannedEnvironment("prod"));
  const [virginia] = coverageOf(costsOf(plans)).filter(({ region }) => region === "us-east-1");

  expect(virginia?.billed).toBeGreaterThan(100);
  expect((virginia?.priced ?? 0) / (virginia?.billed ?? 0)).toBeGreaterThanOrEqual(0.95);
});

const PLANNED: readonly (readonly [string, () => ReturnType<typeof plannedEnvironment>])[] = [
  ...["dev", "prod"].map((name) => [name, () => plannedEnvironment(name)] as const),
  ...PATTERNS.map((name) => [name, () => plannedText(name, patternEnvironment(name))] as const),
];

it.each(PLANNED)("knows of each type in %s whether it is billed", async (_, plan) => {
  const unknown = costsOf(Object.values(await plan())).filter(({ unpriced }) =>
    unpriced?.startsWith("nothing here says"),
  );

  expect([...new Set(unknown.map(({ resource }) => resource.type))].filter((type) => !(type in UNKNOWN_TYPES))).toEqual(
    [],
  );
});
