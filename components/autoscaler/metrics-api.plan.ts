import type { Refusal } from "../core";
import { planPlacement, type Placement } from "../workload/placement";
import { adapterRule, type AdapterRule, type ServedMetric } from "./adapter-rule";
import { aimless, misnamed, repeated, unaskable, type BusinessMetric } from "./business-metric";

/** A store that the Prometheus that is created hands on to what services say of themselves. */
export interface RemoteWrite {
  /** Address that takes it, such as that of a workspace of Amazon Managed Service for Prometheus. */
  readonly url: unknown;
  /** Region of the store, by which requests are signed. */
  readonly region: string;
}

/** What decides the owners of a cluster's metrics APIs. */
export interface MetricsApiPlanArgs {
  /** Metrics that horizontal pod autoscalers of the cluster read, each for one workload. */
  readonly metrics: readonly ServedMetric[];
  /**
   * Namespace that everything runs in; it is created.
   *
   * @default "metrics"
   */
  readonly namespace?: string;
  /**
   * Address of a Prometheus that the cluster has already. It must scrape kube-state-metrics with `honor_labels`.
   *
   * @default - a Prometheus of its own, which keeps 6 hours
   */
  readonly prometheusUrl?: unknown;
  /**
   * Where the Prometheus that is created hands on what services say of themselves; its pod needs the right to write there.
   *
   * @default - nowhere: it is gone after 6 hours
   */
  readonly remoteWrite?: RemoteWrite;
  /**
   * Whether the cluster has autoscalers of kind `keda`.
   *
   * @default false
   */
  readonly keda?: boolean;
  /**
   * Nodes that the pods run on; they must not be reclaimed at will.
   *
   * @default - any untainted node
   */
  readonly placement?: Placement;
}

/** Values of a Helm chart. */
export type ChartValues = Readonly<Record<string, unknown>>;

/** Owners of a cluster's metrics APIs, with every choice made. */
export interface MetricsApiPlan {
  readonly namespace: string;
  /** Whether a Prometheus is created. */
  readonly ownPrometheus: boolean;
  /**
   * Where it hands on what it reads.
   *
   * @default - nowhere
   */
  readonly remoteWrite?: RemoteWrite;
  readonly rules: readonly AdapterRule[];
  readonly keda: boolean;
  /** Nodes of the pods, in the shape every chart takes. */
  readonly placement: ChartValues;
}

/** Defaults of {@link MetricsApiPlanArgs}. */
export const METRICS_API_DEFAULTS = { namespace: "metrics", keda: false } as const;
/** Service of the Prometheus that is created. */
export const PROMETHEUS_SERVICE = "prometheus-server";

/** Plans the owners of a cluster's metrics APIs. */
export function planMetricsApi(args: MetricsApiPlanArgs): MetricsApiPlan {
  return {
    namespace: args.namespace ?? METRICS_API_DEFAULTS.namespace,
    ownPrometheus: args.prometheusUrl === undefined,
    ...(args.remoteWrite === undefined ? {} : { remoteWrite: args.remoteWrite }),
    rules: args.metrics.map(adapterRule),
    keda: args.keda ?? METRICS_API_DEFAULTS.keda,
    placement: { ...planPlacement(args.placement) },
  };
}

/** Address of the Prometheus that is created in a namespace. */
export function ownPrometheusUrl(namespace: string): string {
  return `http://${PROMETHEUS_SERVICE}.${namespace}.svc:80`;
}

const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const NAME_IN_WORDS = "1 to 63 lower-case letters, digits or dashes, starting and ending with a letter or digit";
const URL_OF_PROMETHEUS = /^https?:\/\/[^\s/]+(\/\S*)?$/;

/** Reasons to refuse the owners of a cluster's metrics APIs. */
export const metricsApiRefusals: readonly Refusal<MetricsApiPlanArgs>[] = [
  {
    when: ({ metrics, keda }) => metrics.length === 0 && keda !== true,
    say: ({ metrics }) => ({
      arg: "metrics",
      got: metrics,
      expected: "at least one metric, or keda",
      change: "add the metrics of the cluster's autoscalers, or leave the component out",
    }),
  },
  {
    when: (args) => misnamed(businessMetrics(args)).length > 0,
    say: (args) => ({
      arg: "metrics",
      got: misnamed(businessMetrics(args)),
      expected: "names of 1 to 63 lower-case letters, digits and underscores, starting with a letter",
      change: "rename the metrics",
    }),
  },
  {
    when: (args) => repeated(businessMetrics(args)).length > 0,
    say: (args) => ({
      arg: "metrics",
      got: repeated(businessMetrics(args)),
      expected: "each name once in a cluster",
      change: "put the workload into the name: allocation_latency_p95",
    }),
  },
  {
    when: (args) => unaskable(businessMetrics(args)).length > 0,
    say: (args) => ({
      arg: "metrics",
      got: unaskable(businessMetrics(args)),
      expected: "queries of PromQL without << or >>",
      change: "give each metric the query that yields its value",
    }),
  },
  {
    when: (args) => aimless(businessMetrics(args)).length > 0,
    say: (args) => ({
      arg: "metrics",
      got: aimless(businessMetrics(args)),
      expected: "targets above 0",
      change: "give each total what one pod takes, each gauge the level to hold",
    }),
  },
  {
    when: (args) => misnamedObjects(args).length > 0,
    say: (args) => ({
      arg: "metrics",
      got: misnamedObjects(args),
      expected: `namespaces and services of ${NAME_IN_WORDS}`,
      change: "give the names that the workload has in the cluster",
    }),
  },
  {
    when: ({ namespace }) => namespace !== undefined && !NAME.test(namespace),
    say: ({ namespace }) => ({
      arg: "namespace",
      got: namespace,
      expected: NAME_IN_WORDS,
      change: "choose a name that Kubernetes accepts",
    }),
  },
  {
    when: ({ prometheusUrl }) => typeof prometheusUrl === "string" && !URL_OF_PROMETHEUS.test(prometheusUrl),
    say: ({ prometheusUrl }) => ({
      arg: "prometheusUrl",
      got: prometheusUrl,
      expected: "an http or https address",
      change: "give the address with its scheme, or leave it out to have a Prometheus created",
    }),
  },
  {
    when: ({ prometheusUrl, remoteWrite }) => prometheusUrl !== undefined && remoteWrite !== undefined,
    say: ({ remoteWrite }) => ({
      arg: "remoteWrite",
      got: remoteWrite?.region,
      expected: "nothing where the cluster has a Prometheus already",
      change: "let that Prometheus write to the store, or leave prometheusUrl out",
    }),
  },
];

function businessMetrics({ metrics }: MetricsApiPlanArgs): BusinessMetric[] {
  return metrics.map(({ metric }) => metric);
}

function misnamedObjects({ metrics }: MetricsApiPlanArgs): string[] {
  return metrics
    .filter(({ namespace, service }) => !NAME.test(namespace) || !NAME.test(service))
    .map(({ namespace, service }) => `${namespace}/${service}`);
}
