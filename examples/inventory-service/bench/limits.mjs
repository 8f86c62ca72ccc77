// What the same machine does for others: pgbench on the same server, a flush of the disk, Redis.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { freePort } from "../bin/postgres.mjs";
import { CALLERS } from "./callers.mjs";
import { programFolders } from "./installed-postgres.mjs";
import { SECONDS } from "./rounds.mjs";

const require = createRequire(import.meta.url);

/** Reservations of one transaction of the ceiling. */
const ROWS = 64;

const UPDATE = "update bench_stock set reserved = reserved + 1 where id = 1 and reserved < on_hand;";
const INSERT = "insert into bench_row (payload) values ('one reservation');";
const BULK = `begin;
insert into bench_reservation select gen_random_uuid(), 'sku-0', 1, now() from generate_series(1, ${ROWS});
insert into bench_outbox (payload) select jsonb_build_object('type', 'reserved', 'sku', 'sku-0', 'quantity', 1, 'n', n)
  from generate_series(1, ${ROWS}) as n;
commit;`;

/** One row, changed by everybody. */
export const conditionalUpdate = (world, url) => pgbench(world, url, { sql: UPDATE, clients: CALLERS });

/** A row of one's own for everybody. */
export const oneRowInsert = (world, url) => pgbench(world, url, { sql: INSERT, clients: CALLERS });

/** What one backend can insert: reservations with their outbox rows, 64 in each transaction, and nothing else. */
export function insertCeiling(world, url) {
  const { perSecond } = pgbench(world, url, { sql: BULK, clients: 1 });
  return { perSecond: perSecond * ROWS };
}

function pgbench({ folder }, url, { sql, clients }) {
  const script = path.join(folder, "script.sql");
  fs.writeFileSync(script, sql);
  const args = ["-n", "-M", "prepared", "-c", clients, "-j", Math.min(2, clients), "-T", SECONDS, "-f", script, url];
  const output = execFileSync("pgbench", args.map(String), { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return { perSecond: Number(/tps = ([\d.]+) \(without/.exec(output)?.[1]) };
}

/** Prints how often the disk can be flushed in a second, where there is PostgreSQL's program that measures it. */
export function printFlushes({ folder }) {
  const program = programFolders()
    .map((bin) => path.join(bin, "pg_test_fsync"))
    .find((file) => fs.existsSync(file));
  if (program === undefined) {
    console.log("  flushes of the disk: not measured, there is no pg_test_fsync");
    return;
  }
  const output = execFileSync(program, ["-s", "1", "-f", path.join(folder, "flush")], { encoding: "utf8" });
  const [first] = [...output.matchAll(/fdatasync\s+([\d.]+) ops\/sec/g)];
  console.log(`  flushes of the disk (fdatasync): ${first?.[1] ?? "unknown"}/s`);
}

/** A script that does for one unit what is the least a reservation is: the key, the counter, the event. */
const RESERVE = `
  local answer = redis.call('GET', KEYS[2])
  if answer then return answer end
  if redis.call('DECRBY', KEYS[1], ARGV[1]) < 0 then
    redis.call('INCRBY', KEYS[1], ARGV[1])
    redis.call('SET', KEYS[2], 'refused', 'EX', 604800)
    return 'refused'
  end
  redis.call('SET', KEYS[2], 'accepted', 'EX', 604800)
  redis.call('XADD', KEYS[3], '*', 'key', KEYS[2], 'quantity', ARGV[1])
  return 'accepted'`;

/** Starts Redis with its log flushed before each answer; `undefined` where there is none. */
export async function startRedis({ folder }) {
  if (spawnSync("redis-server", ["--version"], { stdio: "ignore" }).status !== 0) {
    console.log("  Redis: not measured, there is no redis-server");
    return undefined;
  }
  const port = await freePort();
  const args = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "yes", "--appendfsync", "always"];
  const child = spawn("redis-server", [...args, "--dir", folder].map(String), { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of child.stdout) {
    if (String(line).includes("Ready to accept connections")) {
      break;
    }
  }
  child.stdout.resume();
  const { createClient } = require("@redis/client");
  const client = await createClient({ url: `redis://127.0.0.1:${port}` }).connect();
  await client.set("stock", "1000000000");
  const sha = await client.scriptLoad(RESERVE);
  return {
    /** Reserves a unit under a key, as one of many callers on one connection that sends together what comes together. */
    submit: async ({ key }) => {
      const answer = await client.evalSha(sha, { keys: ["stock", key.value, "events"], arguments: ["1"] });
      return { kind: "answered", answer: { accepted: answer === "accepted" } };
    },
    stop: async () => {
      await client.close();
      child.kill();
      await once(child, "exit");
    },
  };
}
