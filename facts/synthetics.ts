/**
 * Runtime of CloudWatch Synthetics that canaries run on: Node.js alone, without a browser. Read in a copy of AWS's page of
 * runtimes; Synthetics refuses new canaries on a runtime that it has deprecated.
 */
export const SYNTHETICS_RUNTIME = {
  name: "syn-nodejs-5.2",
  /** Node.js below it. */
  node: 22,
  source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_Nodejs.html",
  readOn: "2026-11-26",
} as const;

/**
 * Limits of a canary.
 *
 * Source: the provider's checks of `aws.synthetics.Canary` (internal/service/synthetics/canary.go) and
 * https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CreateCanary.html (read 2026-11-26).
 */
export const CANARY_LIMITS = { nameLength: 255, retentionDays: 455, leastMemoryMiB: 960 } as const;
