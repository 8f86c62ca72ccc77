import { CLUSTER_VERSIONS } from "../../facts/eks-addons";
import { architectureOf, INSTANCE_TYPE_PATTERN } from "../../facts/instance-naming";
import { LOG_RETENTION_DAYS } from "../../facts/log-retention-days";
import { isLogRetention } from "../core/log-retention";
import { fewZonesRefusal, unknownRegionRefusal } from "../core/places";
import type { Refusal } from "../core/refusal";
import {
  DEFAULT_KUBERNETES_VERSION,
  DEFAULT_LOG_RETENTION,
  DEFAULT_SERVICE_CIDR,
  DEFAULT_SYSTEM_INSTANCE_TYPES,
  DEFAULT_SYSTEM_NODE_COUNT,
  DEFAULT_SYSTEM_VOLUME_SIZE,
  type ClusterPlanArgs,
} from "./cluster.plan";
import { isWholeGiB } from "./whole-gib";

const MIN_SUBNETS = 2;
const MIN_SYSTEM_NODES = 2;
const MAX_SYSTEM_NODES = 20;
const MIN_SYSTEM_VOLUME_GIB = 20;
const WIDEST_PUBLIC_PREFIX = 8;

/** Why a cluster's arguments are refused. */
export const clusterRefusals: readonly Refusal<ClusterPlanArgs>[] = [
  {
    when: ({ clusterName }) => !/^[a-z0-9][a-z0-9-]{0,62}$/.test(clusterName),
    say: ({ clusterName }) => ({
      arg: "clusterName",
      got: clusterName,
      expected: "1 to 63 lower-case letters, digits or dashes, starting with a letter or digit",
      change: "choose a shorter or simpler name",
    }),
  },
  unknownRegionRefusal,
  {
    when: ({ kubernetesVersion = DEFAULT_KUBERNETES_VERSION }) => !CLUSTER_VERSIONS.includes(kubernetesVersion),
    say: ({ kubernetesVersion }) => ({
      arg: "kubernetesVersion",
      got: kubernetesVersion,
      expected: `one of ${CLUSTER_VERSIONS.join(", ")}`,
      change: "choose a version whose add-ons are pinned in facts/eks-addons.ts",
    }),
  },
  fewZonesRefusal(MIN_SUBNETS, "pass the network's private subnets"),
  {
    when: ({ apiAccess }) => apiAccess.kind === "public" && apiAccess.cidrs.length === 0,
    say: () => ({
      arg: "apiAccess.cidrs",
      got: [],
      expected: "at least one IPv4 range",
      change: "name the ranges that pulumi up runs from, or use a private endpoint with a runner in the VPC",
    }),
  },
  {
    when: ({ apiAccess }) => apiAccess.kind === "public" && !apiAccess.cidrs.every(isNarrowRange),
    say: ({ apiAccess }) => ({
      arg: "apiAccess.cidrs",
      got: apiAccess.kind === "public" ? apiAccess.cidrs.filter((cidr) => !isNarrowRange(cidr)) : [],
      expected: `IPv4 ranges of /${WIDEST_PUBLIC_PREFIX} or narrower, never 0.0.0.0/0`,
      change: "name the ranges that pulumi up runs from, or use a private endpoint with a runner in the VPC",
    }),
  },
  {
    when: ({ access }) => !Object.values(access).some(isClusterAdministrator),
    say: ({ access }) => ({
      arg: "access",
      got: Object.keys(access),
      expected: "at least one grant of AmazonEKSClusterAdminPolicy to the whole cluster",
      change: "grant it to the role that pulumi up runs as: whoever creates the cluster gets no access by itself",
    }),
  },
  {
    when: ({ access }) => !Object.keys(access).every(isGrantName),
    say: ({ access }) => ({
      arg: "access",
      got: Object.keys(access).filter((key) => !isGrantName(key)),
      expected: "names of lower-case letters, digits and dashes",
      change: "rename the grants: their names become part of the resources' names",
    }),
  },
  {
    when: ({ access }) => Object.values(access).some(({ namespaces }) => namespaces?.length === 0),
    say: ({ access }) => ({
      arg: "access",
      got: Object.keys(access).filter((key) => access[key]?.namespaces?.length === 0),
      expected: "at least one namespace where namespaces are named",
      change: "name one, or leave namespaces out to grant the whole cluster",
    }),
  },
  {
    when: ({ serviceCidr = DEFAULT_SERVICE_CIDR }) => !isServiceRange(serviceCidr),
    say: ({ serviceCidr }) => ({
      arg: "serviceCidr",
      got: serviceCidr,
      expected: "a /12 to /24 inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
      change: "choose a private range that no connected network uses",
    }),
  },
  {
    when: ({ logRetention = DEFAULT_LOG_RETENTION }) => !isLogRetention(logRetention),
    say: ({ logRetention }) => ({
      arg: "logRetention",
      got: logRetention,
      expected: `a number of days among ${LOG_RETENTION_DAYS.join(", ")}`,
      change: "choose the next longer one",
    }),
  },
  {
    when: ({ systemInstanceTypes = DEFAULT_SYSTEM_INSTANCE_TYPES }) =>
      systemInstanceTypes.length === 0 || !systemInstanceTypes.every(isGraviton),
    say: ({ systemInstanceTypes }) => ({
      arg: "systemInstanceTypes",
      got: systemInstanceTypes,
      expected: "at least one instance type, all Graviton",
      change: "use types such as m7g.large: the system nodes' image is built for arm64",
    }),
  },
  {
    when: ({ systemNodeCount = DEFAULT_SYSTEM_NODE_COUNT }) => !isSystemNodeCount(systemNodeCount),
    say: ({ systemNodeCount }) => ({
      arg: "systemNodeCount",
      got: systemNodeCount,
      expected: `a whole number from ${MIN_SYSTEM_NODES} to ${MAX_SYSTEM_NODES}`,
      change: "keep two at least: controllers run in two copies on different nodes",
    }),
  },
  {
    when: ({ systemVolumeSize = DEFAULT_SYSTEM_VOLUME_SIZE }) => !isWholeGiB(systemVolumeSize, MIN_SYSTEM_VOLUME_GIB),
    say: ({ systemVolumeSize }) => ({
      arg: "systemVolumeSize",
      got: systemVolumeSize,
      expected: `whole GiB, at least ${MIN_SYSTEM_VOLUME_GIB}`,
      change: "leave room for the image and the containers' images",
    }),
  },
];

