import type { Told } from "./rotate";

/** Namespace of the metrics. */
export const ROTATION_NAMESPACE = "InventoryPlatform/PartnerKeys";

/** Metrics by what they count: partners, after a call. */
export const ROTATION_METRICS = { overdue: "Overdue", stillUsed: "FormerKeysInUse" } as const;

/** A line of the log; CloudWatch reads metrics from that of the summary (embedded metric format). */
export function logLine(told: Told, apiName: string, now: number): string {
  if (told.kind !== "summary") {
    return JSON.stringify({ ApiName: apiName, ...told });
  }
  return JSON.stringify({
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        {
          Namespace: ROTATION_NAMESPACE,
          Dimensions: [["ApiName"]],
          Metrics: Object.values(ROTATION_METRICS).map((Name) => ({ Name, Unit: "Count" })),
        },
      ],
    },
    ApiName: apiName,
    [ROTATION_METRICS.overdue]: told.overdue.length,
    [ROTATION_METRICS.stillUsed]: told.stillUsed.length,
    ...told,
  });
}
