import { z } from "zod";
import { DEFAULT_SERVICE_CIDR } from "../../components/cluster/cluster.plan";
import { environmentSchema } from "../environment-schema";
import type { Finding } from "../problems";
import { partitionSchema } from "../schema/partition";
import { parseCidr, overlap, type AddressRange } from "../topology/cidrs";
import { isKeptIn } from "../topology/residence";
import { type EnvironmentRule, type Named, ruleOn, ruleOnEachPartition, ruleOnPartitions } from "./rule";

const { pattern, streams, database, tags } = environmentSchema.shape;
const { cidr, onPremises, personalData, regions } = partitionSchema.shape;
const bare = z.record(z.string(), z.object({ onPremises: z.unknown().optional() }));

type OnPremises = NonNullable<z.output<typeof onPremises>>;

/** The only pattern whose system of record is on premises. */
const HYBRID = "hybrid";

/** Rules about data centres on premises. */
export const onPremisesRules = {
  "on-premises-is-hybrid": ruleOn({ pattern, partitions: bare }, (environment) =>
    environment.pattern === HYBRID
      ? []
      : Object.entries(environment.partitions)
          .filter(([, partition]) => partition.onPremises !== undefined)
          .map(([name]) => ({
            path: ["pattern"],
            got: environment.pattern,
            expected: `${HYBRID}, as partitions.${name} has a data centre on premises`,
            change: "choose it, or remove onPremises of the partition",
          })),
  ),
  "on-premises-ranges-are-apart": ruleOnPartitions({ cidr, onPremises }, (partitions) =>
    partitions.flatMap((partition) => misplacedRanges(partition, partitions)),
  ),
  "on-premises-line-leads-there": ruleOnEachPartition({ regions, onPremises }, ({ name, ...partition }) =>
    partition.regions
      .filter((region) => partition.onPremises !== undefined && !hasLine(partition.onPremises, region))
      .map((region) => ({
        path: ["partitions", name, "onPremises", "vpnDevices"],
        got: partition.onPremises?.vpnDevices,
        expected: `a device, or a connection under places.${region}.directConnections`,
        change: "name what the line leads to",
      })),
  ),
  "on-premises-place-is-a-region": ruleOnEachPartition({ regions, onPremises }, ({ name, ...partition }) =>
    Object.keys(partition.onPremises?.places ?? {})
      .filter((region) => !partition.regions.includes(region))
      .map((region) => ({
        path: ["partitions", name, "onPremises", "places", region],
        got: region,
        expected: `a region of the partition: ${partition.regions.join(", ")}`,
        change: "remove it or correct its name",
      })),
  ),
  "on-premises-name-server-is-reached": ruleOnEachPartition({ onPremises }, ({ name, ...partition }) =>
    Object.entries(partition.onPremises?.domains ?? {}).flatMap(([domain, servers]) =>
      servers.flatMap((server, index) =>
        isReached(server, partition.onPremises?.cidrs ?? [])
          ? []
          : [
              {
                path: ["partitions", name, "onPremises", "domains", domain, index],
                got: server,
                expected: `an address within ${(partition.onPremises?.cidrs ?? []).join(", ")}`,
                change: "declare the range that it lies in, or name another",
              },
            ],
      ),
    ),
  ),
  "capture-has-its-logins": ruleOnEachPartition({ regions, onPremises }, ({ name, ...partition }) =>
    partition.onPremises?.capture === undefined
      ? []
      : missing({ name, ...partition }, ["secretsKey", "source", "target"], "change capture"),
  ),
  "mirror-has-its-login": ruleOnEachPartition({ regions, onPremises }, ({ name, ...partition }) =>
    partition.onPremises?.mirror === undefined
      ? []
      : missing({ name, ...partition }, ["secretsKey", "kafka"], "the mirror"),
  ),
  "capture-has-an-anchor": ruleOn(
    { database, tags, partitions: z.record(z.string(), z.object({ personalData, onPremises })) },
    (environment) => {
      const dataClass = environment.database.tags["data-class"] ?? environment.tags["data-class"];
      return Object.entries(environment.partitions)
        .filter(([, partition]) => partition.onPremises?.capture !== undefined && !isKeptIn(partition, dataClass))
        .map(([name, partition]) => ({
          path: ["partitions", name, "onPremises", "capture", "engine"],
          got: partition.onPremises?.capture?.engine,
          expected: `no capture, as the database is ${dataClass} and stays on premises in ${name}`,
          change: "remove capture: there is no anchor that changes could be written to",
        }));
    },
  ),
  "mirrored-topic-is-a-stream": ruleOn(
    { streams, tags, partitions: z.record(z.string(), z.object({ personalData, onPremises })) },
    (environment) =>
      Object.entries(environment.partitions).flatMap(([name, partition]) => {
        const kept = Object.entries(environment.streams)
          .filter(([, stream]) => isKeptIn(partition, stream.tags["data-class"] ?? environment.tags["data-class"]))
          .map(([stream]) => stream);
        return (partition.onPremises?.mirror?.topics ?? []).flatMap((topic, index) =>
          kept.includes(topic)
            ? []
            : [
                {
                  path: ["partitions", name, "onPremises", "mirror", "topics", index],
                  got: topic,
                  expected: `a stream that ${name} has in its regions: ${kept.join(", ")}`,
                  change: "add the stream, or leave the topic on premises",
                },
              ],
        );
      }),
  ),
} as const satisfies Record<string, EnvironmentRule>;

