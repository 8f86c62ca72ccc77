// What the service does in a second, beside what the same PostgreSQL does for pgbench in one: 64 callers, log flushed, events
// and keys on. `hot` is one SKU, `zipf` 10,000 of them (θ 0.99). Rounds are interleaved, and their median is printed with
// their spread. pgbench has to be on the PATH. SECONDS_PER_RUN and ROUNDS shorten or lengthen it.
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

const require = createRequire(import.meta.url);
const { Client } = require("pg");
const { Batcher, executeSplitting } = require("../src/batch/index.ts");
const { migrate, openPool, readMigrations } = require("../src/storage/index.ts");

const SERVICE = path.resolve(import.meta.dirname, "..");
const CALLERS = 64;
const SKUS = 10_000;
const THETA = 0.99;
const SECONDS = Number(process.env.SECONDS_PER_RUN ?? 5);
const ROUNDS = Number(process.env.ROUNDS ?? 5);

const server = spawn(process.execPath, [path.join(SERVICE, "test/storage/postgres-server.mjs"), "--durable"], {
  stdio: ["pipe", "pipe", "inherit"],
});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-bench-"));
try {
  const [address] = await once(server.stdout, "data");
  await bench(String(address).trim());
} finally {
  server.stdin.end();
  await once(server, "exit");
  fs.rmSync(folder, { recursive: true, force: true });
}

async function bench(url) {
  await seed(url);
  const zipf = zipfSkus();
  const runs = {
    "service, hot": () => runService(url, () => "sku-0"),
    "service, zipf": () => runService(url, zipf),
    "pgbench conditional UPDATE, hot": () =>
      runPgbench(url, "update bench_stock set reserved = reserved + 1 where id = 1 and reserved < on_hand;"),
    "pgbench one-row INSERT": () => runPgbench(url, "insert into bench_row (payload) values ('one reservation');"),
  };
  const results = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, run] of Object.entries(runs)) {
      results[name].push(await run());
    }
  }
  const medians = Object.fromEntries(Object.entries(results).map(([name, rounds]) => [name, summary(name, rounds)]));
  console.log(
    `hot: ${(medians["service, hot"] / medians["pgbench conditional UPDATE, hot"]).toFixed(1)} x conditional UPDATE`,
  );
  console.log(`zipf: ${(medians["service, zipf"] / medians["pgbench one-row INSERT"]).toFixed(2)} x one-row INSERT`);
  await audit(url);
}

async function seed(url) {
  const owner = await connect(url);
  await migrate(owner, readMigrations(path.join(SERVICE, "migrations")));
  await owner.query("call inventory.make_days((now() - interval '1 day')::date, (now() + interval '2 days')::date)");
  await owner.query(
    `insert into inventory.stock (tenant, sku, location, on_hand)
     select 'acme', 'sku-' || n, 'berlin', 1000000000 from generate_series(0, ${SKUS - 1}) as n`,
  );
  await owner.query("create table bench_stock as select 1 as id, 0 as reserved, 1000000000 as on_hand");
  await owner.query("alter table bench_stock add primary key (id), set (fillfactor = 50)");
  await owner.query("create table bench_row (id bigint generated always as identity primary key, payload text)");
  await owner.end();
}

/** Callers that each send their next reservation when the last one was answered. */
async function runService(url, skuOf) {
  const pool = openPool(url, 2);
  const batcher = new Batcher({
    clock: () => performance.now(),
    mostWaiting: 10_000,
    execute: (requests) => executeSplitting(pool, requests),
  });
  const latencies = [];
  const end = performance.now() + SECONDS * 1000;
  const caller = async () => {
    for (let now = performance.now(); now < end; now = performance.now()) {
      const outcome = await batcher.submit(reservation(skuOf()), 60_000);
      if (outcome.kind !== "answered" || !outcome.answer.accepted) {
        throw new Error(`a reservation was not accepted: ${JSON.stringify(outcome)}`);
      }
      latencies.push(performance.now() - now);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  await pool.end();
  latencies.sort((one, other) => one - other);
  const p99 = latencies[Math.floor(latencies.length * 0.99)];
  return { perSecond: latencies.length / SECONDS, p99 };
}

function reservation(sku) {
  const value = uuidV7();
  const lines = [{ sku, quantity: 1, locations: ["berlin"] }];
  const order = { reservation: value, channel: "web", orderRef: value, lines, fill: "all", split: "listed" };
  return { command: { kind: "reserve", tenant: "acme", ...order, holdSeconds: 3600 }, key: { client: "bench", value } };
}

function uuidV7() {
  const time = Date.now().toString(16).padStart(12, "0");
  const random = randomBytes(10).toString("hex");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}

function runPgbench(url, sql) {
  const script = path.join(folder, "script.sql");
  fs.writeFileSync(script, sql);
  const args = ["-n", "-M", "prepared", "-c", CALLERS, "-j", 2, "-T", SECONDS, "-f", script, url].map(String);
  const output = execFileSync("pgbench", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return { perSecond: Number(/tps = ([\d.]+) \(without/.exec(output)?.[1]), p99: undefined };
}

/** SKUs by rank, the first ones much more often, by the inverse of their cumulated weights. */
function zipfSkus() {
  let sum = 0;
  const cumulated = Array.from({ length: SKUS }, (_, rank) => (sum += 1 / (rank + 1) ** THETA));
  return () => {
    const wanted = Math.random() * sum;
    let [low, high] = [0, SKUS - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      [low, high] = cumulated[middle] < wanted ? [middle + 1, high] : [low, middle];
    }
    return `sku-${low}`;
  };
}

function summary(name, rounds) {
  const sorted = rounds.toSorted((one, other) => one.perSecond - other.perSecond);
  const median = sorted[sorted.length >> 1];
  const [least, most] = [sorted[0].perSecond, sorted.at(-1).perSecond].map(Math.round);
  const p99 = median.p99 === undefined ? "" : `, p99 ${median.p99.toFixed(1)} ms`;
  console.log(`${name}: ${Math.round(median.perSecond)}/s (${least} to ${most})${p99}`);
  return median.perSecond;
}

async function audit(url) {
  const owner = await connect(url);
  const { rows } = await owner.query(
    `select (select sum(reserved) from inventory.stock) as reserved, (select count(*) from inventory.reservation) as made`,
  );
  await owner.end();
  const [{ reserved, made }] = rows;
  console.log(`reserved ${reserved}, reservations ${made}`);
  process.exitCode = reserved === made ? 0 : 1;
}

async function connect(url) {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}
