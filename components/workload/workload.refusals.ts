import type { Refusal } from "../core";
import { isMalformed, type NetworkPeer } from "./network-rules";
import { planShutdown, WORKLOAD_DEFAULTS, type WorkloadPlanArgs } from "./workload.plan";

type WorkloadRefusal = Refusal<WorkloadPlanArgs>;

const NAME = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
const NAME_IN_WORDS =
  "1 to 63 lower-case letters, digits or dashes, starting with a letter, ending in a letter or digit";
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const DIGEST = /^sha256:[a-f0-9]{64}$/;
/** A tag or digest at the end of a repository; a port in the registry's name has a path behind it. */
const PINNED = /(:[^/]*|@.*)$/;
const MOVING_TAGS: readonly string[] = ["latest", "main", "master", "edge", "stable"];
/** Ports below this need a capability that restricted pods do not have. */
const FIRST_UNPRIVILEGED_PORT = 1024;
const LAST_PORT = 65_535;

const images: readonly WorkloadRefusal[] = [
  {
    when: ({ image }) => "tag" in image && (!TAG.test(image.tag) || MOVING_TAGS.includes(image.tag)),
    say: ({ image }) => ({
      arg: "image.tag",
      got: "tag" in image ? image.tag : undefined,
      expected: `a tag that does not move, so none of ${MOVING_TAGS.join(", ")}`,
      change: "give the tag of one build, or a digest",
    }),
  },
  {
    when: ({ image }) => "digest" in image && !DIGEST.test(image.digest),
    say: ({ image }) => ({
      arg: "image.digest",
      got: "digest" in image ? image.digest : undefined,
      expected: "sha256: and 64 hexadecimal digits",
      change: "give the digest that the registry reports",
    }),
  },
  {
    when: ({ image }) => typeof image.repository === "string" && PINNED.test(image.repository),
    say: ({ image }) => ({
      arg: "image.repository",
      got: image.repository,
      expected: "a repository without tag or digest",
      change: "give the tag or digest on its own",
    }),
  },
];

const container: readonly WorkloadRefusal[] = [
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
    when: ({ port }) => !isWithin(port ?? WORKLOAD_DEFAULTS.port, FIRST_UNPRIVILEGED_PORT, LAST_PORT),
    say: ({ port }) => ({
      arg: "port",
      got: port,
      expected: `a port from ${FIRST_UNPRIVILEGED_PORT} to ${LAST_PORT}`,
      change: "let the container listen on an unprivileged port",
    }),
  },
  {
    when: (args) => relativePaths(args).length > 0,
    say: (args) => ({
      arg: "livenessPath, readinessPath, metricsPath",
      got: relativePaths(args),
      expected: "paths that start with a slash",
      change: "write the whole path",
    }),
  },
  {
    when: ({ userId }) => !isWithin(userId ?? WORKLOAD_DEFAULTS.userId, 1, Number.MAX_SAFE_INTEGER),
    say: ({ userId }) => ({
      arg: "userId",
      got: userId,
      expected: "a user other than root (0)",
      change: "build the image for an unprivileged user",
    }),
  },
  {
    when: ({ cpuMillicores }) =>
      !isWithin(cpuMillicores ?? WORKLOAD_DEFAULTS.cpuMillicores, 1, Number.MAX_SAFE_INTEGER),
    say: ({ cpuMillicores }) => ({
      arg: "cpuMillicores",
      got: cpuMillicores,
      expected: "a whole number of at least 1",
      change: "reserve what the pod needs at rest",
    }),
  },
  {
    when: (args) => args.cpuLimitMillicores !== undefined && args.cpuLimitMillicores < reservedCpu(args),
    say: (args) => ({
      arg: "cpuLimitMillicores",
      got: args.cpuLimitMillicores,
      expected: `at least cpuMillicores (${reservedCpu(args)})`,
      change: "raise it, or reserve less",
    }),
  },
];

const operation: readonly WorkloadRefusal[] = [
  {
    when: (args) => planShutdown(args).shutdownSeconds <= planShutdown(args).drainSeconds,
    say: (args) => ({
      arg: "shutdown",
      got: args.shutdown,
      expected: `longer than drain (${planShutdown(args).drainSeconds} seconds)`,
      change: "leave the process time to finish after draining",
    }),
  },
  {
    when: ({ surgePercent }) => !isWithin(surgePercent ?? WORKLOAD_DEFAULTS.surgePercent, 1, 100),
    say: ({ surgePercent }) => ({
      arg: "surgePercent",
      got: surgePercent,
      expected: "a whole number from 1 to 100",
      change: "allow at least one pod more during a rollout: none may be missing",
    }),
  },
  {
    when: ({ disruptionPercent }) => !isWithin(disruptionPercent ?? WORKLOAD_DEFAULTS.disruptionPercent, 1, 99),
    say: ({ disruptionPercent }) => ({
      arg: "disruptionPercent",
      got: disruptionPercent,
      expected: "a whole number from 1 to 99",
      change: "at 0 no node can be replaced, at 100 all pods can be away at once",
    }),
  },
];

const network: readonly WorkloadRefusal[] = [
  {
    when: (args) => malformedPeers(args).length > 0,
    say: (args) => ({
      arg: "allowFrom, allowTo",
      got: malformedPeers(args),
      expected: "IPv4 blocks such as 10.20.0.0/16",
      change: "write the addresses as a CIDR block",
    }),
  },
  {
    when: (args) => portlessDestinations(args).length > 0,
    say: (args) => ({
      arg: "allowTo",
      got: portlessDestinations(args),
      expected: `at least one port each, from 1 to ${LAST_PORT}`,
      change: "name the ports that are reached",
    }),
  },
];

/** Reasons to refuse a workload. */
export const workloadRefusals: readonly WorkloadRefusal[] = [...images, ...container, ...operation, ...network];

/** Refuses a component's name that its Deployment and Service cannot have. */
export function nameRefusal(name: string): WorkloadRefusal {
  return {
    when: () => !NAME.test(name),
    say: () => ({ arg: "name", got: name, expected: NAME_IN_WORDS, change: "choose a name that Kubernetes accepts" }),
  };
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function reservedCpu({ cpuMillicores }: WorkloadPlanArgs): number {
  return cpuMillicores ?? WORKLOAD_DEFAULTS.cpuMillicores;
}

function relativePaths({ livenessPath, readinessPath, metricsPath }: WorkloadPlanArgs): string[] {
  const paths = [
    livenessPath ?? WORKLOAD_DEFAULTS.livenessPath,
    readinessPath ?? WORKLOAD_DEFAULTS.readinessPath,
    metricsPath ?? "/",
  ];
  return paths.filter((path) => !path.startsWith("/"));
}

function malformedPeers({ allowFrom, allowTo }: WorkloadPlanArgs): string[] {
  const peers: readonly (readonly [string, NetworkPeer])[] = [
    ...Object.entries(allowFrom ?? {}),
    ...Object.entries(allowTo ?? {}).map(([name, { peer }]) => [name, peer] as const),
  ];
  return peers.filter(([, peer]) => isMalformed(peer)).map(([name]) => name);
}

function portlessDestinations({ allowTo }: WorkloadPlanArgs): string[] {
  return Object.entries(allowTo ?? {})
    .filter(([, { ports }]) => ports.length === 0 || !ports.every((port) => isWithin(port, 1, LAST_PORT)))
    .map(([name]) => name);
}
