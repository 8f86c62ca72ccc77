import { setMaxListeners } from "node:events";
import type { Pool } from "pg";
import { openBatcher, whileAvailable, type Batcher } from "../batch";
import type { Files } from "../files";
import { takeInWebhook, type OpenParties } from "../channels";
import { Flags } from "../flags";
import type { App, LogSink, PageBundle, Partition, TlsFiles } from "../http";
import { Metrics, type MetricSink } from "../observe";
import { AvailabilityReader, InProcessCache, type StockCache } from "../read";
import { findStock, openPool, unpublishedAge, type DbPool, type EpochRead, type PasswordSource } from "../storage";
import type { LiveFeed } from "../feed";
import type { Source, Stream } from "../stream";
import { CommandTraces, during, NO_TRACES, type Traces } from "../trace";
import { Admission } from "./admission";
import { startBackground } from "./background";
import { EpochGuard } from "./epoch-guard";
import { openHttp } from "./open-http";
import { readingsOf } from "./readings";
import { retain } from "./retain";

/** What a service is started with. */
export interface ServiceOptions {
  /** The database, as a user that may take the role `inventory_service`. */
  readonly databaseUrl: string;
  /**
   * Makes the password of each connection.
   *
   * @default - that of the address
   */
  readonly databasePassword?: PasswordSource | undefined;
  /** Connections to it. One batch runs at a time; the others read. */
  readonly connections: number;
  /** Which partition this is, and under which host each is found. */
  readonly partition: Partition;
  /** Where its relay publishes events. Without one, it runs no relay: the events wait in the log for one that does. */
  readonly stream: Stream | undefined;
  /**
   * The feeds whose records are handed out while they are new. Whoever opened them closes them.
   *
   * @default - none: days are handed out by a job of their own
   */
  readonly feeds?: readonly LiveFeed[];
  /**
   * Where its cache hears of what all replicas change.
   *
   * @default - nowhere: what others change is seen when an entry is no longer believed
   */
  readonly source?: Source | undefined;
  /**
   * Where stock rows are kept close. Whoever opened it closes it.
   *
   * @default - a cache within this process
   */
  readonly cache?: StockCache | undefined;
  /**
   * Where events of days that are over are archived, with what reconciliation reads. Whoever opened it closes it.
   *
   * @default - nowhere: they stay in the database
   */
  readonly archive?: Files | undefined;
  /**
   * The document of flags.
   *
   * @default - none: defaults hold
   */
  readonly flagsFile?: string | undefined;
  /**
   * Where traces go. Whoever opened them ends them.
   *
   * @default - nothing is recorded
   */
  readonly traces?: Traces | undefined;
  /**
   * Where the platform's service levels read. Whoever opened it closes it.
   *
   * @default - nowhere: Prometheus alone is told
   */
  readonly metricSink?: MetricSink | undefined;
  /**
   * The operator's page, served as `/operator`.
   *
   * @default - none is served
   */
  readonly page?: PageBundle | undefined;
  /**
   * Marketplaces, warehouses and ERPs with whom stock is shared. Whoever opened them closes them.
   *
   * @default - none
   */
  readonly parties?: OpenParties | undefined;
  /** What this replica is called in the table of leases. */
  readonly replica: string;
  /**
   * Its certificate and key, and whose clients it lets in.
   *
   * @default - it speaks plain HTTP
   */
  readonly tls?: TlsFiles | undefined;
  /**
   * Whether health and metrics are answered at an address of their own, without TLS.
   *
   * @default - where all else is
   */
  readonly hasOperations?: boolean;
  /**
   * The lowest epoch in which the database has to be: that in which its region was made the primary.
   *
   * @default 1
   */
  readonly leastEpoch?: number | undefined;
  /** Whether it logs, as JSON on standard output; or where to. */
  readonly log: boolean | LogSink;
  /** The time in ms since the epoch, for the ends of API keys alone. What is stored goes by the database's clock. */
  readonly now: () => number;
  /** A clock in ms that never goes back, for deadlines and measurements. */
  readonly clock: () => number;
}

/** A service that answers until it is stopped. */
export interface Service {
  /** The HTTP part. It listens when it is told to. */
  readonly app: App;
  /** Health and metrics, where they have an address of their own. It listens when it is told to, and longer than the first. */
  readonly operations: App;
  /** Takes no more requests, answers those it has, and leaves the database. Ready it is no longer from the start on. */
  stop(): Promise<void>;
}

/** Commands that may wait for their batch; more are turned away with 503. */
const MOST_WAITING = 10_000;

/** How far a cached answer may be behind where another replica changed the row. */
const CACHE_LIFE_MILLISECONDS = 5_000;

/** SKUs that are kept close. */
const MOST_CACHED = 50_000;

const NO_PARTIES: OpenParties = { marketplaces: [], warehouses: [], erps: [] };

