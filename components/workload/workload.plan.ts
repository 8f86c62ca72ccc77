import { toSeconds, type Duration } from "../core";
import type { Rights } from "../core/rights";
import { NAME_LABEL, planPeer } from "./network-rules";
import type { NetworkPeer, PlannedEgress, PlannedIngress } from "./network-rules";
import { planPlacement, type Placement, type PlannedPlacement } from "./placement";
import { planEgress, planImageSuffix, planResources, POD_DEFAULTS, sortedValues } from "./pod.plan";
import type { PlannedResources, PodPlanArgs } from "./pod.plan";

/** What a workload does: answer requests, or take work from a queue or stream. */
export type WorkloadRole = "server" | "worker";

/** How firmly pods are spread over the zones: a pod waits for the right zone, or takes another. */
export type ZoneSpread = "required" | "preferred";

/** What decides the shape of a workload. */
export interface WorkloadPlanArgs extends PodPlanArgs {
  /** Whether it answers requests or takes work from a queue. */
  readonly role: WorkloadRole;
  /**
   * Port that the container listens on for requests.
   *
   * @default 8080
   */
  readonly port?: number;
  /**
   * Port that the container listens on for probes and metrics, in plain HTTP: `port` may speak TLS then.
   *
   * @default - `port`
   */
  readonly operationsPort?: number;
  /**
   * Secrets and ConfigMaps of the namespace as files that can only be read, by the folder that they are in. What is changed
   * there changes in the pods that run, within a minute or two.
   *
   * @default - none
   */
  readonly files?: Readonly<Record<string, MountedFiles<unknown>>>;
  /**
   * Path that answers 200 while the process need not be restarted.
   *
   * @default "/health/live"
   */
  readonly livenessPath?: string;
  /**
   * Path that answers 200 while the pod can take requests.
   *
   * @default "/health/ready"
   */
  readonly readinessPath?: string;
  /**
   * Path of the metrics in Prometheus' format.
   *
   * @default - the pods are not scraped
   */
  readonly metricsPath?: string;
  /**
   * Namespace of the Prometheus that scrapes the metrics.
   *
   * @default "metrics"
   */
  readonly metricsNamespace?: string;
  /**
   * How long a pod that is to stop still takes requests, until nobody sends any.
   *
   * @default "10 seconds"
   */
  readonly drain?: Duration;
  /**
   * How long a pod may take to stop, draining included.
   *
   * @default "60 seconds"
   */
  readonly shutdown?: Duration;
  /**
   * Pods more than wanted during a rollout, in percent; none is ever missing.
   *
   * @default 25
   */
  readonly surgePercent?: number;
  /**
   * Pods that may be away while nodes are replaced, in percent.
   *
   * @default 25
   */
  readonly disruptionPercent?: number;
  /**
   * How firmly the pods are spread over the zones.
   *
   * @default "required"
   */
  readonly zoneSpread?: ZoneSpread;
  /**
   * Nodes that the pods run on.
   *
   * @default - any untainted node
   */
  readonly placement?: Placement;
  /**
   * Whoever may send requests, by a name for the reader.
   *
   * @default - nobody, but the Prometheus that scrapes it
   */
  readonly allowFrom?: Readonly<Record<string, NetworkPeer>>;
  /**
   * Role of AWS that the pods act as, or what they may do.
   *
   * @default - the pods have no permission in AWS
   */
  readonly identity?: { readonly roleArn: unknown } | { readonly rights: Rights<unknown> };
}

/** A Secret or a ConfigMap whose keys are files. */
export interface MountedFiles<Name> {
  readonly kind: "secret" | "config-map";
  /** Its name, in the workload's namespace. */
  readonly name: Name;
}

/** A port of the container. */
export interface PlannedPort {
  readonly name: string;
  readonly containerPort: number;
  readonly protocol: "TCP";
}

