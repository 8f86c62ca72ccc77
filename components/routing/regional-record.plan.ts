import { toSeconds, type Duration } from "../core/units";

/**
 * How Route 53 chooses among the regions of an endpoint. All records of one name have to have the same policy.
 *
 * `failover` is not among them: Route 53 refuses a second primary record of a name, so that two stacks that swap roles
 * preview well, and the first of them fails.
 */
export type RoutingPolicy =
  | {
      /** By shares: a region gets its weight's part of the sum of all healthy regions' weights. */
      readonly kind: "weighted";
      /** Weight of this region, from 0 to 255; one of 0 is asked only where no other is healthy. */
      readonly weight: number;
    }
  | {
      /** By the region that is nearest to the client's resolver, in time. */
      readonly kind: "latency";
    };

/** What decides the shape of an endpoint's record in one region. */
export interface RegionalRecordPlanArgs {
  /** Domain that clients call, the same in every region, such as `api.eu.shop.example.com`. */
  readonly domain: string;
  /** Region that the record leads to; also what tells it from the records of the others, so it never changes. */
  readonly region: string;
  /** How Route 53 chooses among the regions, and this region's part in it. */
  readonly policy: RoutingPolicy;
  /**
   * How long resolvers may keep an answer; the same in every region.
   *
   * @default "60 seconds"
   */
  readonly ttl?: Duration;
}

/** Values that are used where an argument is left out. */
export const REGIONAL_RECORD_DEFAULTS = { ttl: "60 seconds" } as const satisfies Partial<RegionalRecordPlanArgs>;

/** The routing of a record, as the provider takes it. */
export type PlannedRouting =
  | { readonly weightedRoutingPolicies: { readonly weight: number }[] }
  | { readonly latencyRoutingPolicies: { readonly region: string }[] };

/** An endpoint's record in one region, with every choice made. */
export interface RegionalRecordPlan {
  readonly domain: string;
  /** What tells the record from those of the other regions. */
  readonly setIdentifier: string;
  readonly ttlSeconds: number;
  readonly routing: PlannedRouting;
}

/** Turns checked arguments into a plan. */
export function planRegionalRecord({ domain, region, policy, ttl }: RegionalRecordPlanArgs): RegionalRecordPlan {
  return {
    domain,
    setIdentifier: region,
    ttlSeconds: toSeconds(ttl ?? REGIONAL_RECORD_DEFAULTS.ttl),
    routing: planRouting(policy, region),
  };
}

function planRouting(policy: RoutingPolicy, region: string): PlannedRouting {
  switch (policy.kind) {
    case "weighted":
      return { weightedRoutingPolicies: [{ weight: policy.weight }] };
    case "latency":
      return { latencyRoutingPolicies: [{ region }] };
  }
}
