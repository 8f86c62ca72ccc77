import { Channels, followStock, type OpenParties, type StockFollower } from "../channels";
import type { Batcher } from "../batch";
import type { EventLog } from "../consume";
import type { Flags } from "../flags";
import type { Metrics } from "../observe";
import type { DbPool } from "../storage";
import { NO_TRACES } from "../trace";
import { repeat, type UpkeepOptions } from "../worker";
import type { ServiceOptions } from "./service";

/** What channels need of the service. */
export interface ChannelParts extends Pick<UpkeepOptions, "signal" | "onError"> {
  /** Connections of the service. */
  readonly pool: DbPool;
  /** What is measured. */
  readonly metrics: Metrics;
  /** Has a command carried out, and the cache told. */
  readonly submit: Batcher["submit"];
  /** How a reservation is divided that does not say so itself. */
  readonly splitFor: Flags["splitFor"];
  /** Who the channels are. */
  readonly parties: OpenParties;
  /** All events. */
  readonly log: EventLog;
}

/** How long channels rest where nothing is left to do. */
const REST_MILLISECONDS = 500;

/** How long their follower of the stream rests where nothing has waited too long. */
const HEAL_REST_MILLISECONDS = 1_000;

/** What the consumer of events is called in metrics. */
const CONSUMER = "channels";

/** Starts what channels do by themselves; `ended` resolves after the signal, when all of it has stopped. */
export async function startChannels(
  { source, clock, now, traces = NO_TRACES }: Pick<ServiceOptions, "source" | "clock" | "now" | "traces">,
  parts: ChannelParts,
): Promise<{ readonly ended: Promise<void> }> {
  const { parties, metrics, signal } = parts;
  if (Object.values(parties).every((each) => each.length === 0)) {
    return { ended: Promise.resolve() };
  }
  const onError = (error: unknown): void => parts.onError("channels", error);
  const channels = new Channels({
    ...{ ...parts, clock, now, traces, onError },
    onBacklog: (backlog) =>
      Object.entries(backlog).forEach(([what, count]) => metrics.channelBacklog.set({ what }, count)),
  });
  const follower: StockFollower | undefined =
    source === undefined
      ? undefined
      : await followStock({
          ...{ ...parts, source, clock, traces, onError },
          onFate: (fate) => metrics.consumedEvents.inc({ consumer: CONSUMER, fate }),
        });
  const end = async (): Promise<void> => {
    await Promise.all([
      repeat(() => channels.round(), { restMilliseconds: REST_MILLISECONDS, signal, onError }),
      repeat(async () => (await follower?.heal()) ?? false, {
        restMilliseconds: HEAL_REST_MILLISECONDS,
        signal,
        onError,
      }),
    ]);
    await follower?.stop();
  };
  return { ended: end() };
}
