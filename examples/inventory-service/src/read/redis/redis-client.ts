import { setTimeout } from "node:timers/promises";
import { createClient, createCluster } from "@redis/client";
import { mergeScript, type Merge } from "./merge-script";

/** Where a Redis or Valkey server is, and how it is spoken to. */
export interface RedisOptions {
  /** `redis://` or, over TLS, `rediss://`, with user and password where the server wants them. */
  readonly url: string;
  /** Whether keys are divided over several servers, of which the address names one. */
  readonly isCluster: boolean;
  /**
   * Makes the password of each connection.
   *
   * @default - that of the address
   */
  readonly password?: (() => Promise<string>) | undefined;
  /** How long an answer may take, in ms; after that the database is asked. */
  readonly answerMilliseconds: number;
  /** Told of lost connections, which are made again. */
  readonly onError: (error: unknown) => void;
}

/** The commands that the cache uses. */
export interface RedisClient {
  /** The fields of a hash; none where there is no such key. */
  readHash(key: string): Promise<Record<string, string>>;
  /** Merges rows into a hash. */
  merge(merge: Merge): Promise<void>;
  /** Takes a key that nobody has, for a while; says whether it did. */
  takeOnce(key: string, milliseconds: number): Promise<boolean>;
  /** Ends the connection. */
  leave(): Promise<void>;
}

/** How long it rests at most between two attempts to connect, in ms. */
const MOST_REST_MILLISECONDS = 1_000;

/** A client that begins to connect, and fails at once what it is asked before it has. */
export function redisClient(options: RedisOptions): RedisClient {
  return options.isCluster ? clusterClient(options) : serverClient(options);
}

function serverClient(options: RedisOptions): RedisClient {
  const client = createClient({
    url: options.url,
    ...connection(options),
    ...loginOf(options),
    scripts: { merge: mergeScript },
  });
  client.on("error", options.onError);
  client.connect().catch(options.onError);
  return {
    readHash: (key) => client.hGetAll(key),
    merge: async (merge) => {
      await client.merge(merge);
    },
    takeOnce: async (key, milliseconds) =>
      (await client.set(key, "1", { condition: "NX", expiration: { type: "PX", value: milliseconds } })) !== null,
    leave: async () => client.destroy(),
  };
}

function clusterClient(options: RedisOptions): RedisClient {
  const { username, password, protocol } = new URL(options.url);
  const { socket, ...rest } = connection(options);
  const cluster = createCluster({
    rootNodes: [{ url: options.url }],
    // What discovered servers are told too: the address names only the first one.
    defaults: {
      ...rest,
      ...(username === "" ? {} : { username: decodeURIComponent(username) }),
      ...(password === "" ? {} : { password: decodeURIComponent(password) }),
      ...loginOf(options),
      socket: { ...socket, ...(protocol === "rediss:" ? { tls: true } : {}) },
    },
    scripts: { merge: mergeScript },
  });
  cluster.on("error", options.onError);
  const leaving = new AbortController();
  const connected = connectAgain(() => cluster.connect(), { signal: leaving.signal, onError: options.onError });
  return {
    readHash: (key) => cluster.hGetAll(key),
    merge: async (merge) => {
      await cluster.merge(merge);
    },
    takeOnce: async (key, milliseconds) =>
      (await cluster.set(key, "1", { condition: "NX", expiration: { type: "PX", value: milliseconds } })) !== null,
    leave: async () => {
      leaving.abort();
      await connected;
      cluster.destroy();
    },
  };
}

/** How each connection logs in, where passwords are made. The client of a server takes the user out of the address otherwise. */
function loginOf({ url, password: make }: RedisOptions) {
  if (make === undefined) {
    return {};
  }
  const username = decodeURIComponent(new URL(url).username);
  const credentials = async () => ({ username, password: await make() });
  return { credentialsProvider: { type: "async-credentials-provider", credentials } } as const;
}

function connection({ answerMilliseconds }: RedisOptions): {
  readonly disableOfflineQueue: true;
  readonly commandOptions: { readonly timeout: number };
  readonly socket: { readonly connectTimeout: number; readonly reconnectStrategy: (attempt: number) => number };
} {
  return {
    disableOfflineQueue: true,
    commandOptions: { timeout: answerMilliseconds },
    socket: {
      connectTimeout: 2_000,
      reconnectStrategy: (attempt) => Math.min(20 * 2 ** attempt, MOST_REST_MILLISECONDS),
    },
  };
}

/** A cluster's client does not try its first connection again by itself. */
async function connectAgain(
  connect: () => Promise<unknown>,
  { signal, onError }: { readonly signal: AbortSignal; readonly onError: (error: unknown) => void },
): Promise<void> {
  let isConnected = false;
  while (!isConnected && !signal.aborted) {
    isConnected = await connect().then(
      () => true,
      (error: unknown) => {
        onError(error);
        return false;
      },
    );
    if (!isConnected) {
      await setTimeout(MOST_REST_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    }
  }
}
