import type { Refusal } from "../core";
import { rightsRefusals } from "../core/rights";
import { isWholeWithin } from "../core/whole-numbers";
import {
  containerRefusals,
  imageRefusals,
  KUBERNETES_NAME,
  KUBERNETES_NAME_IN_WORDS,
  LAST_PORT,
  malformedPeers,
  namespaceRefusal,
  portlessRefusal,
} from "./pod.refusals";
import { TEMPORARY_FOLDER } from "./restricted-pod";
import { planShutdown, WORKLOAD_DEFAULTS, type WorkloadPlanArgs } from "./workload.plan";

type WorkloadRefusal = Refusal<WorkloadPlanArgs>;

/** A whole path, of parts that are neither `.` nor `..`. */
const FOLDER = /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._-]+)+$/;

/** Ports below this need a capability that restricted pods do not have. */
const FIRST_UNPRIVILEGED_PORT = 1024;

const container: readonly WorkloadRefusal[] = [
  namespaceRefusal,
  {
    when: ({ port }) => !isWholeWithin(port ?? WORKLOAD_DEFAULTS.port, FIRST_UNPRIVILEGED_PORT, LAST_PORT),
    say: ({ port }) => ({
      arg: "port",
      got: port,
      expected: `a port from ${FIRST_UNPRIVILEGED_PORT} to ${LAST_PORT}`,
      change: "let the container listen on an unprivileged port",
    }),
  },
  {
    when: ({ port, operationsPort }) =>
      operationsPort !== undefined &&
      (operationsPort === (port ?? WORKLOAD_DEFAULTS.port) ||
        !isWholeWithin(operationsPort, FIRST_UNPRIVILEGED_PORT, LAST_PORT)),
    say: ({ port, operationsPort }) => ({
      arg: "operationsPort",
      got: operationsPort,
      expected: `a port from ${FIRST_UNPRIVILEGED_PORT} to ${LAST_PORT}, and another than port (${port ?? WORKLOAD_DEFAULTS.port})`,
      change: "choose another, or leave it out where probes and metrics are asked at port",
    }),
  },
  {
    when: (args) => misplacedFiles(args).length > 0,
    say: (args) => ({
      arg: "files",
      got: misplacedFiles(args),
      expected: `folders such as /etc/allocation/tls, none within another one or within ${TEMPORARY_FOLDER}`,
      change: "write the whole path of a folder of its own, without . and .., and without a slash at its end",
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
  ...containerRefusals(WORKLOAD_DEFAULTS.cpuMillicores),
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
    when: ({ surgePercent }) => !isWholeWithin(surgePercent ?? WORKLOAD_DEFAULTS.surgePercent, 1, 100),
    say: ({ surgePercent }) => ({
      arg: "surgePercent",
      got: surgePercent,
      expected: "a whole number from 1 to 100",
      change: "allow at least one pod more during a rollout: none may be missing",
    }),
  },
  {
    when: ({ disruptionPercent }) => !isWholeWithin(disruptionPercent ?? WORKLOAD_DEFAULTS.disruptionPercent, 1, 99),
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
    when: (args) => malformedOf(args).length > 0,
    say: (args) => ({
      arg: "allowFrom, allowTo",
      got: malformedOf(args),
      expected: "IPv4 blocks such as 10.20.0.0/16",
      change: "write the addresses as a CIDR block",
    }),
  },
  portlessRefusal,
];

const rights: readonly WorkloadRefusal[] = [
  {
    when: ({ identity }) => rightsOf(identity) !== undefined && Object.keys(rightsOf(identity) ?? {}).length === 0,
    say: () => ({
      arg: "identity.rights",
      got: {},
      expected: "one right and more",
      change: "say what the pods may do, or leave the identity out",
    }),
  },
  ...rightsRefusals().map(({ when, say }): WorkloadRefusal => {
    const asked = ({ identity }: WorkloadPlanArgs) => ({ rights: rightsOf(identity) ?? {} });
    return {
      when: (args) => when(asked(args)),
      say: (args) => {
        const said = say(asked(args));
        return { ...said, arg: `identity.${said.arg}` };
      },
    };
  }),
];

/** Reasons to refuse a workload. */
export const workloadRefusals: readonly WorkloadRefusal[] = [
  ...imageRefusals,
  ...container,
  ...operation,
  ...network,
  ...rights,
];

/** Refuses a component's name that its Deployment and Service cannot have. */
export function nameRefusal(name: string): WorkloadRefusal {
  return {
    when: () => !KUBERNETES_NAME.test(name),
    say: () => ({
      arg: "name",
      got: name,
      expected: KUBERNETES_NAME_IN_WORDS,
      change: "choose a name that Kubernetes accepts",
    }),
  };
}

function rightsOf(identity: WorkloadPlanArgs["identity"]) {
  return identity !== undefined && "rights" in identity ? identity.rights : undefined;
}

/** Folders that cannot be mounted, or of which one hides another. */
function misplacedFiles({ files }: WorkloadPlanArgs): string[] {
  const folders = Object.keys(files ?? {});
  const isWithin = (one: string, other: string): boolean => one !== other && `${one}/`.startsWith(`${other}/`);
  return folders.filter(
    (folder) =>
      !FOLDER.test(folder) ||
      folder === TEMPORARY_FOLDER ||
      [...folders, TEMPORARY_FOLDER].some((other) => isWithin(folder, other)),
  );
}

function relativePaths({ livenessPath, readinessPath, metricsPath }: WorkloadPlanArgs): string[] {
  const paths = [
    livenessPath ?? WORKLOAD_DEFAULTS.livenessPath,
    readinessPath ?? WORKLOAD_DEFAULTS.readinessPath,
    metricsPath ?? "/",
  ];
  return paths.filter((path) => !path.startsWith("/"));
}

/** Names of malformed peers; a name may stand on both sides. */
function malformedOf({ allowFrom, allowTo }: WorkloadPlanArgs): string[] {
  const destinations = Object.entries(allowTo ?? {}).map(([name, { peer }]) => [name, peer] as const);
  return [...malformedPeers(allowFrom ?? {}), ...malformedPeers(Object.fromEntries(destinations))];
}
