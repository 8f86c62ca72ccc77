import path from "node:path";
import type { Sdk } from "./sdk";

/** Remembers where a program calls provider functions, so that an unanswered one can be found in its source. */
export class CallSites {
  readonly #sites = new Map<string, Set<string>>();
  #originals: Readonly<Record<string, CallableFunction>> = {};

  constructor(
    private readonly sdk: Sdk,
    private readonly root: string,
  ) {}

  /** Starts to record, where it is wanted: a stack trace for each call has its price. */
  record(wanted: boolean): void {
    if (wanted) {
      const { invoke, invokeSingle, invokeOutput, invokeSingleOutput } = this.sdk.pulumi.runtime;
      this.#originals = { invoke, invokeSingle, invokeOutput, invokeSingleOutput };
      const recorded = Object.entries(this.#originals).map(([name, original]) => [name, this.recording(original)]);
      Object.assign(this.sdk.pulumi.runtime, Object.fromEntries(recorded));
    }
  }

  /** Leaves the SDK as it was. */
  stop(): void {
    Object.assign(this.sdk.pulumi.runtime, this.#originals);
  }

  /** Places where a function was called, `file:line:column`. */
  of(token: string): readonly string[] {
    return [...(this.#sites.get(token) ?? [])].sort();
  }

  private recording(original: CallableFunction): (...args: unknown[]) => unknown {
    return (...args) => {
      this.remember(String(args[0]));
      return Reflect.apply(original, undefined, args);
    };
  }

  private remember(token: string): void {
    const frames = (new Error().stack ?? "").split("\n").map((line) => /\(?(\/[^()]+:\d+:\d+)\)?$/.exec(line)?.[1]);
    const own = frames.find((frame) => frame !== undefined && !isForeign(frame));
    if (own !== undefined) {
      const sites = this.#sites.get(token) ?? new Set();
      this.#sites.set(token, sites.add(path.relative(this.root, own).split(path.sep).join("/")));
    }
  }
}

function isForeign(frame: string): boolean {
  return frame.includes("/node_modules/") || frame.startsWith(__filename.replace(/\.[jt]s$/, ""));
}
