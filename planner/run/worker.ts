/**
 * A process that plans stacks of one program, one after the other: loads the program, runs it against the offline
 * engine, and says what came of it. A program is finished when nothing is left that could wake it up again.
 */
import { createRequire } from "node:module";
import path from "node:path";
import type { Answers } from "../engine/answers";
import { EngineSession } from "../engine/session";
import type { Properties } from "../plan";
import { Failures } from "./failures";
import { ProcessListeners } from "./listeners";
import type { DescribeTask, Folders, FromWorker, StackTask, ToWorker } from "./messages";
import { loadProgram, ProgramModules } from "./modules";
import { TimeLimit } from "./time-limit";
import { loadTypeScript, loadTypeScriptTraced } from "./typescript";

const FULL_STACK_TRACE = 50;

/** Outputs that other stacks were asked for and have not given yet. */
const waiting = new Map<string, { resolve: (outputs: Properties) => void; reject: (error: Error) => void }[]>();
let prepared = "";
let limit: TimeLimit | undefined;

function send(message: FromWorker): void {
  process.send?.(message);
}

function holdOpen(open: boolean): void {
  if (open) {
    process.channel?.ref();
  } else {
    process.channel?.unref();
  }
}

function outputsOf(stack: string): Promise<Properties> {
  return new Promise((resolve, reject) => {
    const waiters = waiting.get(stack) ?? [];
    waiting.set(stack, [...waiters, { resolve, reject }]);
    if (waiters.length === 0) {
      limit?.pause();
      holdOpen(true);
      send({ kind: "needs", stack });
    }
  });
}

function answerWaiting(message: Extract<ToWorker, { stack: string }>): void {
  const waiters = waiting.get(message.stack) ?? [];
  waiting.delete(message.stack);
  limit?.resume();
  holdOpen(waiting.size > 0);
  waiters.forEach(({ resolve, reject }) => {
    if (message.kind === "outputs") {
      resolve(message.outputs);
    } else {
      reject(new Error(message.reason));
    }
  });
}

function prepare({ programDirectory, rootDirectory }: Folders, traces: boolean): void {
  if (prepared === "" && traces) {
    loadTypeScriptTraced(programDirectory);
  } else if (prepared === "") {
    loadTypeScript(programDirectory, path.join(rootDirectory, ".planner", "cache"));
  }
  prepared = programDirectory;
  process.chdir(programDirectory);
}

/** Loads what every stack of a program will need, while the planner still finds out which stacks there are. */
function warm(folders: Folders): void {
  prepare(folders, false);
  const load = createRequire(`${folders.programDirectory}/`);
  for (const name of ["@pulumi/pulumi", "@pulumi/aws", "@pulumi/kubernetes", "@pulumi/random", "yaml", "zod"]) {
    try {
      load(name);
    } catch {
      // A program without this package loads nothing of it either.
    }
  }
}

interface DescribeModule {
  readonly describeEnvironment: (file: string) => unknown;
}

function describe(task: DescribeTask): void {
  prepare(task, false);
  const failures = new Failures(task.programDirectory);
  try {
    const module: DescribeModule = createRequire(`${task.programDirectory}/`)(task.module);
    send({ kind: "described", description: module.describeEnvironment(task.file) });
  } catch (error) {
    failures.add(error);
    send({ kind: "failed", failures: failures.all });
  }
}

function loadAnswers(file: string): Answers {
  const loaded: { answers?: Answers } = file === "" ? {} : createRequire(file)(file);
  return loaded.answers ?? {};
}

/** Resolves when the program has nothing left to do, or has been at it for too long: then with what to say of it. */
function finished(task: StackTask): Promise<string | undefined> {
  return new Promise((resolve) => {
    // The program's own handlers run first and may wake it up again, so the first time does not count.
    const once = (): void => {
      process.on("beforeExit", idle);
      setImmediate(() => {});
    };
    const idle = (): void => end(undefined);
    const end = (problem: string | undefined): void => {
      limit?.stop();
      process.off("beforeExit", once).off("beforeExit", idle);
      holdOpen(true);
      resolve(problem);
    };
    limit = new TimeLimit(task.timeLimitSeconds, () => end(hanging(task)));
    process.once("beforeExit", once);
    holdOpen(false);
  });
}

function hanging(task: StackTask): string {
  const active = [...new Set(process.getActiveResourcesInfo())].filter((name) => name !== "PipeWrap");
  const what = active.length === 0 ? "" : `; still active: ${active.join(", ")}`;
  return `the program did not finish within ${task.timeLimitSeconds} s${what}; close what it opened, or raise --timeout`;
}

async function run(task: StackTask, failures: Failures): Promise<FromWorker> {
  prepare(task, task.traces);
  Error.stackTraceLimit = task.traces ? FULL_STACK_TRACE : 0;
  const [modules, listeners] = [new ProgramModules(), new ProcessListeners()];
  const answers = loadAnswers(task.answersFile);
  const answersFile =
    task.answersFile === "" ? "planner.answers.ts" : path.relative(task.rootDirectory, task.answersFile);
  const session = new EngineSession({ ...task, sites: task.traces, answers, answersFile, outputsOf });
  let completed = false;
  session.execute(() => loadProgram(task.entry)).then(() => (completed = true), failures.add);
  const problem = await finished(task);
  const ending = problem ?? exitCodeProblem() ?? (completed ? undefined : unfinished(session.unresolved));
  session.close();
  modules.forget();
  listeners.forget();
  if (ending !== undefined && (problem !== undefined || failures.all.length === 0)) {
    failures.add(new Error(ending));
  }
  return failures.all.length > 0
    ? { kind: "failed", failures: failures.all, isFinal: problem !== undefined }
    : { kind: "planned", plan: session.plan() };
}

/** A program fails by its exit code as well, as it does under the CLI. */
function exitCodeProblem(): string | undefined {
  const { exitCode = 0 } = process;
  process.exitCode = 0;
  return exitCode === 0 ? undefined : `the program set the exit code ${exitCode}`;
}

function unfinished(unresolved: number): string {
  return (
    `the program ended before its outputs were known: ${unresolved} promises never settle; ` +
    "look for a promise that nothing resolves, or resources that wait for one another"
  );
}

async function plan(task: StackTask): Promise<void> {
  send({ kind: "started" });
  const failures = new Failures(task.rootDirectory);
  process.on("unhandledRejection", failures.add);
  process.on("uncaughtException", failures.add);
  try {
    send(await run(task, failures));
  } catch (error) {
    failures.add(error);
    send({ kind: "failed", failures: failures.all });
  } finally {
    process.off("unhandledRejection", failures.add);
    process.off("uncaughtException", failures.add);
  }
}

function receive(message: ToWorker): void {
  switch (message.kind) {
    case "plan":
      return void plan(message.task);
    case "describe":
      return describe(message.task);
    case "warm":
      return warm(message);
    case "outputs":
    case "no-outputs":
      return answerWaiting(message);
  }
}

process.on("disconnect", () => process.exit(0));
process.on("message", receive);