type Placed = Named<{ cidr: typeof cidr; onPremises: typeof onPremises }>;

/** Ranges on premises that are none, or that share addresses with a network of the environment or with one another. */
function misplacedRanges({ name, onPremises: described }: Placed, partitions: readonly Placed[]): Finding[] {
  const taken = [
    ...partitions.map((partition) => ({
      what: `${partition.cidr} of partitions.${partition.name}`,
      cidr: partition.cidr,
    })),
    { what: `${DEFAULT_SERVICE_CIDR}, where the clusters' services lie`, cidr: DEFAULT_SERVICE_CIDR },
  ];
  const ranges = described?.cidrs ?? [];
  return ranges.flatMap((range, index) => {
    const path = ["partitions", name, "onPremises", "cidrs", index];
    if (parseCidr(range) === undefined) {
      const expected = "an IPv4 range written with its first address, such as 10.1.0.0/16";
      return [{ path, got: range, expected, change: "correct it" }];
    }
    const earlier = ranges
      .slice(0, index)
      .map((other) => ({ what: `${other}, which is declared already`, cidr: other }));
    const other = [...taken, ...earlier].find((one) => shareAddresses(parseCidr(range), parseCidr(one.cidr)));
    const change = "declare a narrower range: addresses that both sides have reach one of them";
    return other === undefined ? [] : [{ path, got: range, expected: `a range apart from ${other.what}`, change }];
  });
}

function shareAddresses(one: AddressRange | undefined, other: AddressRange | undefined): boolean {
  return one !== undefined && other !== undefined && overlap(one, other);
}

function hasLine({ vpnDevices, places }: OnPremises, region: string): boolean {
  return Object.keys({ ...vpnDevices, ...places[region]?.directConnections }).length > 0;
}

function isReached(address: string, cidrs: readonly string[]): boolean {
  const alone = parseCidr(`${address}/32`);
  return alone === undefined || cidrs.some((range) => shareAddresses(alone, parseCidr(range)));
}

/** What is needed of every region and is not there. */
function missing(
  { name, ...partition }: Named<{ regions: typeof regions; onPremises: typeof onPremises }>,
  needed: readonly (keyof OnPremises["places"][string])[],
  who: string,
): Finding[] {
  return partition.regions.flatMap((region) =>
    needed
      .filter((key) => partition.onPremises?.places[region]?.[key] === undefined)
      .map((key) => ({
        path: ["partitions", name, "onPremises", "places", region, key],
        expected: `what ${who} needs in ${region}`,
        change: "create it there, and add it",
      })),
  );
}
