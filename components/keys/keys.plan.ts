import { awsPartitionOf, type AwsPartition } from "../../facts/regions";
import { toDays, type Duration } from "../core/units";
import type { KeyService } from "./key-services";

/** What decides the shape of a key, wherever it lies. */
export interface KeySettings {
  /** What the key is for, such as `orders`: the end of its alias, after the environment. */
  readonly purpose: string;
  /** Account of the key, whose administrators manage it. */
  readonly accountId: string;
  /** Services that may use the key, on behalf of whoever in the account may use the service. */
  readonly services: readonly KeyService[];
  /**
   * How long a deleted key can still be brought back.
   *
   * @default "30 days"
   */
  readonly deletionWindow?: Duration;
  /**
   * How often AWS replaces the key's material; what was encrypted before stays readable.
   *
   * @default "365 days"
   */
  readonly rotationPeriod?: Duration;
}

/** What decides the shape of one key. */
export interface EncryptionKeyPlanArgs extends KeySettings {
  /** Region of the key, which its policy names. */
  readonly region: string;
  /**
   * Regions from which services may use the key, such as a global table that is changed from another of its regions.
   *
   * @default - the key's own region alone
   */
  readonly callerRegions?: readonly string[];
}

/** What decides the shape of the keys of a residency partition. */
export interface PartitionKeysPlanArgs extends KeySettings {
  /** Regions of the partition: each gets a key, and services of each may use all of them. */
  readonly regions: readonly string[];
}

/** Values that are used where an argument is left out. */
export const KEY_DEFAULTS = {
  deletionWindow: "30 days",
  rotationPeriod: "365 days",
  protect: true,
} as const satisfies Partial<KeySettings> & { readonly protect: boolean };

/** Part of a key's alias that AWS requires. */
export const ALIAS_PREFIX = "alias/";

/** A key as plain data. */
export interface EncryptionKeyPlan {
  /** Description that the console shows. */
  readonly description: string;
  /** Name under which people and programs find the key. */
  readonly aliasName: string;
  /** Account of the key. */
  readonly accountId: string;
  /** Region of the key. */
  readonly region: string;
  /** AWS partition of the region. */
  readonly partition: AwsPartition;
  /** Regions from which services may use the key: its own first. */
  readonly callerRegions: readonly string[];
  /** Services that may use the key, sorted. */
  readonly services: readonly KeyService[];
  /** How long a deleted key can still be brought back, in days. */
  readonly deletionWindowDays: number;
  /** How often AWS replaces the key's material, in days. */
  readonly rotationPeriodDays: number;
}

/** Turns checked arguments into a plan. */
export function planEncryptionKey(args: EncryptionKeyPlanArgs, environment: string): EncryptionKeyPlan {
  const others = (args.callerRegions ?? []).filter((region) => region !== args.region);
  return {
    description: `Customer key for ${args.purpose}`,
    aliasName: `${ALIAS_PREFIX}${environment}-${args.purpose}`,
    accountId: args.accountId,
    region: args.region,
    partition: awsPartitionOf(args.region) ?? "aws",
    callerRegions: [args.region, ...others.toSorted()],
    services: args.services.toSorted(),
    deletionWindowDays: toDays(args.deletionWindow ?? KEY_DEFAULTS.deletionWindow),
    rotationPeriodDays: toDays(args.rotationPeriod ?? KEY_DEFAULTS.rotationPeriod),
  };
}
