/** A pinned Helm chart of the metrics pipeline that autoscalers read. */
export interface MetricsChart {
  /** Name of the chart in its repository. */
  readonly name: string;
  /** URL of the Helm repository. */
  readonly repository: string;
  /** Exact version; never a range. */
  readonly version: string;
  /** Day the version was read at its source. */
  readonly date: string;
  /** Where the version is published. */
  readonly source: string;
}

const PROMETHEUS_COMMUNITY = "https://prometheus-community.github.io/helm-charts";

/** The charts that own a cluster's metrics APIs, and the Prometheus they read. */
export const METRICS_CHARTS = {
  prometheus: {
    name: "prometheus",
    repository: PROMETHEUS_COMMUNITY,
    version: "28.10.0",
    date: "2026-11-24",
    source:
      "https://github.com/prometheus-community/helm-charts/blob/f49497ea33149d65c83d26e251462fd533744ec5/charts/prometheus/Chart.yaml",
  },
  "prometheus-adapter": {
    name: "prometheus-adapter",
    repository: PROMETHEUS_COMMUNITY,
    version: "5.3.0",
    date: "2026-11-24",
    source: "https://artifacthub.io/packages/helm/prometheus-community/prometheus-adapter/5.3.0",
  },
  keda: {
    name: "keda",
    repository: "https://kedacore.github.io/charts",
    version: "2.21.1",
    date: "2026-11-24",
    source: "https://github.com/kedacore/charts/releases/tag/v2.21.1",
  },
} as const satisfies Readonly<Record<string, MetricsChart>>;
