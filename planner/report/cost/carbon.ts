import { CARBON_SOURCE } from "../../../facts";
import { carbonOf } from "../../cost/carbon";
import type { ResourceCost } from "../../cost/estimate";
import { grouped } from "../../cost/grouped";
import { tagOf } from "../../cost/totals";
import type { CostDocument } from "./document";

/** What an estimate says of carbon. */
export function carbonSection(costs: readonly ResourceCost[], tags: readonly string[]): CostDocument["carbon"] {
  const known = costs.flatMap((cost) => {
    const carbon = carbonOf(cost);
    return carbon === undefined ? [] : [{ cost, ...carbon }];
  });
  const sum = (of: (one: (typeof known)[number]) => number, some = known): number =>
    some.reduce((total, one) => total + of(one), 0);
  const shares = (tag: string) =>
    [...grouped(known, ({ cost }) => tagOf(cost.resource, tag) ?? "(untagged)")]
      .map(([name, group]) => ({ name, kilograms: sum(({ kilograms }) => kilograms, group) }))
      .toSorted((left, right) => right.kilograms - left.kilograms);
  return {
    kilograms: sum(({ kilograms }) => kilograms),
    kilowattHours: sum(({ kilowattHours }) => kilowattHours),
    known: known.length,
    unknown: costs.length - known.length,
    byTag: Object.fromEntries(tags.map((tag) => [tag, shares(tag)])),
    source: CARBON_SOURCE.source,
    comparedOn: CARBON_SOURCE.comparedOn,
  };
}

/** Carbon in one line: `carbon: 12.3 kg CO2e a month (36 kWh), unknown of 40 resources of 52`. */
export function carbonLine({ carbon }: CostDocument): string {
  const { kilograms, kilowattHours, known, unknown } = carbon;
  const amount = known === 0 ? "unknown" : `${kilograms.toFixed(1)} kg CO2e a month (${kilowattHours.toFixed(0)} kWh)`;
  return `carbon: ${amount}, unknown of ${unknown} resources of ${known + unknown}`;
}
