import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { packEnvironment } from "../process-environment";
import { PackLost, PolicyPackError } from "./error";

/** How long a pack may take until it says where it listens. */
export const START_LIMIT_MS = 30_000;

/** How many characters of a pack's standard error are kept for the message of a failure. */
const KEPT_STDERR = 4_000;

/** How long a pack has to end after it was asked to, before it is made to. */
const STOP_LIMIT_MS = 2_000;

// Messages die young and by the thousand, as objects do in planning.
const NODE_OPTIONS = ["--max-semi-space-size=64", "--require", path.join(__dirname, "unread.cjs")];

/** Loaded before a pack, so that it reaches no network. */
const OFFLINE = path.join(__dirname, "offline.cjs");

/** The process of a policy pack. */
export interface PackProcess {
  /** Port of its server on the loopback interface. */
  readonly port: number;
  /** Settles when the process ends before {@link PackProcess.stop}: with the error to report. Never rejects. */
  readonly died: Promise<PackLost>;
  /** Ends the process and waits until it has. */
  stop(): Promise<void>;
}

/** How to start a pack. */
export interface StartOptions {
  /**
   * How long it may take to say where it listens, in milliseconds.
   * @default 30000
   */
  readonly startLimitMs?: number;
  /**
   * How long it may take to answer one call, in milliseconds.
   * @default 60000
   */
  readonly answerLimitMs?: number;
}

/**
 * Starts a pack as the engine's language host does: the compiled main file, in the pack's folder, which from then on
 * serves on a port that it prints as its first line. Whoever wrote it, it gets no credentials, an empty home and no network:
 * `offline.cjs` says how far that goes.
 * @param folder the pack's folder, absolute
 */
export async function startPackProcess(folder: string, options: StartOptions = {}): Promise<PackProcess> {
  const main = mainFile(folder);
  const home = mkdtempSync(path.join(tmpdir(), "policy-pack-"));
  const child = spawn(process.execPath, [...NODE_OPTIONS, main], {
    cwd: folder,
    env: { ...packEnvironment(home, OFFLINE), PULUMI_CONFIG: "{}", PULUMI_NODEJS_DRY_RUN: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const leave = () => rmSync(home, { recursive: true, force: true });
  const kill = () => {
    child.kill("SIGKILL");
    leave();
  };
  process.once("exit", kill);
  child.once("close", () => {
    process.off("exit", kill);
    leave();
  });
  const stderr = keepStderr(child);
  const exited = exitOf(child);
  const stop = () => stopChild(child, exited);
  const died = exited.then((how) => failure(folder, `it ended ${how}`, stderr()));
  const limit = options.startLimitMs ?? START_LIMIT_MS;
  const line = await Promise.race([firstLineOf(child), died, after(limit)]);
  if (typeof line === "string" && /^\d+$/.test(line)) {
    return { port: Number(line), died, stop };
  }
  await stop();
  if (line instanceof PolicyPackError) {
    throw line;
  }
  throw failure(
    folder,
    line === undefined ? `it named no port within ${limit} ms` : `it printed "${line}" in place of its port`,
    stderr(),
  );
}

/** The pack's main file, which its package names; without one `index.js`, as Node does. */
function mainFile(folder: string): string {
  const manifest = path.join(folder, "package.json");
  if (!existsSync(manifest)) {
    throw new PolicyPackError(folder, "there is no package.json in that folder", "name the folder of a policy pack");
  }
  const { main = "index.js" }: { main?: string } = JSON.parse(readFileSync(manifest, "utf8"));
  const file = path.resolve(folder, main);
  if (!existsSync(file)) {
    throw new PolicyPackError(
      folder,
      `its main file ${main} does not exist`,
      "build the pack to plain JavaScript first",
    );
  }
  return file;
}

function firstLineOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const listen = (chunk: Buffer) => {
      text += chunk.toString();
      const end = text.indexOf("\n");
      if (end >= 0) {
        child.stdout?.off("data", listen).resume();
        resolve(text.slice(0, end).trim());
      }
    };
    child.stdout?.on("data", listen);
  });
}

function keepStderr(child: ChildProcess): () => string {
  let text = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-KEPT_STDERR);
  });
  return () => text.trim();
}

/** How the process ended, in words. */
function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(`because it could not run: ${error.message}`));
    child.once("close", (code, signal) => resolve(signal === null ? `with exit code ${code}` : `on signal ${signal}`));
  });
}

function failure(folder: string, happened: string, stderr: string): PackLost {
  const said = stderr === "" ? "it wrote nothing to standard error" : `it wrote:\n${stderr}\n`;
  return new PackLost(folder, `${happened}, ${said}`, "run its main file with node in that folder to see more");
}

async function stopChild(child: ChildProcess, exited: Promise<string>): Promise<void> {
  child.kill("SIGTERM");
  const ended = await Promise.race([exited, after(STOP_LIMIT_MS)]);
  if (ended === undefined) {
    child.kill("SIGKILL");
    await exited;
  }
}

/** Settles after a time, without keeping the process alive. */
export function after(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), milliseconds).unref();
  });
}
