import { TAG_KEYS, type TagKey } from "../../facts/tag-schema";
import type { Refusal } from "../core/refusal";

/** What decides which tags costs are allocated by. */
export interface CostAllocationPlanArgs {
  /**
   * Tag keys that costs are allocated by.
   *
   * @default - every key of the tag schema: `TAG_KEYS`
   */
  readonly tagKeys?: readonly TagKey[];
}

/** Values that are used where an argument is left out. */
export const COST_ALLOCATION_DEFAULTS = {
  tagKeys: TAG_KEYS,
  keepActive: true,
} as const satisfies Required<CostAllocationPlanArgs> & { readonly keepActive: boolean };

/** Cost allocation as plain data. */
export interface CostAllocationPlan {
  /** Tag keys to activate, sorted. */
  readonly tagKeys: readonly TagKey[];
}

/** Reasons to refuse cost allocation. */
export const costAllocationRefusals: readonly Refusal<CostAllocationPlanArgs>[] = [
  {
    when: ({ tagKeys }) => tagKeys?.length === 0,
    say: ({ tagKeys }) => ({
      arg: "tagKeys",
      got: tagKeys,
      expected: "at least one key",
      change: "name a key of the tag schema, or leave it out to activate all of them",
    }),
  },
  {
    when: (args) => repeatedKeys(args).length > 0,
    say: (args) => ({
      arg: "tagKeys",
      got: repeatedKeys(args),
      expected: "each key once",
      change: "list a key once",
    }),
  },
  {
    when: (args) => foreignKeys(args).length > 0,
    say: (args) => ({
      arg: "tagKeys",
      got: foreignKeys(args),
      expected: `keys of the tag schema: ${TAG_KEYS.join(", ")}`,
      change: "name keys that the platform puts on its resources",
    }),
  },
];

/** Turns checked arguments into a plan. */
export function planCostAllocation({ tagKeys }: CostAllocationPlanArgs): CostAllocationPlan {
  return { tagKeys: (tagKeys ?? COST_ALLOCATION_DEFAULTS.tagKeys).toSorted() };
}

function repeatedKeys({ tagKeys = [] }: CostAllocationPlanArgs): readonly string[] {
  return [...new Set(tagKeys.filter((key, index) => tagKeys.indexOf(key) !== index))];
}

function foreignKeys({ tagKeys = [] }: CostAllocationPlanArgs): readonly string[] {
  return tagKeys.filter((key) => !TAG_KEYS.includes(key));
}
