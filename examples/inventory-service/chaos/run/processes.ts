import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";

/** How long a process may take until it is ready, or to stop, in ms. */
const PATIENCE_MILLISECONDS = 20_000;

/** A process of a run, and what it said when it was ready. */
export interface Running {
  readonly child: ChildProcess;
  readonly said: Readonly<Record<string, unknown>>;
}

/** What a process is started with. */
export interface StartOptions {
  /** The program, and its arguments. */
  readonly args: readonly string[];
  /** Variables of its environment besides those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The processes that a run has started and that still run. All of them are stopped by their own ids. */
export class Processes {
  readonly #running = new Set<ChildProcess>();
  #fail: (error: Error) => void = () => undefined;
  /** Rejects when one of them ends by itself. */
  readonly failed = new Promise<never>((_, reject) => (this.#fail = reject));

  constructor() {
    this.failed.catch(() => undefined);
  }

  /** Starts one, and waits until it is ready. */
  async start({ args, environment = {} }: StartOptions): Promise<Running> {
    const child = spawn(process.execPath, args, {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, ...environment },
    });
    this.#running.add(child);
    child.once("exit", (code, signal) => {
      this.#running.delete(child);
      if (!expected.has(child)) {
        this.#fail(new Error(`a process ended by itself, with ${signal ?? code}: ${args.at(-1)?.slice(0, 80)}`));
      }
    });
    child.stdin.on("error", () => undefined);
    const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
    const line = await Promise.race([firstLine(child), once(child, "exit", { signal }).then(() => undefined)]);
    if (line === undefined || line === "") {
      throw new Error(`a process ended before it was ready: ${args[0] ?? ""} ${(args[1] ?? "").slice(0, 80)}`);
    }
    return { child, said: JSON.parse(line) };
  }

  /** Has all of them stop, those first that were started last, and waits for it. */
  async stopAll(): Promise<void> {
    for (const child of [...this.#running].reverse()) {
      child.kill("SIGCONT");
      await stop(child);
    }
  }

  /** Ends all of them at once. */
  killAll(): void {
    this.#running.forEach((child) => {
      expected.add(child);
      child.kill("SIGKILL");
    });
  }
}

/** Processes whose end was asked for. */
const expected = new WeakSet<ChildProcess>();

/** Has a process stop by itself. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    expected.add(child);
    const gone = once(child, "exit");
    const late = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MILLISECONDS);
    child.stdin?.end();
    await gone;
    clearTimeout(late);
  }
}

/** Ends a process at once, wherever it is. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    expected.add(child);
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }
}

/** Ends a process and those it started at once, and waits until they are gone. Reads `/proc`. */
export async function killTree(root: number): Promise<void> {
  // One that stands still starts no more of them.
  signal(root, "SIGSTOP");
  const ids = [root, ...childrenOf(root)];
  ids.forEach((id) => signal(id, "SIGKILL"));
  while (ids.some(isAlive)) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function childrenOf(parent: number): readonly number[] {
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => statOf(id)?.parent === parent);
}

/** Sends a signal to a process; says whether it was there. */
export function signal(id: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(id, name);
  } catch {
    return false;
  }
}

function isAlive(id: number): boolean {
  const stat = statOf(id);
  return stat !== undefined && stat.state !== "Z";
}

function statOf(id: number): { readonly state: string; readonly parent: number } | undefined {
  try {
    const text = fs.readFileSync(`/proc/${id}/stat`, "utf8");
    const [state = "", parent = ""] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = "";
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    if (text.includes("\n")) {
      break;
    }
  }
  return text.slice(0, text.indexOf("\n"));
}
