import type { ResourceValidation, ResourceValidationArgs } from "@pulumi/policy";
import type { Unwrap } from "@pulumi/pulumi";
import { describeProblem } from "./message";
import { asProps, judgeAll, ofType, UNREAD, Unknowns, readUnlessUnknown } from "./rule";
import { asList, at } from "./tags";

/**
 * What is wrong with one property; nothing where it is right. A check that yields one problem after another may throw
 * for what is not known yet when it has told of the others.
 */
export type Check = (property: string, read: () => unknown) => Iterable<string>;

/** One property of a resource, and what it has to be. */
export interface Setting<Props> {
  /** Path of the property, for the message. */
  readonly property: string;
  readonly read: (props: Props) => unknown;
  readonly check: Check;
}

/** The same validation, for resources that something holds for. What is not known yet about that surfaces. */
export function where<Args>(
  validation: ResourceValidation,
  holds: (props: Unwrap<NonNullable<Args>>, args: ResourceValidationArgs) => boolean,
): ResourceValidation {
  const narrowed: ResourceValidation = (args, report) => {
    if (args.type !== Reflect.get(validation, "__pulumiType") || !holds(asProps<Args>(args.props), args)) {
      return;
    }
    return validation(args, report);
  };
  return Object.assign(narrowed, { ...validation });
}

/** A validation of one type whose properties are each judged alone: what is wrong in all of them is reported. */
export function requireSettings<Args>(
  type: string,
  settings: readonly Setting<Unwrap<NonNullable<Args>>>[],
): ResourceValidation {
  return ofType<Args>(type, (props, _args, report) => {
    judgeAll(settings, ({ property, read, check }) => {
      for (const problem of check(property, () => read(props))) {
        report(problem);
      }
    });
  });
}

/** A check of a value that has to be known. */
export function expecting(expected: string, holds: (got: unknown) => boolean): Check {
  return (property, read) => {
    const got = read();
    return holds(got) ? [] : [describeProblem({ property, got, expected })];
  };
}

/** Has to be switched on, whatever is the case where nothing is said. */
export const isTrue = expecting("true", (got) => got === true);

/** Has to be switched on, also by the text that some inputs take. */
export const isOn = expecting("true", (got) => got === true || got === "true");

/** Has to be a text of a form. */
export function isLike(pattern: RegExp, expected: string): Check {
  return expecting(expected, (got) => typeof got === "string" && pattern.test(got));
}

/** Must not be one of some values. */
export function isNoneOf(values: readonly string[], expected: string): Check {
  return expecting(expected, (got) => !values.some((value) => value === got));
}

/** Has to hold for a member of each entry of a list; a list that is missing has none. */
export function eachMember(
  path: readonly string[],
  check: Check,
  applies: (entry: unknown) => boolean = () => true,
): Check {
  return function* (property, read) {
    const [list, unknowns] = [asList(read()), new Unknowns()];
    for (const index of list.keys()) {
      const found: string[] = [];
      unknowns.keep(() => {
        if (applies(list[index])) {
          found.push(...check([`${property}[${index}]`, ...path].join("."), () => at(list[index], path)));
        }
      });
      yield* found;
    }
    unknowns.rethrow();
  };
}

/** Must not be switched on. */
export const isNotTrue = expecting("false or none", (got) => got !== true && got !== "true");

/** Must not be switched off; it is on where nothing is said. */
export const isNotFalse = expecting("true or none", (got) => got !== false);

/** Has to be one of some values. */
export function isOneOf(...values: readonly string[]): Check {
  return expecting(values.join(" or "), (got) => values.some((value) => value === got));
}

/** Has to be a number that is large enough. */
export function isAtLeast(least: number): Check {
  return expecting(`at least ${least}`, (got) => typeof got === "number" && got >= least);
}

/** Has to hold each of some values. */
export function holdsAll(...values: readonly string[]): Check {
  return expecting(
    `${values.join(", ")} among them`,
    (got) => Array.isArray(got) && values.every((value) => got.includes(value)),
  );
}

/** Has to name something. What is only known after `pulumi up` is something that the program creates. */
export function isGiven(expected: string): Check {
  return (property, read) => {
    const got = readUnlessUnknown(read);
    const given = got === UNREAD || (got !== undefined && got !== null && got !== "");
    return given ? [] : [describeProblem({ property, got, expected })];
  };
}

/** Has to hold for each entry of a list; a list that is missing has none. */
export function eachListed(check: Check): Check {
  return function* (property, read) {
    const [list, unknowns] = [asList(read()), new Unknowns()];
    for (const index of list.keys()) {
      const found: string[] = [];
      unknowns.keep(() => found.push(...check(`${property}[${index}]`, () => list[index])));
      yield* found;
    }
    unknowns.rethrow();
  };
}

/** Has to be a number that is small enough. */
export function isAtMost(most: number): Check {
  return expecting(`at most ${most}`, (got) => typeof got === "number" && got <= most);
}

/** Has to be a list with something in it. */
export const hasSome = expecting("one at least", (got) => Array.isArray(got) && got.length > 0);

/** Has to be a list of more than one. */
export const hasSeveral = expecting("two at least", (got) => Array.isArray(got) && got.length > 1);

/** Has to be left out, or to be empty. */
export const isEmpty = expecting(
  "none",
  (got) => [undefined, null, ""].some((none) => none === got) || hasNothing(got),
);

function hasNothing(got: unknown): boolean {
  return Array.isArray(got) && got.length === 0;
}
