import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { freePort, opened, killed } from "./servers";

/** A Redis server on a free port of this machine alone, by itself or as a cluster of one. */
export class RedisServer {
  readonly url: string;
  readonly #port: number;
  readonly #folder: string;
  readonly #isCluster: boolean;
  #process: ChildProcess | undefined;

  private constructor(port: number, isCluster: boolean) {
    this.#port = port;
    this.#isCluster = isCluster;
    this.#folder = mkdtempSync(path.join(os.tmpdir(), "inventory-redis-"));
    this.url = `redis://127.0.0.1:${port}`;
  }

  static async start({ isCluster }: { isCluster: boolean }): Promise<RedisServer> {
    // A cluster's servers speak among themselves at a port 10,000 above.
    let port = await freePort();
    while (port > 55_000) {
      port = await freePort();
    }
    const server = new RedisServer(port, isCluster);
    await server.up();
    return server;
  }

  async up(): Promise<void> {
    const port = String(this.#port);
    const cluster = this.#isCluster ? ["--cluster-enabled", "yes"] : [];
    const args = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--dir", this.#folder, ...cluster];
    this.#process = spawn("redis-server", args, { stdio: "ignore" });
    await opened(this.#port);
    if (this.#isCluster) {
      spawnSync("redis-cli", ["-p", port, "cluster", "addslotsrange", "0", "16383"]);
      while (!this.cli("cluster", "info").includes("cluster_state:ok")) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  /** What the server's own client says. */
  cli(...args: readonly string[]): string {
    return spawnSync("redis-cli", ["-p", String(this.#port), ...args], { encoding: "utf8" }).stdout.trim();
  }

  async down(): Promise<void> {
    await killed(this.#process);
    this.#process = undefined;
  }

  async stop(): Promise<void> {
    await this.down();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
