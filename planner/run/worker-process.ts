import { fork, type ChildProcess } from "node:child_process";
import path from "node:path";
import { childEnvironment } from "../process-environment";
import type { DescribeTask, Folders, FromWorker, StackTask, ToWorker } from "./messages";
import { TimeLimit } from "./time-limit";

/** How a stack's planning ended. */
export type TaskResult = Extract<FromWorker, { kind: "planned" | "failed" }>;

/** How the description of an environment ended. */
export type Description = Extract<FromWorker, { kind: "described" | "failed" }>;

/** Asks for the outputs of another stack on behalf of a running program. */
export type Needs = (stack: string) => Promise<ToWorker>;

/** Seconds that a worker gets on top of the time limit to say itself that its program hangs. */
const GRACE_SECONDS = 5;

/** How long an ended process may take to hand over what it printed last. */
const PATIENCE_MS = 200;

// Young objects die in planning by the million; a larger nursery makes the collector's work a third less.
const NODE_OPTIONS = ["--max-semi-space-size=64"];

/** A worker process, as the planner sees it. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  #diagnostics = "";

  constructor() {
    const extension = path.extname(__filename);
    const fromSource = extension === ".ts" ? ["-r", path.join(__dirname, "from-source.js")] : [];
    this.#child = fork(path.join(__dirname, `worker${extension}`), {
      execArgv: [...NODE_OPTIONS, ...fromSource],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: childEnvironment(),
    });
    const take = (chunk: Buffer): void => void (this.#diagnostics += chunk.toString());
    this.#child.stdout?.on("data", take);
    this.#child.stderr?.on("data", take);
  }

  /** What the program printed since the last call. */
  takePrinted(): string {
    const printed = this.#diagnostics;
    this.#diagnostics = "";
    return printed;
  }

  /** Whether the process is still there. */
  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null && this.#child.connected;
  }

  /** Plans one stack. A program that hangs or brings the process down ends as a failure. */
  run(task: StackTask, needs: Needs): Promise<TaskResult> {
    return new Promise((resolve) => {
      let limit: TimeLimit | undefined;
      const end = (result: TaskResult): void => {
        limit?.stop();
        this.#child.off("message", listen).off("exit", exited);
        resolve(result);
      };
      const listen = (message: FromWorker): void => {
        switch (message.kind) {
          case "started":
            limit = new TimeLimit(task.timeLimitSeconds + GRACE_SECONDS, () => end(failed(endless(task))));
            break;
          case "needs":
            limit?.pause();
            void needs(message.stack).then((answer) => {
              limit?.resume();
              this.send(answer);
            });
            break;
          case "planned":
          case "failed":
            end(message);
            break;
          case "described":
        }
      };
      const exited = (code: number | null, signal: string | null): void => {
        void this.outputClosed().then(() => end(failed(ended(code, signal))));
      };
      this.#child.on("message", listen).on("exit", exited);
      this.send({ kind: "plan", task });
    });
  }

  /** Asks for a description of an environment. */
  describe(task: DescribeTask): Promise<Description> {
    return new Promise((resolve) => {
      const exited = (code: number | null, signal: string | null): void => resolve(failed(ended(code, signal)));
      const listen = (message: Description): void => {
        this.#child.off("exit", exited);
        resolve(message);
      };
      this.#child.once("message", listen).once("exit", exited);
      this.send({ kind: "describe", task });
    });
  }

  /** Has the process load what every stack of a program needs. */
  warm({ programDirectory, rootDirectory }: Folders): void {
    this.send({ kind: "warm", programDirectory, rootDirectory });
  }

  /** Ends the process. */
  stop(): void {
    this.#child.kill("SIGKILL");
  }

  // What cannot be sent any more belongs to a process that has ended, which is heard of in its own way.
  private send(message: ToWorker): void {
    this.#child.send(message, () => {});
  }

  /** Resolves when all that the process printed has arrived, or soon after: a child of its own may hold the pipe open. */
  private outputClosed(): Promise<void> {
    return new Promise((resolve) => {
      const patience = setTimeout(resolve, PATIENCE_MS);
      this.#child.once("close", () => {
        clearTimeout(patience);
        resolve();
      });
    });
  }
}

function failed(message: string): Extract<FromWorker, { kind: "failed" }> {
  return { kind: "failed", failures: [{ message, frames: [] }], isFinal: true };
}

function ended(code: number | null, signal: string | null): string {
  return `the program ended its process (${signal === null ? `exit code ${String(code)}` : `signal ${signal}`})`;
}

function endless({ timeLimitSeconds }: StackTask): string {
  return `the program did not finish within ${timeLimitSeconds} s and does not react; look for an endless loop`;
}
