import { DATA_CLASSES, type TagValues } from "../../facts/tag-schema";
import type { Environment } from "../environment-schema";
import type { PlannedDatabase } from "./databases";
import type { PlannedKafka } from "./kafka";
import { physicalName } from "./names";
import type { PlannedStream } from "./workloads";

type Partition = Environment["partitions"][string];
type OnPremises = NonNullable<Partition["onPremises"]>;
type Place = OnPremises["places"][string];
type Capture = NonNullable<OnPremises["capture"]>;
type Mirror = NonNullable<OnPremises["mirror"]>;

/** Names of what joins a region with a data centre, among its parts. */
export const HYBRID_NAMES = { link: "premises", names: "names", capture: "capture", mirror: "mirror" } as const;

/** Change capture into the anchor of a region. */
export interface PlannedCapture {
  /** Physical name. */
  readonly captureName: string;
  /** What is read. */
  readonly source: Pick<Capture, "engine" | "databaseName" | "port">;
  /** Name of the database that is written to. */
  readonly targetDatabase: string;
  /** Size of the instance. */
  readonly instanceClass: Capture["instance"];
  /** What is captured. */
  readonly tables: Capture["tables"];
  /** Logins of both databases. */
  readonly logins: { readonly source: NonNullable<Place["source"]>; readonly target: NonNullable<Place["target"]> };
  /** Key of their secrets. */
  readonly secretsKeyArn: string;
  /** Its tags; the class of data is the database's. */
  readonly tags: TagValues;
}

/** Mirror of the Kafka on premises. */
export interface PlannedMirror {
  /** Physical name. */
  readonly mirrorName: string;
  /** Brokers on premises. */
  readonly brokers: readonly string[];
  /** Class of the data in each topic. */
  readonly topics: Readonly<Record<string, { readonly dataClass: TagValues["data-class"] }>>;
  /** Groups whose offsets are kept alike. */
  readonly consumerGroups: readonly string[];
  /** Login, and the workers' plugin. */
  readonly kafka: NonNullable<Place["kafka"]>;
  /** Key of the login's secret. */
  readonly secretsKeyArn: string;
  /** Its tags; the class of data is the highest of its topics. */
  readonly tags: TagValues;
}

/** What joins a region with a data centre on premises. */
export interface PlannedHybrid {
  /** Physical name of the line. */
  readonly linkName: string;
  /** Physical name of the resolver. */
  readonly resolverName: string;
  /** Ranges on premises. */
  readonly cidrs: readonly string[];
  /** Devices that VPNs lead to. */
  readonly vpnDevices: OnPremises["vpnDevices"];
  /** Connections of Direct Connect. */
  readonly directConnections: Place["directConnections"];
  /** Domains on premises. */
  readonly domains: OnPremises["domains"];
  /**
   * Change capture.
   *
   * @default - none: the partition declares none
   */
  readonly capture?: PlannedCapture;
  /**
   * Mirror of the Kafka on premises.
   *
   * @default - none: the partition declares none
   */
  readonly mirror?: PlannedMirror;
}

/** What a region's part is planned from. */
interface HybridSurroundings {
  readonly partition: Partition;
  readonly stack: string;
  readonly region: string;
  readonly tags: TagValues;
  readonly streams: readonly PlannedStream[];
  readonly kafka?: PlannedKafka | undefined;
  readonly database?: PlannedDatabase | undefined;
}

/**
 * What joins a region with the data centre of its partition.
 * @returns nothing where the partition has none
 */
export function hybridOf(surroundings: HybridSurroundings): { readonly hybrid?: PlannedHybrid } {
  const { partition, stack, region } = surroundings;
  const { onPremises } = partition;
  if (onPremises === undefined) {
    return {};
  }
  const { cidrs, vpnDevices, domains, capture, mirror, places } = onPremises;
  const place = places[region];
  return {
    hybrid: {
      linkName: physicalName(stack, HYBRID_NAMES.link),
      resolverName: physicalName(stack, HYBRID_NAMES.names),
      ...{ cidrs, vpnDevices, domains },
      directConnections: place?.directConnections ?? {},
      ...(capture === undefined || place === undefined ? {} : captureOf(capture, place, surroundings)),
      ...(mirror === undefined || place === undefined ? {} : mirrorOf(mirror, place, surroundings)),
    },
  };
}

function captureOf(
  { engine, databaseName, port, instance, tables }: Capture,
  { source, target, secretsKey }: Place,
  { stack, database }: HybridSurroundings,
): Pick<PlannedHybrid, "capture"> {
  if (database === undefined || source === undefined || target === undefined || secretsKey === undefined) {
    return {};
  }
  return {
    capture: {
      captureName: physicalName(stack, HYBRID_NAMES.capture),
      source: { engine, databaseName, port },
      targetDatabase: database.databaseName,
      instanceClass: instance,
      tables,
      logins: { source, target },
      secretsKeyArn: secretsKey,
      tags: database.tags,
    },
  };
}

function mirrorOf(
  { brokers, topics, consumerGroups }: Mirror,
  { kafka: login, secretsKey }: Place,
  { stack, streams, kafka, tags }: HybridSurroundings,
): Pick<PlannedHybrid, "mirror"> {
  if (kafka === undefined || login === undefined || secretsKey === undefined) {
    return {};
  }
  const mirrored = streams.filter(({ name }) => topics.includes(name));
  const classes = mirrored.map((stream) => stream.tags["data-class"]);
  const dataClass = DATA_CLASSES.findLast((one) => classes.includes(one)) ?? tags["data-class"];
  return {
    mirror: {
      mirrorName: physicalName(stack, HYBRID_NAMES.mirror),
      brokers,
      topics: Object.fromEntries(
        mirrored.map((stream) => [stream.name, { dataClass: stream.tags["data-class"] }] as const),
      ),
      consumerGroups,
      kafka: login,
      secretsKeyArn: secretsKey,
      tags: { ...tags, "data-class": dataClass },
    },
  };
}
