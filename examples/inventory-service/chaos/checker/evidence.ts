/** A stock row's counters and terms, as a table or an event has them. */
export interface Level {
  readonly onHand: number;
  readonly reserved: number;
  readonly inTransit: number;
  readonly safetyStock: number;
  readonly promiseLimit: number;
  readonly allotments: Readonly<Record<string, number>>;
  readonly version: number;
}

/** Units of a row that a reservation got. */
export interface AllocationFound {
  readonly sku: string;
  readonly location: string;
  readonly quantity: number;
  readonly shipped: boolean;
}

/** A reservation, as a table or an event has it. */
export interface ReservationFound {
  readonly tenant: string;
  readonly reservation: string;
  readonly channel: string;
  readonly status: string;
  readonly expiresAt: number;
  readonly allocations: readonly AllocationFound[];
  readonly version: number;
}

/** An event of the log. */
export interface EventFound {
  readonly subject: string;
  readonly version: number;
  /** In ms since the epoch, by the database's clock. */
  readonly recordedAt: number;
  readonly data:
    | {
        readonly type: "StockChanged";
        readonly tenant: string;
        readonly sku: string;
        readonly location: string;
        readonly cause: string;
        readonly reservation: string | null;
        readonly change: { readonly onHand: number; readonly reserved: number; readonly inTransit: number };
        readonly after: Level;
      }
    | { readonly type: "ReservationChanged"; readonly after: ReservationFound };
}

/** A row of the table of stock. */
export interface StockFound extends Level {
  readonly tenant: string;
  readonly sku: string;
  readonly location: string;
}

/** What a stream kept of one batch. */
export interface BatchFound {
  readonly shard: number;
  readonly fence: number;
  readonly owner: string;
  readonly events: readonly { readonly subject: string; readonly version: number; readonly data: object }[];
}

/** What is there when a run is over, part by part, each part in pieces. */
export interface Evidence {
  /** The lines of the history. */
  readonly history: AsyncIterable<readonly string[]>;
  /** The event log, in the order of its positions. */
  readonly log: AsyncIterable<readonly EventFound[]>;
  readonly stock: AsyncIterable<readonly StockFound[]>;
  readonly reservations: AsyncIterable<readonly ReservationFound[]>;
  /** The lines of what the stream kept: batches. */
  readonly stream: AsyncIterable<readonly string[]>;
  readonly left: Left;
}

/** What the database counts at the end. */
export interface Left {
  /** Answers that are stored under keys. */
  readonly answers: number;
  /** Holds: each was confirmed, given back, or is over. */
  readonly holds: number;
  /** Transactions of others that are still open. */
  readonly transactions: number;
  /** Subjects of which a consumer waits for an event that it knows of, or could not handle. */
  readonly waiting: number;
}
