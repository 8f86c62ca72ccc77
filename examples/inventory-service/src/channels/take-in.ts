import { findPosition, inTransaction, savePosition, storeMessages } from "../storage";
import type { ChannelsOptions, OpenParties } from "./channels-options";
import { takenOf, type PartyKind } from "./messages";
import type { Feed } from "./ports";

/** Pages of a party that are read at once. */
const MOST_PAGES = 10;

/** Where a feed's position is kept. */
const FEED = "feed";

type WithFeed = OpenParties["marketplaces"][number] | OpenParties["warehouses"][number];

/**
 * Takes in what the parties have said since the last time. A page and the place where the next one begins are kept together, so
 * that a page that was read and not kept is read again.
 */
export async function takeInFeeds(options: ChannelsOptions): Promise<void> {
  const { marketplaces, warehouses } = options.parties;
  await Promise.all([...marketplaces, ...warehouses].map((party) => takeInFeed(options, party).catch(options.onError)));
}

async function takeInFeed(options: ChannelsOptions, party: WithFeed): Promise<void> {
  const feed: Feed = party.port;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    if (!(await takeInPage(options, party, feed))) {
      return;
    }
  }
}

/** Takes in one page, and says whether there is another. */
async function takeInPage({ pool, now }: ChannelsOptions, party: WithFeed, feed: Feed): Promise<boolean> {
  const { tenant, channel } = party;
  const kind: PartyKind = party.kind;
  const cursor = await inTransaction(pool, [tenant], (db) => findPosition(db, party, FEED));
  const found = await feed.messagesAfter(cursor);
  if (found === undefined || (found.messages.length === 0 && found.next === cursor)) {
    return false;
  }
  const messages = found.messages.map((message, index) =>
    takenOf(kind, message, { place: `feed after ${cursor ?? "the start"}, message ${index + 1}`, now: now() }),
  );
  await inTransaction(pool, [tenant], async (db) => {
    await storeMessages(db, { tenant, channel }, { messages, traceparent: undefined });
    await savePosition(db, party, { place: FEED, position: found.next });
  });
  return found.hasMore;
}
