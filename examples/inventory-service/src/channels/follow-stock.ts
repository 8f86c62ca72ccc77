import { whileAvailable, Unanswered } from "../batch";
import { Consumer, InProcessProgress, TryLater, type ConsumerOptions, type EventLog } from "../consume";
import type { StockKey } from "../domain";
import { inTransaction, noteListings, type ChangedListing } from "../storage";
import { STOCK_CHANGED, stockAfter, type CloudEvent, type Source } from "../stream";
import { traceHandling } from "../trace";
import type { ChannelsOptions } from "./channels-options";

/** What following stock for the marketplaces needs. */
export interface FollowStockOptions extends Pick<ChannelsOptions, "pool" | "parties" | "traces" | "onError"> {
  /** Where events come from. */
  readonly source: Source;
  /** All events. */
  readonly log: EventLog;
  /** A clock in ms that never goes back. */
  readonly clock: () => number;
  /** Told what became of each event. */
  readonly onFate: ConsumerOptions["onFate"];
}

/** Replicas share the events under this name. */
const GROUP = "channels";

/** Times that an event is tried, rows of which it is known how far it is, and how long one waits for a version. */
const ATTEMPTS = 3;
const MOST_FOLLOWED = 100_000;
const MOST_PARKED = 64;
const PATIENCE_MILLISECONDS = 5_000;

/** The marketplaces' follower of the stream, until it is told to stop. */
export interface StockFollower {
  /** Fetches what it has waited for too long; says whether there may be more. */
  heal(): Promise<boolean>;
  stop(): Promise<void>;
}

/**
 * Notes the SKUs that marketplaces have to be told of. An event counts as handled once that is written down: where it cannot be,
 * the events come again. Progress is in the process, as to note a SKU once more does no harm.
 */
export async function followStock(options: FollowStockOptions): Promise<StockFollower> {
  const { source, log, clock, onFate, onError, parties, traces } = options;
  const notes = new ChangedSkus(options);
  const consumer = new Consumer({
    ...{ log, onFate, attempts: ATTEMPTS, mostParked: MOST_PARKED, patienceMilliseconds: PATIENCE_MILLISECONDS },
    store: new InProcessProgress({ most: MOST_FOLLOWED, clock }),
    handle: traceHandling(traces, GROUP, async (event) => notes.add(stockAfter(event), event.traceparent)),
    needs: "every-version-from-now-on",
  });
  const tenants = new Set(parties.marketplaces.map(({ tenant }) => tenant));
  const listener = async (events: readonly CloudEvent[]): Promise<void> => {
    await consumer.receive(events.filter(({ type, tenant }) => type === STOCK_CHANGED && tenants.has(tenant)));
    await notes.write();
  };
  const listening = await source.listen({ group: GROUP, listener, onError });
  return {
    heal: async () => {
      const hasMore = await consumer.heal();
      await notes.write();
      return hasMore;
    },
    stop: () => listening.stop(),
  };
}

/** SKUs that changed, until that is written down. */
class ChangedSkus {
  readonly #options: Pick<ChannelsOptions, "pool" | "parties">;
  #changed = new Map<string, ChangedListing>();
  #writing: Promise<void> = Promise.resolve();

  constructor(options: Pick<ChannelsOptions, "pool" | "parties">) {
    this.#options = options;
  }

  add({ tenant, sku, location }: StockKey, traceparent: string | undefined): void {
    for (const market of this.#options.parties.marketplaces) {
      if (market.tenant === tenant && market.locations.includes(location)) {
        const { channel } = market;
        this.#note({ tenant, channel, sku, traceparent });
      }
    }
  }

  /** Of changes that are noted together, the last that is recorded is the one whose trace goes on. */
  #note(listing: ChangedListing): void {
    const name = JSON.stringify([listing.channel, listing.sku]);
    const { traceparent = this.#changed.get(name)?.traceparent } = listing;
    this.#changed.set(name, { ...listing, traceparent });
  }

  /** Writes all of them down; those who ask meanwhile share the next writing. @throws TryLater where the database is away */
  write(): Promise<void> {
    const next = this.#writing.catch(() => undefined).then(() => this.#writeNow());
    this.#writing = next;
    return next;
  }

  async #writeNow(): Promise<void> {
    const changed = this.#changed;
    if (changed.size === 0) {
      return;
    }
    this.#changed = new Map();
    const listings = [...changed.values()];
    const tenants = [...new Set(listings.map(({ tenant }) => tenant))];
    try {
      await whileAvailable(inTransaction(this.#options.pool, tenants, (db) => noteListings(db, listings)));
    } catch (error) {
      const since = this.#changed;
      this.#changed = changed;
      since.forEach((listing) => this.#note(listing));
      throw error instanceof Unanswered ? new TryLater("the database is away", { cause: error }) : error;
    }
  }
}
