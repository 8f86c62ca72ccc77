import { KeyRing } from "../access";
import { whileAvailable } from "../batch";
import { buildApp, buildOperations, TlsServer, type App, type HttpOptions } from "../http";
import { findKey, type DbPool } from "../storage";
import { NO_TRACES } from "../trace";
import type { Readings } from "./readings";
import type { ServiceOptions } from "./service";
import { shadowOf } from "./shadow";

/** What the HTTP part is made of. */
export interface HttpParts
  extends Readings, Pick<HttpOptions, "submit" | "readAvailability" | "splitFor" | "takeInWebhook" | "metrics"> {
  /** Connections of the service. */
  readonly pool: DbPool;
  /** Once it is aborted, the service is no longer ready. */
  readonly signal: AbortSignal;
}

/** The HTTP part, and health and metrics, which may have an address of their own. */
export interface Http {
  readonly app: App;
  readonly operations: App;
}

/** Makes the HTTP part. It does not listen yet. */
export async function openHttp(options: ServiceOptions, { pool, signal, ...parts }: HttpParts): Promise<Http> {
  const { partition, page, log, now, traces = NO_TRACES, hasOperations = false } = options;
  const { metrics } = parts;
  const onTlsError = (error: unknown): void => app.log.error({ err: error, task: "tls" });
  const tls = options.tls && (await TlsServer.open({ files: options.tls, metrics, onError: onTlsError }));
  const isReady = async (): Promise<boolean> => !signal.aborted && (await answers(pool));
  const onShadowError = (error: unknown): void => app.log.error({ err: error, task: "shadow" });
  const app: App = await buildApp({
    ...parts,
    shadow: shadowOf(pool, { metrics, now, onError: onShadowError }),
    isReady,
    keys: new KeyRing({ find: (hash) => whileAvailable(findKey(pool, hash)), now }),
    ...{ partition, page, traces, tls, log, answersOperations: !hasOperations },
  });
  return { app, operations: await buildOperations({ isReady, metrics }) };
}

async function answers(pool: DbPool): Promise<boolean> {
  return pool.query({ text: "select" }).then(
    () => true,
    () => false,
  );
}
