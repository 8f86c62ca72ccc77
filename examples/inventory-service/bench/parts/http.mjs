// The program of the image through HTTP: keys, quotas, validation and the log on, one request in a hundred traced and sent to a collector.
// Beside it an empty Fastify POST, which gets the same requests from the same callers. Servers and callers are a process each.
import autocannon from "autocannon";
import { execFileSync, fork, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { freePort } from "../../bin/postgres.mjs";
import { built } from "../built.mjs";
import { CALLERS, hotSku, reservation, zipfSkus } from "../callers.mjs";
import { compare, interleave, judge, SECONDS } from "../rounds.mjs";
import { asOwner, audit } from "../world.mjs";

const require = createRequire(import.meta.url);
const { keyHash, keyText, storeKey } = built;

const SERVICE = path.resolve(import.meta.dirname, "../..");

/** For so long a server is slower, while what it runs is being compiled. */
const WARM_UP_SECONDS = 10;

export const about = "64 callers through HTTP, with keys, quotas, validation and traces, beside an empty Fastify POST";

export async function run(world) {
  const url = await world.database();
  const collector = await startCollector();
  const apiKey = await issueKey(url);
  const [service, empty] = [await startService(world, { url, collector }), await startEmpty()];
  const load = (server, skuOf) => () => callFor(server.url, { apiKey, skuOf, seconds: SECONDS });
  try {
    for (const { url: young } of [service, empty]) {
      await callFor(young, { apiKey, skuOf: hotSku, seconds: WARM_UP_SECONDS });
    }
    const results = await interleave({
      "service, one SKU": load(service, hotSku),
      "service, 10,000 SKUs": load(service, zipfSkus()),
      "an empty POST": load(empty, hotSku),
    });
    const [hot, zipf, those] = Object.values(results);
    compare("one SKU, of an empty POST", { these: hot, those, floor: 0.3 });
    compare("10,000 SKUs, of an empty POST", { these: zipf, those, floor: 0.25 });
  } finally {
    await Promise.all([service.stop(), empty.stop()]);
    collector.stop();
  }
  judge(`${collector.taken()} requests of traces at the collector`, collector.taken(), { floor: 1 });
  console.log(`  ${await audit(url)}`);
}

/** Callers that each send their next reservation when the last one was answered. */
async function callFor(url, { apiKey, skuOf, seconds }) {
  const setupRequest = (request) => requestOf(request, { apiKey, sku: skuOf() });
  const requests = [{ method: "POST", path: "/v1/reservations", setupRequest }];
  const result = await autocannon({ url, connections: CALLERS, duration: seconds, requests });
  const { errors, timeouts, non2xx, latency } = result;
  if (errors + timeouts + non2xx > 0) {
    throw new Error(
      `${non2xx} answers were no 200 (${JSON.stringify(result.statusCodeStats)}), ${errors} calls failed and ${timeouts} took too long`,
    );
  }
  return { perSecond: result["2xx"] / result.duration, p99: latency.p99 };
}

function requestOf(request, { apiKey, sku }) {
  const { command, key } = reservation(sku);
  const { kind: _kind, tenant: _tenant, ...order } = command;
  const body = { ...order, orderRef: `order-${key.value}` };
  const headers = {
    authorization: `Bearer ${apiKey}`,
    "content-type": "application/json",
    "idempotency-key": key.value,
  };
  return { ...request, headers, body: JSON.stringify(body) };
}

/** Builds the service as for its image, and starts it. Its log goes where nobody reads it: only writing it is measured. */
async function startService({ folder }, { url, collector }) {
  const app = path.join(folder, "app");
  execFileSync(process.execPath, [path.join(SERVICE, "build.mjs"), app]);
  // The one package that is not in the bundle.
  fs.mkdirSync(path.join(app, "node_modules"));
  const duckdb = path.dirname(path.dirname(require.resolve("@duckdb/node-api/package.json")));
  fs.symlinkSync(duckdb, path.join(app, "node_modules", "@duckdb"));
  const port = await freePort();
  const env = {
    DATABASE_URL: url,
    PORT: String(port),
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    NODE_ENV: "production",
    NODE_OPTIONS: nodeOptions(),
  };
  const child = spawn(process.execPath, [path.join(app, "service.js")], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const own = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${own}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) {
      throw new Error(`the service ended with ${child.exitCode}`);
    }
    await setTimeout(50);
  }
  const stop = async () => {
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  return { url: own, stop };
}

/** What Node is told in the image. */
function nodeOptions() {
  const [, options] = /NODE_OPTIONS=(\S+)/.exec(fs.readFileSync(path.join(SERVICE, "Dockerfile"), "utf8"));
  return options;
}

async function startEmpty() {
  const program = path.join(SERVICE, "bench/empty-post.mjs");
  const child = fork(program, { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const [url] = await once(child, "message");
  const stop = async () => {
    child.disconnect();
    await once(child, "exit");
  };
  return { url, stop };
}

async function startCollector() {
  let taken = 0;
  const server = http.createServer((request, reply) => {
    request.resume().once("end", () => {
      taken += 1;
      reply.end("{}");
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => server.close();
  return { url: `http://127.0.0.1:${server.address().port}`, taken: () => taken, stop };
}

async function issueKey(url) {
  const apiKey = keyText(randomBytes(32));
  const scopes = ["read", "stock:write", "reservations:write"];
  const grant = { tenant: "acme", client: "bench", partition: "local", scopes, requestsPerMinute: 100_000_000 };
  await asOwner(url, (owner) => storeKey(owner, keyHash(apiKey), { ...grant, expiresAt: Date.now() + 3_600_000 }));
  return apiKey;
}
