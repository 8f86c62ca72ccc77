import type { Duplex } from "node:stream";
import { Client, Pool } from "pg";
import { parseIntoClientConfig } from "pg-connection-string";
import { joinEpoch, type EpochRead } from "./epoch";

/**
 * What the service needs of a connection: the part of `pg`'s client that it uses. Statements are sent as they are handed
 * over, in their order, without waiting for the answers of those before them.
 */
export interface Db {
  query<Row>(query: Query): Promise<{ readonly rows: Row[] }>;
}

/** One statement. A name lets the connection keep it prepared. */
export interface Query {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** What a database says is wrong, as an SQLSTATE; an empty text for anything else that was thrown. */
export function sqlStateOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** A pool of connections: the part of `pg`'s pool that the service uses. A statement of its own takes any of them. */
export interface DbPool extends Db {
  connect(): Promise<DbConnection>;
}

/** A connection that goes back to its pool, or is closed where it failed. */
export interface DbConnection extends Db {
  release(failed?: boolean): void;
}

/**
 * Settings of the service's connections. They own nothing, so that row-level security holds for them. And they look rows up
 * by key alone, in nested loops over indexes that have them in the order that is wanted, by plans that are made once: a statement that
 * is prepared while a table is empty, or not yet counted, would otherwise be planned, for good, to read all of it. They are statements, since a proxy of RDS takes no options
 * with the login.
 */
const SETTINGS = [
  "role = inventory_service",
  "plan_cache_mode = force_generic_plan",
  "enable_seqscan = off",
  "enable_hashjoin = off",
  "enable_mergejoin = off",
  "enable_bitmapscan = off",
  "enable_material = off",
  "enable_sort = off",
  "jit = off",
  "timezone = 'UTC'",
]
  .map((setting) => `set ${setting}`)
  .join("; ");

/** Makes the password of a connection, where it is one that ends soon. */
export type PasswordSource = () => Promise<string>;

/** What a pool may be told beside its address. */
export interface PoolOptions {
  /**
   * Makes the password of each connection.
   *
   * @default - that of the address
   */
  readonly password?: PasswordSource | undefined;
  /**
   * Told of the epoch of the database that a connection has come to. What it throws, whoever wanted the connection hears.
   *
   * @default - whatever epoch the database is in, it will do
   */
  readonly onJoined?: (read: EpochRead) => void;
}

/** A pool of the service's connections. One whose settings cannot be made is closed, and never used without them. */
export function openPool(url: string, connections: number, { password, onJoined }: PoolOptions = {}): Pool {
  const pool = new Pool({
    ...loginOf(url, password),
    max: connections,
    pipeline: true,
    onConnect: async (client) => {
      await client.query(SETTINGS);
      const read = await joinEpoch(client);
      onJoined?.(read);
    },
  });
  // The pool hears of lost connections that lie idle. One that is lost between two statements of whoever has it is told to
  // nobody, and would end the process; its next statement fails, and says so.
  pool.on("connect", (client) => client.on("error", () => undefined));
  pool.on("connect", (client) => (client instanceof Client ? gatherWrites(client.connection.stream) : undefined));
  return pool;
}

/** Has what is written in one turn of the event loop leave in one piece: a batch's statements are many, and belong together. */
function gatherWrites(stream: Duplex): void {
  const { write } = stream;
  let isGathering = false;
  const leave = (): void => {
    isGathering = false;
    stream.uncork();
  };
  stream.write = (...args: unknown[]): boolean => {
    if (!isGathering) {
      isGathering = true;
      stream.cork();
      process.nextTick(leave);
    }
    return Reflect.apply(write, stream, args) === true;
  };
}

/** How `pg` logs in to the database at an address; the source of a password goes before the address's own. */
export function loginOf(url: string, password?: PasswordSource): ReturnType<typeof parseIntoClientConfig> {
  return { ...parseIntoClientConfig(url), ...(password === undefined ? {} : { password }) };
}
