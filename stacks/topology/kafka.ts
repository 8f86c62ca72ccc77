import type { KafkaBrokerType } from "../../facts/kafka-broker-types";
import { DATA_CLASSES, type TagValues } from "../../facts/tag-schema";
import type { Environment } from "../environment-schema";
import { physicalName } from "./names";
import { patternOf } from "./patterns";
import type { PlannedStream } from "./workloads";

type Storage = `${number} GiB`;

/** How large a Kafka cluster is. */
export interface KafkaSize {
  /** Size of a broker. */
  readonly brokerType: KafkaBrokerType;
  /** Number of brokers, as many in each of three zones. */
  readonly brokers: number;
  /** Storage that each broker starts with, and grows to. */
  readonly storage: Storage;
  /** Storage up to which it grows. */
  readonly maxStorage: Storage;
}

/** Sizes by tier. */
export const KAFKA_SIZES = {
  small: { brokerType: "kafka.m7g.large", brokers: 3, storage: "100 GiB", maxStorage: "500 GiB" },
  standard: { brokerType: "kafka.m7g.large", brokers: 3, storage: "500 GiB", maxStorage: "2048 GiB" },
  large: { brokerType: "kafka.m7g.2xlarge", brokers: 6, storage: "2048 GiB", maxStorage: "8192 GiB" },
} as const satisfies Record<Environment["tier"], KafkaSize>;

/** Name of a region's Kafka cluster among its parts. */
export const KAFKA_NAME = "events";

/** A region whose Kafka cluster this one's is kept alike with. */
export interface PlannedLink {
  /** The region. */
  readonly region: string;
  /** Name of its stack, which is read. */
  readonly stack: string;
  /** Letters of its zones. */
  readonly zones: readonly string[];
  /** Topic that alarms in that region notify. */
  readonly alarmTopicArn: string;
}

/** The Kafka cluster of a region. */
export interface PlannedKafka extends KafkaSize {
  /** Physical name. */
  readonly clusterName: string;
  /** Whether it is kept alike with another region's. */
  readonly isReplicated: boolean;
  /** Whether feeds read its topics. */
  readonly isFed: boolean;
  /** Regions listed earlier, whose links belong to this region's stack. */
  readonly links: readonly PlannedLink[];
  /** Its tags; the class of data is the highest of its streams. */
  readonly tags: TagValues;
}

/** What a Kafka cluster is planned from. */
interface KafkaSurroundings {
  readonly environment: Environment;
  /** Name of the region's stack. */
  readonly stack: string;
  /** Regions of the partition. */
  readonly regions: readonly string[];
  /** Links to the regions listed earlier. */
  readonly links: readonly PlannedLink[];
  /** Whether feeds read its topics. */
  readonly isFed: boolean;
  readonly tags: TagValues;
}

/**
 * The Kafka cluster of a region, whose topics are its streams.
 * @returns nothing where something else carries the streams, or there are none
 */
export function kafkaOf(
  { environment, stack, regions, links, isFed, tags }: KafkaSurroundings,
  streams: readonly PlannedStream[],
): { readonly kafka?: PlannedKafka } {
  if (patternOf(environment).streams !== "kafka" || streams.length === 0) {
    return {};
  }
  const present = new Set([tags["data-class"], ...streams.map((stream) => stream.tags["data-class"])]);
  const dataClass = DATA_CLASSES.findLast((one) => present.has(one)) ?? tags["data-class"];
  return {
    kafka: {
      ...KAFKA_SIZES[environment.tier],
      clusterName: physicalName(stack, KAFKA_NAME),
      isReplicated: regions.length > 1,
      isFed,
      links,
      tags: { ...tags, "data-class": dataClass },
    },
  };
}
