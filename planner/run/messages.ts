import type { Plan, PlanMode, Properties } from "../plan";

/** Where a program lies. */
export interface Folders {
  /** Folder of `Pulumi.yaml`. */
  readonly rootDirectory: string;
  /** Working directory of the program, which is also the folder of its `tsconfig.json`. */
  readonly programDirectory: string;
}

/** What a worker is asked to plan. */
export interface StackTask extends Folders {
  readonly organization: string;
  readonly project: string;
  readonly stack: string;
  readonly config: Readonly<Record<string, string>>;
  readonly secretConfig: readonly string[];
  readonly mode: PlanMode;
  /** The module to load. */
  readonly entry: string;
  /** Module with the project's answers to provider functions; empty where there is none. */
  readonly answersFile: string;
  /** Whether to record construction sites and full stack traces. */
  readonly traces: boolean;
  /** Seconds until a program that is still at it is said to hang. */
  readonly timeLimitSeconds: number;
}

/** An error of the program, as its author should see it. */
export interface ProgramFailure {
  readonly message: string;
  /** Lines of the program that led to it, innermost first. */
  readonly frames: readonly string[];
}

/** An environment to describe. */
export interface DescribeTask extends Folders {
  /** Module that exports `describeEnvironment`. */
  readonly module: string;
  /** The environment file. */
  readonly file: string;
}

/** What the planner says to a worker. */
export type ToWorker =
  | { readonly kind: "plan"; readonly task: StackTask }
  | { readonly kind: "describe"; readonly task: DescribeTask }
  | ({ readonly kind: "warm" } & Folders)
  | { readonly kind: "outputs"; readonly stack: string; readonly outputs: Properties }
  | { readonly kind: "no-outputs"; readonly stack: string; readonly reason: string };

/** What a worker says to the planner. */
export type FromWorker =
  | { readonly kind: "described"; readonly description: unknown }
  | { readonly kind: "started" }
  | { readonly kind: "planned"; readonly plan: Plan }
  | {
      readonly kind: "failed";
      readonly failures: readonly ProgramFailure[];
      /** Whether a second run, with stack traces, would say no more. */
      readonly isFinal?: boolean;
    }
  | { readonly kind: "needs"; readonly stack: string };
