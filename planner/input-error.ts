/** One thing that is wrong with what the planner was given. */
export interface InputProblem {
  /** File, command-line option or argument. */
  readonly where: string;
  /** Path inside the file, such as `partitions.eu.regions[1]`; absent where the whole is meant. */
  readonly path?: string;
  /** What is wrong, with the value and what is allowed. */
  readonly message: string;
  /** What to do. */
  readonly fix: string;
}

/** The planner was used wrongly or given input it cannot use; carries all problems. The command ends with 2. */
export class InputError extends Error {
  constructor(readonly problems: readonly InputProblem[]) {
    super(problems.map(renderProblem).join("\n"));
    this.name = "InputError";
  }
}

/** A problem as one line. */
export function renderProblem({ where, path, message, fix }: InputProblem): string {
  return `${where}${path === undefined ? "" : `: ${path}`}: ${message}; ${fix}`;
}
