import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";

const SERVICE = path.join(__dirname, "..", "..");

let folder: string;
let database: ChildProcess;
let url: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-image-"));
  execFileSync(process.execPath, [path.join(SERVICE, "build.mjs"), path.join(folder, "app")]);
  // The one package that the image has: it is not in the bundle, as it is no JavaScript.
  fs.mkdirSync(path.join(folder, "app", "node_modules"));
  fs.symlinkSync(
    path.dirname(path.dirname(require.resolve("@duckdb/node-api/package.json"))),
    path.join(folder, "app", "node_modules", "@duckdb"),
  );
  database = spawn(process.execPath, [path.join(SERVICE, "test/storage/postgres-server.mjs")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  url = String((await once(database.stdout ?? database, "data"))[0]).trim();
});
afterAll(async () => {
  children.filter(({ exitCode }) => exitCode === null).forEach((child) => child.kill());
  const ended = once(database, "exit");
  database.stdin?.end();
  await ended;
  fs.rmSync(folder, { recursive: true, force: true });
});

/** What the image tells Node, which refuses to start where it does not know it. */
function nodeOptions(): string {
  const [, options] = /NODE_OPTIONS=(\S+)/.exec(fs.readFileSync(path.join(SERVICE, "Dockerfile"), "utf8")) ?? [];
  if (options === undefined) {
    throw new Error("the Dockerfile sets no NODE_OPTIONS");
  }
  return options;
}

/** Starts the program of the image where nothing else is: no other package, no source, no variable but those it is given. */
function start(env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, [path.join(folder, "app", "service.js")], {
    cwd: folder,
    env: { NODE_OPTIONS: nodeOptions(), ...env },
    stdio: "pipe",
  });
  children.push(child);
  return child;
}

/** Where a program listens, as it logs it. */
async function addressOf(child: ChildProcess): Promise<string> {
  let printed = "";
  for await (const part of child.stdout ?? []) {
    printed += String(part);
    const address = /Server listening at (http:[^"]+)/.exec(printed)?.[1];
    if (address !== undefined) {
      return address;
    }
  }
  throw new Error(`it ended: ${printed}`);
}

describe("the program of the image", () => {
  it("migrates as an owner who is no superuser, serves, and ends when it is told to", async () => {
    const superuser = new Client({ connectionString: url });
    await superuser.connect();
    await superuser.query("create role dbowner login createrole password 'secret'");
    await superuser.query("create database inventory owner dbowner");
    await superuser.end();
    const own = Object.assign(new URL(url), { username: "dbowner", password: "secret", pathname: "/inventory" });

    const service = start({ DATABASE_URL: own.href, DATABASE_MIGRATE: "true", PORT: "0" });
    const address = await addressOf(service);
    const ready = await fetch(`${address}/health/ready`);
    const described = await fetch(`${address}/openapi.json`);
    const page = await fetch(`${address}/operator`);
    const doctor = spawn(process.execPath, [path.join(folder, "app", "doctor.js")], {
      env: { DATABASE_URL: own.href },
    });
    const examined = await once(doctor, "exit");
    const ended = once(service, "exit");
    service.kill("SIGTERM");

    expect(ready.status).toBe(200);
    expect(await described.json()).toMatchObject({ openapi: "3.1.0" });
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(examined).toEqual([0, null]);
    expect(await ended).toEqual([0, null]);
  });

  it("ends with 78 and one line where its environment is wrong", async () => {
    const service = start({});
    let said = "";
    service.stderr?.on("data", (part) => (said += String(part)));

    expect(await once(service, "exit")).toEqual([78, null]);
    expect(said).toBe("DATABASE_URL: is missing, expected the address of a PostgreSQL database\n");
  });
});

describe("another program of the image", () => {
  it.each([
    ["reconcile", 78, "--data is missing"],
    ["restock", 78, "--data is missing"],
    ["feed", 78, "--data is missing"],
    ["doctor", 2, "DATABASE_URL is missing"],
    ["failover", 78, "nothing is not a command"],
    ["keys", 78, "nothing is not a command"],
    ["parity", 78, "DATABASE_URL is missing"],
  ])("says first what it lacks: %s", (program, code, lacks) => {
    const file = path.join(folder, "app", `${program}.js`);
    const { status, stderr } = spawnSync(process.execPath, [file], { cwd: folder, env: {}, encoding: "utf8" });

    expect(stderr.startsWith(lacks)).toBe(true);
    expect(status).toBe(code);
  });
});
