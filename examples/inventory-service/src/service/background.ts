import type { Metrics } from "../observe";
import type { AvailabilityReader } from "../read";
import type { DbPool } from "../storage";
import { NO_TRACES, tracePublishing } from "../trace";
import { startUpkeep, type UpkeepOptions } from "../worker";
import { startFollower } from "./follow";
import { measuresOf } from "./measures";
import type { Retained } from "./retain";
import type { ServiceOptions } from "./service";

/** Parts of a service that work by themselves, and what they work on. */
export interface BackgroundParts extends Pick<UpkeepOptions, "batcher" | "signal" | "onError"> {
  /** Connections of the service. */
  readonly pool: DbPool;
  /** What is measured. */
  readonly metrics: Metrics;
  /** What follows the stream. */
  readonly reader: AvailabilityReader;
  /** What keeps events for good. */
  readonly retained: Retained;
}

/** Starts what a service does by itself; `ended` resolves after the signal, when all of it has stopped. */
export async function startBackground(
  options: ServiceOptions,
  { pool, metrics, batcher, reader, retained, signal, onError }: BackgroundParts,
): Promise<{ readonly ended: Promise<void> }> {
  const { clock } = options;
  const follower = await startFollower({
    ...{ ...options, reader, pool, metrics, log: retained.log },
    onError: (error) => onError("follow", error),
  });
  const upkeep = startUpkeep({
    ...{ db: pool, batcher, metrics, clock, publish: publishing(options), signal, onError },
    heal: () => follower.heal(),
    measures: measuresOf({ ...retained, pool, metrics, now: options.now, signal }),
    retain: async () => (await retained.round())?.kept ?? [],
  });
  const end = async (): Promise<void> => {
    await upkeep;
    await follower.stop();
    retained.stop();
  };
  return { ended: end() };
}

function publishing({ stream, replica, partition, traces = NO_TRACES }: ServiceOptions): UpkeepOptions["publish"] {
  return stream === undefined
    ? undefined
    : { stream: tracePublishing(traces, stream), partition: partition.own, owner: replica };
}
