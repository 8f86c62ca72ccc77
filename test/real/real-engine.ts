import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

import type { Plan } from "../../planner/plan";
import type {
  PlanRequest,
  ProviderAnswers,
  RealJudgement,
  RealMeasure,
  RealPreview,
  RealRequest,
  RealUpdate,
} from "./protocol";
import { FROM_SOURCE } from "../support/from-source";

const ROOT = path.join(__dirname, "../..");
const PACKAGES = ["aws", "kubernetes", "random"];
const MESSAGE_BYTES = 64 * 1024 * 1024;
/** One run takes seconds, the benchmark's largest a minute or two; what waits for something that never comes is ended. */
const TIME_LIMIT_MS = 270_000;
const NO_ANSWERS: ProviderAnswers = { invokes: {}, outputs: {}, ids: {} };

const execute = promisify(execFile);

/** What one run of a stack needs; the engine adds where. */
export type StackRun = Omit<RealRequest, "action" | "folder">;

interface Started {
  /** Folder of the command line. */
  readonly command: string;
  /** Folder of this engine's own files. */
  readonly folder: string;
  readonly provider: ChildProcess;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * The real Pulumi engine with a provider that echoes, its state in a folder of its own. `stop` ends the one process
 * that outlives a run and removes the folder.
 */
export class RealEngine {
  private constructor(private readonly started: Started) {}

  /** Starts the provider; the engine itself starts with every run. */
  static async start(answers: Partial<ProviderAnswers> = {}): Promise<RealEngine> {
    const command = commandFolder();
    const folder = temporaryFolder();
    const answersFile = path.join(folder, "answers.json");
    fs.writeFileSync(answersFile, JSON.stringify({ ...NO_ANSWERS, ...answers }));
    for (const name of ["state", "home", "bin", "digest"]) {
      fs.mkdirSync(path.join(folder, name));
    }
    writeDigestingCommand(path.join(folder, "digest"), path.join(command, "pulumi"));
    writePolicyAnalyzer(path.join(folder, "bin"));
    const provider = spawnProvider(answersFile);
    const environment = environmentOf(folder, await portOf(provider));
    return new RealEngine({ command, folder, provider, environment });
  }

  /** Previews a stack, under policy packs if it names some; a mandatory finding is an error here. */
  async preview(stack: StackRun): Promise<RealPreview> {
    return this.run({ ...stack, action: "preview", folder: this.started.folder }, ["digest", "bin"]);
  }

  /** Previews a stack under policy packs, whose findings are what is asked for. */
  async judge(stack: StackRun): Promise<RealJudgement> {
    return this.run({ ...stack, action: "judge", folder: this.started.folder });
  }

  /** Updates a stack, so that others can refer to its outputs. */
  async up(stack: StackRun): Promise<RealUpdate> {
    return this.run({ ...stack, action: "up", folder: this.started.folder });
  }

  /** Previews a stack and says how long that took. */
  async measure(stack: StackRun): Promise<RealMeasure> {
    return this.run({ ...stack, action: "measure", folder: this.started.folder });
  }

  /** Ends the provider and removes what was written. */
  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.started.provider.once("exit", resolve));
    this.started.provider.stdin?.end();
    await ended;
    fs.rmSync(this.started.folder, { recursive: true });
  }

  private run<Response>(request: RealRequest, programs: readonly string[] = ["bin"]): Promise<Response> {
    const folders = [
      ...programs.map((name) => path.join(this.started.folder, name)),
      this.started.command,
      process.env["PATH"],
    ];
    return inProcess("real-stack.ts", request, { ...this.started.environment, PATH: folders.join(path.delimiter) });
  }
}

/** Plans a stack with the planner, in a process of its own as the real engine runs it. */
export function planStack(request: PlanRequest): Promise<Plan> {
  return inProcess("planned-stack.ts", request, process.env);
}

async function inProcess<Response>(
  script: string,
  request: RealRequest | PlanRequest,
  env: NodeJS.ProcessEnv,
): Promise<Response> {
  const folder = temporaryFolder();
  const [requestFile, responseFile] = [path.join(folder, "request.json"), path.join(folder, "response.json")];
  fs.writeFileSync(requestFile, JSON.stringify(request));
  try {
    const argv = [...FROM_SOURCE, path.join(__dirname, script), requestFile, responseFile];
    await execute(process.execPath, argv, { cwd: ROOT, env, maxBuffer: MESSAGE_BYTES, timeout: TIME_LIMIT_MS });
    return JSON.parse(fs.readFileSync(responseFile, "utf8"));
  } catch (error) {
    throw new Error(`${script}: ${error instanceof Error && "stderr" in error ? String(error.stderr) : String(error)}`);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function temporaryFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), "real-engine-"));
}

/** Folder of the command line; built here where it has not been. */
function commandFolder(): string {
  const built = execFileSync(process.execPath, [path.join(ROOT, "scripts/build-pulumi-cli.mjs")], { encoding: "utf8" });
  if (built === "") {
    throw new Error("there is no Pulumi command line to compare with; install Go to build it");
  }
  return path.dirname(built.trim());
}

/** What the command line prints of a preview besides: its digest, as JSON. */
const DIGEST = "--json --show-reads --show-secrets";

/** Puts a command line first on the PATH that prints the digest of every preview; the Automation API cannot ask for it. */
function writeDigestingCommand(folder: string, program: string): void {
  const script = `#!/bin/sh\n[ "$1" = preview ] && set -- "$@" ${DIGEST}\nexec "${program}" "$@"\n`;
  fs.writeFileSync(path.join(folder, "pulumi"), script, { mode: 0o755 });
}

/** The command line starts a policy pack through its language host, or else through a program of this name. */
function writePolicyAnalyzer(folder: string): void {
  const script = `#!/bin/sh\nexec "${process.execPath}" "${ROOT}/node_modules/@pulumi/pulumi/cmd/run-policy-pack" "$@"\n`;
  fs.writeFileSync(path.join(folder, "pulumi-analyzer-policy-nodejs"), script, { mode: 0o755 });
}

function spawnProvider(answersFile: string): ChildProcess {
  const argv = [...FROM_SOURCE, path.join(ROOT, "test/support/echo-provider.ts"), answersFile];
  return spawn(process.execPath, argv, { cwd: ROOT, stdio: ["pipe", "pipe", "inherit"] });
}

function portOf(provider: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    provider.stdout?.once("data", (line: Buffer) => resolve(line.toString().trim()));
    provider.once("exit", (code) => reject(new Error(`the echo provider ended with ${code}`)));
  });
}

function environmentOf(folder: string, port: string): NodeJS.ProcessEnv {
  return {
    HOME: folder,
    PULUMI_HOME: path.join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${path.join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "conformance",
    PULUMI_DEBUG_PROVIDERS: PACKAGES.map((name) => `${name}:${port}`).join(","),
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // The state is written once, at the end, and not again with every resource: quadratic in their number.
    PULUMI_SKIP_CHECKPOINTS: "true",
  };
}
