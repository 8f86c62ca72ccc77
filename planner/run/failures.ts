import path from "node:path";
import { fileURLToPath } from "node:url";
import { isInside } from "./typescript";
import type { ProgramFailure } from "./messages";

/** Collects what goes wrong while a program runs: each error once, however many promises carry it on. */
export class Failures {
  readonly #found = new Map<string, ProgramFailure>();

  constructor(private readonly rootDirectory: string) {}

  /** Takes an error that the program threw or a promise was rejected with. */
  readonly add = (reason: unknown): void => {
    const failure = this.describe(reason);
    const known = this.#found.get(failure.message);
    if (known === undefined || known.frames.length < failure.frames.length) {
      this.#found.set(failure.message, failure);
    }
  };

  /** The errors so far, in the order in which they came. */
  get all(): readonly ProgramFailure[] {
    return [...this.#found.values()];
  }

  private describe(reason: unknown): ProgramFailure {
    if (!(reason instanceof Error) && !isErrorLike(reason)) {
      return { message: `the program threw ${JSON.stringify(reason)}, which is not an error`, frames: [] };
    }
    const lines = (reason.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
    return { message: reason.message, frames: lines.flatMap((line) => this.ownFrame(line)) };
  }

  /** A stack frame as `at function (file:line:column)` with the file relative to the project, if it is the project's. */
  private ownFrame(line: string): string[] {
    const [, name = "", place = "", position = ""] = /^\s+at (?:(.*) \()?(.*?)(:\d+:\d+)\)?$/.exec(line) ?? [];
    const file = place.startsWith("file:") ? fileURLToPath(place) : place;
    if (
      !path.isAbsolute(file) ||
      !isInside(this.rootDirectory, file) ||
      file.includes(`${path.sep}node_modules${path.sep}`)
    ) {
      return [];
    }
    const relative = path.relative(this.rootDirectory, file).split(path.sep).join("/");
    return [name === "" ? `at ${relative}${position}` : `at ${name} (${relative}${position})`];
  }
}

// Errors of another realm, such as those a test runner's sandbox makes, are no instances of our Error.
function isErrorLike(reason: unknown): reason is Error {
  return typeof reason === "object" && reason !== null && "message" in reason && "stack" in reason;
}
