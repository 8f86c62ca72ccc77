/**
 * A quantity that all pods share, such as the depth of a queue or the number of pending orders. It is divided by the
 * number of pods: `targetPerPod` is what one pod can take.
 */
export interface TotalMetric {
  readonly kind: "total";
  /** Name under which the metric is served: lower-case letters, digits and underscores. */
  readonly name: string;
  /** PromQL that gives one element: the whole quantity, already summed. */
  readonly query: string;
  /** How much of the quantity one pod takes. */
  readonly targetPerPod: number;
}

/**
 * A level that does not grow with the number of pods, such as the 95th percentile of latency. It is compared as it
 * is: twice the target asks for twice the pods.
 */
export interface GaugeMetric {
  readonly kind: "gauge";
  /** Name under which the metric is served: lower-case letters, digits and underscores. */
  readonly name: string;
  /** PromQL that gives one element: the level. */
  readonly query: string;
  /** Level to hold. */
  readonly target: number;
}

/** What a workload scales on. A total has a target per pod, a gauge a target: neither can be given the other's. */
export type BusinessMetric = TotalMetric | GaugeMetric;

/** How a metric is compared with its target, as Kubernetes and KEDA call it. */
export type MetricType = "AverageValue" | "Value";

/** A metric's comparison: the only place where the kind of a metric meets a metric type. */
export interface MetricTarget {
  readonly metricType: MetricType;
  readonly threshold: number;
}

/** How a metric is compared with its target. */
export function targetOf(metric: BusinessMetric): MetricTarget {
  switch (metric.kind) {
    case "total":
      return { metricType: "AverageValue", threshold: metric.targetPerPod };
    case "gauge":
      return { metricType: "Value", threshold: metric.target };
  }
}

const NAME = /^[a-z][a-z0-9_]{0,62}$/;
const TEMPLATE_DELIMITER = /<<|>>/;

/** Names of metrics that cannot be served under their name. */
export function misnamed(metrics: readonly BusinessMetric[]): string[] {
  return metrics.map(({ name }) => name).filter((name) => !NAME.test(name));
}

/** Names that occur more than once, each once. */
export function repeated(metrics: readonly BusinessMetric[]): string[] {
  const names = metrics.map(({ name }) => name);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** Names of metrics whose query is empty or would be taken for a template by the Prometheus adapter. */
export function unaskable(metrics: readonly BusinessMetric[]): string[] {
  return metrics.filter(({ query }) => query.trim() === "" || TEMPLATE_DELIMITER.test(query)).map(({ name }) => name);
}

/** Names of metrics whose target no number of pods can meet. */
export function aimless(metrics: readonly BusinessMetric[]): string[] {
  return metrics.filter((metric) => !isPositive(targetOf(metric).threshold)).map(({ name }) => name);
}

function isPositive(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}
