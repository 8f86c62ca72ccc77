import type { ExemptionNotice } from "../../facts/exemption-notice";
import type { Day } from "./day";
import { matches } from "./permission";
import { readUnlessUnknown } from "./rule";
import { readTag, type TaggedResource } from "./tags";

/** Which resources an exemption is for: those that satisfy everything it names. */
export interface Selector {
  /**
   * Pattern of the URN, in which `*` stands for any text and `?` for one sign.
   * @default - any URN
   */
  readonly urn?: string;
  /**
   * Type token: `aws:s3/bucket:Bucket`.
   * @default - any type
   */
  readonly type?: string;
  /**
   * Tags with their values.
   * @default - any tags
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Leave to break one rule, for some resources and some time. */
export interface Exemption extends ExemptionNotice {
  /** Id of the rule. */
  readonly rule: string;
  readonly select: Selector;
  /** How many resources it covers at most in one stack. */
  readonly maxMatches: number;
  readonly expires: Day;
}

/** A resource that broke a rule. */
export interface Offender extends TaggedResource {
  readonly urn: string;
}

/** How many days from now an exemption may reach. */
export const LONGEST_DAYS = 180;

/** From how many days before its end on an exemption is said to end. */
export const NOTICE_DAYS = 14;

/** Whether a selector means a resource. A tag that is not known yet, or is missing, is no match. */
export function selectsResource({ urn, type, tags = {} }: Selector, offender: Offender): boolean {
  return (
    (urn === undefined || matches(urn, offender.urn)) &&
    (type === undefined || type === offender.type) &&
    Object.entries(tags).every(([key, value]) => readUnlessUnknown(() => readTag(offender, key)) === value)
  );
}
