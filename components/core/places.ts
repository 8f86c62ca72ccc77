import { isAwsRegion } from "../../facts/regions";
import type { Refusal } from "./refusal";

/** Refuses a region that the table of regions does not have. */
export const unknownRegionRefusal: Refusal<{ readonly region: string }> = {
  when: ({ region }) => !isAwsRegion(region),
  say: ({ region }) => ({
    arg: "region",
    got: region,
    expected: "an AWS region listed in facts/regions.ts",
    change: "correct the region's code",
  }),
};

/**
 * Refuses subnets in too few zones.
 * @param least zones that are needed
 * @param change what to do, and why
 */
export function fewZonesRefusal(
  least: number,
  change: string,
): Refusal<{ readonly subnetIds: Readonly<Record<string, unknown>> }> {
  return {
    when: ({ subnetIds }) => Object.keys(subnetIds).length < least,
    say: ({ subnetIds }) => ({
      arg: "subnetIds",
      got: Object.keys(subnetIds),
      expected: `a subnet in at least ${least} zones`,
      change,
    }),
  };
}
