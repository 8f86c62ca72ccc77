// What the proposals come to over a year of seeded demand, beside what spreadsheets do: units sold of those wanted, and units on
// hand at the end of a day. The same numbers each time; test/restock/backtest.test.ts asserts them.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { live, meanAndDeviations, proposed, SERIES } = require("../test/restock/backtest.ts");

const text = ({ fillPercent, averageStock }) => `${fillPercent.toFixed(2)} % of ${averageStock.toFixed(1)}`.padEnd(18);

console.log(`${"demand".padEnd(14)}${"proposals".padEnd(18)}  mean and 1.645 deviations`);
for (const series of Object.keys(SERIES)) {
  console.log(`${series.padEnd(14)}${text(live(series, proposed))}  ${text(live(series, meanAndDeviations(1.645)))}`);
}
