import * as pulumi from "@pulumi/pulumi";

/** What is wrong with one argument, in the words of whoever wrote it. */
export interface Problem {
  /** Name of the argument, with its path where it is nested: `pools.spot.instanceTypes`. */
  readonly arg: string;
  /** The value that was given. */
  readonly got: unknown;
  /** The values that are allowed. */
  readonly expected: string;
  /** The change to make. */
  readonly change: string;
}

/** One reason to refuse a component's arguments. */
export interface Refusal<Args> {
  /** Whether the arguments are to be refused. */
  readonly when: (args: Args) => boolean;
  /** What to say then. */
  readonly say: (args: Args) => Problem;
}

/**
 * Checks arguments against every rule and reports all problems at once.
 * @param component the component in the caller's words and its name: `network "main"`
 * @throws pulumi.InputPropertiesError whose message holds a line per problem
 */
export function refuse<Args>(component: string, args: Args, rules: readonly Refusal<Args>[]): void {
  const problems = rules.filter((rule) => rule.when(args)).map((rule) => rule.say(args));
  if (problems.length === 0) {
    return;
  }
  const lines = problems.map((problem) => render(component, problem));
  throw new pulumi.InputPropertiesError({
    message: lines.join("\n"),
    errors: problems.map((problem, index) => ({ propertyPath: problem.arg, reason: lines[index] ?? "" })),
  });
}

function render(component: string, { arg, got, expected, change }: Problem): string {
  return `${component}: ${arg} is ${JSON.stringify(got) ?? "missing"}, expected ${expected}; ${change}`;
}
