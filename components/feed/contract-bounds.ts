import type { Duration } from "../core/units";

/** Bounds of what a contract promises: Firehose collects for minutes, and readers have to find what they missed. */
export const CONTRACT_BOUNDS = {
  freshness: { least: "5 minutes", most: "24 hours" },
  replayRetention: { least: "30 days", most: "3650 days" },
} as const satisfies Record<string, Readonly<Record<"least" | "most", Duration>>>;
