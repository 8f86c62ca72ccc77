import { FlagdCore, MemoryStorage } from "@openfeature/flagd-core";
import type { EvaluationContext, JsonValue, Logger, Provider, ResolutionDetails } from "@openfeature/server-sdk";

/** Says nothing: what is wrong with a document is told by whoever reads it. */
const SILENT: Logger = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};

/** Evaluates a document in the format of flagd within this process. */
export class FlagdProvider implements Provider {
  readonly runsOn = "server";
  readonly metadata = { name: "flagd document" };
  #core = new FlagdCore(undefined, SILENT);

  /**
   * Takes a document, whole or not at all.
   * @param check throws where the flags are not what this program expects
   * @throws Error where it is no document of flagd
   */
  load(document: string, check: (flags: FlagdCore) => void): void {
    const storage = new MemoryStorage(SILENT);
    storage.setConfigurations(document, true);
    const core = new FlagdCore(storage, SILENT);
    check(core);
    this.#core = core;
  }

  async resolveBooleanEvaluation(...[key, value, context]: Asked<boolean>): Promise<ResolutionDetails<boolean>> {
    return this.#core.resolveBooleanEvaluation(key, value, context, SILENT);
  }

  async resolveStringEvaluation(...[key, value, context]: Asked<string>): Promise<ResolutionDetails<string>> {
    return this.#core.resolveStringEvaluation(key, value, context, SILENT);
  }

  async resolveNumberEvaluation(...[key, value, context]: Asked<number>): Promise<ResolutionDetails<number>> {
    return this.#core.resolveNumberEvaluation(key, value, context, SILENT);
  }

  async resolveObjectEvaluation<Value extends JsonValue>(
    ...[key, value, context]: Asked<Value>
  ): Promise<ResolutionDetails<Value>> {
    return this.#core.resolveObjectEvaluation(key, value, context, SILENT);
  }
}

type Asked<Value> = readonly [key: string, value: Value, context: EvaluationContext];
