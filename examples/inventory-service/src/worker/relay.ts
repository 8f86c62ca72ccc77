import {
  eventsAfter,
  keepShards,
  leaveShards,
  STREAM_SHARDS,
  takeShards,
  type Db,
  type Lease,
  type LoggedEvent,
  type ShardRows,
} from "../storage";
import { cloudEvent, epochOf, Fenced, type Stream } from "../stream";

/** Events of one shard that are read at once. */
const MOST_OF_SHARD = 256;

/** What a relay needs. */
export interface RelayOptions {
  /** Connections of the service. */
  readonly db: Db;
  /** Where events go. */
  readonly stream: Stream;
  /**
   * Rows that keep how far they are.
   *
   * @default - those of the events' own stream
   */
  readonly rows?: ShardRows;
  /** The relay's own name, for those who look at the table of leases. */
  readonly owner: string;
  /** Which partition the events are of. */
  readonly partition: string;
  /** For how long a shard is kept without a word, in ms. A relay that stops answering is followed after this time. */
  readonly leaseMilliseconds: number;
  /** Shards that it takes at most. */
  readonly mostShards: number;
  /** Told of the age of the oldest event of each round, in seconds; 0 where all was published. */
  readonly onOldest: (seconds: number) => void;
}

/**
 * Publishes events of the shards that it has a lease on: each in its own order, at least once. An event counts as published
 * once the stream has kept it; the position moves after that, and only under the fence of the lease.
 */
export class Relay {
  readonly #options: RelayOptions;
  #leases: readonly Lease[] = [];

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  /**
   * Publishes what there is, and says whether there may be more. It is over when all shards are: where one fails, the others' positions
   * are kept, and no later round meets what this one has under way.
   */
  async round(): Promise<boolean> {
    const { db, rows = STREAM_SHARDS, leaseMilliseconds } = this.#options;
    await this.#takeFree();
    const events = await eventsAfter(db, this.#leases, MOST_OF_SHARD);
    this.#options.onOldest(Math.max(0, ...events.map(({ ageMilliseconds }) => ageMilliseconds / 1000)));
    const leases = this.#leases;
    const published = await Promise.allSettled(leases.map((lease) => this.#publish(lease, events)));
    const reached = published.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
    // A lease whose shard fails is not kept for longer: another relay may get through.
    const stuck = leases.filter((_, index) => published[index]?.status === "rejected");
    this.#leases = [...(await keepShards(db, reached, { rows, leaseMilliseconds })), ...stuck];
    const failed = published.find((result) => result.status === "rejected");
    if (failed !== undefined) {
      throw failed.reason;
    }
    return events.length > 0;
  }

  /** Gives its shards back. */
  async leave(): Promise<void> {
    const leases = this.#leases;
    this.#leases = [];
    const { db, rows = STREAM_SHARDS } = this.#options;
    await leaveShards(db, rows, leases);
  }

  async #takeFree(): Promise<void> {
    const { db, rows = STREAM_SHARDS, owner, leaseMilliseconds, mostShards } = this.#options;
    const most = mostShards - this.#leases.length;
    const taken = most > 0 ? await takeShards(db, rows, { owner, most, leaseMilliseconds }) : [];
    const again = new Set(taken.map(({ shard }) => shard));
    this.#leases = [...this.#leases.filter(({ shard }) => !again.has(shard)), ...taken];
  }

  /** Publishes a shard's events; none is left of a lease that somebody else has followed in. */
  async #publish(lease: Lease, events: readonly LoggedEvent[]): Promise<readonly Lease[]> {
    const ofShard = events.filter(({ shard }) => shard === lease.shard);
    const last = ofShard.at(-1);
    if (last === undefined) {
      return [lease];
    }
    const { shard, fence } = lease;
    try {
      await this.#options.stream.publish({
        ...{ shard, fence },
        events: ofShard.map((event) => cloudEvent(event, this.#options.partition, epochOf(fence))),
      });
    } catch (error) {
      if (error instanceof Fenced) {
        return [];
      }
      throw error;
    }
    return [{ shard, fence, transaction: last.transaction, sequence: last.sequence }];
  }
}
