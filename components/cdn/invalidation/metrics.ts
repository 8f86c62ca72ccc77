import type { SettlePorts } from "./settle";

type Told = Parameters<SettlePorts["tell"]>[0];

/** Namespace of the metrics. */
export const INVALIDATION_NAMESPACE = "InventoryPlatform/Invalidation";

/** Metrics by what they count. */
export const INVALIDATION_METRICS = {
  reserved: "PathsReserved",
  "left-to-ttl": "LeftToTtl",
  "given-up": "GivenUp",
  later: "NotTaken",
  refused: "Refused",
} as const satisfies Readonly<Record<Told["kind"], string>>;

/** A line of the log that CloudWatch reads as a metric (embedded metric format). */
export function metricLine(told: Told, distributionId: string, now: number): string {
  const metric = INVALIDATION_METRICS[told.kind];
  return JSON.stringify({
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        {
          Namespace: INVALIDATION_NAMESPACE,
          Dimensions: [["DistributionId"]],
          Metrics: [{ Name: metric, Unit: "Count" }],
        },
      ],
    },
    DistributionId: distributionId,
    [metric]: told.kind === "reserved" ? told.paths : 1,
    ...told,
  });
}
