import type { Unwrap } from "@pulumi/pulumi";
import type { ResourceRemediation, ResourceValidation } from "@pulumi/policy";
import { assignLeaf, unlessUnknown, type LeafValue } from "./leaf-assignment";
import { requireSettings, type Setting } from "./settings";

/** A property of a resource, what it has to be, and what a remediation makes of it. */
export interface MendableSetting<Props> extends Setting<Props> {
  /**
   * What the property is set to where it is wrong. Only for inputs that the service changes in place: setting any other
   * would replace a resource that runs.
   * @default - it is not mended: the finding stays
   */
  readonly mend?: LeafValue;
}

/** Leaves that a remediation may set, by path. */
export type MendedLeaves = Readonly<Record<string, LeafValue>>;

/** A remediation that says what it may change. */
export interface Remediation extends ResourceRemediation {
  readonly leaves: MendedLeaves;
}

/** A rule's two halves: it finds what is wrong in some properties, and mends it where an environment asks for that. */
interface Mendable {
  readonly validateResource: ResourceValidation;
  readonly remediateResource: Remediation;
}

/**
 * Settings as {@link requireSettings}, with the remediation that makes them right.
 *
 * The remediation assigns single leaves in place. What the SDK hands it looks like plain values, but assigning a list or
 * an object anew would lose the marks of secrets inside: they would go back to the engine, and into the state, in the
 * clear. A property that is not known yet stays so.
 */
export function mendableSettings<Args>(
  type: string,
  settings: readonly MendableSetting<Unwrap<NonNullable<Args>>>[],
): Mendable {
  const mendable = settings.flatMap((setting) => {
    const { mend } = setting;
    return mend === undefined ? [] : [{ ...setting, mend }];
  });
  const remediate: ResourceRemediation = ({ props }) => {
    let isChanged = false;
    for (const { property, read, check, mend } of mendable) {
      const isWrong = unlessUnknown(() => hasAny(check(property, () => read(asProps<Args>(props)))));
      isChanged = (isWrong && assignLeaf(props, property.split("."), mend)) || isChanged;
    }
    return isChanged ? props : undefined;
  };
  const leaves = Object.fromEntries(mendable.map(({ property, mend }) => [property, mend]));
  return {
    validateResource: requireSettings<Args>(type, settings),
    remediateResource: Object.assign(remediate, { __pulumiType: type, leaves }),
  };
}

function asProps<Args>(props: object): Unwrap<NonNullable<Args>>;
function asProps(props: object): unknown {
  return props;
}

function hasAny(problems: Iterable<string>): boolean {
  return [...problems].length > 0;
}
