import type { Plan, PlanMode, Properties } from "../plan";
import type { Answers } from "./answers";
import { EngineSession } from "./session";

/** A small program to plan in this very process. */
export interface ProgramOptions {
  /** The program: registers resources, returns the stack's outputs. */
  readonly program: () => unknown;
  /**
   * Project the stack belongs to.
   * @default "project"
   */
  readonly project?: string;
  /**
   * Name of the stack.
   * @default "dev"
   */
  readonly stack?: string;
  /**
   * Organization the project belongs to.
   * @default "organization"
   */
  readonly organization?: string;
  /**
   * Configuration by full key: `aws:region`.
   * @default - none
   */
  readonly config?: Readonly<Record<string, string>>;
  /**
   * Keys of `config` whose values are secret.
   * @default - none
   */
  readonly secretConfig?: readonly string[];
  /**
   * How computed outputs are answered.
   * @default "as-applied"
   */
  readonly mode?: PlanMode;
  /**
   * Whether to record where each resource is constructed.
   * @default false
   */
  readonly sites?: boolean;
  /**
   * Answers to provider functions, beside the built-in ones.
   * @default - none
   */
  readonly answers?: Answers;
  /**
   * Outputs of other stacks, by `organization/project/stack`.
   * @default - none
   */
  readonly stackOutputs?: Readonly<Record<string, Properties>>;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Plans a program in this process: for tests of components and programs, and for scripts.
 * Calls wait for one another, as the SDK knows one stack at a time.
 * @throws whatever the program throws
 */
export function planProgram(options: ProgramOptions): Promise<Plan> {
  const next = last.then(() => planNow(options));
  last = next.catch(() => undefined);
  return next;
}

async function planNow(options: ProgramOptions): Promise<Plan> {
  const { project = "project", stack = "dev", organization = "organization", stackOutputs = {} } = options;
  const session = new EngineSession({
    project,
    stack,
    organization,
    config: options.config ?? {},
    secretConfig: options.secretConfig ?? [],
    mode: options.mode ?? "as-applied",
    rootDirectory: process.cwd(),
    programDirectory: __dirname,
    sites: options.sites ?? false,
    answers: options.answers ?? {},
    answersFile: "the `answers` option",
    outputsOf: (name) => outputsOf(stackOutputs, name),
  });
  const failures = rejections();
  try {
    await session.execute(options.program);
    await settled();
    failures.throwFirst();
    return session.plan();
  } finally {
    failures.stop();
    session.close();
  }
}

function outputsOf(known: Readonly<Record<string, Properties>>, name: string): Promise<Properties> {
  const outputs = known[name];
  return outputs === undefined
    ? Promise.reject(new Error(`stack ${name} is not known; give its outputs in \`stackOutputs\``))
    : Promise.resolve(outputs);
}

/** Node announces unhandled rejections once the microtasks have run; give it that turn. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}

function rejections(): { throwFirst(): void; stop(): void } {
  const found: unknown[] = [];
  const listener = (reason: unknown): void => void found.push(reason);
  process.on("unhandledRejection", listener);
  return {
    throwFirst: () => {
      if (found.length > 0) {
        throw found[0];
      }
    },
    stop: () => void process.off("unhandledRejection", listener),
  };
}
