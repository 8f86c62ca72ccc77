// Runs the SQL of the reconciliation on DuckDB and on Spark, over the same files, and fails unless rows and types are the same.
// PYTHON is a Python with the package pyspark (4.x, which needs Java 17); ROWS says how many rows are counted. The files have
// counts that come twice, contradict each other, are out of order or of two sources, and events, of every fifth row, that are lost
// or doubled.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

const require = createRequire(import.meta.url);
const { DuckDBInstance } = require("@duckdb/node-api");
const { COMPARE_SQL } = require("../../src/reconcile/compare-sql.ts");

const ROWS = Number(process.env.ROWS ?? 200_000);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "reconcile-spark-"));
const bounds = { memory_limit: "4GiB", temp_directory: path.join(folder, "spilled") };
const connection = await (await DuckDBInstance.create(":memory:", bounds)).connect();
try {
  process.exitCode = (await isEqual()) ? 0 : 1;
} finally {
  connection.closeSync();
  fs.rmSync(folder, { recursive: true, force: true });
}

async function isEqual() {
  await makeInputs();
  console.log((await Promise.all(["counts", "snapshot", "events"].map(countText))).join(", "));
  await timed("DuckDB", () => write("duckdb", COMPARE_SQL));
  await timed("Spark", () => {
    fs.writeFileSync(path.join(folder, "compare.sql"), COMPARE_SQL);
    const args = [path.join(import.meta.dirname, "compare.py"), folder, path.join(folder, "compare.sql")];
    execFileSync(process.env.PYTHON ?? "python3", args, { stdio: ["ignore", "inherit", "ignore"] });
  });
  const differing = await rows(`
    (select 'DuckDB alone' as side, * from (from duckdb except all from spark) limit 5)
    union all (select 'Spark alone' as side, * from (from spark except all from duckdb) limit 5)`);
  const types = async (name) => JSON.stringify(await rows(`select column_name, column_type from (describe ${name})`));
  const sameTypes = (await types("duckdb")) === (await types("spark"));
  const kinds = await rows("select kind, cast(sum(many) as integer) as many from spark group by kind order by kind");
  console.log(kinds.map(({ kind, many }) => `${kind} ${many}`).join(", "));
  console.log(differing.length === 0 && sameTypes ? "rows and types are the same" : "they differ", differing);
  return differing.length === 0 && sameTypes && kinds.length === 7;
}

/** Some rows of each kind, by the last digits of their number. */
async function makeInputs() {
  const key = (n) => `'tenant-' || (${n} % 20) as tenant, 'sku-' || ${n} as sku, 'berlin' as location`;
  await write(
    "snapshot",
    `
    select ${key("n")}, 100 + n % 7 as on_hand, n % 3 as reserved, case when n % 11 = 0 then 5 else 0 end as in_transit,
      10::bigint as version
    from range(${ROWS}) as t (n) where n % 97 <> 0`,
  );
  await write(
    "events",
    `
    select ${key("n")}, v as version, n * 1000 + v * 100 as at_us, (n + v) % 5 - 2 as on_hand_change, v % 2 as reserved_change,
      0::bigint as in_transit_change, n % 13 = 0 and v = 12 as correction
    from range(${ROWS}) as t (n), range(8, 15) as u (v), range(2) as w (times)
    where n % 5 = 0 and n % 97 <> 1 and n % 97 <> 0 and not (n % 53 = 0 and v = 11) and (times = 0 or n % 29 = 0)`,
  );
  await write(
    "counts",
    `
    select ${key("n")}, case when n % 211 = 0 and times = 1 then 'erp' else '3pl' end as source,
      (case when times = 0 then 5 when n % 31 = 0 then 4 else 5 end)::bigint as sequence,
      100 + n % 9 + case when n % 37 = 0 then times else 0 end as counted, n * 1000 + 700 + (n % 8) * 100 as counted_at_us
    from range(${ROWS}) as t (n), range(2) as w (times)
    where times = 0 or n % 31 = 0 or n % 37 = 0 or n % 41 = 0 or n % 211 = 0`,
  );
}

async function write(name, sql) {
  fs.mkdirSync(path.join(folder, name));
  await connection.run(`copy (${sql}) to '${path.join(folder, name, "part-0.parquet")}' (format parquet)`);
  await view(name);
}

async function view(name) {
  await connection.run(`create view ${name} as from read_parquet('${folder}/${name}/*.parquet')`);
}

async function countText(name) {
  const [{ many }] = await rows(`select count(*) as many from ${name}`);
  return `${many.toLocaleString("en")} ${name}`;
}

async function rows(sql) {
  return (await connection.runAndReadAll(sql)).getRowObjectsJS();
}

async function timed(name, task) {
  const started = performance.now();
  await task();
  console.log(`${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  if (name === "Spark") {
    await view("spark");
  }
}
