import { availableParallelism } from "node:os";
import type { Plan, Properties } from "../plan";
import type { ProgramFailure, StackTask, ToWorker } from "./messages";
import { Waits } from "./waits";
import { WorkerProcess, type TaskResult } from "./worker-process";

/** A stack to plan, and the stacks that it is known to read. */
export interface StackJob {
  readonly task: StackTask;
  /** Full names of stacks it reads, as far as they are known beforehand: a hint for the order, not a condition. */
  readonly references: readonly string[];
}

/** What came of one stack. */
export interface StackOutcome {
  /** Full name: `organization/project/stack`. */
  readonly name: string;
  readonly plan?: Plan;
  /** Empty where the stack was planned. */
  readonly failures: readonly ProgramFailure[];
  /** What the program printed. */
  readonly printed: string;
}

/** How stacks are planned together. */
export interface PlanStacksOptions {
  /** Stacks to plan. */
  readonly jobs: readonly StackJob[];
  /** Outputs of stacks that are not planned in this run, by full name. */
  readonly outputs: Readonly<Record<string, Properties>>;
  /** A job for a stack that somebody refers to and nobody listed; absent where there is none. */
  readonly jobFor: (stack: string) => StackJob | undefined;
  /** Processes that are ready for stacks of a program, by its folder. */
  readonly warm: { readonly programDirectory: string; readonly workers: readonly WorkerProcess[] };
  /** Called when a stack starts, and with its outcome when it is done. */
  readonly onProgress: (stack: string, outcome?: StackOutcome) => void;
}

/** Full name of the stack a task plans. */
export function stackName({
  organization,
  project,
  stack,
}: Pick<StackTask, "organization" | "project" | "stack">): string {
  return `${organization}/${project}/${stack}`;
}

/** Plans stacks side by side, each after those it refers to, whatever order they are listed in. */
export async function planStacks(options: PlanStacksOptions): Promise<StackOutcome[]> {
  const scheduler = new Scheduler(options);
  return scheduler.run();
}

class Scheduler {
  readonly #jobs = new Map<string, StackJob>();
  readonly #outcomes = new Map<string, Promise<StackOutcome>>();
  readonly #settle = new Map<string, (outcome: StackOutcome) => void>();
  readonly #done = new Map<string, StackOutcome>();
  readonly #queue: StackJob[] = [];
  readonly #idle = new Map<string, WorkerProcess[]>();
  readonly #waits = new Waits();
  /** Stacks that cannot be planned because one that they refer to cannot. */
  readonly #blocked = new Set<string>();
  #running = 0;

  constructor(private readonly options: PlanStacksOptions) {
    options.jobs.forEach((job) => this.add(job));
    this.#idle.set(workerKey(options.warm.programDirectory, false), [...options.warm.workers]);
  }

