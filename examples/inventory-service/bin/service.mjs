// Starts the service for somebody who tries it. Without DATABASE_URL it starts a PostgreSQL of its own, with durable data, puts
// goods on the shelves, tells an order's story, and goes on until it is interrupted; with --once it stops after the story.
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { bundlePage } from "../bundle-page.mjs";

const require = createRequire(import.meta.url);
const { openAdapters } = require("../src/service/open-adapters.ts");
const { readChannels } = require("../src/service/channels-file.ts");
const { readConfig, startService } = require("../src/service/index.ts");

const config = readConfig(process.env);
const embedded = config.databaseUrl === undefined ? await startEmbedded() : undefined;
const replica = `${os.hostname()}-${process.pid}`;
const clock = () => performance.now();
const parties = readChannels(config.channels);
const adapters = await openAdapters({
  ...config,
  parties,
  replica,
  clock,
  onError: ({ message }) => console.error(message),
});
const service = await startService({
  databaseUrl: embedded?.postgres.url ?? config.databaseUrl,
  connections: config.connections,
  flagsFile: config.flagsFile,
  parties: adapters.parties,
  partition: config.partition,
  leastEpoch: config.leastEpoch,
  stream: adapters.stream ?? embedded?.stream,
  source: adapters.stream ?? embedded?.stream,
  feeds: adapters.feeds,
  cache: adapters.cache,
  archive: adapters.archive,
  traces: adapters.traces,
  metricSink: adapters.metricSink,
  replica,
  tls: config.tls,
  hasOperations: config.operationsPort !== undefined,
  page: await bundlePage(),
  log: embedded === undefined,
  now: Date.now,
  clock,
});
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, stop);
}
const url = await service.app.listen({ host: config.host, port: config.port });
if (config.operationsPort !== undefined) {
  await service.operations.listen({ host: config.host, port: config.operationsPort });
}
if (embedded !== undefined) {
  await tell(embedded.apiKey);
}

async function startEmbedded() {
  const { startPostgres } = await import("./postgres.mjs");
  const { Client } = require("pg");
  const { readMigrations } = require("../src/storage/index.ts");
  const { prepare } = require("../src/embedded/index.ts");
  // PostgreSQL's own user, under which it runs where this is root, gets into no home but its own.
  const home = process.getuid?.() === 0 ? "/var/tmp" : os.homedir();
  const folder = config.dataFolder ?? path.join(home, ".inventory-service");
  const postgres = await startPostgres(path.join(folder, "postgres"), { durable: true });
  const owner = new Client({ connectionString: postgres.url });
  await owner.connect();
  const apiKey = await prepare(owner, {
    migrations: readMigrations(path.join(import.meta.dirname, "../migrations")),
    partition: config.partition.own,
    random: randomBytes(32),
    now: Date.now(),
  });
  await owner.end();
  console.log(`PostgreSQL  ${postgres.url}\n            data in ${folder}`);
  const { InProcessStream } = require("../src/stream/index.ts");
  return { postgres, apiKey, stream: new InProcessStream() };
}

async function tell(apiKey) {
  const { seedStock, tellStory } = require("../src/embedded/index.ts");
  const options = { url, apiKey, newKey: uuidV7, print: (line) => console.log(line) };
  console.log(
    `API         ${url}/openapi.json\nOperator    ${url}/operator\nMetrics     ${url}/metrics\nAPI key     ${apiKey}  (tenant demo, for a day)`,
  );
  console.log("Stock");
  await seedStock(options);
  console.log("Story");
  await tellStory(options);
  if (process.argv.includes("--once")) {
    await stop();
  } else {
    console.log(`Try         curl -H 'authorization: Bearer ${apiKey}' ${url}/v1/stock/mug-blue`);
  }
}

async function stop() {
  await service.stop();
  await adapters.close();
  await embedded?.postgres.stop();
  process.exit();
}

function uuidV7() {
  const time = Date.now().toString(16).padStart(12, "0");
  const random = randomBytes(10).toString("hex");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}
