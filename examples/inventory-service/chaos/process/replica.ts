// A replica of the service, as it is deployed: HTTP, batches, sweep. Its relay is a process of its own.
import { startService } from "../../src/service";

/** What a replica is started with. */
export interface ReplicaGiven {
  readonly databaseUrl: string;
  readonly port: number;
  readonly name: string;
}

/** Starts a replica; returns how to stop it. */
export async function startReplica(given: ReplicaGiven): Promise<() => Promise<void>> {
  const service = await startService({
    databaseUrl: given.databaseUrl,
    connections: 6,
    partition: { own: "local", hosts: {} },
    stream: undefined,
    replica: given.name,
    log: false,
    now: Date.now,
    clock: () => performance.now(),
  });
  await service.app.listen({ host: "127.0.0.1", port: given.port });
  return () => service.stop();
}
