// A PostgreSQL server with durable data, which may be those of one that was killed: on a port of this machine alone. It says
// under which id it runs, and stops when its standard input ends.
import fs from "node:fs";
import path from "node:path";
import { startPostgres } from "../../bin/postgres.mjs";

const { folder, port } = JSON.parse(process.argv[2]);
const server = await startPatiently();
const [postmaster] = fs.readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n");
process.stdout.write(`${JSON.stringify({ url: server.url, server: Number(postmaster) })}\n`);
process.stdin.resume();
await new Promise((resolve) => process.stdin.once("end", resolve).once("close", resolve));
await server.stop();
process.exit();

/** What is left of a server that was killed, its shared memory for one, may be in the way of the next for a moment. */
async function startPatiently() {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await startPostgres(folder, { durable: true, port });
    } catch (error) {
      if (attempt === 20) {
        throw error ?? new Error(`PostgreSQL does not start in ${folder}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
