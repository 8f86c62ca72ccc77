/** What a party says to a call. */
export type Told =
  | { readonly kind: "done" }
  /** It will never do it. */
  | { readonly kind: "refused"; readonly problem: string }
  /** Whether it has done it is not known; the same call may be made again. */
  | {
      readonly kind: "later";
      readonly problem: string;
      /** When it wants to be asked again, in ms; `undefined` where it did not say. */
      readonly afterMilliseconds: number | undefined;
    };

/** How a party is called. */
export interface CallTerms {
  /** Under what the call may be made again. */
  readonly key: string;
  /** In which trace it is made, as of W3C trace context; `undefined` where that is not recorded. */
  readonly traceparent: string | undefined;
}

/** A page of a party's messages: some may have come before, and not in their order. */
export interface MessagePage {
  readonly messages: readonly unknown[];
  /** Where the next page begins. */
  readonly next: string;
  readonly hasMore: boolean;
}

/** Where a party's messages are read. */
export interface Feed {
  /**
   * The messages after a cursor.
   * @returns `undefined` where the party cannot be asked now
   */
  messagesAfter(cursor: string | null): Promise<MessagePage | undefined>;
}

/** How much of a SKU a marketplace may sell. A lower version than it knows changes nothing. */
export interface Listing {
  readonly sku: string;
  readonly available: number;
  readonly version: number;
}

/** A marketplace: it has orders, and sells what it is told that there is. Each call may be made again under its key. */
export interface Marketplace extends Feed {
  /** The order is taken: units are held for it. */
  accept(orderRef: string, terms: CallTerms): Promise<Told>;
  /** The order is not carried out, or no longer. */
  reject(orderRef: string, terms: CallTerms): Promise<Told>;
  /** The order can no longer be cancelled: it has shipped. */
  denyCancellation(orderRef: string, terms: CallTerms): Promise<Told>;
  /** The order has shipped. */
  announceShipment(orderRef: string, terms: CallTerms): Promise<Told>;
  /** There is so much of a SKU. Its version is what it may be said again under. */
  list(listing: Listing, terms: Omit<CallTerms, "key">): Promise<Told>;
}

/** What a warehouse picks for an order. */
export interface PickLine {
  readonly sku: string;
  readonly location: string;
  readonly quantity: number;
}

/** A warehouse that somebody else runs: it ships orders, and says what comes, goes and is there. */
export interface Warehouse extends Feed {
  /** The order is to be shipped. */
  handOver(order: string, lines: readonly PickLine[], terms: CallTerms): Promise<Told>;
  /** The order is not to be shipped; remembered where the order has not come yet. Refused where it has left. */
  recall(order: string, terms: CallTerms): Promise<Told>;
}
