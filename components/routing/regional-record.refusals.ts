import type { Refusal } from "../core/refusal";
import { toSeconds, type Duration } from "../core/units";
import { isWholeWithin } from "../core/whole-numbers";
import { endpointPlaceRefusals } from "./endpoint-place";
import { REGIONAL_RECORD_DEFAULTS, type RegionalRecordPlanArgs } from "./regional-record.plan";

/**
 * Most that a record can weigh.
 *
 * Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-weighted.html
 * (read 2026-11-26).
 */
export const MAX_WEIGHT = 255;

/** Longest time to live that AWS advises for a record with a health check; the source is that of {@link MAX_WEIGHT}. */
export const MAX_CHECKED_TTL: Duration = "60 seconds";

/** Reasons to refuse an endpoint's record. */
export const regionalRecordRefusals: readonly Refusal<RegionalRecordPlanArgs>[] = [
  ...endpointPlaceRefusals,
  {
    when: ({ policy }) => policy.kind === "weighted" && !isWholeWithin(policy.weight, 0, MAX_WEIGHT),
    say: ({ policy }) => ({
      arg: "policy",
      got: policy,
      expected: `a weight that is a whole number from 0 to ${MAX_WEIGHT}`,
      change: "choose the region's share of the sum of all weights",
    }),
  },
  {
    when: (args) => !isWholeWithin(toSeconds(ttlOf(args)), 1, toSeconds(MAX_CHECKED_TTL)),
    say: (args) => ({
      arg: "ttl",
      got: ttlOf(args),
      expected: `1 second to ${MAX_CHECKED_TTL}`,
      change: "keep it short: resolvers lead to a lost region for that long",
    }),
  },
];

function ttlOf({ ttl }: RegionalRecordPlanArgs): Duration {
  return ttl ?? REGIONAL_RECORD_DEFAULTS.ttl;
}
