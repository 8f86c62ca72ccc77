import { describeProblem } from "./message";
import { UNREAD, readUnlessUnknown } from "./rule";

/** Alias by which a service's own key is called, also inside an ARN. */
const AWS_MANAGED = /(^|:)alias\/aws\//;

const EXPECTED = "a customer's key, not one that AWS manages";

/**
 * What is wrong with the key in a property; nothing where it is a customer's. A key that is only known after
 * `pulumi up` is one that the program creates: AWS creates its own keys by itself, under names known beforehand.
 */
export function keyProblems(property: string, read: () => unknown): string[] {
  const got = readUnlessUnknown(read);
  const named = typeof got === "string" && got !== "" && !AWS_MANAGED.test(got);
  return got === UNREAD || named ? [] : [describeProblem({ property, got, expected: EXPECTED })];
}
