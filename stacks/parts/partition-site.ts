import type * as pulumi from "@pulumi/pulumi";
import { type KeyService, PartitionKeys } from "../../components/keys";
import type { PartitionStack } from "../topology";

/** What the parts of a partition are built with. */
export interface PartitionSite {
  /** The partition's stack. */
  readonly stack: PartitionStack;
  /** Options of its components: the provider. */
  readonly opts: pulumi.ComponentResourceOptions;
}

/** What a partition's keys are for, one key a region, and the services that use them. */
const KEY_USERS = {
  stores: ["dynamodb", "rds", "secretsmanager"],
  archives: ["s3"],
  backups: ["backup"],
  images: ["ecr"],
} as const satisfies Record<string, readonly KeyService[]>;

/** Customer keys of a partition for one purpose: a key in each region, none of which exists in another. */
export function buildKeys({ stack, opts }: PartitionSite, purpose: keyof typeof KEY_USERS): PartitionKeys {
  return new PartitionKeys(
    purpose,
    {
      purpose,
      accountId: stack.account,
      regions: stack.regions,
      services: KEY_USERS[purpose],
      protect: stack.protect,
      tags: stack.tags,
    },
    opts,
  );
}

/** What is built once in every region of a partition. */
export function perRegion<T>({ stack }: PartitionSite, build: (region: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(stack.regions.map((region) => [region, build(region)]));
}

/** The regions of a partition but one. */
export function othersOf({ stack }: PartitionSite, region: string): string[] {
  return stack.regions.filter((other) => other !== region);
}

/**
 * What a region has of something that every region of a partition has.
 * @throws RangeError where it has nothing
 */
export function regional<T>(values: Readonly<Record<string, T>>, region: string): T {
  const value = values[region];
  if (value === undefined) {
    throw new RangeError(`there is nothing for ${region}; check the environment first`);
  }
  return value;
}
