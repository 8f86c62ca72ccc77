import { LABEL_PREFIX } from "../../facts/labels";
import { TAG_KEYS, TAG_SCHEMA, type TagValues } from "../../facts/tag-schema";
import type { Refusal } from "./refusal";

/** Tags as most AWS resources take them. */
export type TagMap = Readonly<Record<string, string>>;

/** One tag of an Auto Scaling group, which takes a list instead of a map. */
export interface AutoScalingTag {
  /** Tag key. */
  readonly key: string;
  /** Tag value. */
  readonly value: string;
  /** Whether instances that the group launches carry the tag as well. */
  readonly propagateAtLaunch: boolean;
}

/** Tags that a launch template puts on one kind of resource it creates. */
export interface TagSpecification {
  /** The kind: `instance`, `volume`, `network-interface`, `spot-instances-request`. */
  readonly resourceType: string;
  /** Its tags. */
  readonly tags: TagMap;
}

/** Kinds of resource that a launch template creates and can tag. */
export const LAUNCH_TEMPLATE_KINDS = ["instance", "volume", "network-interface"] as const;

/** The tags of one child: the component's, and its own `Name`. */
export function tagMap(tags: TagValues, childName: string): TagMap {
  return { ...tags, Name: childName };
}

/** {@link tagMap} in the shape of an Auto Scaling group. */
export function autoScalingTags(tags: TagValues, childName: string): AutoScalingTag[] {
  return Object.entries(tagMap(tags, childName)).map(([key, value]) => ({ key, value, propagateAtLaunch: true }));
}

/** {@link tagMap} in the shape of a launch template. */
export function tagSpecifications(tags: TagValues, childName: string): TagSpecification[] {
  return LAUNCH_TEMPLATE_KINDS.map((resourceType) => ({ resourceType, tags: tagMap(tags, childName) }));
}

/** The tags as Kubernetes labels. */
export function labels(tags: TagValues): TagMap {
  return Object.fromEntries(TAG_KEYS.map((key) => [`${LABEL_PREFIX}${key}`, tags[key]]));
}

/** Refuses missing and malformed tags; every component has these rules. */
export const tagRefusals: readonly Refusal<{ readonly tags: TagValues }>[] = TAG_KEYS.map((key) => ({
  when: ({ tags }) => !TAG_SCHEMA[key].pattern.test(tags[key] ?? ""),
  say: ({ tags }) => ({
    arg: `tags.${key}`,
    got: tags[key],
    expected: TAG_SCHEMA[key].expected,
    change: "set it in the environment file or in the component's tags",
  }),
}));
