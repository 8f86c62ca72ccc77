import type { Refusal } from "../core";
import { isWholeWithin } from "../core/whole-numbers";
import { isMalformed, type NetworkPeer } from "./network-rules";
import { POD_DEFAULTS, type PodPlanArgs } from "./pod.plan";

type PodRefusal = Refusal<PodPlanArgs>;

/** Names that namespaces, Services and Deployments can have. */
export const KUBERNETES_NAME = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** {@link KUBERNETES_NAME} in words. */
export const KUBERNETES_NAME_IN_WORDS =
  "1 to 63 lower-case letters, digits or dashes, starting with a letter, ending in a letter or digit";
/** The last port there is. */
export const LAST_PORT = 65_535;

const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const DIGEST = /^sha256:[a-f0-9]{64}$/;
/** A tag or digest at the end of a repository; a port in the registry's name has a path behind it. */
const PINNED = /(:[^/]*|@.*)$/;
const MOVING_TAGS: readonly string[] = ["latest", "main", "master", "edge", "stable"];

/** Reasons to refuse an image: it moves, or it is no image. */
export const imageRefusals: readonly PodRefusal[] = [
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

/** Refuses a namespace that Kubernetes does not take. */
export const namespaceRefusal: PodRefusal = {
  when: ({ namespace }) => namespace !== undefined && !KUBERNETES_NAME.test(namespace),
  say: ({ namespace }) => ({
    arg: "namespace",
    got: namespace,
    expected: KUBERNETES_NAME_IN_WORDS,
    change: "choose a name that Kubernetes accepts",
  }),
};

/** Reasons to refuse what a container runs as and with; `reserved` is the CPU that is reserved by default. */
export function containerRefusals(reserved: number): readonly PodRefusal[] {
  return [
    {
      when: ({ userId }) => !isWholeWithin(userId ?? POD_DEFAULTS.userId, 1, Number.MAX_SAFE_INTEGER),
      say: ({ userId }) => ({
        arg: "userId",
        got: userId,
        expected: "a user other than root (0)",
        change: "build the image for an unprivileged user",
      }),
    },
    {
      when: ({ cpuMillicores }) => !isWholeWithin(cpuMillicores ?? reserved, 1, Number.MAX_SAFE_INTEGER),
      say: ({ cpuMillicores }) => ({
        arg: "cpuMillicores",
        got: cpuMillicores,
        expected: "a whole number of at least 1",
        change: "reserve what the pod needs at rest",
      }),
    },
    {
      when: ({ cpuMillicores, cpuLimitMillicores }) =>
        cpuLimitMillicores !== undefined && cpuLimitMillicores < (cpuMillicores ?? reserved),
      say: ({ cpuMillicores, cpuLimitMillicores }) => ({
        arg: "cpuLimitMillicores",
        got: cpuLimitMillicores,
        expected: `at least cpuMillicores (${cpuMillicores ?? reserved})`,
        change: "raise it, or reserve less",
      }),
    },
  ];
}

/** Refuses a way out without a port. */
export const portlessRefusal: PodRefusal = {
  when: (args) => portlessDestinations(args).length > 0,
  say: (args) => ({
    arg: "allowTo",
    got: portlessDestinations(args),
    expected: `at least one port each, from 1 to ${LAST_PORT}`,
    change: "name the ports that are reached",
  }),
};

/** Names of the peers whose addresses are no CIDR block. */
export function malformedPeers(peers: Readonly<Record<string, NetworkPeer>>): string[] {
  return Object.entries(peers)
    .filter(([, peer]) => isMalformed(peer))
    .map(([name]) => name);
}

function portlessDestinations({ allowTo }: PodPlanArgs): string[] {
  return Object.entries(allowTo ?? {})
    .filter(([, { ports }]) => ports.length === 0 || !ports.every((port) => isWholeWithin(port, 1, LAST_PORT)))
    .map(([name]) => name);
}
