import * as kubernetes from "@pulumi/kubernetes";
import { adapterRule, METRICS_API_DEFAULTS, MetricsApi, metricsApiRefusals } from "../../../components/autoscaler";
import type { MetricsApiArgs, ServedMetric } from "../../../components/autoscaler";
import { METRICS_CHARTS } from "../../../facts/metrics-charts";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource } from "../../../planner/plan";
import { LABELS, LATENCY, PENDING, TAGS } from "./fixture";

const SERVED: ServedMetric = { metric: PENDING, namespace: "allocation", service: "allocation" };
const REQUIRED: MetricsApiArgs = { metrics: [SERVED], tags: TAGS };

const RULE = {
  seriesQuery: 'kube_service_info{namespace="allocation",service="allocation"}',
  resources: { overrides: { namespace: { resource: "namespace" }, service: { resource: "service" } } },
  name: { matches: "^kube_service_info$", as: "pending_orders" },
  metricsQuery:
    'max by (<<.GroupBy>>) (<<.Series>>{namespace="allocation",service="allocation",<<.LabelMatchers>>}) ' +
    "* on () group_left () (sum(inventory_pending_orders))",
};

function planOf(args: MetricsApiArgs): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "dev",
    program: () => {
      const provider = new kubernetes.Provider("cluster", { kubeconfig: "{}" });
      const { namespace, prometheusUrl, source } = new MetricsApi("metrics", args, { providers: [provider] });
      const { resources, ...rest } = source;
      return { namespace, prometheusUrl, source: rest, waitsFor: resources?.length };
    },
  });
}

function children(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ kind }) => kind === "custom");
}

function inputsOf(plan: Plan, role: string): PlannedResource["inputs"] {
  return children(plan).find(({ name }) => name === `metrics-${role}`)?.inputs ?? {};
}

function release(name: "prometheus" | "prometheus-adapter" | "keda", values: object): object {
  const chart = METRICS_CHARTS[name];
  return {
    name,
    chart: name,
    version: chart.version,
    repositoryOpts: { repo: chart.repository },
    namespace: "metrics",
    atomic: true,
    cleanupOnFail: true,
    timeout: 600,
    values,
  };
}

describe("adapterRule", () => {
  it("serves a metric for its Service alone, whatever labels the query gives", () => {
    expect(adapterRule(SERVED)).toStrictEqual(RULE);
  });

  it("asks Prometheus for the query, tied to the Service, once the adapter has filled it in", () => {
    const asked = adapterRule(SERVED)
      .metricsQuery.replace("<<.GroupBy>>", "service")
      .replace("<<.Series>>", "kube_service_info")
      .replace("<<.LabelMatchers>>", 'namespace="allocation",service="allocation"');
    expect(asked).toBe(
      'max by (service) (kube_service_info{namespace="allocation",service="allocation",namespace="allocation",service="allocation"}) ' +
        "* on () group_left () (sum(inventory_pending_orders))",
    );
  });
});

