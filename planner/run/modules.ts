import path from "node:path";

/** Packages that stay loaded between two stacks of one worker: they keep no state of the program's. */
const LASTING = /[\\/]node_modules[\\/](@pulumi|@grpc|@opentelemetry|google-protobuf|typescript|ts-node|yaml|zod)[\\/]/;

/** Whether a module stays loaded between two stacks of one worker. */
export function isLasting(file: string): boolean {
  return LASTING.test(file);
}

/**
 * Forgets the modules that a program has loaded, so that the next stack in this process starts from fresh ones,
 * as it would in a process of its own.
 */
export class ProgramModules {
  readonly #before: ReadonlySet<string>;

  constructor() {
    this.#before = new Set(Object.keys(require.cache));
  }

  /** Drops what was loaded since this object was made. */
  forget(): void {
    Object.keys(require.cache)
      .filter((file) => !this.#before.has(file) && !isLasting(file))
      .forEach((file) => Reflect.deleteProperty(require.cache, file));
  }
}

/** Loads a program's entry and runs it, as Pulumi's language host does: an exported function is called. */
export function loadProgram(entry: string): unknown {
  const exported: unknown = require(path.resolve(entry));
  return typeof exported === "function" ? exported() : exported;
}