  async run(): Promise<StackOutcome[]> {
    this.startNext();
    try {
      for (let count = -1; count !== this.#outcomes.size;) {
        count = this.#outcomes.size;
        await Promise.all(this.#outcomes.values());
      }
      return [...this.#jobs.keys()].flatMap((name) => this.#done.get(name) ?? []);
    } finally {
      [...this.#idle.values()].flat().forEach((worker) => worker.stop());
    }
  }

  private add(job: StackJob): void {
    const name = stackName(job.task);
    this.#jobs.set(name, job);
    this.#queue.push(job);
    this.#outcomes.set(name, new Promise((resolve) => this.#settle.set(name, resolve)));
  }

  /** Starts as many stacks as there are cores, those first whose references are all planned. */
  private startNext(): void {
    while (this.#queue.length > 0 && this.#running < availableParallelism()) {
      const ready = this.#queue.findIndex((job) => job.references.every((name) => this.isAnswered(name)));
      if (ready < 0 && this.#running > 0) {
        return;
      }
      const [job] = this.#queue.splice(Math.max(0, ready), 1);
      if (job !== undefined) {
        void this.start(job);
      }
    }
  }

  private isAnswered(name: string): boolean {
    return this.#done.has(name) || this.options.outputs[name] !== undefined || !this.#jobs.has(name);
  }

  private async start(job: StackJob): Promise<void> {
    const name = stackName(job.task);
    this.#running += 1;
    this.options.onProgress(name);
    const outcome = await this.plan(name, job.task);
    this.#running -= 1;
    this.#done.set(name, outcome);
    this.options.onProgress(name, outcome);
    this.#settle.get(name)?.(outcome);
    this.startNext();
  }

  private async plan(name: string, task: StackTask): Promise<StackOutcome> {
    const { outcome, isFinal } = await this.attempt(name, task);
    if (isFinal || task.traces || this.#blocked.has(name)) {
      return outcome;
    }
    // The fast way records no stack traces. A program that fails owes its author one, so it is run once more with.
    return (await this.attempt(name, { ...task, traces: true })).outcome;
  }

  private async attempt(name: string, task: StackTask): Promise<{ outcome: StackOutcome; isFinal: boolean }> {
    const kind = workerKey(task.programDirectory, task.traces);
    const worker = this.idleWorker(kind) ?? new WorkerProcess();
    const result = await worker.run(task, (stack) => this.outputsFor(name, stack));
    const printed = worker.takePrinted();
    if (result.kind === "planned") {
      this.#idle.set(kind, [...(this.#idle.get(kind) ?? []), worker]);
    } else {
      worker.stop();
    }
    const isFinal = result.kind === "planned" || result.isFinal === true;
    return { outcome: outcomeOf(name, result, printed), isFinal };
  }

  private idleWorker(kind: string): WorkerProcess | undefined {
    const idle = (this.#idle.get(kind) ?? []).filter((worker) => worker.isAlive);
    this.#idle.set(kind, idle);
    return idle.pop();
  }

  private async outputsFor(reader: string, stack: string): Promise<ToWorker> {
    const known = this.options.outputs[stack];
    if (known !== undefined) {
      return { kind: "outputs", stack, outputs: known };
    }
    const missing = this.#jobs.has(stack) ? undefined : this.options.jobFor(stack);
    if (missing !== undefined) {
      this.add(missing);
    }
    const outcome = this.#outcomes.get(stack);
    if (outcome === undefined) {
      return { kind: "no-outputs", stack, reason: unknownStack(stack) };
    }
    return this.parked(reader, stack, outcome);
  }

  /** Waits for a stack without keeping a core, unless the wait would never end. */
  private async parked(reader: string, stack: string, outcome: Promise<StackOutcome>): Promise<ToWorker> {
    const circle = this.#waits.circle(reader, stack);
    if (circle !== undefined) {
      return { kind: "no-outputs", stack, reason: `stacks refer to one another in a circle: ${circle.join(" → ")}` };
    }
    this.#running -= this.#waits.isWaiting(reader) ? 0 : 1;
    this.#waits.add(reader, stack);
    this.startNext();
    const { plan } = await outcome;
    this.#waits.remove(reader, stack);
    this.#running += this.#waits.isWaiting(reader) ? 0 : 1;
    if (plan !== undefined) {
      return { kind: "outputs", stack, outputs: plan.outputs };
    }
    this.#blocked.add(reader);
    const reason = `stack ${stack}, which this one refers to, could not be planned`;
    return { kind: "no-outputs", stack, reason };
  }
}

function workerKey(programDirectory: string, traces: boolean): string {
  return `${programDirectory}\n${String(traces)}`;
}

function outcomeOf(name: string, result: TaskResult, printed: string): StackOutcome {
  return result.kind === "planned"
    ? { name, plan: result.plan, failures: [], printed }
    : { name, failures: result.failures, printed };
}

function unknownStack(stack: string): string {
  return (
    `stack ${stack} is not part of this run; ` +
    "map its project to a folder under `programs` in planner.yaml, or give its outputs with --outputs FILE"
  );
}
