// Two PostgreSQL servers for one test file: a primary, and a standby that follows it asynchronously. Each line of standard input
// is a command, answered by a line of JSON:
//   start           a primary without data, and its standby, a copy of it
//   lose primary    ends the primary at once, as a crash does
//   return primary  starts it again, on what it had written
// They stop, and their data are deleted, when standard input ends.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import pg from "pg";
import { freePort, startPostgres } from "../../bin/postgres.mjs";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-failover-"));
// PostgreSQL's own user makes the folders of its data in here.
fs.chmodSync(folder, 0o777);
const primaryFolder = path.join(folder, "primary");
const standbyFolder = path.join(folder, "standby");
const servers = new Map();
const ports = new Map();

const COMMANDS = {
  start: async () => {
    ports.set("primary", await freePort());
    const first = await startPostgres(primaryFolder, { durable: false, port: ports.get("primary") });
    await first.stop();
    fs.cpSync(`${primaryFolder}.password`, `${standbyFolder}.password`);
    fs.cpSync(primaryFolder, standbyFolder, { recursive: true, preserveTimestamps: true });
    giveTo(standbyFolder, fs.statSync(primaryFolder));
    await start("primary", primaryFolder);
    const { hostname, port, password } = new URL(servers.get("primary").url);
    const address = `host=${hostname} port=${port} user=postgres password=${password}`;
    fs.appendFileSync(path.join(standbyFolder, "postgresql.auto.conf"), `primary_conninfo = '${address}'\n`);
    fs.writeFileSync(path.join(standbyFolder, "standby.signal"), "");
    giveTo(standbyFolder, fs.statSync(primaryFolder));
    ports.set("standby", await freePort());
    const standby = `postgres://postgres:${password}@${hostname}:${ports.get("standby")}/postgres`;
    // A standby never says that it takes changes, which starting waits for.
    start("standby", standbyFolder).catch(() => undefined);
    await untilAnswered(standby);
    return { primary: servers.get("primary").url, standby };
  },
  "lose primary": async () => {
    await lose(primaryFolder);
    servers.delete("primary");
    return {};
  },
  "return primary": async () => {
    await start("primary", primaryFolder);
    return { primary: servers.get("primary").url };
  },
};

async function start(name, data) {
  servers.set(name, await startPostgres(data, { durable: false, port: ports.get(name) }));
}

async function untilAnswered(connectionString) {
  for (;;) {
    const client = new pg.Client({ connectionString });
    const isThere = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (isThere) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Ends a server at once. */
async function lose(data) {
  const file = path.join(data, "postmaster.pid");
  if (fs.existsSync(file)) {
    process.kill(Number(fs.readFileSync(file, "utf8").split("\n")[0]), "SIGQUIT");
  }
  while (fs.existsSync(file)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** PostgreSQL takes only data of its own user. */
function giveTo(place, { uid, gid }) {
  fs.chownSync(place, uid, gid);
  fs.chmodSync(place, fs.statSync(place).isDirectory() ? 0o700 : 0o600);
  if (fs.statSync(place).isDirectory()) {
    fs.readdirSync(place).forEach((each) => giveTo(path.join(place, each), { uid, gid }));
  }
}

try {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await COMMANDS[line]())}\n`);
  }
} finally {
  await Promise.all([lose(primaryFolder), lose(standbyFolder)]);
  fs.rmSync(folder, { recursive: true, force: true });
}
process.exit();
