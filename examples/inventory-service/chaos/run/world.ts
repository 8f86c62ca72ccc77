import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { freePorts } from "./ports";
import { bundle, type Bundle } from "./bundle";
import { HttpClient } from "./http-client";
import type { Patch } from "./patches";
import { kill, killTree, Processes, stop, type Running } from "./processes";
import { TENANTS } from "./plans";
import { Random } from "./random";

/** How long a shard of the relay is kept without a word, in ms: short, so that a run sees many changes of hands. */
const LEASE_MILLISECONDS = 1_500;

/** A process that can be killed, and started as it was. */
export type Part = "replica-0" | "replica-1" | "relay-0" | "relay-1" | "stream" | "cache" | "database";

interface Addresses {
  readonly database: number;
  readonly stream: number;
  readonly cache: number;
  readonly replicas: readonly [number, number];
}

/** Everything that a run starts: a database, two replicas, two relays, a stream and a cache, each a process of its own. */
export class World {
  readonly processes = new Processes();
  readonly folder: string;
  readonly clients: readonly HttpClient[];
  readonly apiKeys = new Map<string, string>();
  readonly #bundle: Bundle;
  readonly #addresses: Addresses;
  readonly #parts = new Map<Part, Running>();
  /** The library that moves clocks; `undefined` where there is none. */
  readonly #faketime: string | undefined;
  readonly #hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
  databaseUrl = "";

  private constructor(folder: string, made: Bundle, addresses: Addresses) {
    this.folder = folder;
    this.#bundle = made;
    this.#addresses = addresses;
    this.clients = addresses.replicas.map((port) => new HttpClient(port));
    this.#faketime = findFaketime();
  }

