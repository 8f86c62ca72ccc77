import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";

import { KubernetesApi } from "./api";
import { MetricsProxy } from "./metrics-proxy";

const ROOT = path.join(__dirname, "../../..");
const READY_WITHIN_MS = 60_000;

/** How the controller manager is told to work: as by default, but for the pace. */
export const SETTINGS = { syncPeriodSeconds: 0.2, downscaleStabilizationSeconds: 6, tolerance: 0.1 } as const;

/**
 * etcd, an API server and a controller manager that runs the autoscaler alone, on this machine, their state a folder of
 * its own. The controller manager speaks to the API server through a proxy that serves the metrics and sees what is decided.
 */
export class ControlPlane {
  private constructor(
    readonly api: KubernetesApi,
    readonly proxy: MetricsProxy,
    private readonly own: { readonly folder: string; readonly processes: readonly ChildProcess[] },
  ) {}

  /** Starts it and waits until the API server is ready. */
  static async start(): Promise<ControlPlane> {
    const programs = programsFolder();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "control-plane-"));
    const [client, peer, secure] = [await freePort(), await freePort(), await freePort()];
    const token = randomUUID();
    const processes: ChildProcess[] = [];
    const start = (name: string, args: readonly string[]): void => {
      const log = fs.openSync(path.join(folder, `${name}.log`), "w");
      processes.push(spawn(path.join(programs, name), args, { cwd: folder, stdio: ["ignore", log, log] }));
    };
    try {
      start("etcd", etcdFlags(client, peer));
      writeSecrets(folder, token);
      start("kube-apiserver", apiServerFlags(client, secure));
      const api = await ready(folder, { port: secure, token });
      const proxy = await MetricsProxy.start(api);
      fs.writeFileSync(path.join(folder, "kubeconfig"), kubeconfig(proxy.url, token));
      start("kube-controller-manager", CONTROLLER_MANAGER_FLAGS);
      return new ControlPlane(api, proxy, { folder, processes });
    } catch (error) {
      await end(processes);
      throw new Error(`${String(error)}\n${tailOf(folder)}`);
    }
  }

  /** What its programs said last. */
  log(): string {
    return tailOf(this.own.folder);
  }

  /** Ends its processes and removes what they wrote. */
  async stop(): Promise<void> {
    await end(this.own.processes.toReversed());
    await this.proxy.stop();
    this.api.close();
    fs.rmSync(this.own.folder, { recursive: true });
  }
}

function programsFolder(): string {
  const script = path.join(ROOT, "scripts/build-kubernetes.mjs");
  const built = execFileSync(process.execPath, [script], { encoding: "utf8" });
  if (built === "") {
    throw new Error("there is no Kubernetes to compare with; install Go to build it");
  }
  return built.trim();
}

function etcdFlags(client: number, peer: number): readonly string[] {
  const [clients, peers] = [`http://127.0.0.1:${client}`, `http://127.0.0.1:${peer}`];
  return [
    "--data-dir=etcd",
    `--listen-client-urls=${clients}`,
    `--advertise-client-urls=${clients}`,
    `--listen-peer-urls=${peers}`,
    `--initial-advertise-peer-urls=${peers}`,
    `--initial-cluster=default=${peers}`,
    "--unsafe-no-fsync",
    "--log-level=error",
  ];
}

function apiServerFlags(etcd: number, port: number): readonly string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${etcd}`,
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    "--cert-dir=.",
    "--endpoint-reconciler-type=none",
    "--service-cluster-ip-range=10.0.0.0/24",
    "--service-account-issuer=https://kubernetes.default.svc",
    "--service-account-key-file=service-account.pem",
    "--service-account-signing-key-file=service-account.pem",
    "--token-auth-file=tokens.csv",
    "--authorization-mode=AlwaysAllow",
    // Nothing makes a service account here, and no pod runs.
    "--disable-admission-plugins=ServiceAccount",
  ];
}

const CONTROLLER_MANAGER_FLAGS = [
  "--kubeconfig=kubeconfig",
  "--controllers=horizontal-pod-autoscaler-controller",
  "--leader-elect=false",
  "--secure-port=0",
  // The proxy reads what passes.
  "--kube-api-content-type=application/json",
  "--kube-api-qps=2000",
  "--kube-api-burst=4000",
  "--concurrent-horizontal-pod-autoscaler-syncs=100",
  `--horizontal-pod-autoscaler-sync-period=${SETTINGS.syncPeriodSeconds}s`,
  `--horizontal-pod-autoscaler-downscale-stabilization=${SETTINGS.downscaleStabilizationSeconds}s`,
  `--horizontal-pod-autoscaler-tolerance=${SETTINGS.tolerance}`,
];

function writeSecrets(folder: string, token: string): void {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const key = privateKey.export({ type: "pkcs1", format: "pem" });
  fs.writeFileSync(path.join(folder, "service-account.pem"), key, { mode: 0o600 });
  fs.writeFileSync(path.join(folder, "tokens.csv"), `${token},recorder,recorder,"system:masters"\n`, { mode: 0o600 });
}

function kubeconfig(server: string, token: string): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "proxy", cluster: { server } }],
    users: [{ name: "manager", user: { token } }],
    contexts: [{ name: "manager", context: { cluster: "proxy", user: "manager" } }],
    "current-context": "manager",
  });
}

/** The API server, once it answers for its own certificate and calls itself ready. */
async function ready(folder: string, at: { readonly port: number; readonly token: string }): Promise<KubernetesApi> {
  const certificate = path.join(folder, "apiserver.crt");
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    if (fs.existsSync(certificate)) {
      const api = new KubernetesApi({ ...at, certificate: fs.readFileSync(certificate) });
      const { status } = await api.answer("GET", "/readyz").catch(() => ({ status: 0 }));
      if (status === 200 && (await api.answer("GET", "/api/v1/namespaces/default")).status === 200) {
        return api;
      }
      api.close();
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("the API server was not ready in time");
}

function tailOf(folder: string): string {
  return ["etcd", "kube-apiserver", "kube-controller-manager"]
    .map((name) => path.join(folder, `${name}.log`))
    .filter((file) => fs.existsSync(file))
    .map((file) => `${path.basename(file)}:\n${fs.readFileSync(file, "utf8").split("\n").slice(-15).join("\n")}`)
    .join("\n");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject()));
    });
  });
}

async function end(processes: readonly ChildProcess[]): Promise<void> {
  for (const process of processes) {
    if (process.exitCode === null && process.signalCode === null) {
      const ended = new Promise((resolve) => process.once("exit", resolve));
      process.kill("SIGKILL");
      await ended;
    }
  }
}
