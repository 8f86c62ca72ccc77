// A PostgreSQL server that flushes its log, and databases in it that are full of stock.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { built } from "./built.mjs";
import { findPostgres, startInstalled } from "./installed-postgres.mjs";

const require = createRequire(import.meta.url);
const { migrate, openBatcher, openPool, readMigrations } = built;
const { Client } = require("pg");

const SERVICE = path.resolve(import.meta.dirname, "..");
export const SKUS = 10_000;

/** Units of a row that is never sold out. */
const MANY = 1_000_000_000;

/** Segments of the log that are there before anything is measured, of 16 MB each: more than a part writes. */
const SEGMENTS = 200;

/**
 * Starts the server that a part is measured on: the newest one that is installed, or with `POSTGRES=embedded`, or where none is, the one
 * that `npm run service` starts. `folder` is for whatever a part has to write, and goes with it.
 */
export async function startWorld() {
  const installed = process.env.POSTGRES === "embedded" ? undefined : findPostgres();
  const server = await (installed === undefined ? startEmbedded() : startInstalled(installed));
  const { url } = server;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-bench-"));
  await asOwner(url, makeSegments);
  let databases = 0;
  return {
    url,
    origin: installed === undefined ? "embedded" : "installed",
    folder,
    /** An empty warehouse of 10,000 SKUs, and what pgbench is to work on; `soldOut` of which there is nothing. */
    database: async () => {
      databases += 1;
      const name = `bench_${databases}`;
      await asOwner(url, (owner) => owner.query(`create database ${name}`));
      const own = Object.assign(new URL(url), { pathname: `/${name}` }).href;
      await asOwner(own, seed);
      return own;
    },
    stop: async () => {
      await server.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Which server everything is measured on. */
export async function describeServer({ url, origin }) {
  const { rows } = await asOwner(url, (owner) =>
    owner.query(`select current_setting('server_version') as version,
      coalesce((select setting from pg_config where name = 'CFLAGS'), '') as flags`),
  );
  const [{ version, flags }] = rows;
  const optimised = /-O\S/.exec(flags)?.[0] ?? "unknown flags";
  return `PostgreSQL ${version}, ${origin}, compiled with ${optimised}`;
}

async function startEmbedded() {
  const args = [path.join(SERVICE, "test/storage/postgres-server.mjs"), "--durable"];
  const server = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  const [address] = await once(server.stdout, "data");
  const stop = async () => {
    server.stdin.end();
    await once(server, "exit");
  };
  return { url: String(address).trim(), stop };
}

/** Does something as the owner of a database. */
export async function asOwner(url, task) {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  try {
    return await task(owner);
  } finally {
    await owner.end();
  }
}

/**
 * Brings a new server into the state of one that has been running, which writes its log into segments that it has used before:
 * to make one, and fill it with zeros, halts every commit for some 40 ms.
 */
async function makeSegments(owner) {
  // A switch fills the rest of its segment with zeros, so that nobody has to have done it before.
  await alterSystem(owner, ["set min_wal_size = '4GB'", "set max_wal_size = '8GB'", "set wal_init_zero = off"]);
  for (let made = 0; made < SEGMENTS; made += 1) {
    await owner.query("select pg_logical_emit_message(false, 'bench', ''), pg_switch_wal()");
  }
  await alterSystem(owner, ["reset wal_init_zero"]);
  await owner.query("checkpoint");
  const { rows } = await owner.query("select count(*)::integer as ready from pg_ls_waldir()");
  if (rows[0].ready < SEGMENTS) {
    throw new Error(`the server keeps ${rows[0].ready} segments of its log, expected at least ${SEGMENTS}`);
  }
}

/** Changes settings of the server, as `set` or `reset` says. */
export async function alterSystem(owner, changes) {
  for (const change of changes) {
    await owner.query(`alter system ${change}`);
  }
  await owner.query("select pg_reload_conf()");
}

async function seed(owner) {
  await migrate(owner, readMigrations(path.join(SERVICE, "migrations")));
  await owner.query("call inventory.make_days((now() - interval '1 day')::date, (now() + interval '2 days')::date)");
  await owner.query(
    `insert into inventory.stock (tenant, sku, location, on_hand)
     select 'acme', 'sku-' || n, 'berlin', ${MANY} from generate_series(0, ${SKUS - 1}) as n
     union all select 'acme', 'sold-out', 'berlin', 0`,
  );
  await owner.query(`create table bench_stock as select 1 as id, 0 as reserved, ${MANY} as on_hand`);
  await owner.query("alter table bench_stock add primary key (id), set (fillfactor = 50)");
  await owner.query("create table bench_row (id bigint generated always as identity primary key, payload text)");
  await owner.query(
    "create table bench_reservation (id uuid primary key, sku text, quantity integer, made timestamptz)",
  );
  await owner.query("create table bench_outbox (id bigint generated always as identity primary key, payload jsonb)");
}

/** A batcher on a database, as the service has it, while a task runs. */
export async function withService(url, task) {
  const pool = openPool(url, 8);
  const batcher = openBatcher(pool, { clock: () => performance.now(), mostWaiting: 10_000 });
  try {
    return await task(batcher, pool);
  } finally {
    await batcher.drain();
    await pool.end();
  }
}

/** Refuses to go on where units were sold that nobody reserved, or the other way round. */
export async function audit(url) {
  const { rows } = await asOwner(url, (owner) =>
    owner.query(
      `select (select coalesce(sum(reserved), 0)::text from inventory.stock) as reserved,
         (select count(*)::text from inventory.reservation) as made,
         (select count(*)::text from inventory.stock_event where type = 'StockChanged') as events,
         (select count(*)::text from inventory.idempotency_key where answer ->> 'accepted' = 'true') as answers`,
    ),
  );
  const [{ reserved, made, events, answers }] = rows;
  if (new Set([reserved, made, events, answers]).size !== 1) {
    throw new Error(`reserved ${reserved} units, made ${made} reservations, ${events} events, ${answers} answers`);
  }
  return `${made} units reserved, each by a reservation, an event and an answer`;
}
