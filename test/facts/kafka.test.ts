import {
  isKafkaBrokerType,
  KAFKA_BROKER_TYPES,
  KAFKA_BROKER_TYPES_SOURCE,
  KAFKA_CLUSTER_LIMITS,
  REGIONS_WITHOUT_STORAGE_SCALING,
} from "../../facts/kafka-broker-types";
import {
  CURRENT_KAFKA_VERSIONS,
  isKafkaVersion,
  KAFKA_VERSIONS,
  KAFKA_VERSIONS_SOURCE,
} from "../../facts/kafka-versions";
import { REGIONS } from "../../facts/regions";

describe("KAFKA_VERSIONS", () => {
  it("lists versions under KRaft in the order of their release", () => {
    const versions = Object.keys(KAFKA_VERSIONS);
    expect(versions).toStrictEqual(["3.7.x.kraft", "3.8.x.kraft", "3.9.x.kraft", "4.0.x.kraft", "4.1.x.kraft"]);
    const released = Object.values(KAFKA_VERSIONS).map(({ releasedOn }) => releasedOn);
    expect(released).toStrictEqual(released.toSorted());
    expect(KAFKA_VERSIONS_SOURCE.comparedOn).toBe("2026-11-24");
  });

  it("offers those without a published end of support to new clusters", () => {
    expect(CURRENT_KAFKA_VERSIONS).toStrictEqual(["3.8.x.kraft", "3.9.x.kraft", "4.0.x.kraft", "4.1.x.kraft"]);
  });

  it("knows its versions from others", () => {
    expect(["3.9.x.kraft", "3.9.x", "toString"].map(isKafkaVersion)).toStrictEqual([true, false, false]);
  });
});

describe("KAFKA_BROKER_TYPES", () => {
  it("grows from size to size, four GiB to a processor", () => {
    const sizes = Object.values(KAFKA_BROKER_TYPES);
    const vcpus = sizes.map((size) => size.vcpus);
    const partitions = sizes.map((size) => size.recommendedPartitions);
    expect(vcpus).toStrictEqual([2, 4, 8, 16, 32, 48, 64]);
    expect(sizes.map((size) => size.memoryGiB)).toStrictEqual(vcpus.map((count) => count * 4));
    expect(partitions).toStrictEqual(partitions.toSorted((left, right) => left - right));
    expect(KAFKA_BROKER_TYPES_SOURCE.comparedOn).toBe("2026-11-24");
  });

  it("knows its sizes from others", () => {
    expect(["kafka.m7g.large", "kafka.t3.small", "toString"].map(isKafkaBrokerType)).toStrictEqual([
      true,
      false,
      false,
    ]);
  });

  it("bounds a cluster, and names known regions that do not grow storage", () => {
    expect(KAFKA_CLUSTER_LIMITS).toStrictEqual({ brokers: 60, storageGiB: 16_384 });
    expect(REGIONS_WITHOUT_STORAGE_SCALING.filter((region) => !Object.hasOwn(REGIONS, region))).toStrictEqual([]);
    expect(REGIONS_WITHOUT_STORAGE_SCALING).toHaveLength(3);
  });
});
