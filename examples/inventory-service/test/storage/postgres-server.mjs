// A PostgreSQL server for one test file: starts, prints its address, and stops when its standard input ends, which it
// also does when the test is killed. Its data is a folder of its own, deleted afterwards. What it writes is flushed only
// with --durable.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startPostgres } from "../../bin/postgres.mjs";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-postgres-"));
// PostgreSQL's own user makes the folder of its data in here.
fs.chmodSync(folder, 0o777);
let server;
try {
  server = await startPostgres(path.join(folder, "data"), { durable: process.argv.includes("--durable") });
  process.stdout.write(`${server.url}\n`);
  process.stdin.resume();
  await new Promise((resolve) => process.stdin.once("end", resolve).once("close", resolve));
} finally {
  await server?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}
process.exit();
