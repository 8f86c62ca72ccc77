import type { ChartValues, MetricsApiPlan, RemoteWrite } from "./metrics-api.plan";
import { PROMETHEUS_SERVICE } from "./metrics-api.plan";

/** How often the Prometheus that is created reads its targets: half of a scale-up period is lost at most. */
export const SCRAPE_INTERVAL = "15s";
/** What the Prometheus that is created keeps: enough for any query that scales, and no more. */
export const RETENTION = "6h";
/** Copies of what must answer while a node is replaced. */
export const REPLICAS = 2;

/** Jobs of the chart that read what services say of themselves; the others read Kubernetes and its nodes. */
const SERVICE_JOBS = "kubernetes-pods|kubernetes-service-endpoints";

/** Values of the `prometheus` chart: the server, and of kube-state-metrics the Services alone. */
export function prometheusValues({ placement, remoteWrite }: MetricsApiPlan, labels: ChartValues): ChartValues {
  return {
    commonMetaLabels: labels,
    alertmanager: { enabled: false },
    "prometheus-node-exporter": { enabled: false },
    "prometheus-pushgateway": { enabled: false },
    "kube-state-metrics": { enabled: true, collectors: ["services"], ...placement },
    server: {
      fullnameOverride: PROMETHEUS_SERVICE,
      retention: RETENTION,
      global: { scrape_interval: SCRAPE_INTERVAL, scrape_timeout: "10s", evaluation_interval: SCRAPE_INTERVAL },
      persistentVolume: { enabled: false },
      ...(remoteWrite === undefined ? {} : { remoteWrite: [remoteWriteOf(remoteWrite)] }),
      resources: { requests: { cpu: "250m", memory: "1Gi" }, limits: { memory: "2Gi" } },
      ...placement,
    },
  };
}

/** Signed by the pod's own rights; samples of services alone are handed on, as each is billed. */
function remoteWriteOf({ url, region }: RemoteWrite): ChartValues {
  return {
    url,
    sigv4: { region },
    write_relabel_configs: [{ source_labels: ["job"], regex: SERVICE_JOBS, action: "keep" }],
  };
}

/**
 * Values of the `prometheus-adapter` chart: the rules of the metrics, none of its own. Without external and resource
 * rules the chart registers neither `external.metrics.k8s.io`, which is KEDA's, nor `metrics.k8s.io`.
 */
export function adapterValues({ rules, placement }: MetricsApiPlan, settings: AdapterSettings): ChartValues {
  return {
    customLabels: settings.labels,
    replicas: REPLICAS,
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
    prometheus: { url: settings.prometheusUrl, port: 0 },
    metricsRelistInterval: "1m",
    rules: { default: false, custom: rules, external: [], resource: {} },
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
    ...placement,
  };
}

/** What the adapter needs beside its plan. */
export interface AdapterSettings {
  /** Address of Prometheus; it holds its port, so the chart must not add one. */
  readonly prometheusUrl: unknown;
  /** Labels of every object. */
  readonly labels: ChartValues;
}

/** Values of the `keda` chart: a second operator stands by. */
export function kedaValues({ placement }: MetricsApiPlan, labels: ChartValues): ChartValues {
  return {
    additionalLabels: labels,
    operator: { replicaCount: REPLICAS },
    podDisruptionBudget: { operator: { maxUnavailable: 1 } },
    ...placement,
  };
}