describe("MetricsApi at defaults", () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planOf(REQUIRED);
  });

  it("has these defaults", () => {
    expect(METRICS_API_DEFAULTS).toStrictEqual({ namespace: "metrics", keda: false });
  });

  it("creates these children, all of them its own, with the caller's provider, and never two at once", () => {
    const component = plan.resources.find(({ type }) => type === "inventory:autoscaler:MetricsApi");
    expect(
      children(plan)
        .map(({ type, name }) => `${type} ${name}`)
        .toSorted(),
    ).toStrictEqual([
      "kubernetes:core/v1:Namespace metrics-namespace",
      "kubernetes:helm.sh/v3:Release metrics-prometheus",
      "kubernetes:helm.sh/v3:Release metrics-prometheus-adapter",
    ]);
    expect(new Set(children(plan).map(({ parent }) => parent))).toStrictEqual(new Set([component?.urn]));
    expect(new Set(children(plan).map(({ provider }) => provider?.split("::")[3]))).toStrictEqual(new Set(["cluster"]));
    expect(children(plan).map(({ options }) => options.deleteBeforeReplace)).toStrictEqual([true, true, true]);
  });

  it("creates the namespace with baseline pod security", () => {
    expect(inputsOf(plan, "namespace")["metadata"]).toStrictEqual({
      name: "metrics",
      labels: {
        ...LABELS,
        "pod-security.kubernetes.io/enforce": "baseline",
        "pod-security.kubernetes.io/warn": "restricted",
      },
    });
  });

  it("releases a Prometheus that serves scaling and no more", () => {
    expect(inputsOf(plan, "prometheus")).toStrictEqual({
      compat: "true",
      ...release("prometheus", {
        commonMetaLabels: LABELS,
        alertmanager: { enabled: false },
        "prometheus-node-exporter": { enabled: false },
        "prometheus-pushgateway": { enabled: false },
        "kube-state-metrics": { enabled: true, collectors: ["services"] },
        server: {
          fullnameOverride: "prometheus-server",
          retention: "6h",
          global: { scrape_interval: "15s", scrape_timeout: "10s", evaluation_interval: "15s" },
          persistentVolume: { enabled: false },
          resources: { requests: { cpu: "250m", memory: "1Gi" }, limits: { memory: "2Gi" } },
        },
      }),
    });
  });

  it("hands on what services say of themselves, signed by its own rights", async () => {
    const url = "https://store.example.com/api/v1/remote_write";
    const handing = await planOf({ ...REQUIRED, remoteWrite: { url, region: "eu-central-1" } });

    expect(inputsOf(handing, "prometheus")["values"]).toMatchObject({
      server: {
        remoteWrite: [
          {
            url,
            sigv4: { region: "eu-central-1" },
            write_relabel_configs: [
              { source_labels: ["job"], regex: "kubernetes-pods|kubernetes-service-endpoints", action: "keep" },
            ],
          },
        ],
      },
    });
  });

  it("releases the adapter with the metrics' rules alone, and no claim on the other metrics APIs", () => {
    const inputs = inputsOf(plan, "prometheus-adapter");
    expect(inputs).toMatchObject(release("prometheus-adapter", {}));
    expect(inputs["values"]).toStrictEqual({
      customLabels: LABELS,
      replicas: 2,
      podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
      prometheus: { url: "http://prometheus-server.metrics.svc:80", port: 0 },
      metricsRelistInterval: "1m",
      rules: { default: false, custom: [RULE], external: [], resource: {} },
      resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
    });
  });

  it("is the source that autoscalers take", () => {
    expect(plan.outputs).toStrictEqual({
      namespace: "metrics",
      prometheusUrl: "http://prometheus-server.metrics.svc:80",
      source: { served: [SERVED], keda: false, prometheusUrl: "http://prometheus-server.metrics.svc:80" },
      waitsFor: 2,
    });
  });
});

describe("MetricsApi with every choice made", () => {
  const placement = {
    nodeLabels: { "example.com/pool": "system" },
    tolerations: [{ key: "CriticalAddonsOnly", effect: "NoSchedule" }],
  } as const;
  const planned = {
    nodeSelector: { "example.com/pool": "system" },
    tolerations: [{ key: "CriticalAddonsOnly", effect: "NoSchedule", operator: "Exists" }],
  };

  it("uses the Prometheus that is there, adds KEDA, and places both", async () => {
    const plan = await planOf({
      metrics: [SERVED, { ...SERVED, metric: LATENCY }],
      namespace: "scaling",
      prometheusUrl: "https://prometheus.example.com/tenant",
      keda: true,
      placement,
      tags: TAGS,
    });
    expect(
      children(plan)
        .map(({ name }) => name)
        .toSorted(),
    ).toStrictEqual(["metrics-keda", "metrics-namespace", "metrics-prometheus-adapter"]);
    expect(inputsOf(plan, "prometheus-adapter")["values"]).toMatchObject({
      prometheus: { url: "https://prometheus.example.com/tenant", port: 0 },
      rules: { custom: [{ name: { as: "pending_orders" } }, { name: { as: "allocation_latency_p95" } }] },
      ...planned,
    });
    expect(inputsOf(plan, "keda")).toStrictEqual({
      compat: "true",
      ...release("keda", {
        additionalLabels: LABELS,
        operator: { replicaCount: 2 },
        podDisruptionBudget: { operator: { maxUnavailable: 1 } },
        ...planned,
      }),
      namespace: "scaling",
    });
    expect(plan.outputs).toMatchObject({ namespace: "scaling", source: { keda: true }, waitsFor: 2 });
  });

  it("places Prometheus and kube-state-metrics", async () => {
    const plan = await planOf({ ...REQUIRED, placement });
    expect(inputsOf(plan, "prometheus")["values"]).toMatchObject({ server: planned, "kube-state-metrics": planned });
  });

  it("leaves the adapter out where only KEDA scales", async () => {
    const plan = await planOf({ metrics: [], keda: true, tags: TAGS });
    expect(
      children(plan)
        .map(({ name }) => name)
        .toSorted(),
    ).toStrictEqual(["metrics-keda", "metrics-namespace", "metrics-prometheus"]);
  });
});

