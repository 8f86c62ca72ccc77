import type { TagValues } from "../../facts/tag-schema";
import type { Environment } from "../environment-schema";

/** Tags that a partition, table, stream or service sets for itself. */
export type OwnTags = Environment["partitions"][string]["tags"];

/** Value of the tag `residency` for what holds no partition's data. */
export const NO_PARTITION = "global";

/** Tags of everything that does not say otherwise, in one partition or in none. */
export function environmentTags({ name, tags }: Environment, residency: string): TagValues {
  return { environment: name, ...tags, residency };
}

/** Tags with some of them replaced. */
export function withTags(tags: TagValues, own: OwnTags): TagValues {
  const set = Object.entries(own).filter(([, value]) => value !== undefined);
  return { ...tags, ...Object.fromEntries(set) };
}
