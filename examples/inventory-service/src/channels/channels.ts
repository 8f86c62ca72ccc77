import {
  asOnlyOne,
  countBacklog,
  forgetMessages,
  inTransaction,
  noteAllListings,
  type ChannelBacklog,
} from "../storage";
import { tenantsOf, type ChannelsOptions } from "./channels-options";
import { takeInDrops } from "./file-drop";
import { takeInFeeds } from "./take-in";
import { tellListings } from "./tell-listings";
import { workOnMessages, workOnOrders } from "./work-orders";

/** What working on channels by the clock needs. */
export interface ChannelsWorkOptions extends ChannelsOptions {
  /** A clock in ms that never goes back. */
  readonly clock: () => number;
  /** Told what waits, now and then. */
  readonly onBacklog: (backlog: ChannelBacklog) => void;
}

/** How often parties are asked, files are looked for, what waits is counted, and marketplaces are told of every SKU, in ms. */
const FEED_MILLISECONDS = 1_000;
const DROP_MILLISECONDS = 5_000;
const COUNT_MILLISECONDS = 10_000;
const ALL_MILLISECONDS = 3_600_000;

/** For how long a message is known that was handled: it may come again as long. */
const KEPT_DAYS = 30;

/** Works on channels, round by round; of several replicas one does. */
export class Channels {
  readonly #options: ChannelsWorkOptions;
  readonly #done = new Map<string, number>();

  constructor(options: ChannelsWorkOptions) {
    this.#options = options;
  }

  /** Takes in what parties say, does what follows from it, and tells them what they have to know; says whether there is more. */
  async round(): Promise<boolean> {
    return (await asOnlyOne(this.#options.pool, "channels", () => this.#work())) ?? false;
  }

  async #work(): Promise<boolean> {
    await this.#every("all", ALL_MILLISECONDS, () => this.#noteAll());
    await this.#every("drops", DROP_MILLISECONDS, () => takeInDrops(this.#options));
    await this.#every("feeds", FEED_MILLISECONDS, () => takeInFeeds(this.#options));
    const hasMessages = await workOnMessages(this.#options);
    const hasOrders = await workOnOrders(this.#options);
    const hasListings = await tellListings(this.#options);
    await this.#every("count", COUNT_MILLISECONDS, () => this.#count());
    return hasMessages || hasOrders || hasListings;
  }

  /** Marketplaces hear of all SKUs again: an event may have been set aside, or have come while nobody listened. */
  async #noteAll(): Promise<void> {
    const { pool, parties } = this.#options;
    for (const market of parties.marketplaces) {
      await inTransaction(pool, [market.tenant], (db) => noteAllListings(db, market, market.locations));
    }
  }

  async #count(): Promise<void> {
    const { pool, parties, onBacklog } = this.#options;
    await inTransaction(pool, tenantsOf(parties), async (db) => {
      await forgetMessages(db, KEPT_DAYS);
      onBacklog(await countBacklog(db));
    });
  }

  async #every(task: string, milliseconds: number, work: () => Promise<void>): Promise<void> {
    const now = this.#options.clock();
    if (now - (this.#done.get(task) ?? -Infinity) >= milliseconds) {
      await work();
      this.#done.set(task, now);
    }
  }
}