function isClusterAdministrator({ policy, namespaces }: ClusterPlanArgs["access"][string]): boolean {
  return policy === "AmazonEKSClusterAdminPolicy" && namespaces === undefined;
}

function isGrantName(key: string): boolean {
  return /^[a-z][a-z0-9-]*$/.test(key);
}

function isGraviton(instanceType: string): boolean {
  return INSTANCE_TYPE_PATTERN.test(instanceType) && architectureOf(instanceType) === "arm64";
}

function isSystemNodeCount(count: number): boolean {
  return Number.isInteger(count) && count >= MIN_SYSTEM_NODES && count <= MAX_SYSTEM_NODES;
}

function isNarrowRange(cidr: string): boolean {
  return prefixOf(cidr) >= WIDEST_PUBLIC_PREFIX;
}

function isServiceRange(cidr: string): boolean {
  const prefix = prefixOf(cidr);
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(cidr) && prefix >= 12 && prefix <= 24;
}

/** Prefix length of an IPv4 range, NaN where it is none. */
function prefixOf(cidr: string): number {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  const [first, second, third, fourth, prefix] = (match ?? []).slice(1).map(Number);
  const octets = [first, second, third, fourth];
  const isRange = octets.every((octet) => octet !== undefined && octet <= 255) && (prefix ?? 33) <= 32;
  return isRange ? (prefix ?? NaN) : NaN;
}