/** Starts a service on a database that has been migrated. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { clock, now, traces = NO_TRACES } = options;
  const recorded = new CommandTraces(traces);
  const { guard, pool, current } = openDatabase(options);
  const around = recorded.batches.bind(recorded);
  const batcher = openBatcher(pool, { clock, mostWaiting: MOST_WAITING, around });
  const guarded: Guarded = { submit: (...command) => guard.change(() => batcher.submit(...command)) };
  const metrics = new Metrics(() => batcher.waiting);
  const stopping = new AbortController();
  // All that it does by itself rests until this says otherwise: that is no leak, of which Node warns from the eleventh on.
  setMaxListeners(0, stopping.signal);
  const availability = openReader(options, current, metrics);
  const retained = await retain({ ...options, pool: current });
  // Without a stream of its own it cannot know whether anybody publishes.
  const admission = new Admission(async () => (options.stream === undefined ? 0 : unpublishedAge(pool)));
  const submit = recorded.commands(submitting({ batcher: guarded, availability, admission, traces }));
  const splitFor: Flags["splitFor"] = (who) => flags.splitFor(who);
  const { parties = NO_PARTIES } = options;
  const { app, operations } = await openHttp(options, {
    ...readingsOf(current, retained, now),
    submit,
    readAvailability: (question) => guard.read(() => availability.read(question)),
    takeInWebhook: (webhook) => takeInWebhook({ pool: current, parties, traces, now }, webhook),
    splitFor,
    ...{ pool: current, metrics, signal: stopping.signal },
  });
  pool.on("error", (error) => app.log.warn({ err: error }, "an idle connection was lost"));
  const onError = (task: string, error: unknown): void => app.log.error({ err: error, task });
  const flags = await openFlags(options, { metrics, onError });
  const { signal } = stopping;
  const parts = { pool, metrics, guard, admission, batcher: guarded, reader: availability, retained, signal, onError };
  const background = await startBackground(options, { ...parts, current, submit, splitFor, parties });
  return { app, operations, stop: () => stop({ stopping, flags, app, operations, background, batcher, pool }) };
}

interface Running extends Pick<Service, "app" | "operations"> {
  readonly stopping: AbortController;
  readonly flags: Flags;
  readonly background: { readonly ended: Promise<void> };
  readonly batcher: Batcher;
  readonly pool: Pool;
}

async function stop({ stopping, flags, app, operations, background, batcher, pool }: Running): Promise<void> {
  stopping.abort();
  flags.stop();
  await app.close();
  await background.ended;
  await batcher.drain();
  await pool.end();
  await operations.close();
}

type Guarded = Pick<Batcher, "submit">;

/** Connections to no database but that of the highest epoch; and those through which nothing is read of one that was followed. */
function openDatabase({ databaseUrl, connections, databasePassword, leastEpoch }: ServiceOptions): {
  readonly guard: EpochGuard;
  readonly pool: Pool;
  readonly current: DbPool;
} {
  const guard = new EpochGuard(leastEpoch ?? 1);
  const onJoined = (read: EpochRead): void => guard.joined(read);
  const pool = openPool(databaseUrl, connections, { password: databasePassword, onJoined });
  const database: DbPool = pool;
  const current: DbPool = {
    connect: () => guard.read(() => database.connect()),
    query: (query) => guard.read(() => database.query(query)),
  };
  return { guard, pool, current };
}

/** Hands commands that may come in to the batcher, and what they changed to the cache once it is committed. */
function submitting({ batcher, availability, admission, traces }: Submitting): Batcher["submit"] {
  return async (request, timeoutMilliseconds) => {
    admission.admit(request.command);
    const outcome = await batcher.submit(request, timeoutMilliseconds);
    if (outcome.kind === "answered" && !outcome.replayed) {
      const start = { name: "cache", role: "internal", parent: request.traceparent } as const;
      await during(traces, start, () => availability.committed(outcome.answer));
    }
    return outcome;
  };
}

interface Submitting {
  readonly batcher: Guarded;
  readonly availability: AvailabilityReader;
  readonly admission: Admission;
  readonly traces: Traces;
}

function openReader({ cache, clock }: ServiceOptions, pool: DbPool, metrics: Metrics): AvailabilityReader {
  return new AvailabilityReader({
    cache: cache ?? new InProcessCache({ lifeMilliseconds: CACHE_LIFE_MILLISECONDS, most: MOST_CACHED, clock }),
    findStock: (sku) => whileAvailable(findStock(pool, sku)),
    onRead: (source) => metrics.observeRead(source),
  });
}

function openFlags(
  { flagsFile: file, replica: domain }: ServiceOptions,
  { metrics, onError }: { readonly metrics: Metrics; readonly onError: (task: string, error: unknown) => void },
): Promise<Flags> {
  const onBroken = (problem: Error | undefined): void => {
    metrics.brokenFlags.set(problem === undefined ? 0 : 1);
    if (problem !== undefined) {
      onError("flags", problem);
    }
  };
  return Flags.open({ file, domain, onBroken });
}
