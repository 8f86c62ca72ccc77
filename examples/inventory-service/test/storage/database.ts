import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { Client, type Pool } from "pg";
import { migrate, openPool, readMigrations } from "../../src/storage";

const SERVICE = path.join(__dirname, "..", "..");

export const MIGRATIONS = readMigrations(path.join(SERVICE, "migrations"));

/** A PostgreSQL server of a test file's own, and an empty, migrated database in it for each test. */
export class TestServer {
  readonly #process: ChildProcess;
  readonly url: string;
  readonly #open: { end(): Promise<void> }[] = [];
  #databases = 0;

  private constructor(child: ChildProcess, url: string) {
    this.#process = child;
    this.url = url;
  }

  static async start(): Promise<TestServer> {
    const child = spawn(process.execPath, [path.join(__dirname, "postgres-server.mjs")], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const address: unknown[] = await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
    const server = new TestServer(child, String(address[0]).trim());
    const owner = await server.connect("postgres");
    await owner.query("create database template_inventory");
    const template = await server.connect("template_inventory");
    await migrate(template, MIGRATIONS);
    await template.query(
      "call inventory.make_days((now() - interval '7 days')::date, (now() + interval '2 days')::date)",
    );
    await server.closeAll();
    return server;
  }

  /** A new database's owner, who is above all policies. */
  async database(template = "template_inventory"): Promise<{ readonly name: string; readonly owner: Client }> {
    this.#databases += 1;
    const name = `inventory_${this.#databases}`;
    const creator = await this.connect("postgres");
    await creator.query(`create database ${name} template ${template}`);
    return { name, owner: await this.connect(name) };
  }

  /** Connections as the service has them. */
  pool(database: string, max = 4): Pool {
    const pool = openPool(this.address(database), max);
    pool.on("error", () => undefined);
    this.#open.push(pool);
    return pool;
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((each) => each.end()));
  }

  async stop(): Promise<void> {
    await this.closeAll();
    const gone = once(this.#process, "exit");
    this.#process.stdin?.end();
    await gone;
  }

  /** One more connection of a database's owner. */
  async connect(database: string): Promise<Client> {
    const client = new Client({ connectionString: this.address(database) });
    client.on("error", () => undefined);
    await client.connect();
    this.#open.push(client);
    return client;
  }

  /** The address of a database, as its owner. */
  address(database: string): string {
    return Object.assign(new URL(this.url), { pathname: `/${database}` }).href;
  }
}
