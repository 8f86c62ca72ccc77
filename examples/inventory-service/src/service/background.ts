import { MetricsPublisher, type Metrics } from "../observe";
import type { AvailabilityReader } from "../read";
import type { DbPool } from "../storage";
import type { Stream } from "../stream";
import { NO_TRACES, tracePublishing } from "../trace";
import { startUpkeep, type Measure, type UpkeepOptions } from "../worker";
import { startChannels, type ChannelParts } from "./channels";
import { startFollower } from "./follow";
import type { Admission } from "./admission";
import type { EpochGuard } from "./epoch-guard";
import { measuresOf } from "./measures";
import type { Retained } from "./retain";
import type { ServiceOptions } from "./service";
import { epochMeasure } from "./watch-epoch";

/** Service levels read by the minute: with two rounds in each, none is without a word. */
const PUBLISH_REST_MILLISECONDS = 30_000;

/** Parts of a service that work by themselves, and what they work on. */
export interface BackgroundParts
  extends Pick<UpkeepOptions, "batcher" | "signal" | "onError">, Pick<ChannelParts, "submit" | "splitFor" | "parties"> {
  /** Connections of the service. */
  readonly pool: DbPool;
  /** Those through which nothing is done where the database was followed by another. */
  readonly current: DbPool;
  /** What is measured. */
  readonly metrics: Metrics;
  /** What knows which database is the highest. */
  readonly guard: EpochGuard;
  /** What follows the stream. */
  readonly reader: AvailabilityReader;
  /** What goes by the age of the log. */
  readonly admission: Admission;
  /** What keeps events for good. */
  readonly retained: Retained;
}

/** Starts what a service does by itself; `ended` resolves after the signal, when all of it has stopped. */
export async function startBackground(
  options: ServiceOptions,
  parts: BackgroundParts,
): Promise<{ readonly ended: Promise<void> }> {
  const { pool, metrics, guard, batcher, reader, admission, retained, signal, onError } = parts;
  const { clock } = options;
  const follower = await startFollower({
    ...{ ...options, reader, pool, metrics, log: retained.log },
    onEpoch: (epoch) => guard.heard(epoch),
    onError: (error) => onError("follow", error),
  });
  const publisher = publisherOf(options, metrics);
  const upkeep = startUpkeep({
    ...{ db: pool, batcher, metrics, clock, signal, onError },
    ...{ publish: publishing(options), feeds: feeding(options, guard) },
    heal: () => follower.heal(),
    measures: [
      admission,
      epochMeasure({ pool, guard, metrics }),
      ...measuresOf({ ...retained, pool, metrics, now: options.now, signal }),
      ...publisher.measures,
    ],
    retain: async () => (await retained.round())?.kept ?? [],
  });
  const channels = await startChannels(options, { ...parts, pool: parts.current, log: retained.log });
  const end = async (): Promise<void> => {
    await Promise.all([upkeep, channels.ended]);
    await follower.stop();
    retained.stop();
    await publisher.last().catch((error: unknown) => onError(PUBLISHING, error));
  };
  return { ended: end() };
}

/** What publishing metrics is called where it fails. */
const PUBLISHING = "publish metrics";

/** Publishes what the platform's service levels read, and at the end what was not published yet. */
function publisherOf(
  { metricSink: sink, now }: ServiceOptions,
  metrics: Metrics,
): { readonly measures: readonly Measure[]; readonly last: () => Promise<void> } {
  if (sink === undefined) {
    return { measures: [], last: async () => undefined };
  }
  const publisher = new MetricsPublisher({ metrics, sink, now });
  const round = (): Promise<void> => publisher.round();
  return { measures: [{ name: PUBLISHING, restMilliseconds: PUBLISH_REST_MILLISECONDS, take: round }], last: round };
}

function publishing({ stream, replica, partition, traces = NO_TRACES }: ServiceOptions): UpkeepOptions["publish"] {
  return stream === undefined
    ? undefined
    : { stream: tracePublishing(traces, stream), partition: partition.own, owner: replica };
}

/** No number keeps a late publisher out of a feed: where another database has followed, nothing is handed out of this one. */
function feeding({ feeds = [], replica, partition }: ServiceOptions, guard: EpochGuard): UpkeepOptions["feeds"] {
  return feeds.map(({ contract, publish }) => {
    const stream: Stream = { publish: (batch) => guard.change(() => publish(batch)) };
    return { contract, stream, partition: partition.own, owner: replica };
  });
}
