/**
 * The classes of data a resource can hold, from least to most protected.
 * `personal` and above fall under a residency regime.
 */
export const DATA_CLASSES = ["public", "internal", "confidential", "personal", "payment"] as const;

/** One of {@link DATA_CLASSES}. */
export type DataClass = (typeof DATA_CLASSES)[number];

/**
 * The values every resource carries. Keys are the tag keys as they are written on the resource, so that
 * cost reports, policies and code share one spelling.
 */
export interface TagValues {
  /** Environment the resource belongs to, such as `prod`. */
  readonly environment: string;
  /** Service or platform part that uses it, such as `allocation` or `platform`. */
  readonly service: string;
  /** Team that answers for it. */
  readonly owner: string;
  /** Cost centre that pays for it. */
  readonly "cost-center": string;
  /** Sales channel it serves, `all` where it serves every channel. */
  readonly channel: string;
  /** Product feature it serves, such as `reservations`. */
  readonly feature: string;
  /** Most protected class of data it can hold. */
  readonly "data-class": DataClass;
  /** Residency partition whose rules bind it, `global` where it holds no partition's data. */
  readonly residency: string;
}

/** What one tag may hold. */
export interface TagRule {
  /** Shape of a legal value. */
  readonly pattern: RegExp;
  /** The shape in words, for messages. */
  readonly expected: string;
}

/** A key of {@link TagValues}. */
export type TagKey = keyof TagValues;

// AWS allows 256 characters and more symbols; a Kubernetes label value allows 63 and these. Both carry our tags.
const SLUG: TagRule = {
  pattern: /^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/,
  expected: "1 to 63 lower-case letters, digits, dots or dashes, starting and ending with a letter or digit",
};

/** Required tags and their legal values, in the order they are reported. */
export const TAG_SCHEMA = {
  environment: SLUG,
  service: SLUG,
  owner: SLUG,
  "cost-center": SLUG,
  channel: SLUG,
  feature: SLUG,
  "data-class": {
    pattern: new RegExp(`^(${DATA_CLASSES.join("|")})$`),
    expected: `one of ${DATA_CLASSES.join(", ")}`,
  },
  residency: SLUG,
} as const satisfies Record<TagKey, TagRule>;

/** Required tag keys, in the order of {@link TAG_SCHEMA}. */
export const TAG_KEYS = Object.keys(TAG_SCHEMA) as readonly TagKey[];
