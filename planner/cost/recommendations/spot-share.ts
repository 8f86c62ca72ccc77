import type { SpotMarket } from "../../../facts";
import type { Line } from "../estimate";
import { onLines, type Advice, type Recommendation } from "./recommendation";

/** Batch work on demand that spot would carry. */
const BATCH = ["aws:batch/computeEnvironment:ComputeEnvironment"];

/** Work that may be taken away at any time, on machines that are paid in full. */
export const spotShare: Recommendation = {
  id: "spot-share",
  title: "Run batch work on spot",
  risk: "AWS takes machines back with two minutes' notice: the work has to save how far it has come.",
  advice: ({ market, ...estimate }) =>
    onLines({ market, ...estimate }, (line, { region, resource }) => {
      const type = /^ec2:(.+)$/.exec(line.meter)?.[1];
      return type === undefined || (line.share ?? 1) < 1 || !BATCH.includes(resource.type)
        ? undefined
        : onSpot(market, { line, region, type });
    }),
};

function onSpot(
  { regions, interruptionBands }: SpotMarket,
  { line, region, type }: { readonly line: Line; readonly region: string; readonly type: string },
): Pick<Advice, "change" | "savingUsd"> {
  const facts = regions[region]?.[type];
  return facts === undefined
    ? { change: `${type} on spot, reclaimed of an unknown band`, savingUsd: null }
    : {
        change: `${type} on spot, reclaimed ${interruptionBands[facts.interruptionBand] ?? ""} a month`,
        savingUsd: line.usd === undefined ? null : (line.usd * facts.savingPercent) / 100,
      };
}
