import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { METRICS_CHARTS } from "../../facts/metrics-charts";
import { checkArgs, Component, type ComponentArgs } from "../core";
import type { MetricsSource } from "./autoscaler";
import { adapterValues, kedaValues, prometheusValues } from "./chart-values";
import { metricsApiRefusals, ownPrometheusUrl, planMetricsApi } from "./metrics-api.plan";
import type { ChartValues, MetricsApiPlan, MetricsApiPlanArgs, RemoteWrite } from "./metrics-api.plan";

/** Arguments of {@link MetricsApi}. */
export interface MetricsApiArgs extends ComponentArgs, MetricsApiPlanArgs {
  /**
   * Address of a Prometheus that the cluster has already. It must scrape kube-state-metrics with `honor_labels`.
   *
   * @default - a Prometheus of its own, which keeps 6 hours
   */
  readonly prometheusUrl?: pulumi.Input<string>;
  /**
   * Where the Prometheus that is created hands on what services say of themselves; its pod needs the right to write there.
   *
   * @default - nowhere: it is gone after 6 hours
   */
  readonly remoteWrite?: RemoteWrite & { readonly url: pulumi.Input<string> };
}

type ChartName = keyof typeof METRICS_CHARTS;

/** How long a release may take to become ready. */
export const RELEASE_TIMEOUT_SECONDS = 600;

/**
 * The one owner of each metrics API in a cluster, and the source that autoscalers read.
 *
 * Creates:
 * - a namespace
 * - a Prometheus with kube-state-metrics, unless the cluster has one
 * - the Prometheus adapter, sole owner of `custom.metrics.k8s.io`, with a rule for each metric
 * - KEDA, sole owner of `external.metrics.k8s.io`, if it is wanted
 *
 * Costs at defaults: no AWS resource; 3 pods on nodes that are there, which ask for 0.45 vCPU and 1.25 GiB together,
 * and kube-state-metrics, which asks for nothing.
 *
 * Does not: keep metrics for dashboards or alarms, unless it hands them on by `remoteWrite` (Prometheus has no volume: what
 * it held is gone with its pod, and scaling resumes with the next readings); serve CPU and memory at `metrics.k8s.io`; sign requests to a managed
 * Prometheus.
 *
 * The Kubernetes provider is the caller's: `{ provider }` or `{ providers: [provider] }` in the options.
 *
 * @example
 * const metricsApi = new MetricsApi("metrics", {
 *   metrics: [{ metric: pendingOrders, namespace: "allocation", service: "allocation" }],
 *   tags,
 * }, { providers: [cluster.provider] });
 */
export class MetricsApi extends Component {
  /** Namespace that everything runs in. */
  readonly namespace: pulumi.Output<string>;
  /** Address of the Prometheus that answers the queries. */
  readonly prometheusUrl: pulumi.Output<string>;
  /** What an `Autoscaler` takes as its source. */
  readonly source: MetricsSource;

  constructor(name: string, args: MetricsApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:autoscaler:MetricsApi", name, checkArgs(`metrics-api "${name}"`, args, metricsApiRefusals), opts);
    const plan = planMetricsApi(args);
    const prometheusUrl = args.prometheusUrl ?? ownPrometheusUrl(plan.namespace);
    const namespace = this.createNamespace(plan);
    const prometheus = this.createPrometheus(plan, namespace);
    const adapter = this.createAdapter(plan, namespace, prometheusUrl);
    const keda = this.createKeda(plan, namespace);

    this.namespace = namespace.metadata.name;
    this.prometheusUrl = pulumi.output(prometheusUrl);
    this.source = {
      served: args.metrics,
      keda: plan.keda,
      prometheusUrl,
      resources: [...prometheus, ...adapter, ...keda],
    };
    this.registerOutputs({ namespace: this.namespace, prometheusUrl: this.prometheusUrl });
  }

  /** The charts' pods pass the baseline of pod security; what keeps them from more is reported, not refused. */
  private createNamespace({ namespace }: MetricsApiPlan): kubernetes.core.v1.Namespace {
    return new kubernetes.core.v1.Namespace(
      this.childName("namespace"),
      {
        metadata: {
          name: namespace,
          labels: {
            ...this.childLabels(),
            "pod-security.kubernetes.io/enforce": "baseline",
            "pod-security.kubernetes.io/warn": "restricted",
          },
        },
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createPrometheus(
    plan: MetricsApiPlan,
    namespace: kubernetes.core.v1.Namespace,
  ): kubernetes.helm.v3.Release[] {
    const values = prometheusValues(plan, this.childLabels());
    return plan.ownPrometheus ? [this.createRelease("prometheus", namespace, values)] : [];
  }

  private createAdapter(
    plan: MetricsApiPlan,
    namespace: kubernetes.core.v1.Namespace,
    prometheusUrl: pulumi.Input<string>,
  ): kubernetes.helm.v3.Release[] {
    const values = adapterValues(plan, { prometheusUrl, labels: this.childLabels() });
    return plan.rules.length === 0 ? [] : [this.createRelease("prometheus-adapter", namespace, values)];
  }

  private createKeda(plan: MetricsApiPlan, namespace: kubernetes.core.v1.Namespace): kubernetes.helm.v3.Release[] {
    return plan.keda ? [this.createRelease("keda", namespace, kedaValues(plan, this.childLabels()))] : [];
  }

  /** A release has its chart's name: the API that it owns exists once in a cluster, so the old one goes first. */
  private createRelease(
    chart: ChartName,
    namespace: kubernetes.core.v1.Namespace,
    values: ChartValues,
  ): kubernetes.helm.v3.Release {
    const { name, version, repository } = METRICS_CHARTS[chart];
    return new kubernetes.helm.v3.Release(
      this.childName(chart),
      {
        name,
        chart: name,
        version,
        repositoryOpts: { repo: repository },
        namespace: namespace.metadata.name,
        atomic: true,
        cleanupOnFail: true,
        timeout: RELEASE_TIMEOUT_SECONDS,
        values,
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }
}
