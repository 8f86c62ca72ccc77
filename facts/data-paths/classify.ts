import { EARLY_RULES } from "./early-rules";
import { EXACT_RULES } from "./exact-rules";
import { LATE_RULES } from "./late-rules";
import { PATH_RULES } from "./path-rules";
import type { InputName, InputRule } from "./rule";

/** All rules, in the order in which they are asked. There is none for everything else: what is new is to be thought of. */
export const INPUT_RULES: readonly InputRule[] = [...EXACT_RULES, ...EARLY_RULES, ...PATH_RULES, ...LATE_RULES];

/** The rule that decides about an input: the first that matches; none where nobody has thought of it yet. */
export function ruleFor({ owner, on, property }: InputName): InputRule | undefined {
  return INPUT_RULES.find(
    (rule) =>
      (rule.on === undefined || rule.on === on) && rule.property.test(property) && (rule.owner?.test(owner) ?? true),
  );
}
