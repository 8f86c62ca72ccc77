import { describeProblem } from "./message";
import type { Condition, Selection, Statement } from "./statement";

/** Whether a selection means something: a pattern matches it, or where the selection is inverted none does. */
export function selects({ patterns, inverted }: Selection, value: string): boolean {
  return patterns.some((pattern) => matches(pattern, value)) !== inverted;
}

/** Whether a statement allows an action, on whichever resource and condition. */
export function allowsAction(statement: Statement, action: string): boolean {
  return statement.allows && selects(statement.actions, action);
}

/** Whether a statement of an identity allows every action on every resource, which one rule tells of for all. */
export function allowsEverything(statement: Statement): boolean {
  return statement.allows && EVERYTHING.some((all) => names(statement.actions, all)) && names(statement.resources, "*");
}

const EVERYTHING = ["*", "*:*"] as const;

function names(selection: Selection | undefined, pattern: string): boolean {
  return selection !== undefined && !selection.inverted && selection.patterns.includes(pattern);
}

/**
 * Whether a statement of an identity reaches every resource of a kind: by `*`, by exclusion, or by an ARN that leaves
 * the name open, such as `arn:aws:kms:*:111122223333:key/*`.
 * @param kind what stands before the name in the ARN: `key/`, `role/`
 */
export function reachesEvery(statement: Statement, kind: string): boolean {
  const { resources } = statement;
  return resources === undefined || resources.inverted || resources.patterns.some((pattern) => isOpen(pattern, kind));
}

function isOpen(pattern: string, kind: string): boolean {
  const resource = pattern.startsWith("arn:") ? pattern.split(":").slice(5).join(":") : pattern;
  return [kind, ""].some((prefix) => resource === `${prefix}*`);
}

/** A problem of a selection, as text. */
export function selectionProblem({ path, patterns }: Selection, expected: string): string {
  const [first, ...others] = patterns;
  return describeProblem({ property: path, got: others.length === 0 ? first : patterns, expected });
}

/** Whether a pattern of a policy, with `*` and `?`, matches a text. Actions have no case, and ARNs here need none. */
export function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "is").test(text);
}

/** Operators that demand a value. A negated one, or one that also holds where the key is missing, demands none. */
const DEMANDS =
  /^(foranyvalue:)?(stringequals|stringequalsignorecase|stringlike|arnequals|arnlike|ipaddress|numericequals)$/;

/** Whether a condition demands that a key has one of some values, none of which is open to everything. */
export function demands({ operator, key, values }: Condition, keys: ReadonlySet<string>): boolean {
  return DEMANDS.test(operator) && keys.has(key) && values.length > 0 && !values.some((value) => ANYTHING.test(value));
}

/** Values that every request has. */
const ANYTHING = /^[*?:]*$|^arn:[*:/?]*$|^0\.0\.0\.0\/0$|^::\/0$/;
