import { describeAlarm } from "../core/runbooks";
import { toSeconds } from "../core/units";
import { API_DEFAULTS, type ApiPlanArgs } from "./api.args";

/** Roles of the alarms; each has a runbook, `api-<role>`. */
export const API_ALARMS = ["errors", "latency", "throttled"] as const;

/** One of {@link API_ALARMS}. */
export type ApiAlarm = (typeof API_ALARMS)[number];

/** Namespace of the metric that is counted in the access log, as API Gateway has none of requests it turns away. */
export const LOG_METRICS = "Inventory/Api";

/** One alarm, with every choice made. */
export interface PlannedApiAlarm {
  readonly namespace: "AWS/ApiGateway" | typeof LOG_METRICS;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly statistic?: "Sum";
  readonly extendedStatistic?: "p95";
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparisonOperator: "GreaterThanOrEqualToThreshold";
  readonly threshold: number;
  readonly treatMissingData: "notBreaching";
  readonly alarmDescription: string;
}

/** Plans the alarms of an API, over both of its doors. */
export function planAlarms(args: ApiPlanArgs): Readonly<Record<ApiAlarm, PlannedApiAlarm>> {
  const { apiName, errorsAlarm: errors = API_DEFAULTS.errorsAlarm } = args;
  const { latencyAlarm: latency = API_DEFAULTS.latencyAlarm, throttledAlarm: throttled = API_DEFAULTS.throttledAlarm } =
    args;
  const common = { comparisonOperator: "GreaterThanOrEqualToThreshold", treatMissingData: "notBreaching" } as const;
  const once = { ...common, period: toSeconds("5 minutes"), evaluationPeriods: 1, datapointsToAlarm: 1 } as const;
  const own = { namespace: "AWS/ApiGateway", dimensions: { ApiName: apiName } } as const;
  const describe = (alarm: ApiAlarm, what: string): string =>
    describeAlarm({ subject: apiName, what, runbook: `api-${alarm}`, runbooksUrl: args.runbooksUrl });
  return {
    errors: {
      ...once,
      ...own,
      metricName: "5XXError",
      statistic: "Sum",
      threshold: errors,
      alarmDescription: describe("errors", `${errors} requests failed in 5 minutes`),
    },
    latency: {
      ...common,
      ...own,
      metricName: "Latency",
      extendedStatistic: "p95",
      period: toSeconds("1 minute"),
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      threshold: toSeconds(latency) * 1_000,
      alarmDescription: describe("latency", `5 of 100 requests take ${latency} or longer`),
    },
    throttled: {
      ...once,
      namespace: LOG_METRICS,
      metricName: throttledMetric(apiName),
      statistic: "Sum",
      threshold: throttled,
      alarmDescription: describe("throttled", `${throttled} requests were turned away in 5 minutes`),
    },
  };
}

/** Name of the metric of requests that an API turns away. */
export function throttledMetric(apiName: string): string {
  return `${apiName}-throttled`;
}
