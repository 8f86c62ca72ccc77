/** What a flag can be: a switch, a name, an amount. */
export type FlagValue = boolean | string | number;

/** One flag. */
export interface Flag {
  /** What it decides, for whoever operates it. */
  readonly description: string;
  /** Values it can have, all of one type, by name. */
  readonly variants: Readonly<Record<string, FlagValue>>;
  /** Variant that everybody gets, where `shares` does not say otherwise. */
  readonly defaultVariant: string;
  /**
   * Whether it is evaluated at all; where it is not, the program uses its own default.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Share of callers in percent by variant, 100 together; the same caller always gets the same variant.
   *
   * @default - everybody gets the default variant
   */
  readonly shares?: Readonly<Record<string, number>>;
}

/** Flags by key. */
export type FlagSet = Readonly<Record<string, Flag>>;

/** Schema that the document names, and that OpenFeature's flagd providers read. */
export const FLAGD_SCHEMA = "https://flagd.dev/schema/v0/flags.json";

/** Flags as one document in the format of flagd, which any provider of OpenFeature for flagd evaluates in process. */
export function flagDocument(flags: FlagSet): string {
  const entries = sorted(flags).map(([key, flag]) => [key, definitionOf(flag)]);
  return JSON.stringify({ $schema: FLAGD_SCHEMA, flags: Object.fromEntries(entries) });
}

function definitionOf({ description, variants, defaultVariant, enabled = true, shares }: Flag) {
  return {
    state: enabled ? "ENABLED" : "DISABLED",
    variants: Object.fromEntries(sorted(variants)),
    defaultVariant,
    ...(shares === undefined ? {} : { targeting: { fractional: sorted(shares) } }),
    metadata: { description },
  };
}

/**
 * JSON Schema of such a document: these flags and no others, each with its own variants and nothing else. Draft 4, which
 * is what AWS AppConfig checks by.
 */
export function flagSchema(flags: FlagSet): string {
  return JSON.stringify({
    $schema: "http://json-schema.org/draft-04/schema#",
    type: "object",
    additionalProperties: false,
    required: ["flags"],
    properties: {
      $schema: { type: "string" },
      flags: objectOf(sorted(flags).map(([key, flag]) => [key, schemaOf(flag)])),
    },
  });
}

function schemaOf({ variants }: Flag): object {
  const names = sorted(variants).map(([name]) => name);
  return {
    type: "object",
    additionalProperties: false,
    required: ["state", "variants", "defaultVariant"],
    properties: {
      state: { enum: ["ENABLED", "DISABLED"] },
      variants: objectOf(sorted(variants).map(([name, value]) => [name, { enum: [value] }])),
      defaultVariant: { enum: names },
      targeting: {
        type: "object",
        additionalProperties: false,
        required: ["fractional"],
        properties: { fractional: { type: "array", minItems: 1, items: shareOf(names) } },
      },
      metadata: { type: "object" },
    },
  };
}

/** A variant and its share. */
function shareOf(names: readonly string[]): object {
  return {
    type: "array",
    minItems: 2,
    maxItems: 2,
    additionalItems: false,
    items: [{ enum: names }, { type: "integer", minimum: 0, maximum: 100 }],
  };
}

/** An object with these members, all of them, and no others. */
function objectOf(members: readonly (readonly [string, object])[]): object {
  return {
    type: "object",
    additionalProperties: false,
    required: members.map(([name]) => name),
    properties: Object.fromEntries(members),
  };
}

/** Entries by key, so that the order in which they are written changes no document. */
function sorted<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
