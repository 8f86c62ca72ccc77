import { isAwsRegion } from "../../facts/regions";
import { isLogRetention, LOG_RETENTIONS } from "../core/log-retention";
import type { Refusal } from "../core/refusal";
import type { Duration } from "../core/units";
import { isInside, parseRange } from "./ipv4";
import { NETWORK_DEFAULTS, regionOfZone, type NetworkPlanArgs } from "./network.plan";

/** Shortest prefix of a VPC, as AWS has it. */
export const MIN_PREFIX = 16;
/** Longest prefix with which the smallest subnets still hold a load balancer: 64 addresses in a public one. */
export const MAX_PREFIX = 20;
/** How many zones a network spans. */
export const ZONE_COUNT = 3;
/** Ranges that no public host answers to: RFC 1918, and the shared range of RFC 6598. */
export const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"] as const;

const CLUSTER_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,99}$/;
const ZONE = /^[a-z0-9-]+-\d+[a-z]$/;

const PREFIXES = `a /${MIN_PREFIX} to /${MAX_PREFIX}`;

type NetworkRefusal = Refusal<NetworkPlanArgs>;

const addresses: readonly NetworkRefusal[] = [
  {
    when: ({ cidr }) => parseRange(cidr) === undefined,
    say: ({ cidr }) => ({
      arg: "cidr",
      got: cidr,
      expected: "an IPv4 range without host bits, such as 10.0.0.0/16",
      change: "write the first address of the range and the length of its prefix",
    }),
  },
  {
    when: ({ cidr }) => prefixOf(cidr) < MIN_PREFIX,
    say: ({ cidr }) => ({ arg: "cidr", got: cidr, expected: PREFIXES, change: "choose a longer prefix" }),
  },
  {
    when: ({ cidr }) => prefixOf(cidr) > MAX_PREFIX,
    say: ({ cidr }) => ({ arg: "cidr", got: cidr, expected: PREFIXES, change: "choose a shorter prefix" }),
  },
  {
    when: ({ cidr }) => isPublic(cidr),
    say: ({ cidr }) => ({
      arg: "cidr",
      got: cidr,
      expected: `a range inside ${PRIVATE_RANGES.join(", ")}`,
      change: "choose a private range",
    }),
  },
];

const zones: readonly NetworkRefusal[] = [
  {
    when: (args) => new Set(args.zones).size !== ZONE_COUNT || args.zones.length !== ZONE_COUNT,
    say: (args) => ({
      arg: "zones",
      got: args.zones,
      expected: `${ZONE_COUNT} different zones`,
      change: `name ${ZONE_COUNT} zones of the region, each once`,
    }),
  },
  {
    when: (args) => unknownZones(args).length > 0,
    say: (args) => ({
      arg: "zones",
      got: unknownZones(args),
      expected: "zones of a known region, such as eu-central-1a",
      change: "write the region and the letter of the zone",
    }),
  },
  {
    when: (args) => regionsOf(args).length > 1,
    say: (args) => ({
      arg: "zones",
      got: args.zones,
      expected: "zones of one region",
      change: `name zones of ${regionsOf(args).join(" or of ")}`,
    }),
  },
  {
    when: (args) => args.region !== undefined && !regionsOf(args).includes(args.region),
    say: (args) => ({
      arg: "region",
      got: args.region,
      expected: `the region of the zones (${regionsOf(args).join(", ")})`,
      change: "name the zones' region, or zones of this one",
    }),
  },
];

const rest: readonly NetworkRefusal[] = [
  {
    when: ({ endpoints }) => new Set(endpoints).size !== (endpoints ?? []).length,
    say: ({ endpoints }) => ({
      arg: "endpoints",
      got: endpoints,
      expected: "each service once",
      change: "list a service once",
    }),
  },
  {
    when: (args) => !isLogRetention(retentionOf(args)),
    say: (args) => ({
      arg: "flowLogRetention",
      got: retentionOf(args),
      expected: LOG_RETENTIONS,
      change: "choose the next longer one",
    }),
  },
  {
    when: ({ clusterName }) => clusterName !== undefined && !CLUSTER_NAME.test(clusterName),
    say: ({ clusterName }) => ({
      arg: "clusterName",
      got: clusterName,
      expected: "1 to 100 letters, digits, dashes or underscores, starting with a letter or digit",
      change: "give the cluster's name, or leave it out",
    }),
  },
];

/** Reasons to refuse a network. */
export const networkRefusals: readonly NetworkRefusal[] = [...addresses, ...zones, ...rest];

function prefixOf(cidr: string): number {
  return parseRange(cidr)?.prefix ?? MIN_PREFIX;
}

function isPublic(cidr: string): boolean {
  const range = parseRange(cidr);
  const known = PRIVATE_RANGES.map(parseRange).filter((outer) => outer !== undefined);
  return range !== undefined && !known.some((outer) => isInside(range, outer));
}

function unknownZones(args: NetworkPlanArgs): readonly string[] {
  return args.zones.filter((zone) => !ZONE.test(zone) || !isAwsRegion(regionOfZone(zone)));
}

function regionsOf(args: NetworkPlanArgs): readonly string[] {
  return [...new Set(args.zones.map(regionOfZone))].toSorted();
}

function retentionOf({ flowLogRetention }: NetworkPlanArgs): Duration {
  return flowLogRetention ?? NETWORK_DEFAULTS.flowLogRetention;
}
