import { toSeconds, type Duration } from "../core";
import type { WorkloadRole } from "../workload/workload.plan";
import type { ServedMetric } from "./adapter-rule";
import { targetOf, type BusinessMetric, type MetricType } from "./business-metric";
import { planCampaigns, type CampaignCalendar, type PlannedCronTrigger } from "./campaign-calendar";
import { FLASH_SALE_BEHAVIOR, planBehavior } from "./scaling-behavior";
import type { PlannedScalingBehavior, ScalingBehavior } from "./scaling-behavior";

/** The workload that is scaled, by the names it has in its cluster. */
export interface ScaleTargetNames {
  /** Namespace of the workload. */
  readonly namespace: string;
  /** Deployment whose replicas are counted. */
  readonly deployment: string;
  /** Service that the workload's metrics describe. */
  readonly service: string;
  /** Whether the workload answers requests or takes work from a queue. */
  readonly role: WorkloadRole;
}

/** Where a cluster's business metrics come from. */
export interface MetricsSourceNames {
  /** Metrics that the Prometheus adapter serves. */
  readonly served: readonly ServedMetric[];
  /** Whether KEDA runs in the cluster. */
  readonly keda: boolean;
}

interface CommonPlanArgs {
  /** The workload to scale; its `scaleTarget`. */
  readonly target: ScaleTargetNames;
  /** Where the metrics come from; the `source` of the cluster's `MetricsApi`. */
  readonly source: MetricsSourceNames;
  /** What to scale on. Of several metrics, the one that asks for most pods counts. */
  readonly metrics: readonly BusinessMetric[];
  /** Most pods. */
  readonly maxReplicas: number;
  /**
   * How fast the number of pods grows and shrinks.
   *
   * @default FLASH_SALE_BEHAVIOR
   */
  readonly behavior?: ScalingBehavior;
}

/** What decides a horizontal pod autoscaler. */
export interface HpaPlanArgs extends CommonPlanArgs {
  /** A plain autoscaler: at least one pod, always. */
  readonly kind: "hpa";
  /** Fewest pods; at least 1. */
  readonly minReplicas: number;
}

/** What decides a KEDA scaled object. */
export interface KedaPlanArgs extends CommonPlanArgs {
  /** An autoscaler that goes down to no pod at all. */
  readonly kind: "keda";
  /**
   * Fewest pods.
   *
   * @default 0
   */
  readonly minReplicas?: number;
  /**
   * Level of a total above which the first pod is started.
   *
   * @default 0
   */
  readonly activationThreshold?: number;
  /**
   * Pods to run at least while a metric cannot be read; more, where more are running. KEDA knows it for totals only.
   *
   * @default - half of `maxReplicas` where every metric is a total; otherwise none
   */
  readonly fallbackReplicas?: number;
  /**
   * Times for which pods are started before the load comes, by a name for the reader.
   *
   * @default - none: the metrics alone decide
   */
  readonly campaigns?: CampaignCalendar;
  /**
   * How often the metrics are read while there is no pod.
   *
   * @default "15 seconds"
   */
  readonly pollingInterval?: Duration;
  /**
   * How long there must be nothing to do before the last pod goes.
   *
   * @default "10 minutes"
   */
  readonly cooldown?: Duration;
}

/** What decides an autoscaler. */
export type AutoscalerPlanArgs = HpaPlanArgs | KedaPlanArgs;

/** A metric of a horizontal pod autoscaler, as `autoscaling/v2` takes it. */
export interface PlannedObjectMetric {
  readonly type: "Object";
  readonly object: {
    readonly describedObject: { readonly apiVersion: "v1"; readonly kind: "Service"; readonly name: string };
    readonly metric: { readonly name: string };
    readonly target:
      | { readonly type: "AverageValue"; readonly averageValue: string }
      | { readonly type: "Value"; readonly value: string };
  };
}

/** A trigger of a scaled object, without the address of Prometheus. */
export interface PlannedTrigger {
  readonly type: "prometheus";
  readonly name: string;
  readonly metricType: MetricType;
  readonly metadata: {
    readonly query: string;
    readonly threshold: string;
    readonly activationThreshold: string;
    readonly ignoreNullValues: "false";
  };
}

/** The replica bounds and behaviour that both kinds have. */
interface CommonPlan {
  readonly namespace: string;
  readonly role: WorkloadRole;
  readonly scaleTargetRef: { readonly apiVersion: "apps/v1"; readonly kind: "Deployment"; readonly name: string };
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly behavior: PlannedScalingBehavior;
}

