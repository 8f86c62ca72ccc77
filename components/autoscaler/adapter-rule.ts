import type { BusinessMetric } from "./business-metric";

/** A metric and the Service it is served for. */
export interface ServedMetric {
  /** The metric. */
  readonly metric: BusinessMetric;
  /** Namespace of the workload that scales on it. */
  readonly namespace: string;
  /** Service of that workload: the object that the metric describes. */
  readonly service: string;
}

/** A rule of the Prometheus adapter. */
export interface AdapterRule {
  readonly seriesQuery: string;
  readonly resources: { readonly overrides: Readonly<Record<string, { readonly resource: string }>> };
  readonly name: { readonly matches: string; readonly as: string };
  readonly metricsQuery: string;
}

/**
 * The series that ties a metric to its Service: kube-state-metrics reports it for every Service, always with value 1,
 * with the Service's own `namespace` and `service` as labels.
 */
export const OBJECT_SERIES = "kube_service_info";

/**
 * The adapter rule that serves a metric for its Service, and for nothing else.
 *
 * The adapter discovers metrics by their series and finds the Kubernetes object in the series' labels. The quantity
 * that a workload scales on rarely carries them: a queue's depth is reported by an exporter in another namespace, or
 * by nobody while the queue is quiet. So the rule discovers the Service itself, and multiplies its constant 1 by
 * the metric's query: the answer has the Service's labels and the metric's value, whatever labels the query gives.
 */
export function adapterRule({ metric, namespace, service }: ServedMetric): AdapterRule {
  const object = `namespace="${namespace}",service="${service}"`;
  return {
    seriesQuery: `${OBJECT_SERIES}{${object}}`,
    resources: { overrides: { namespace: { resource: "namespace" }, service: { resource: "service" } } },
    name: { matches: `^${OBJECT_SERIES}$`, as: metric.name },
    metricsQuery:
      `max by (<<.GroupBy>>) (<<.Series>>{${object},<<.LabelMatchers>>}) ` + `* on () group_left () (${metric.query})`,
  };
}
