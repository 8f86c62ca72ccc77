/** A place in an environment file: keys and list positions from the top. */
export type Path = readonly (string | number)[];

/** Something wrong at a place in the data, before it is known on which line. */
export interface Finding {
  /** The place. */
  readonly path: Path;
  /**
   * The value found there.
   *
   * @default - there is none
   */
  readonly got?: unknown;
  /** The values that are allowed. */
  readonly expected: string;
  /** The change to make. */
  readonly change: string;
}

/** One thing that is wrong with an environment or with a stack's own settings, in the words of who wrote it. */
export interface Problem {
  /** The file it is in. */
  readonly file: string;
  /**
   * Line of the value, or of what should hold it.
   *
   * @default - not known: the setting was read by the Pulumi CLI
   */
  readonly line?: number;
  /** Where in the file: `partitions.eu.regions[1]`. */
  readonly path: string;
  /**
   * The value that was found.
   *
   * @default - there is none
   */
  readonly got?: unknown;
  /** The values that are allowed. */
  readonly expected: string;
  /** The change to make. */
  readonly change: string;
}

const SHOWN_LENGTH = 80;

/** Everything that is wrong with an environment, at once. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";

  /** @param problems what is wrong, in the order of the file */
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(renderProblem).join("\n"));
  }
}

/** A problem as one line: `prod.yaml:12: tier is "huge", expected one of small, large; choose one of them`. */
export function renderProblem({ file, line, path, got, expected, change }: Problem): string {
  const place = line === undefined ? file : `${file}:${String(line)}`;
  return `${place}: ${path} is ${shown(got)}, expected ${expected}; ${change}`;
}

/** A path as people write it. */
export function renderPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    const key = typeof part === "number" ? `[${String(part)}]` : part;
    return text === "" || typeof part === "number" ? `${text}${key}` : `${text}.${key}`;
  }, "");
}

function shown(got: unknown): string {
  const text = got === undefined ? "missing" : JSON.stringify(got);
  return text.length <= SHOWN_LENGTH ? text : `${text.slice(0, SHOWN_LENGTH)}…`;
}
