import type { Unwrap } from "@pulumi/pulumi";
import { UnknownValueError } from "@pulumi/policy";
import type { ReportViolation, ResourceValidation, ResourceValidationArgs } from "@pulumi/policy";

/** Judges the inputs of one resource. */
export type Judge<Props> = (props: Props, args: ResourceValidationArgs, report: ReportViolation) => void;

/**
 * A validation for one resource type. It carries the type's token as the SDK's own `validateResourceOfType` does, so
 * that resources of other types are passed over before their properties are read, but needs no class: the pack starts
 * without loading a provider's SDK, and custom resources have no class at all.
 * @param type type token, such as `aws:dynamodb/table:Table`
 * @param judge called with the inputs of every resource of that type
 */
export function ofType<Args>(type: string, judge: Judge<Unwrap<NonNullable<Args>>>): ResourceValidation {
  const validate: ResourceValidation = (args, report) => {
    if (args.type === type) {
      judge(asProps<Args>(args.props), args, report);
    }
  };
  return Object.assign(validate, { __pulumiType: type });
}

/** The inputs of a resource whose type is known. */
export function asProps<Args>(props: ResourceValidationArgs["props"]): Unwrap<NonNullable<Args>>;
export function asProps(props: ResourceValidationArgs["props"]): unknown {
  return props;
}

/**
 * Runs every check, also after one of them came upon a value that is not known yet, and only then lets the unknown
 * value surface: what is certainly wrong is reported even where something else cannot be judged.
 * @param items what to check
 * @param check throws where it reads an unknown value
 */
export function judgeAll<Item>(items: Iterable<Item>, check: (item: Item) => void): void {
  const surface = new Unknowns();
  for (const item of items) {
    surface.keep(() => check(item));
  }
  surface.rethrow();
}

/** Remembers the first unknown value that was met. */
export class Unknowns {
  #first: UnknownValueError | undefined;

  /** Runs a check and keeps the error of an unknown value; any other error passes through. */
  keep(check: () => void): void {
    try {
      check();
    } catch (error) {
      if (!(error instanceof UnknownValueError)) {
        throw error;
      }
      this.#first ??= error;
    }
  }

  /** Throws the first unknown value's error, which the SDK reports as a policy that cannot be judged yet. */
  rethrow(): void {
    if (this.#first !== undefined) {
      throw this.#first;
    }
  }
}

/** What {@link readUnlessUnknown} returns for a value that is not known yet. */
export const UNREAD = Symbol("not known yet");

/** A value, or {@link UNREAD} where it is not known yet. */
export function readUnlessUnknown<Value>(read: () => Value): Value | typeof UNREAD {
  const unknowns = new Unknowns();
  let value: Value | typeof UNREAD = UNREAD;
  unknowns.keep(() => {
    value = read();
  });
  return value;
}
