/** What is wrong with one property. */
export interface Problem {
  /** Path of the property: `vpcConfig.publicAccessCidrs`. */
  readonly property: string;
  /** The value it has; `undefined` where it is missing. */
  readonly got: unknown;
  /** The values that are allowed. */
  readonly expected: string;
}

/** A problem as text: `owner is missing, expected a slug`. */
export function describeProblem({ property, got, expected }: Problem): string {
  return `${property} is ${describeValue(got)}, expected ${expected}`;
}

/** A value as text: `missing` where there is none. */
export function describeValue(value: unknown): string {
  return value === undefined || value === null ? "missing" : JSON.stringify(value);
}
