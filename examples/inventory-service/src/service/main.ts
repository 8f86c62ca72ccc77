import { existsSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { errorFields, TlsFilesError, type PageBundle } from "../http";
import { loginOf, migrate, readMigrations } from "../storage";
import { readChannels } from "./channels-file";
import { readConfig, type Config } from "./config";
import { databasePassword } from "./database-password";
import { openAdapters, type Adapters } from "./open-adapters";
import { startService, type Service } from "./service";

/** How the program ends: by a signal, or as the environment is wrong. */
const EXIT = { stopped: 0, usage: 78 } as const;

/** Where the migrations lie: beside the bundle, or in the package. */
const MIGRATIONS = ["migrations", "../../migrations"].map((folder) => path.join(__dirname, folder));

async function main(): Promise<void> {
  const config = usable(() => readConfig(process.env));
  const { databaseUrl } = config;
  if (databaseUrl === undefined) {
    throw new WrongUsage("DATABASE_URL: is missing, expected the address of a PostgreSQL database");
  }
  if (config.migrate) {
    await applyMigrations(databaseUrl, config);
  }
  const replica = `${os.hostname()}-${process.pid}`;
  const parties = usable(() => readChannels(config.channels));
  const adapters = await openAdapters({ ...config, parties, replica, clock: () => performance.now(), onError: report });
  const service = await startService({
    databaseUrl,
    databasePassword: databasePassword(config),
    connections: config.connections,
    flagsFile: config.flagsFile,
    parties: adapters.parties,
    ...{ partition: config.partition, leastEpoch: config.leastEpoch },
    ...{ stream: adapters.stream, source: adapters.stream, feeds: adapters.feeds },
    ...{ cache: adapters.cache, archive: adapters.archive, replica },
    ...{ traces: adapters.traces, tls: config.tls, hasOperations: config.operationsPort !== undefined },
    ...{ metricSink: adapters.metricSink, page: readPage() },
    log: true,
    now: Date.now,
    clock: () => performance.now(),
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void stop(service, adapters));
  }
  await service.app.listen({ host: config.host, port: config.port });
  if (config.operationsPort !== undefined) {
    await service.operations.listen({ host: config.host, port: config.operationsPort });
  }
}

/** The operator's page, which the build has put beside the program. */
function readPage(): PageBundle | undefined {
  const file = path.join(__dirname, "page.json");
  // Only the build writes there.
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as PageBundle) : undefined;
}

class WrongUsage extends Error {}

/** What somebody configured, or why it cannot be used. */
function usable<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

/** Applies what is missing, as the user of the address, who owns the tables. */
async function applyMigrations(url: string, config: Config): Promise<void> {
  const folder = MIGRATIONS.find((each) => existsSync(each));
  if (folder === undefined) {
    throw new Error("internal: the migrations are not beside the program");
  }
  const owner = new Client(loginOf(url, databasePassword(config)));
  await owner.connect();
  try {
    await migrate(owner, readMigrations(folder));
  } finally {
    await owner.end();
  }
}

/** Says what failed where nobody waits for it. */
function report(error: unknown): void {
  process.stderr.write(`${JSON.stringify({ level: "warn", err: errorFields(error) })}\n`);
}

async function stop(service: Service, adapters: Adapters): Promise<void> {
  await service.stop();
  await adapters.close();
  process.exit(EXIT.stopped);
}

main().catch((error: unknown) => {
  if (error instanceof WrongUsage || error instanceof TlsFilesError) {
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT.usage);
  }
  throw error;
});