/** A probe of the container. */
export interface PlannedProbe {
  readonly httpGet: { readonly path: string; readonly port: string };
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

/** A workload, with every choice made. */
export interface WorkloadPlan {
  readonly name: string;
  readonly namespace: string;
  readonly createNamespace: boolean;
  readonly role: WorkloadRole;
  /** What follows the repository in the image's name: `:tag` or `@digest`. */
  readonly imageSuffix: string;
  readonly port: number;
  readonly containerPorts: readonly PlannedPort[];
  readonly selector: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly probes: {
    readonly startupProbe: PlannedProbe;
    readonly livenessProbe: PlannedProbe;
    readonly readinessProbe: PlannedProbe;
  };
  readonly resources: PlannedResources;
  readonly userId: number;
  readonly drainSeconds: number;
  readonly shutdownSeconds: number;
  readonly maxSurge: string;
  readonly maxUnavailable: string;
  readonly zoneWhenUnsatisfiable: "DoNotSchedule" | "ScheduleAnyway";
  readonly placement: PlannedPlacement;
  readonly ingress: readonly PlannedIngress[];
  readonly egress: readonly PlannedEgress[];
}

/** Defaults of {@link WorkloadPlanArgs}; `cpuBurst` times the CPU that is reserved is the default of its limit. */
export const WORKLOAD_DEFAULTS = {
  ...POD_DEFAULTS,
  port: 8080,
  livenessPath: "/health/live",
  readinessPath: "/health/ready",
  metricsNamespace: "metrics",
  cpuMillicores: 250,
  memory: "512 MiB",
  drain: "10 seconds",
  shutdown: "60 seconds",
  surgePercent: 25,
  disruptionPercent: 25,
  zoneSpread: "required",
} as const satisfies Omit<Partial<WorkloadPlanArgs>, "role" | "image"> & { readonly cpuBurst: number };

/** Name of the container's port for requests. */
export const PORT_NAME = "http";
/** Name of its port for probes and metrics, where that is another. */
const OPERATIONS_PORT_NAME = "operations";
/** Most that a container can take to start: 30 probes, 5 seconds apart. */
const STARTUP_PROBES = 30;

/** Plans a workload. */
export function planWorkload(name: string, args: WorkloadPlanArgs): WorkloadPlan {
  const port = args.port ?? WORKLOAD_DEFAULTS.port;
  const operationsPort = args.operationsPort ?? port;
  return {
    name,
    namespace: args.namespace ?? name,
    createNamespace: args.createNamespace ?? WORKLOAD_DEFAULTS.createNamespace,
    role: args.role,
    imageSuffix: planImageSuffix(args.image),
    port,
    containerPorts: planPorts(port, args.operationsPort),
    selector: { [NAME_LABEL]: name },
    podAnnotations: planScraping(operationsPort, args.metricsPath),
    ...planContainer(args),
    ...planRollout(args),
    zoneWhenUnsatisfiable:
      (args.zoneSpread ?? WORKLOAD_DEFAULTS.zoneSpread) === "required" ? "DoNotSchedule" : "ScheduleAnyway",
    placement: planPlacement(args.placement),
    ingress: planIngress({ port, operationsPort }, args),
    egress: planEgress(args.allowTo, args.identity !== undefined),
  };
}

/** Seconds in which a pod drains and stops. */
export function planShutdown({ drain, shutdown }: Pick<WorkloadPlanArgs, "drain" | "shutdown">): {
  readonly drainSeconds: number;
  readonly shutdownSeconds: number;
} {
  return {
    drainSeconds: toSeconds(drain ?? WORKLOAD_DEFAULTS.drain),
    shutdownSeconds: toSeconds(shutdown ?? WORKLOAD_DEFAULTS.shutdown),
  };
}

function planPorts(port: number, operationsPort: number | undefined): PlannedPort[] {
  const requests = { name: PORT_NAME, containerPort: port, protocol: "TCP" } as const;
  return operationsPort === undefined
    ? [requests]
    : [requests, { name: OPERATIONS_PORT_NAME, containerPort: operationsPort, protocol: "TCP" }];
}

function planContainer(args: WorkloadPlanArgs): Pick<WorkloadPlan, "probes" | "resources" | "userId"> {
  const port = args.operationsPort === undefined ? PORT_NAME : OPERATIONS_PORT_NAME;
  const live = { path: args.livenessPath ?? WORKLOAD_DEFAULTS.livenessPath, port };
  const ready = { path: args.readinessPath ?? WORKLOAD_DEFAULTS.readinessPath, port };
  return {
    probes: {
      startupProbe: { httpGet: live, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: STARTUP_PROBES },
      livenessProbe: { httpGet: live, periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 3 },
      readinessProbe: { httpGet: ready, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 2 },
    },
    resources: planResources(args, WORKLOAD_DEFAULTS),
    userId: args.userId ?? WORKLOAD_DEFAULTS.userId,
  };
}

function planRollout(
  args: WorkloadPlanArgs,
): Pick<WorkloadPlan, "drainSeconds" | "shutdownSeconds" | "maxSurge" | "maxUnavailable"> {
  return {
    ...planShutdown(args),
    maxSurge: `${args.surgePercent ?? WORKLOAD_DEFAULTS.surgePercent}%`,
    maxUnavailable: `${args.disruptionPercent ?? WORKLOAD_DEFAULTS.disruptionPercent}%`,
  };
}

function planScraping(port: number, metricsPath: string | undefined): Readonly<Record<string, string>> {
  if (metricsPath === undefined) {
    return {};
  }
  return {
    "prometheus.io/scrape": "true",
    "prometheus.io/port": String(port),
    "prometheus.io/path": metricsPath,
  };
}

/** Whoever asks comes to the one port, whoever scrapes to the other. */
function planIngress(
  { port, operationsPort }: { readonly port: number; readonly operationsPort: number },
  { allowFrom, metricsPath, metricsNamespace }: WorkloadPlanArgs,
): PlannedIngress[] {
  const scraper: NetworkPeer = { kind: "namespace", namespace: metricsNamespace ?? WORKLOAD_DEFAULTS.metricsNamespace };
  const into = (peer: NetworkPeer, own: number): PlannedIngress => ({
    from: [planPeer(peer)],
    ports: [{ protocol: "TCP", port: own }],
  });
  return [
    ...sortedValues(allowFrom ?? {}).map((peer) => into(peer, port)),
    ...(metricsPath === undefined ? [] : [into(scraper, operationsPort)]),
  ];
}
