import type { Metrics } from "./metrics";
import { serviceData, type Datum } from "./service-data";

/** Where data go that alarms read. */
export interface MetricSink {
  /** Keeps data of one time; rejects where that is not known to have been done. */
  put(data: readonly Datum[], at: Date): Promise<void>;
}

/** What publishing needs. */
export interface PublisherOptions {
  /** What the service measures. */
  readonly metrics: Metrics;
  /** Where it goes. */
  readonly sink: MetricSink;
  /** The time in ms since the epoch. */
  readonly now: () => number;
}

/** Rounds whose data wait for a sink that does not take them; the oldest are given up first. */
const MOST_WAITING = 20;

interface Round {
  readonly data: readonly Datum[];
  readonly at: Date;
}

/** Publishes what the platform's service levels read, round by round. What could not be published goes with the next round, at its own time. */
export class MetricsPublisher {
  readonly #options: PublisherOptions;
  #waiting: readonly Round[] = [];
  #reconciledDay: number | undefined;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Publishes what happened since the last round. */
  async round(): Promise<void> {
    const { metrics, sink, now } = this.#options;
    const at = new Date(now());
    const since = { told: this.#reconciledDay, nowSeconds: at.getTime() / 1_000 };
    const { data, reconciledDay } = await serviceData(metrics, metrics.tally.take(), since);
    this.#reconciledDay = reconciledDay;
    this.#waiting = [...this.#waiting, { data, at }].slice(-MOST_WAITING);
    for (const waiting of this.#waiting) {
      await sink.put(waiting.data, waiting.at);
      this.#waiting = this.#waiting.filter((each) => each !== waiting);
    }
  }
}
