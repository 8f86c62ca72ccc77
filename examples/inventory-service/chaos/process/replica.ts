// A replica of the service, as it is deployed: HTTP, batches, sweep. Its relay is a process of its own.
import { RedisCache } from "../../src/read/redis";
import { startService } from "../../src/service";
import { SocketSource } from "./socket-source";

/** What a replica is started with. */
export interface ReplicaGiven {
  readonly databaseUrl: string;
  readonly port: number;
  readonly name: string;
  /** Where events come from. */
  readonly streamPort: number;
  /** The cache that replicas share; each has its own where there is none. */
  readonly redisUrl: string | undefined;
}

/** How long the cache may take to answer, a replica to read for all, and an entry be believed, as in the service itself. */
const CACHE = { answerMilliseconds: 100, claimMilliseconds: 500, lifeMilliseconds: 5_000 } as const;

/** Starts a replica; returns how to stop it. */
export async function startReplica(given: ReplicaGiven): Promise<() => Promise<void>> {
  const { redisUrl: url, streamPort } = given;
  const cache = url === undefined ? undefined : RedisCache.open({ ...CACHE, url, isCluster: false, onError: ignore });
  const service = await startService({
    databaseUrl: given.databaseUrl,
    connections: 6,
    partition: { own: "local", hosts: {} },
    stream: undefined,
    source: new SocketSource(streamPort),
    cache,
    replica: given.name,
    log: false,
    now: Date.now,
    clock: () => performance.now(),
  });
  await service.app.listen({ host: "127.0.0.1", port: given.port });
  return async () => {
    await service.stop();
    await cache?.close();
  };
}

/** Connections are lost here all the time. */
function ignore(): void {}
