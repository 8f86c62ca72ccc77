import { describeProblem } from "./message";
import { Unknowns } from "./rule";
import type { Check } from "./settings";
import { MalformedDocumentError, Statement } from "./statement";
import { member } from "./tags";

/**
 * A check of a property that holds a policy document, statement by statement. One that AWS would not take is a problem
 * itself: what cannot be read cannot be judged, and does not pass for that. What is not known yet surfaces when the
 * other statements have been judged.
 */
export function eachStatement(problemsOf: (statement: Statement) => readonly string[]): Check {
  return (property, read) => judged(property, read, problemsOf);
}

/** A check of a property that holds a policy document which has to have a certain statement among its others. */
export function someStatement(expected: string, holds: (statement: Statement) => boolean): Check {
  return function* (property, read) {
    const verdicts: boolean[] = [];
    const malformed = [
      ...judged(property, read, (statement) => {
        verdicts.push(holds(statement));
        return [];
      }),
    ];
    yield* malformed;
    if (malformed.length === 0 && !verdicts.includes(true)) {
      yield describeProblem({ property, got: undefined, expected });
    }
  };
}

function* judged(
  property: string,
  read: () => unknown,
  problemsOf: (statement: Statement) => readonly string[],
): Generator<string, void> {
  const unknowns = new Unknowns();
  try {
    for (const statement of statementsOf(property, read())) {
      const found: string[] = [];
      unknowns.keep(() => found.push(...problemsOf(statement)));
      yield* found;
    }
  } catch (error) {
    if (!(error instanceof MalformedDocumentError)) {
      throw error;
    }
    yield error.message;
  }
  unknowns.rethrow();
}

/**
 * The statements of a policy document, which comes as JSON text or as the object itself; its `Statement` is a list or
 * one alone. None where nothing is given.
 * @throws MalformedDocumentError where it is no such document
 */
function statementsOf(path: string, given: unknown): readonly Statement[] {
  if (given === undefined || given === null) {
    return [];
  }
  const document = typeof given === "string" ? parsed(path, given) : given;
  const statements = member(document, "Statement");
  if (typeof statements !== "object" || statements === null) {
    const property = `${path}.Statement`;
    throw new MalformedDocumentError(describeProblem({ property, got: statements, expected: "a list of statements" }));
  }
  return Array.isArray(statements)
    ? Object.keys(statements).map((key) => new Statement(`${path}.Statement[${key}]`, statements, key))
    : [new Statement(`${path}.Statement`, document, "Statement")];
}

/** The document in a text. The message does not repeat the text, which may be long, and a secret. */
function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedDocumentError(`${path} is not JSON, expected a policy document`);
  }
}
