import type { RULES } from "../../../policies/pack";
import type { Planted } from "../examples";

/** A violation, planted into the example of a component. */
export interface Plant extends Planted {
  /** Folder of the component that makes the resource. */
  readonly folder: string;
  /**
   * Folder whose example holds it.
   * @default - the component's own
   */
  readonly example?: string;
  /**
   * End of the URN of the resource in which it is found, where the rule is about what resources are to each other.
   * @default - the planted one
   */
  readonly foundIn?: string;
  readonly rule: (typeof RULES)[number]["name"];
  /** Part of what the rule says. */
  readonly says: string;
}

/** What the rule on tags says of a value. */
export const SLUG = "expected 1 to 63 lower-case letters, digits, dots or dashes";

/** What the rule on regions says of resources that belong to the EU. */
export const EU = "expected one of eu-central-1, eu-west-1 (residency eu)";