/** A horizontal pod autoscaler, with every choice made. */
export interface HpaPlan extends CommonPlan {
  readonly kind: "hpa";
  readonly metrics: readonly PlannedObjectMetric[];
}

/** A scaled object, with every choice made. */
export interface KedaPlan extends CommonPlan {
  readonly kind: "keda";
  readonly triggers: readonly PlannedTrigger[];
  /** Floors of campaigns, beside the metrics. */
  readonly floors: readonly PlannedCronTrigger[];
  readonly pollingInterval: number;
  readonly cooldownPeriod: number;
  readonly fallback?: {
    readonly failureThreshold: number;
    readonly replicas: number;
    readonly behavior: "currentReplicasIfHigher";
  };
}

/** An autoscaler, with every choice made. */
export type AutoscalerPlan = HpaPlan | KedaPlan;

/** Defaults of {@link KedaPlanArgs}; `fallbackShare` of `maxReplicas` is the default of `fallbackReplicas`. */
export const KEDA_DEFAULTS = {
  minReplicas: 0,
  activationThreshold: 0,
  fallbackShare: 0.5,
  pollingInterval: "15 seconds",
  cooldown: "10 minutes",
} as const satisfies Omit<Partial<KedaPlanArgs>, "kind"> & { readonly fallbackShare: number };
/** Failed readings in a row after which the fallback counts. */
export const FALLBACK_FAILURES = 3;

/** Plans an autoscaler. */
export function planAutoscaler(args: AutoscalerPlanArgs): AutoscalerPlan {
  switch (args.kind) {
    case "hpa":
      return planHpa(args);
    case "keda":
      return planKeda(args);
  }
}

/** Whether every metric is a total, the only kind that can wake a workload and fall back. */
export function areTotals(metrics: readonly BusinessMetric[]): boolean {
  return metrics.every(({ kind }) => kind === "total");
}

function planHpa(args: HpaPlanArgs): HpaPlan {
  return {
    kind: "hpa",
    ...planCommon(args, args.minReplicas),
    metrics: args.metrics.map((metric) => objectMetric(metric, args.target.service)),
  };
}

function planKeda(args: KedaPlanArgs): KedaPlan {
  const activationThreshold = args.activationThreshold ?? KEDA_DEFAULTS.activationThreshold;
  return {
    kind: "keda",
    ...planCommon(args, args.minReplicas ?? KEDA_DEFAULTS.minReplicas),
    triggers: args.metrics.map((metric) => trigger(metric, activationThreshold)),
    floors: planCampaigns(args.campaigns ?? {}),
    pollingInterval: toSeconds(args.pollingInterval ?? KEDA_DEFAULTS.pollingInterval),
    cooldownPeriod: toSeconds(args.cooldown ?? KEDA_DEFAULTS.cooldown),
    ...planFallback(args),
  };
}

function planCommon({ target, maxReplicas, behavior }: CommonPlanArgs, minReplicas: number): CommonPlan {
  return {
    namespace: target.namespace,
    role: target.role,
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: target.deployment },
    minReplicas,
    maxReplicas,
    behavior: planBehavior(behavior ?? FLASH_SALE_BEHAVIOR),
  };
}

function planFallback({ metrics, maxReplicas, fallbackReplicas }: KedaPlanArgs): Pick<KedaPlan, "fallback"> {
  if (!areTotals(metrics)) {
    return {};
  }
  const replicas = fallbackReplicas ?? Math.ceil(maxReplicas * KEDA_DEFAULTS.fallbackShare);
  return { fallback: { failureThreshold: FALLBACK_FAILURES, replicas, behavior: "currentReplicasIfHigher" } };
}

function objectMetric(metric: BusinessMetric, service: string): PlannedObjectMetric {
  const { metricType, threshold } = targetOf(metric);
  const quantity = String(threshold);
  return {
    type: "Object",
    object: {
      describedObject: { apiVersion: "v1", kind: "Service", name: service },
      metric: { name: metric.name },
      target:
        metricType === "AverageValue"
          ? { type: "AverageValue", averageValue: quantity }
          : { type: "Value", value: quantity },
    },
  };
}

/** An empty answer is an error, not a zero: a lost exporter must not look like an empty queue. */
function trigger(metric: BusinessMetric, activationThreshold: number): PlannedTrigger {
  const { metricType, threshold } = targetOf(metric);
  return {
    type: "prometheus",
    name: metric.name,
    metricType,
    metadata: {
      query: metric.query,
      threshold: String(threshold),
      activationThreshold: String(activationThreshold),
      ignoreNullValues: "false",
    },
  };
}
