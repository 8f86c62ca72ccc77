/** Where the limits below come from, and when they were last read. */
export const CLOUDWATCH_LIMITS_SOURCE = {
  windows:
    "https://docs.aws.amazon.com/sdk-for-kotlin/api/latest/cloudwatch/aws.sdk.kotlin.services.cloudwatch.model/-put-metric-alarm-request/period.html",
  math: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html",
  composite: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html",
  dashboards:
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html",
  statistics: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html",
  comparedOn: "2026-11-26",
} as const;

/** Limits of CloudWatch that shape an alarm or a dashboard. */
export const CLOUDWATCH_LIMITS = {
  /** Longest time that an alarm looks back: its period times its number of periods. */
  longestWindowSeconds: 604_800,
  /** The same where a period is shorter than {@link CLOUDWATCH_LIMITS.longPeriodSeconds}. */
  longestWindowOfShortPeriodsSeconds: 86_400,
  /** From this period on an alarm may look back for longer than a day. */
  longPeriodSeconds: 3_600,
  /** Metrics that the expression of an alarm refers to. */
  metricsOfAnAlarm: 10,
  /** Alarms that the rule of a composite alarm names. */
  alarmsOfAComposite: 100,
  /** Widgets of a dashboard. */
  widgets: 500,
} as const satisfies Readonly<Record<string, number>>;

/**
 * Statistics that CloudWatch computes: the five basic ones, percentiles (`p95`, `p99.9`) and trimmed counts between two
 * absolute bounds (`TC(0.3:)`: the samples above 0.3).
 */
export const CLOUDWATCH_STATISTIC =
  /^(Average|Maximum|Minimum|SampleCount|Sum|p(100|\d{1,2}(\.\d{1,10})?)|TC\((\d+(\.\d+)?:|:\d+(\.\d+)?|\d+(\.\d+)?:\d+(\.\d+)?)\))$/;