/** What is wrong, the arguments, and the whole message: one row per row of the table, in its order. */
const rows: readonly (readonly [string, Partial<MetricsApiArgs>, string])[] = [
  [
    "no metric and no KEDA",
    { metrics: [] },
    "metrics is [], expected at least one metric, or keda; add the metrics of the cluster's autoscalers, or leave the component out",
  ],
  [
    "a name that cannot be served",
    { metrics: [{ ...SERVED, metric: { ...PENDING, name: "Pending" } }] },
    'metrics is ["Pending"], expected names of 1 to 63 lower-case letters, digits and underscores, starting with a letter; rename the metrics',
  ],
  [
    "a name that is served twice",
    { metrics: [SERVED, { ...SERVED, namespace: "catalog" }] },
    'metrics is ["pending_orders"], expected each name once in a cluster; put the workload into the name: allocation_latency_p95',
  ],
  [
    "an empty query",
    { metrics: [{ ...SERVED, metric: { ...PENDING, query: " " } }] },
    'metrics is ["pending_orders"], expected queries of PromQL without << or >>; give each metric the query that yields its value',
  ],
  [
    "a target that no number of pods meets",
    { metrics: [{ ...SERVED, metric: { kind: "gauge", name: "latency", query: "1", target: -1 } }] },
    'metrics is ["latency"], expected targets above 0; give each total what one pod takes, each gauge the level to hold',
  ],
  [
    "a Service that Kubernetes does not know",
    { metrics: [{ ...SERVED, service: "allocation.local" }] },
    'metrics is ["allocation/allocation.local"], expected namespaces and services of 1 to 63 lower-case letters, digits or dashes, starting and ending with a letter or digit; give the names that the workload has in the cluster',
  ],
  [
    "a namespace that Kubernetes does not take",
    { namespace: "Metrics" },
    'namespace is "Metrics", expected 1 to 63 lower-case letters, digits or dashes, starting and ending with a letter or digit; choose a name that Kubernetes accepts',
  ],
  [
    "an address without a scheme",
    { prometheusUrl: "prometheus:9090" },
    'prometheusUrl is "prometheus:9090", expected an http or https address; give the address with its scheme, or leave it out to have a Prometheus created',
  ],
  [
    "a store for the readings of a Prometheus that is not created",
    {
      prometheusUrl: "http://prometheus.example.com",
      remoteWrite: { url: "https://store.example.com", region: "eu-central-1" },
    },
    'remoteWrite is "eu-central-1", expected nothing where the cluster has a Prometheus already; let that Prometheus write to the store, or leave prometheusUrl out',
  ],
];

function messageOf(change: Partial<MetricsApiArgs>): string {
  try {
    new MetricsApi("metrics", { ...REQUIRED, ...change });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "not refused";
}

describe("MetricsApi", () => {
  it.each(rows)("refuses %s", (_what, change, message) => {
    expect(messageOf(change)).toBe(`metrics-api "metrics": ${message}`);
  });

  it("has a refused case for each rule, in the order of the rules", () => {
    const broken = rows.map(([, change]) =>
      metricsApiRefusals.findIndex((rule) => rule.when({ ...REQUIRED, ...change })),
    );
    expect(broken).toStrictEqual(metricsApiRefusals.map((_rule, index) => index));
  });

  it("refuses several problems at once, the tags' included", () => {
    const lines = messageOf({ namespace: "-", prometheusUrl: "", tags: { ...TAGS, owner: "" } }).split("\n");
    expect(lines.map((line) => line.split(",")[0])).toStrictEqual([
      'metrics-api "metrics": tags.owner is ""',
      'metrics-api "metrics": namespace is "-"',
      'metrics-api "metrics": prometheusUrl is ""',
    ]);
  });
});
