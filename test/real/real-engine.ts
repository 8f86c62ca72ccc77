import { type ChildProcess, execFile, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

import type { Plan } from "../../planner/plan";
import type { PlanRequest, ProviderAnswers, RealPreview, RealRequest, RealUpdate } from "./protocol";

const ROOT = path.join(__dirname, "../..");
const TYPESCRIPT = ["-r", "ts-node/register/transpile-only"];
const PACKAGES = ["aws", "kubernetes", "random"];
const MESSAGE_BYTES = 64 * 1024 * 1024;
const NO_ANSWERS: ProviderAnswers = { invokes: {}, outputs: {}, ids: {} };

const run = promisify(execFile);

/** What one run of a stack needs; the engine adds where. */
export type StackRun = Omit<RealRequest, "action" | "folder">;

/**
 * The real Pulumi engine with a provider that echoes, its state in a folder of its own. `stop` ends the one process
 * that outlives a run and removes the folder.
 */
export class RealEngine {
  private runs = 0;

  private constructor(
    private readonly folder: string,
    private readonly provider: ChildProcess,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** Starts the provider; the engine itself starts with every run. */
  static async start(answers: Partial<ProviderAnswers> = {}): Promise<RealEngine> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "real-engine-"));
    const answersFile = path.join(folder, "answers.json");
    fs.writeFileSync(answersFile, JSON.stringify({ ...NO_ANSWERS, ...answers }));
    for (const name of ["state", "home", "bin"]) {
      fs.mkdirSync(path.join(folder, name));
    }
    writeDigestingCommand(path.join(folder, "bin"));
    writePolicyAnalyzer(path.join(folder, "bin"));
    const provider = spawnProvider(answersFile);
    return new RealEngine(folder, provider, environmentOf(folder, await portOf(provider)));
  }

  /** Previews a stack. */
  async preview(stack: StackRun): Promise<RealPreview> {
    return this.inProcess("real-stack.ts", { ...stack, action: "preview", folder: this.folder });
  }

  /** Updates a stack, so that others can refer to its outputs. */
  async up(stack: StackRun): Promise<RealUpdate> {
    return this.inProcess("real-stack.ts", { ...stack, action: "up", folder: this.folder });
  }

  /** Plans a stack with the planner, in a process of its own as well. */
  async plan(request: PlanRequest): Promise<Plan> {
    return this.inProcess("planned-stack.ts", request);
  }

  /** Ends the provider and removes what was written. */
  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.provider.once("exit", resolve));
    this.provider.stdin?.end();
    await ended;
    fs.rmSync(this.folder, { recursive: true });
  }

  private async inProcess<Response>(script: string, request: RealRequest | PlanRequest): Promise<Response> {
    const file = path.join(this.folder, `${(this.runs += 1)}-${script}`);
    fs.writeFileSync(`${file}.request.json`, JSON.stringify(request));
    const argv = [...TYPESCRIPT, path.join(__dirname, script), `${file}.request.json`, `${file}.response.json`];
    const options = { cwd: ROOT, env: this.environment, maxBuffer: MESSAGE_BYTES };
    await run(process.execPath, argv, options).catch((error: unknown) => {
      throw new Error(`${script}: ${error instanceof Error && "stderr" in error ? String(error.stderr) : error}`);
    });
    return JSON.parse(fs.readFileSync(`${file}.response.json`, "utf8"));
  }
}

/** Folder of the command line that `scripts/build-pulumi-cli.mjs` builds. */
function commandFolder(): string {
  const versions = path.join(ROOT, ".cache/pulumi");
  const [version] = fs.existsSync(versions) ? fs.readdirSync(versions).sort().reverse() : [];
  if (version === undefined) {
    throw new Error("there is no Pulumi command line in .cache/pulumi; run `node scripts/build-pulumi-cli.mjs`");
  }
  return path.join(versions, version);
}

/** What the command line prints of a preview besides: its digest, as JSON. */
const DIGEST = "--json --show-reads --show-secrets";

/** Puts a command line first on the PATH that prints the digest of every preview; the Automation API cannot ask for it. */
function writeDigestingCommand(folder: string): void {
  const program = path.join(commandFolder(), "pulumi");
  const script = `#!/bin/sh\n[ "$1" = preview ] && set -- "$@" ${DIGEST}\nexec "${program}" "$@"\n`;
  fs.writeFileSync(path.join(folder, "pulumi"), script, { mode: 0o755 });
}

/** The command line starts a policy pack through its language host, or else through a program of this name. */
function writePolicyAnalyzer(folder: string): void {
  const script = `#!/bin/sh\nexec "${process.execPath}" "${ROOT}/node_modules/@pulumi/pulumi/cmd/run-policy-pack" "$@"\n`;
  fs.writeFileSync(path.join(folder, "pulumi-analyzer-policy-nodejs"), script, { mode: 0o755 });
}

function spawnProvider(answersFile: string): ChildProcess {
  const argv = [...TYPESCRIPT, path.join(ROOT, "test/support/echo-provider.ts"), answersFile];
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
    PATH: [path.join(folder, "bin"), process.env["PATH"]].join(path.delimiter),
    HOME: folder,
    PULUMI_HOME: path.join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${path.join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "conformance",
    PULUMI_DEBUG_PROVIDERS: PACKAGES.map((name) => `${name}:${port}`).join(","),
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}
