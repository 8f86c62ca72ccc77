import { awsPartitionOf, isAwsRegion } from "../../facts/regions";
import type { TagValues } from "../../facts/tag-schema";
import type { Refusal } from "../core/refusal";
import { toSeconds, type Duration } from "../core/units";
import { KEY_DEFAULTS } from "./keys.plan";
import type { EncryptionKeyPlanArgs, KeySettings, PartitionKeysPlanArgs } from "./keys.plan";

/** Shortest and longest time in which a deleted key can be brought back. */
export const DELETION_WINDOWS = { shortest: "7 days", longest: "30 days" } as const satisfies Record<string, Duration>;
/** Shortest and longest time between two rotations. */
export const ROTATION_PERIODS = { shortest: "90 days", longest: "2560 days" } as const satisfies Record<
  string,
  Duration
>;

const PURPOSE = /^(?=.{1,64}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const ACCOUNT = /^\d{12}$/;
const SECONDS_A_DAY = 86_400;

interface Range {
  readonly shortest: Duration;
  readonly longest: Duration;
}

/** What the refusals of every key look at. */
export interface KeyRefusalArgs extends KeySettings {
  /** Tags, whose environment starts the alias. */
  readonly tags: TagValues;
  /**
   * Who may use the key directly.
   *
   * @default - no one
   */
  readonly principals?: readonly unknown[];
}

/** Reasons to refuse any key. */
export const keyRefusals: readonly Refusal<KeyRefusalArgs>[] = [
  {
    when: ({ purpose }) => !PURPOSE.test(purpose),
    say: ({ purpose }) => ({
      arg: "purpose",
      got: purpose,
      expected: "1 to 64 lower-case letters, digits or single dashes, starting with a letter",
      change: "name what the key protects, such as orders",
    }),
  },
  {
    when: ({ tags }) => tags.environment.includes("."),
    say: ({ tags }) => ({
      arg: "tags.environment",
      got: tags.environment,
      expected: "no dot, as it is part of the key's alias",
      change: "write a dash instead",
    }),
  },
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "write the number of the account as text",
    }),
  },
  {
    when: ({ services, principals }) => services.length === 0 && (principals ?? []).length === 0,
    say: ({ services }) => ({
      arg: "services",
      got: services,
      expected: "a service or a principal that may use the key",
      change: "name who uses the key, or do without it",
    }),
  },
  {
    when: ({ services }) => new Set(services).size !== services.length,
    say: ({ services }) => ({
      arg: "services",
      got: services,
      expected: "each service once",
      change: "list a service once",
    }),
  },
  {
    when: (args) => !isWholeDays(deletionWindowOf(args), DELETION_WINDOWS),
    say: (args) => ({
      arg: "deletionWindow",
      got: deletionWindowOf(args),
      expected: inWords(DELETION_WINDOWS),
      change: "choose the longest time that deletion may take",
    }),
  },
  {
    when: (args) => !isWholeDays(rotationPeriodOf(args), ROTATION_PERIODS),
    say: (args) => ({
      arg: "rotationPeriod",
      got: rotationPeriodOf(args),
      expected: inWords(ROTATION_PERIODS),
      change: "choose a period AWS can rotate in",
    }),
  },
];

/** Reasons to refuse a key, beside {@link keyRefusals}. */
export const encryptionKeyRefusals: readonly Refusal<EncryptionKeyPlanArgs>[] = [
  {
    when: ({ region }) => !isAwsRegion(region),
    say: ({ region }) => ({
      arg: "region",
      got: region,
      expected: "a known region, such as eu-central-1",
      change: "name the region of what the key protects",
    }),
  },
  {
    when: (args) => foreignRegions(args.callerRegions, args.region).length > 0,
    say: (args) => ({
      arg: "callerRegions",
      got: foreignRegions(args.callerRegions, args.region),
      expected: "regions of the key's AWS partition",
      change: "name regions that services use the key from",
    }),
  },
];

/** Reasons to refuse the keys of a residency partition, beside {@link keyRefusals}. */
export const partitionKeysRefusals: readonly Refusal<PartitionKeysPlanArgs>[] = [
  {
    when: ({ regions }) => regions.length === 0 || new Set(regions).size !== regions.length,
    say: ({ regions }) => ({
      arg: "regions",
      got: regions,
      expected: "at least one region, each once",
      change: "list the partition's regions",
    }),
  },
  {
    when: ({ regions }) => foreignRegions(regions, regions.find(isAwsRegion)).length > 0,
    say: ({ regions }) => ({
      arg: "regions",
      got: foreignRegions(regions, regions.find(isAwsRegion)),
      expected: "known regions of one AWS partition",
      change: "name regions such as eu-central-1, and make a set of keys per AWS partition",
    }),
  },
];

function deletionWindowOf({ deletionWindow }: KeySettings): Duration {
  return deletionWindow ?? KEY_DEFAULTS.deletionWindow;
}

function rotationPeriodOf({ rotationPeriod }: KeySettings): Duration {
  return rotationPeriod ?? KEY_DEFAULTS.rotationPeriod;
}

function isWholeDays(duration: Duration, { shortest, longest }: Range): boolean {
  const seconds = toSeconds(duration);
  return seconds % SECONDS_A_DAY === 0 && seconds >= toSeconds(shortest) && seconds <= toSeconds(longest);
}

function inWords({ shortest, longest }: Range): string {
  return `whole days from ${shortest} to ${longest}`;
}

function foreignRegions(regions: readonly string[] = [], home = ""): readonly string[] {
  return regions.filter((region) => !isAwsRegion(region) || awsPartitionOf(region) !== awsPartitionOf(home));
}
