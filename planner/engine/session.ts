import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Plan, PlanMode, Site } from "../plan";
import type { Answers } from "./answers";
import { CallSites } from "./call-sites";
import { EngineLog } from "./engine-log";
import { Invokes } from "./invokes";
import { Monitor } from "./monitor";
import type { Frame } from "./goal";
import { answerPartialOutputs } from "./partial-outputs";
import { PlanBuilder } from "./plan-builder";
import { Registrar } from "./registrar";
import { connect, loadSdk, unresolvedPromises, type Sdk } from "./sdk";
import { StackReferences, type OutputsOf } from "./stack-references";
import { Transforms } from "./transforms";
import { STACK_TYPE } from "./urn";

/** What one stack is planned from. */
export interface StackRun {
  readonly organization: string;
  readonly project: string;
  readonly stack: string;
  /** Configuration by full key: `aws:region`. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys of `config` whose values are secret. */
  readonly secretConfig: readonly string[];
  readonly mode: PlanMode;
  /** Folder of the project, which paths in messages and sites are relative to. */
  readonly rootDirectory: string;
  /** Folder whose `@pulumi/pulumi` the program loads. */
  readonly programDirectory: string;
  /** Whether to record where each resource is constructed. */
  readonly sites: boolean;
  /** The project's own answers to provider functions. */
  readonly answers: Answers;
  /** The file those answers are in, for messages. */
  readonly answersFile: string;
  /** Outputs of the stacks that the program refers to. */
  readonly outputsOf: OutputsOf;
}

/** One run of a program against the offline engine. Only one can be under way in a process. */
export class EngineSession {
  readonly #sdk: Sdk;
  readonly #log = new EngineLog();
  readonly #builder = new PlanBuilder();
  readonly #references: StackReferences;
  readonly #calls: CallSites;
  readonly #monitor: Monitor;

  constructor(private readonly run: StackRun) {
    this.#sdk = loadSdk(run.programDirectory);
    this.#calls = new CallSites(this.#sdk, run.rootDirectory);
    this.#references = new StackReferences(run, run.outputsOf);
    const siteOf = run.sites ? { siteOf: (frame: Frame) => siteIn(run.rootDirectory, frame) } : {};
    this.#monitor = new Monitor({
      builder: this.#builder,
      registrar: new Registrar({ ...run, ...siteOf }, this.#builder),
      references: this.#references,
      transforms: new Transforms(this.#sdk.protos),
      invokes: new Invokes(run.answers, run.answersFile, (token) => this.#calls.of(token)),
    });
    connect(this.#sdk, run, { monitor: this.#monitor, engine: this.#log });
    this.#calls.record(run.sites);
    answerPartialOutputs(this.#sdk, (name) => this.#references.partlyKnown(name));
  }

  /**
   * Runs a program inside the stack and settles when the program and all it registered have.
   * @throws what the program throws
   */
  async execute(program: () => unknown): Promise<void> {
    // Caught inside the stack: its own promise, which nobody waits for, would carry the error on unhandled.
    let thrown: { error: unknown } | undefined;
    await this.#sdk.pulumi.runtime.runInPulumiStack(async () => {
      try {
        return await program();
      } catch (error) {
        thrown = { error };
        return undefined;
      }
    });
    await this.#sdk.settings.waitForRPCs();
    if (thrown !== undefined) {
      throw thrown.error;
    }
  }

  /** Number of promises that were made through the SDK and never settled. */
  get unresolved(): number {
    return unresolvedPromises(this.#sdk);
  }

  /** Ends the session. */
  close(): void {
    this.#calls.stop();
    this.#sdk.settings.disconnectSync();
    this.#monitor.close();
  }

  /** The plan of what was registered. */
  plan(): Plan {
    const resources = this.#builder.resources();
    const stack = resources.find(({ type }) => type === STACK_TYPE);
    return {
      version: 1,
      organization: this.run.organization,
      project: this.run.project,
      stack: this.run.stack,
      mode: this.run.mode,
      resources,
      outputs: stack?.outputs ?? {},
      references: this.#references.names,
      diagnostics: this.#log.diagnostics,
    };
  }
}

/** A frame's place in the project; frames of Node itself and of installed packages have none. */
export function siteIn(root: string, frame: Frame): Site | undefined {
  if (!frame.uri.startsWith("file:") || frame.uri.includes("/node_modules/")) {
    return undefined;
  }
  const file = path.relative(root, fileURLToPath(frame.uri)).split(path.sep).join("/");
  return { file, line: frame.line, column: frame.column };
}
