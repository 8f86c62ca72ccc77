import type {
  BusinessMetric,
  HpaAutoscalerArgs,
  KedaAutoscalerArgs,
  MetricsSource,
} from "../../../components/autoscaler";

export const TAGS = {
  environment: "test",
  service: "allocation",
  owner: "inventory",
  "cost-center": "cc-100",
  channel: "all",
  feature: "reservations",
  "data-class": "internal",
  residency: "eu",
} as const;

/** Labels of every object. */
export const LABELS = {
  "inventory-platform/environment": "test",
  "inventory-platform/service": "allocation",
  "inventory-platform/owner": "inventory",
  "inventory-platform/cost-center": "cc-100",
  "inventory-platform/channel": "all",
  "inventory-platform/feature": "reservations",
  "inventory-platform/data-class": "internal",
  "inventory-platform/residency": "eu",
} as const;

export const PENDING: BusinessMetric = {
  kind: "total",
  name: "pending_orders",
  query: "sum(inventory_pending_orders)",
  targetPerPod: 50,
};

export const LATENCY: BusinessMetric = {
  kind: "gauge",
  name: "allocation_latency_p95",
  query: "histogram_quantile(0.95, sum by (le) (rate(allocation_seconds_bucket[1m])))",
  target: 0.25,
};

export const SOURCE: MetricsSource = {
  served: [PENDING, LATENCY].map((metric) => ({ metric, namespace: "allocation", service: "allocation" })),
  keda: true,
  prometheusUrl: "http://prometheus-server.metrics.svc:80",
};

const TARGET = { namespace: "allocation", deployment: "allocation", service: "allocation", role: "server" } as const;

/** The arguments every plain autoscaler needs, and nothing else. */
export const HPA: HpaAutoscalerArgs = {
  kind: "hpa",
  target: TARGET,
  source: SOURCE,
  metrics: [PENDING],
  minReplicas: 2,
  maxReplicas: 60,
  tags: TAGS,
};

/** The arguments every autoscaler down to zero needs, and nothing else. */
export const KEDA: KedaAutoscalerArgs = {
  kind: "keda",
  target: TARGET,
  source: SOURCE,
  metrics: [PENDING],
  maxReplicas: 41,
  tags: TAGS,
};
