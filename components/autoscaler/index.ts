export { adapterRule, OBJECT_SERIES, type AdapterRule, type ServedMetric } from "./adapter-rule";
export { Autoscaler } from "./autoscaler";
export type { AutoscalerArgs, HpaAutoscalerArgs, KedaAutoscalerArgs, MetricsSource, ScaleTarget } from "./autoscaler";
export { FALLBACK_FAILURES, KEDA_DEFAULTS, planAutoscaler } from "./autoscaler.plan";
export type {
  AutoscalerPlan,
  AutoscalerPlanArgs,
  HpaPlan,
  HpaPlanArgs,
  KedaPlan,
  KedaPlanArgs,
} from "./autoscaler.plan";
export type { MetricsSourceNames, ScaleTargetNames } from "./autoscaler.plan";
export { autoscalerRefusals } from "./autoscaler.refusals";
export { targetOf } from "./business-metric";
export type { BusinessMetric, GaugeMetric, MetricTarget, MetricType, TotalMetric } from "./business-metric";
export type { Campaign, CampaignCalendar } from "./campaign-calendar";
export { MetricsApi, type MetricsApiArgs } from "./metrics-api";
export { METRICS_API_DEFAULTS, metricsApiRefusals, ownPrometheusUrl, planMetricsApi } from "./metrics-api.plan";
export type { MetricsApiPlan, MetricsApiPlanArgs, RemoteWrite } from "./metrics-api.plan";
export { FLASH_SALE_BEHAVIOR, type ScalingBehavior, type ScalingPolicy, type ScalingRules } from "./scaling-behavior";
