import {
  isKafkaBrokerType,
  KAFKA_BROKER_TYPES,
  KAFKA_CLUSTER_LIMITS,
  REGIONS_WITHOUT_STORAGE_SCALING,
} from "../../facts/kafka-broker-types";
import { CURRENT_KAFKA_VERSIONS } from "../../facts/kafka-versions";
import { logRetentionRefusal } from "../core/log-retention";
import type { Refusal } from "../core/refusal";
import { toGiB, toSeconds, type Duration } from "../core/units";
import { isKafkaProperty, KAFKA_PROPERTIES } from "./kafka-properties";
import { KAFKA_DEFAULTS, KAFKA_ZONES, type ProvisionedKafkaPlanArgs } from "./kafka.plan";

/** What the refusals of brokers look at. */
export interface BrokerRefusalArgs extends ProvisionedKafkaPlanArgs {
  /** A subnet per zone. */
  readonly subnetIds: Readonly<Record<string, unknown>>;
  /**
   * Region of the cluster.
   *
   * @default - the provider's region
   */
  readonly region?: string;
}

/** Bounds of what a cluster of brokers may be told. */
export const KAFKA_BOUNDS = {
  storageTargetPercent: { least: 10, most: 80 },
  diskAlarmPercent: { most: 95 },
} as const;

const HOUR = 3_600;
const { brokers: MAX_BROKERS, storageGiB: MAX_STORAGE_GIB } = KAFKA_CLUSTER_LIMITS;

/** Reasons to refuse brokers: where they lie, how many and how large they are, what they store. */
export const brokerRefusals: readonly Refusal<BrokerRefusalArgs>[] = [
  {
    when: ({ subnetIds }) => Object.keys(subnetIds).length !== KAFKA_ZONES,
    say: ({ subnetIds }) => ({
      arg: "subnetIds",
      got: Object.keys(subnetIds),
      expected: `a subnet in each of ${KAFKA_ZONES} zones, one for each copy of a record`,
      change: "name three zones of the network",
    }),
  },
  {
    when: ({ kafkaVersion }) =>
      kafkaVersion !== undefined && !CURRENT_KAFKA_VERSIONS.some((version) => version === kafkaVersion),
    say: ({ kafkaVersion }) => ({
      arg: "kafkaVersion",
      got: kafkaVersion,
      expected: `one of ${CURRENT_KAFKA_VERSIONS.join(", ")}, whose support has no end yet`,
      change: "choose a version that MSK does not upgrade by itself",
    }),
  },
  {
    when: ({ brokerType }) => brokerType !== undefined && !isKafkaBrokerType(brokerType),
    say: ({ brokerType }) => ({
      arg: "brokerType",
      got: brokerType,
      expected: `one of ${Object.keys(KAFKA_BROKER_TYPES).join(", ")}`,
      change: "choose a standard broker on Graviton",
    }),
  },
  {
    when: ({ brokers }) => brokers !== undefined && !isBrokerCount(brokers),
    say: ({ brokers }) => ({
      arg: "brokers",
      got: brokers,
      expected: `a multiple of ${KAFKA_ZONES}, to ${MAX_BROKERS}`,
      change: "put as many brokers into each zone",
    }),
  },
  {
    when: (args) => !isWithin(storageOf(args), 1, maxStorageOf(args)) || maxStorageOf(args) > MAX_STORAGE_GIB,
    say: (args) => ({
      arg: "storage",
      got: `${storageOf(args)} GiB, growing to ${maxStorageOf(args)} GiB`,
      expected: `1 GiB or more, growing to no less and to ${MAX_STORAGE_GIB} GiB at most`,
      change: "set storage to what a week of records takes, and maxStorage to what it may become",
    }),
  },
  {
    when: (args) => isStuck(args),
    say: (args) => ({
      arg: "maxStorage",
      got: args.maxStorage ?? KAFKA_DEFAULTS.maxStorage,
      expected: `the same as storage in ${args.region}, where MSK does not let storage grow by itself`,
      change: "give the brokers all their storage from the start, and raise it by hand",
    }),
  },
  {
    when: ({ storageTargetPercent }) =>
      storageTargetPercent !== undefined && !isPercent(storageTargetPercent, KAFKA_BOUNDS.storageTargetPercent),
    say: ({ storageTargetPercent }) => ({
      arg: "storageTargetPercent",
      got: storageTargetPercent,
      expected: "a whole number from 10 to 80",
      change: "leave room for what is written in the six hours between two growths",
    }),
  },
  {
    when: (args) => !isPercent(diskAlarmOf(args), { least: targetOf(args) + 1, ...KAFKA_BOUNDS.diskAlarmPercent }),
    say: (args) => ({
      arg: "diskAlarmPercent",
      got: diskAlarmOf(args),
      expected: `a whole number above storageTargetPercent (${targetOf(args)}), to ${KAFKA_BOUNDS.diskAlarmPercent.most}`,
      change: "let the alarm ring where growing did not help, before the disk is full",
    }),
  },
  {
    when: ({ retention }) => retention !== undefined && !isRetention(retention),
    say: ({ retention }) => ({
      arg: "retention",
      got: retention,
      expected: `whole hours, ${KAFKA_DEFAULTS.retention} or more`,
      change: "keep records long enough to repair a consumer and read them again",
    }),
  },
  {
    when: (args) => brokenProperties(args).length > 0,
    say: (args) => ({
      arg: "serverProperties",
      got: Object.fromEntries(brokenProperties(args)),
      expected: Object.entries(KAFKA_PROPERTIES)
        .map(([name, { expected }]) => `${name}: ${expected}`)
        .join("; "),
      change: "leave out the others: what keeps records safe is set for every cluster",
    }),
  },
  logRetentionRefusal("choose a time that CloudWatch Logs offers"),
];

function storageOf({ storage }: BrokerRefusalArgs): number {
  return toGiB(storage ?? KAFKA_DEFAULTS.storage);
}

function maxStorageOf({ maxStorage }: BrokerRefusalArgs): number {
  return toGiB(maxStorage ?? KAFKA_DEFAULTS.maxStorage);
}

function targetOf({ storageTargetPercent }: BrokerRefusalArgs): number {
  return storageTargetPercent ?? KAFKA_DEFAULTS.storageTargetPercent;
}

function diskAlarmOf({ diskAlarmPercent }: BrokerRefusalArgs): number {
  return diskAlarmPercent ?? KAFKA_DEFAULTS.diskAlarmPercent;
}

function isBrokerCount(count: number): boolean {
  return Number.isInteger(count) && count % KAFKA_ZONES === 0 && isWithin(count, KAFKA_ZONES, MAX_BROKERS);
}

function isStuck(args: BrokerRefusalArgs): boolean {
  const { region } = args;
  return (
    region !== undefined && REGIONS_WITHOUT_STORAGE_SCALING.includes(region) && maxStorageOf(args) > storageOf(args)
  );
}

function isPercent(percent: number, { least, most }: { readonly least: number; readonly most: number }): boolean {
  return Number.isInteger(percent) && isWithin(percent, least, most);
}

function isWithin(count: number, least: number, most: number): boolean {
  return count >= least && count <= most;
}

function isRetention(retention: Duration): boolean {
  return toSeconds(retention) % HOUR === 0 && toSeconds(retention) >= toSeconds(KAFKA_DEFAULTS.retention);
}

function brokenProperties({ serverProperties = {} }: BrokerRefusalArgs): readonly (readonly [string, string])[] {
  return Object.entries(serverProperties).filter(
    ([name, value]) => !isKafkaProperty(name) || !KAFKA_PROPERTIES[name].pattern.test(value),
  );
}
