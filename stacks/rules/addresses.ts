import { DEFAULT_SERVICE_CIDR } from "../../components/cluster/cluster.plan";
import { environmentSchema } from "../environment-schema";
import type { Finding } from "../problems";
import { partitionSchema } from "../schema/partition";
import { type AddressRange, isPrivate, overlap, parseCidr, REGION_PREFIX, roomForRegions } from "../topology/cidrs";
import { type EnvironmentRule, type Named, ruleOn, ruleOnEachPartition, ruleOnPartitions } from "./rule";

const { cidr, regions } = partitionSchema.shape;
const { cluster } = environmentSchema.shape;

/** Rules about IPv4 ranges. */
export const addressRules = {
  "range-is-private": ruleOnEachPartition({ cidr }, (partition) => {
    const range = parseCidr(partition.cidr);
    return range !== undefined && isPrivate(range)
      ? []
      : [
          {
            path: ["partitions", partition.name, "cidr"],
            got: partition.cidr,
            expected: "a range within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, written with its first address",
            change: "choose a private range that no other network of yours uses",
          },
        ];
  }),
  "range-has-room": ruleOnEachPartition({ cidr, regions }, (partition) => {
    const range = parseCidr(partition.cidr);
    return range === undefined || roomForRegions(range) >= partition.regions.length
      ? []
      : [
          {
            path: ["partitions", partition.name, "cidr"],
            got: partition.cidr,
            expected: `room for ${String(partition.regions.length)} networks of /${String(REGION_PREFIX)}`,
            change: "choose a shorter prefix; leave room for regions to come",
          },
        ];
  }),
  "range-is-apart-from-services": ruleOnEachPartition({ cidr }, (partition) =>
    shareAddresses(parseCidr(partition.cidr), parseCidr(DEFAULT_SERVICE_CIDR))
      ? [
          {
            path: ["partitions", partition.name, "cidr"],
            got: partition.cidr,
            expected: `a range apart from ${DEFAULT_SERVICE_CIDR}, where the clusters' services lie`,
            change: "choose another range",
          },
        ]
      : [],
  ),
  "ranges-are-disjoint": ruleOnPartitions({ cidr }, (partitions) =>
    partitions.flatMap((partition, index) => overlaps(partition, partitions.slice(0, index))),
  ),
  "public-range-is-valid": ruleOn({ cluster }, ({ cluster: described }) =>
    (described?.apiAccess.kind === "public" ? described.apiAccess.cidrs : []).flatMap((range, index) =>
      parseCidr(range) === undefined
        ? [
            {
              path: ["cluster", "apiAccess", "cidrs", index],
              got: range,
              expected: "an IPv4 range written with its first address, such as 203.0.113.0/24",
              change: "correct it",
            },
          ]
        : [],
    ),
  ),
} as const satisfies Record<string, EnvironmentRule>;

function overlaps(partition: Named<{ cidr: typeof cidr }>, others: readonly Named<{ cidr: typeof cidr }>[]): Finding[] {
  const range = parseCidr(partition.cidr);
  const other = others.find((earlier) => shareAddresses(range, parseCidr(earlier.cidr)));
  return other === undefined
    ? []
    : [
        {
          path: ["partitions", partition.name, "cidr"],
          got: partition.cidr,
          expected: `a range apart from ${other.cidr} of partitions.${other.name}`,
          change: "choose another range",
        },
      ];
}

function shareAddresses(one: AddressRange | undefined, other: AddressRange | undefined): boolean {
  return one !== undefined && other !== undefined && overlap(one, other);
}