  /** Starts all of it, in a new folder. */
  static async start(seed: number, patches: readonly Patch[]): Promise<World> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-chaos-"));
    // PostgreSQL's own user makes the folder of its data in here.
    fs.chmodSync(folder, 0o777);
    const [database = 0, stream = 0, cache = 0, one = 0, two = 0] = await freePorts(5);
    const made = await bundle(programs(), patches);
    const world = new World(folder, made, { database, stream, cache, replicas: [one, two] });
    try {
      await world.#startAll(new Random(seed, -1_000_000));
    } catch (error) {
      await world.end();
      throw error;
    }
    return world;
  }

  /** Whether clocks can be moved here. */
  get hasFaketime(): boolean {
    return this.#faketime !== undefined;
  }

  /** Whether there is a cache that replicas share. */
  get hasRedis(): boolean {
    return this.#hasRedis;
  }

  /** Where the stream keeps what it was given. */
  get streamFile(): string {
    return path.join(this.folder, "stream.ndjson");
  }

  /** The id under which a part runs. */
  pid(part: Part): number {
    const { child, said } = this.#part(part);
    return typeof said.server === "number" ? said.server : (child.pid ?? 0);
  }

  /** Ends a part at once. */
  async kill(part: Part): Promise<void> {
    const { child } = this.#part(part);
    const gone = kill(child);
    if (part === "database" || part === "cache") {
      await killTree(this.pid(part));
    }
    await gone;
  }

  /** Starts a part that was killed, or never started. */
  async restart(part: Part): Promise<void> {
    const started = await this.processes.start(this.#startOf(part));
    this.#parts.set(part, started);
    if (part === "database") {
      this.databaseUrl = String(started.said.url);
    }
  }

  /** Has a part stop by itself. */
  async stop(part: Part): Promise<void> {
    await stop(this.#part(part).child);
  }

  /** Has everything stop by itself. */
  async stopAll(): Promise<void> {
    this.clients.forEach((client) => client.close());
    await this.processes.stopAll();
  }

  /** Ends what still runs. */
  async end(): Promise<void> {
    for (const part of ["database", "cache"] as const) {
      await (this.#parts.has(part) ? this.kill(part) : undefined);
    }
    this.processes.killAll();
    fs.rmSync(path.dirname(this.#bundle.program), { recursive: true, force: true });
  }

  /** Tells a part something on its standard input. */
  tell(part: Part, text: string): void {
    this.#part(part).child.stdin?.write(text);
  }

  /** Moves the clock of the second replica, in seconds, from the next second on. */
  moveClock(seconds: number): void {
    fs.writeFileSync(this.#clockFile, `${seconds < 0 ? "-" : "+"}${Math.abs(seconds)}s\n`);
  }

  /** A connection of the database's owner. */
  async connect(): Promise<Client> {
    const client = new Client({ connectionString: this.databaseUrl });
    client.on("error", () => undefined);
    await client.connect();
    return client;
  }

  get #clockFile(): string {
    return path.join(this.folder, "clock");
  }

  #part(part: Part): Running {
    const found = this.#parts.get(part);
    if (found === undefined) {
      throw new Error(`internal: ${part} was never started`);
    }
    return found;
  }

  async #startAll(random: Random): Promise<void> {
    await this.restart("database");
    await this.#prepare(random);
    const others = ["stream", "replica-0", "replica-1", "relay-0", "relay-1"] as const;
    await (this.#hasRedis ? this.restart("cache") : undefined);
    await Promise.all(others.map((part) => this.restart(part)));
  }

  async #prepare(random: Random): Promise<void> {
    const grantees = TENANTS.map((tenant) => ({ tenant, client: "shop", random: random.hex(64) }));
    const given = { role: "prepare", databaseUrl: this.databaseUrl, migrations: this.#bundle.migrations, grantees };
    const { child, said } = await this.processes.start({ args: [this.#bundle.program, JSON.stringify(given)] });
    const keys: unknown[] = Array.isArray(said.apiKeys) ? said.apiKeys : [];
    TENANTS.forEach((tenant, index) => this.apiKeys.set(tenant, String(keys[index])));
    await stop(child);
  }

  #startOf(part: Part): { args: readonly string[]; environment?: Readonly<Record<string, string>> } {
    const { databaseUrl } = this;
    const { database, stream, cache } = this.#addresses;
    const program = (given: object): { args: readonly string[] } => ({
      args: ["--enable-source-maps", this.#bundle.program, JSON.stringify(given)],
    });
    switch (part) {
      case "database":
        return {
          args: [
            path.join(__dirname, "../process/postgres.mjs"),
            JSON.stringify({ folder: path.join(this.folder, "data"), port: database }),
          ],
        };
      case "cache":
        return { args: [path.join(__dirname, "../process/redis.mjs"), JSON.stringify({ port: cache })] };
      case "stream":
        return program({ role: "stream", port: stream, file: this.streamFile });
      case "relay-0":
      case "relay-1":
        return program({
          ...{ role: "relay", databaseUrl, streamPort: stream, leaseMilliseconds: LEASE_MILLISECONDS },
          name: `${part}-${process.hrtime.bigint()}`,
        });
      case "replica-0":
        return program(this.#replica(part, 0));
      case "replica-1":
        return { ...program(this.#replica(part, 1)), ...this.#movedClock() };
    }
  }

  #replica(name: string, index: 0 | 1): object {
    const { databaseUrl } = this;
    const { stream: streamPort, cache, replicas } = this.#addresses;
    const redisUrl = this.#hasRedis ? `redis://127.0.0.1:${cache}` : undefined;
    return { role: "replica", databaseUrl, port: replicas[index], name, streamPort, redisUrl };
  }

  #movedClock(): { environment?: Readonly<Record<string, string>> } {
    if (this.#faketime === undefined) {
      return {};
    }
    if (!fs.existsSync(this.#clockFile)) {
      this.moveClock(0);
    }
    return {
      environment: {
        LD_PRELOAD: this.#faketime,
        FAKETIME_TIMESTAMP_FILE: this.#clockFile,
        FAKETIME_CACHE_DURATION: "1",
        FAKETIME_DONT_FAKE_MONOTONIC: "1",
        DONT_FAKE_MONOTONIC: "1",
      },
    };
  }
}

/** Programs lie below the packages that they load. */
function programs(): string {
  const cache = path.join(__dirname, "../../../../.cache/chaos");
  fs.mkdirSync(cache, { recursive: true });
  return fs.mkdtempSync(path.join(cache, "run-"));
}

function findFaketime(): string | undefined {
  const folders = fs.existsSync("/usr/lib")
    ? fs.readdirSync("/usr/lib").map((name) => `/usr/lib/${name}/faketime`)
    : [];
  return folders.map((folder) => path.join(folder, "libfaketimeMT.so.1")).find((file) => fs.existsSync(file));
}
