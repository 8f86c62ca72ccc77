import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Client } from "pg";
import { keepRetention, ParquetTables } from "../../src/archive";
import { LocalFiles } from "../../src/files";
import { InProcessCache, type StockCache } from "../../src/read";
import type { CachedStock, SkuKey } from "../../src/read/cache";
import type { Service } from "../../src/service";
import { InProcessStream, type CloudEvent } from "../../src/stream";
import type { Traces } from "../../src/trace";
import { issueKey, serviceOn } from "../http/caller";
import type { TestServer } from "../storage/database";
import type { Document, Sent } from "./requests";

const DAY_SECONDS = 86_400;

/** A cache that remembers all that it was told, as one that replicas share would have got it. */
class RememberingCache implements StockCache {
  readonly told: string[] = [];
  readonly #cache = new InProcessCache({ lifeMilliseconds: 60_000, most: 1000, clock: () => performance.now() });

  get(key: SkuKey): Promise<CachedStock | undefined> {
    return this.#cache.get(key);
  }

  claim(): Promise<boolean> {
    return this.#cache.claim();
  }

  merge(key: SkuKey, stock: CachedStock): Promise<void> {
    this.told.push(JSON.stringify([key, stock]));
    return this.#cache.merge(key, stock);
  }
}

interface Parts {
  readonly service: Service;
  readonly owner: Client;
  readonly url: string;
  readonly cache: RememberingCache;
  readonly log: string[];
  readonly traced: string[];
}

/** Traces of which all is kept that they say. */
function tracesTo(told: string[]): Traces {
  const traceparent = `00-${"1".repeat(32)}-${"2".repeat(16)}-01`;
  const end = (facts: object): void => void told.push(JSON.stringify(facts));
  return {
    begin: ({ name, facts }) => {
      told.push(JSON.stringify({ name, facts }));
      return { traceparent, link: () => undefined, end };
    },
    stop: async () => undefined,
  };
}

/** A service of which all is kept that leaves it. */
export class World implements Parts {
  readonly service: Service;
  readonly owner: Client;
  readonly url: string;
  readonly cache: RememberingCache;
  readonly log: string[];
  readonly traced: string[];
  readonly events: CloudEvent[] = [];
  readonly answers: string[] = [];
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-privacy-"));

  private constructor({ service, owner, url, cache, log, traced }: Parts) {
    this.traced = traced;
    this.service = service;
    this.owner = owner;
    this.url = url;
    this.cache = cache;
    this.log = log;
  }

  /** Starts it, on a database of its own. */
  static async start(server: TestServer): Promise<World> {
    const stream = new InProcessStream();
    const log: string[] = [];
    const cache = new RememberingCache();
    const traced: string[] = [];
    const sink = { write: (line: string) => void log.push(line) };
    const started = await serviceOn(server, { stream, cache, log: sink, traces: tracesTo(traced) });
    const world = new World({ ...started, cache, log, traced });
    await stream.listen({ listener: async (events) => void world.events.push(...events) });
    return world;
  }

  async stop(): Promise<void> {
    await this.service.stop();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  async document(): Promise<Document> {
    return (await fetch(new URL("/openapi.json", this.url))).json() as Promise<Document>;
  }

  /** Sends a request with a key; what is answered is the caller's own. */
  async send({ method, path: to, headers, body }: Omit<Sent, "at" | "route">, apiKey: string): Promise<number> {
    const type = body === undefined ? {} : { "content-type": "application/json" };
    const reply = await fetch(new URL(to, this.url), {
      method,
      headers: { authorization: `Bearer ${apiKey}`, ...type, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    await reply.arrayBuffer();
    return reply.status;
  }

  /** Waits until all events have been published, and writes all of them to an archive. */
  async settle(): Promise<void> {
    const waiting = `select count(*)::integer as events from inventory.stock_event as e join inventory.relay_shard as r
      on r.shard = e.shard where (e.transaction, e.sequence) > (r.transaction, r.sequence)`;
    while ((await this.owner.query<{ events: number }>(waiting)).rows[0]?.events !== 0) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const tables = await ParquetTables.start({ memoryMiB: 256, spillFolder: path.join(this.folder, "spill") });
    const kept = { settledSeconds: -2 * DAY_SECONDS, keptSeconds: 9 * DAY_SECONDS };
    await this.owner.query("update inventory.archived_day set events = null, manifest = null");
    await keepRetention({ db: this.owner, files: new LocalFiles(this.folder, "test"), tables, ...kept });
    tables.stop();
  }

  /** What others who may ask are answered: a client of the same tenant. */
  async askAsAnother(paths: readonly string[]): Promise<void> {
    const apiKey = await issueKey(this.owner, { client: "another" });
    for (const each of paths) {
      const reply = await fetch(new URL(each, this.url), { headers: { authorization: `Bearer ${apiKey}` } });
      this.answers.push(`${each}: ${await reply.text()}`);
    }
  }
}
