import { availabilityOf } from "../domain";
import { dueListings, findStock, inTransaction, saveListing, type DueListing, type ListingTold } from "../storage";
import { during } from "../trace";
import { tenantsOf, type ChannelsOptions } from "./channels-options";
import { retryAfter } from "./order-steps";
import type { Told } from "./ports";

/** SKUs that marketplaces are told of at once. */
const MOST_LISTINGS = 16;

/** Tells marketplaces what there is of SKUs that have changed: once for all changes since the last time. */
export async function tellListings(options: ChannelsOptions): Promise<boolean> {
  const due = await inTransaction(options.pool, tenantsOf(options.parties), (db) => dueListings(db, MOST_LISTINGS));
  await Promise.all(
    due.map(async (listing) => {
      try {
        const told = await tell(options, listing);
        await inTransaction(options.pool, [listing.tenant], (db) => saveListing(db, listing, told));
      } catch (error) {
        options.onError(error);
      }
    }),
  );
  return due.length === MOST_LISTINGS;
}

async function tell({ pool, parties, traces }: ChannelsOptions, listing: DueListing): Promise<ListingTold> {
  const { tenant, channel, sku, told } = listing;
  const market = parties.marketplaces.find((each) => each.tenant === tenant && each.channel === channel);
  if (market === undefined) {
    return { told, problem: null, afterMilliseconds: null };
  }
  const rows = (await findStock(pool, { tenant, sku })).filter(({ location }) => market.locations.includes(location));
  // Rows are read at one moment and never go away, so that of two sums the higher one is the later.
  const version = rows.reduce((sum, row) => sum + row.version, 0);
  if (version <= told) {
    return { told, problem: null, afterMilliseconds: null };
  }
  const { sellable: available } = availabilityOf(rows, channel);
  const outcomeOf = ({ kind }: Told): string => kind;
  const part = { name: "listing", parent: listing.traceparent ?? undefined, facts: { tenant, channel, skus: [sku] } };
  const answer = await during(traces, { ...part, role: "client", outcomeOf }, (traceparent) =>
    market.port.list({ sku, available, version }, { traceparent }),
  );
  switch (answer.kind) {
    case "done":
      return { told: version, problem: null, afterMilliseconds: null };
    case "refused":
      return { told, problem: answer.problem, afterMilliseconds: null };
    case "later":
      return {
        told,
        problem: answer.problem,
        afterMilliseconds: answer.afterMilliseconds ?? retryAfter(listing.attempts),
      };
  }
}
