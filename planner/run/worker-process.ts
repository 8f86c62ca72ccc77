import { fork, type ChildProcess } from "node:child_process";
import path from "node:path";
import { childEnvironment } from "../process-environment";
import type { DescribeTask, Folders, FromWorker, StackTask, ToWorker } from "./messages";

/** How a stack's planning ended. */
export type TaskResult = Extract<FromWorker, { kind: "planned" | "failed" }>;

/** Asks for the outputs of another stack on behalf of a running program. */
export type Needs = (stack: string) => Promise<ToWorker>;

/** Seconds that a worker gets on top of the time limit to say itself that its program hangs. */
const GRACE_SECONDS = 2;

// Young objects die in planning by the million; a larger nursery makes the collector's work a third less.
const NODE_OPTIONS = ["--max-semi-space-size=64"];

/** A worker process, as the planner sees it. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  #diagnostics = "";

  constructor() {
    const extension = path.extname(__filename);
    const fromSource = extension === ".ts" ? ["-r", "ts-node/register/transpile-only"] : [];
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

  /** Plans one stack. A program that hangs or brings the process down ends as a failure. */
  run(task: StackTask, needs: Needs): Promise<TaskResult> {
    return new Promise((resolve) => {
      const end = (result: TaskResult): void => {
        clearTimeout(limit);
        this.#child.off("message", listen).off("exit", exited);
        resolve(result);
      };
      const listen = (message: FromWorker): void => {
        if (message.kind === "needs") {
          void needs(message.stack).then((answer) => this.#child.connected && this.#child.send(answer));
        } else if (message.kind !== "described") {
          end(message);
        }
      };
      const exited = (code: number | null): void =>
        end(failed(`the program ended its process (exit code ${String(code)})`));
      const limit = setTimeout(
        () =>
          end(
            failed(
              `the program did not finish within ${task.timeLimitSeconds} s and does not react; look for an endless loop`,
            ),
          ),
        (task.timeLimitSeconds + GRACE_SECONDS) * 1000,
      );
      this.#child.on("message", listen).on("exit", exited);
      this.#child.send({ kind: "plan", task } satisfies ToWorker);
    });
  }

  /** Asks for a description of an environment. */
  describe(task: DescribeTask): Promise<Exclude<FromWorker, { kind: "needs" | "planned" }>> {
    return new Promise((resolve) => {
      this.#child.once("message", resolve);
      this.#child.send({ kind: "describe", task } satisfies ToWorker);
    });
  }

  /** Has the process load what every stack of a program needs. */
  warm({ programDirectory, rootDirectory }: Folders): void {
    this.#child.send({ kind: "warm", programDirectory, rootDirectory } satisfies ToWorker);
  }

  /** Ends the process. */
  stop(): void {
    this.#child.kill("SIGKILL");
  }
}

function failed(message: string): TaskResult {
  return { kind: "failed", failures: [{ message, frames: [] }] };
}
