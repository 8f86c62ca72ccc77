// What a reconciliation of one day costs beside a bare join of the same files, both by DuckDB in this process, one after the
// other in each round: counts joined with snapshot and the sums of the events, written as Parquet. Inputs are made first.
// ROWS and ROUNDS change how much; the median of the rounds is printed with their spread.
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

const require = createRequire(import.meta.url);
const { DuckDBInstance } = require("@duckdb/node-api");
const { LocalFiles } = require("../src/files/index.ts");
const { DuckDbEngine, reconcile } = require("../src/reconcile/index.ts");

const ROWS = Number(process.env.ROWS ?? 1_000_000);
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const DAY = "2026-03-02";
const START = Date.parse(DAY) * 1000;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "reconcile-bench-"));
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
const threads = os.availableParallelism();
const engine = await DuckDbEngine.start({ memoryMiB: 4096, threads, spillFolder: folder });
try {
  await bench();
} finally {
  engine.stop();
  connection.closeSync();
  fs.rmSync(folder, { recursive: true, force: true });
}

async function bench() {
  await makeInputs();
  const times = { join: [], reconciliation: [], again: [] };
  let rows;
  for (let round = 0; round < ROUNDS; round += 1) {
    times.join.push(await timed(bareJoin));
    fs.rmSync(path.join(folder, "deltas"), { recursive: true, force: true });
    times.reconciliation.push(await timed(async () => (rows = (await run()).rows)));
    times.again.push(await timed(run));
  }
  console.log(`${ROWS.toLocaleString("en")} counts, as many rows of the snapshot and events; ${threads} threads`);
  console.log(`found ${JSON.stringify(rows)}`);
  Object.entries(times).forEach(([name, seconds]) => console.log(summary(name, seconds)));
  console.log(`ratio: ${(median(times.reconciliation) / median(times.join)).toFixed(2)} x the bare join`);
}

/** Rows of 200 tenants, of which one in a hundred is counted wrongly, and events of half of them. */
async function makeInputs() {
  const key = (n) => `'tenant-' || (${n} % 200) as tenant, 'sku-' || ${n} as sku, 'berlin' as location`;
  await write(
    "snapshot",
    `
    select ${key("n")}, 100::bigint as on_hand, 0::bigint as reserved, 0::bigint as in_transit, 10::bigint as version
    from range(${ROWS}) as t (n)`,
  );
  await write(
    "events",
    `
    select ${key("n // 2 * 2")}, (11 + n % 2)::bigint as version, ${START} + n as at_us, -1::bigint as on_hand_change,
      0::bigint as reserved_change, 0::bigint as in_transit_change, false as correction
    from range(${ROWS}) as t (n)`,
  );
  await write(
    "counts",
    `
    select ${key("n")}, '3pl' as source, 1::bigint as sequence,
      (case when n % 2 = 0 then 98 else 100 end + case when n % 100 = 0 then 1 else 0 end)::bigint as counted,
      ${START + 43_200_000_000} as counted_at_us
    from range(${ROWS}) as t (n)`,
  );
}

async function write(dataset, sql) {
  const file = fileOf(dataset);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  await connection.run(`copy (${sql}) to '${file}' (format parquet)`);
}

/** What nobody could do without: each count with its row and the sum of its events. */
async function bareJoin() {
  await connection.run(`
    copy (
      select c.*, s.on_hand, s.in_transit, s.reserved, s.version, e.changed
      from read_parquet('${fileOf("counts")}') c
      left join read_parquet('${fileOf("snapshot")}') s using (tenant, sku, location)
      left join (
        select tenant, sku, location, sum(on_hand_change) as changed
        from read_parquet('${fileOf("events")}') group by all
      ) e using (tenant, sku, location)
    ) to '${path.join(folder, "join.parquet")}' (format parquet, compression zstd)`);
}

async function run() {
  const files = new LocalFiles(folder, "bench");
  const share = { index: 0, of: 1 };
  const { signal } = new AbortController();
  return reconcile({ files, engine, stock: undefined, day: DAY, daysBack: 1, share, signal });
}

async function timed(task) {
  const started = performance.now();
  await task();
  return (performance.now() - started) / 1000;
}

function summary(name, seconds) {
  const [least, most] = [Math.min(...seconds), Math.max(...seconds)];
  return `${name}: ${median(seconds).toFixed(2)} s (${least.toFixed(2)} to ${most.toFixed(2)})`;
}

function median(values) {
  return values.toSorted((one, other) => one - other)[values.length >> 1];
}

function fileOf(dataset) {
  return path.join(folder, `${dataset}/day=${DAY}/shard=00/part-0.parquet`);
}
