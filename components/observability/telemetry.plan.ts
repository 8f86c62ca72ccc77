import { OBSERVABILITY_ADDON } from "../../facts/eks-addons";
import { fitName } from "../core/names";
import { toDays, type Duration } from "../core/units";

/** Which requests are traced. */
export interface TraceSampling {
  /**
   * Requests of each second that are traced whatever else, of the whole region.
   *
   * @default 1
   */
  readonly perSecond?: number;
  /**
   * Share of the others that is traced.
   *
   * @default 5
   */
  readonly percent?: number;
}

/** The Prometheus of a cluster that hands on what it reads. */
export interface ClusterPrometheus {
  /** Its namespace. */
  readonly namespace: string;
  /** Its service account. */
  readonly serviceAccount: string;
}

/** What decides the shape of a region's telemetry. */
export interface TelemetryPlanArgs {
  /** What physical names begin with, such as `prod-eu-central-1`. */
  readonly namePrefix: string;
  /** Region of the telemetry: nothing of it leaves. */
  readonly region: string;
  /**
   * Name of the cluster whose logs, traces and metrics are collected.
   *
   * @default - none: traces alone have a key and a rule
   */
  readonly clusterName?: string;
  /**
   * The Prometheus of the cluster that hands on what it reads.
   *
   * @default - `MetricsApi`'s own: `prometheus-server` in `metrics`
   */
  readonly prometheus?: ClusterPrometheus;
  /**
   * Which requests are traced.
   *
   * @default - one a second, and 5 % of the others
   */
  readonly sampling?: TraceSampling;
  /**
   * How long logs are kept.
   *
   * @default "365 days"
   */
  readonly logRetention?: Duration;
}

/** Values that are used where an argument is left out; a year lies within the bounds of every regime. */
export const TELEMETRY_DEFAULTS = {
  prometheus: { namespace: "metrics", serviceAccount: "prometheus-server" },
  sampling: { perSecond: 1, percent: 5 },
  logRetention: "365 days",
} as const;

/** What the collector tells apart: pods, the parts of Kubernetes on each node, and the nodes. */
export const CLUSTER_LOGS = ["application", "dataplane", "host"] as const;
/** Longest name of a sampling rule; source: internal/service/xray/sampling_rule.go of the provider. */
const MAX_RULE_NAME = 32;
/** Before X-Ray's own rule, at 10,000, and after any that is more to the point. */
const RULE_PRIORITY = 9_000;

/** The rule by which requests are traced, with every choice made. */
export interface PlannedSamplingRule {
  readonly ruleName: string;
  readonly priority: number;
  readonly reservoirSize: number;
  /** A share of one. */
  readonly fixedRate: number;
  readonly serviceName: "*";
  readonly serviceType: "*";
  readonly host: "*";
  readonly httpMethod: "*";
  readonly urlPath: "*";
  readonly resourceArn: "*";
  readonly version: 1;
}

/** What is collected of a cluster, with every choice made. */
export interface PlannedClusterTelemetry {
  readonly clusterName: string;
  /** Names of the log groups, by what they hold. */
  readonly logGroups: Readonly<Record<(typeof CLUSTER_LOGS)[number], string>>;
  readonly addon: typeof OBSERVABILITY_ADDON;
  /** Settings of the add-on. */
  readonly settings: object;
  /** Address at which pods leave traces. */
  readonly tracesUrl: string;
  /** Name of the workspace, for people. */
  readonly workspaceAlias: string;
  readonly workspaceLogGroup: string;
  readonly prometheus: ClusterPrometheus;
}

/** A region's telemetry, with every choice made. */
export interface TelemetryPlan {
  readonly logDays: number;
  readonly sampling: PlannedSamplingRule;
  /**
   * What is collected of the cluster.
   *
   * @default - there is none
   */
  readonly cluster?: PlannedClusterTelemetry;
}

/** Ports at which the agent of a node takes traces: of OpenTelemetry by gRPC and HTTP, and of X-Ray. */
export const TRACE_PORTS = { grpc: 4317, http: 4318, xray: 2000 } as const;
const AT_XRAY = `0.0.0.0:${TRACE_PORTS.xray}`;

/**
 * Settings of the add-on: logs of containers, and traces in the formats of X-Ray and OpenTelemetry, from the pods of the node and
 * not from the node alone. Its own metrics and the instrumentation of whatever runs in the cluster are off: metrics are
 * Prometheus', and programs are not changed from outside.
 */
export const ADDON_SETTINGS = {
  agent: {
    config: {
      traces: {
        traces_collected: {
          xray: { bind_address: AT_XRAY, tcp_proxy: { bind_address: AT_XRAY } },
          otlp: { grpc_endpoint: `0.0.0.0:${TRACE_PORTS.grpc}`, http_endpoint: `0.0.0.0:${TRACE_PORTS.http}` },
        },
      },
    },
  },
  containerLogs: { enabled: true },
  manager: { applicationSignals: { autoMonitor: { monitorAllServices: false } } },
} as const;

/** Turns checked arguments into a plan. */
export function planTelemetry(args: TelemetryPlanArgs): TelemetryPlan {
  return {
    logDays: toDays(args.logRetention ?? TELEMETRY_DEFAULTS.logRetention),
    sampling: planSampling(args),
    ...(args.clusterName === undefined ? {} : { cluster: planCluster(args.clusterName, args) }),
  };
}

function planSampling({ namePrefix, sampling }: TelemetryPlanArgs): PlannedSamplingRule {
  const { perSecond, percent } = { ...TELEMETRY_DEFAULTS.sampling, ...sampling };
  return {
    ruleName: fitName(namePrefix, MAX_RULE_NAME),
    priority: RULE_PRIORITY,
    reservoirSize: perSecond,
    fixedRate: percent / 100,
    ...{ serviceName: "*", serviceType: "*", host: "*", httpMethod: "*", urlPath: "*", resourceArn: "*", version: 1 },
  };
}

function planCluster(clusterName: string, { namePrefix, prometheus }: TelemetryPlanArgs): PlannedClusterTelemetry {
  const logGroup = (kind: string) => `/aws/containerinsights/${clusterName}/${kind}`;
  return {
    clusterName,
    logGroups: {
      application: logGroup("application"),
      dataplane: logGroup("dataplane"),
      host: logGroup("host"),
    },
    addon: OBSERVABILITY_ADDON,
    settings: ADDON_SETTINGS,
    tracesUrl: `http://${OBSERVABILITY_ADDON.serviceAccount}.${OBSERVABILITY_ADDON.namespace}:${TRACE_PORTS.http}`,
    workspaceAlias: namePrefix,
    workspaceLogGroup: `/aws/vendedlogs/prometheus/${namePrefix}`,
    prometheus: prometheus ?? TELEMETRY_DEFAULTS.prometheus,
  };
}
