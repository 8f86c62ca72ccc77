import { isAwsRegion, regionFacts } from "../../facts/regions";

/** Zones that every network spans, whatever the tier: a change of tier moves no subnet. */
export const ZONE_COUNT = 3;

/**
 * Letters of the zones that a region's network spans: the environment's own where it lists them, otherwise the first
 * that every account sees. Fewer than {@link ZONE_COUNT} where neither knows enough.
 */
export function zonesOf(region: string, listed: readonly string[] | undefined): readonly string[] {
  const known = isAwsRegion(region) ? regionFacts(region).zones : [];
  return (listed ?? known).slice(0, ZONE_COUNT);
}
