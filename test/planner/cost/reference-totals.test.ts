import fs from "node:fs";
import path from "node:path";
import { priceSheets, spotMarket } from "../../../facts";
import { estimate } from "../../../planner/cost/estimate";
import { PriceBook } from "../../../planner/cost/price-book";
import { Usage } from "../../../planner/cost/usage";
import { usdOf } from "../../../planner/cost/totals";
import type { Properties } from "../../../planner/plan";
import { planOf, usageOf, type Sketch } from "./plans";

/** A cost that somebody else has published; see the README beside it. */
interface Reference {
  readonly source: string;
  readonly name: string;
  readonly type: string;
  readonly inputs: Properties;
  readonly related?: readonly Sketch[];
  readonly region: string;
  readonly usage: Readonly<Record<string, number>>;
  readonly monthlyUsd: number;
}

const REFERENCES: readonly Reference[] = JSON.parse(fs.readFileSync(path.join(__dirname, "references.json"), "utf8"));
const book = new PriceBook(priceSheets());
const market = spotMarket();

/** What may lie between a published total and ours. */
const TOLERANCE = 0.02;

it.each(REFERENCES)("comes within 2 % of $name", ({ type, inputs, related = [], region, usage, monthlyUsd }) => {
  const sketches = [{ type, inputs, region }, ...related.map((other) => ({ region, ...other }))];
  const costs = estimate([planOf(sketches)], {
    book,
    market,
    usage: new Usage(usageOf({ [type]: usage })),
    asOf: "2026-11-26",
  });
  const [own] = costs.filter(({ resource }) => resource.type === type);

  expect(own?.unpriced).toBeUndefined();
  expect(own?.lines.filter(({ price }) => price === undefined).map(({ meter }) => meter)).toEqual([]);
  expect(Math.abs((own === undefined ? 0 : usdOf(own)) / monthlyUsd - 1)).toBeLessThanOrEqual(TOLERANCE);
});
