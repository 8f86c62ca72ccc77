/** What a command asks for. */
export type Asked =
  | (OfRow & { readonly kind: "receive"; readonly quantity: number })
  | (OfRow & { readonly kind: "adjust"; readonly by: number })
  | (OfRow & { readonly kind: "count"; readonly counted: number; readonly expected: number | null })
  | (OfRow & { readonly kind: "arrive"; readonly quantity: number; readonly missing: number })
  | (OfRow & { readonly kind: "policy"; readonly policy: Policy })
  | {
      readonly kind: "transfer";
      readonly tenant: string;
      readonly sku: string;
      readonly from: string;
      readonly to: string;
      readonly quantity: number;
    }
  | (OfReservation & {
      readonly kind: "reserve";
      readonly channel: string;
      readonly lines: readonly {
        readonly sku: string;
        readonly quantity: number;
        readonly locations: readonly string[];
      }[];
      readonly fill: "all" | "partial";
      readonly split: "listed" | "fewest-parcels" | "one-location";
      readonly holdSeconds: number;
    })
  | (OfReservation & { readonly kind: "confirm" | "release" | "cancel" })
  | (OfReservation & { readonly kind: "ship"; readonly location: string })
  | (OfReservation & {
      readonly kind: "return";
      readonly sku: string;
      readonly quantity: number;
      readonly location: string;
      readonly restock: boolean;
    });

/** What may be promised of a row. */
export interface Policy {
  readonly safetyStock: number;
  readonly promiseLimit: number;
  readonly allotments: Readonly<Record<string, number>>;
}

interface OfRow {
  readonly tenant: string;
  readonly sku: string;
  readonly location: string;
}

interface OfReservation {
  readonly tenant: string;
  readonly reservation: string;
}

/** A stock row as an answer told of it: SKU, location, version, on hand, reserved, in transit. */
export type RowTold = readonly [string, string, number, number, number, number];

/** A reservation as an answer told of it: id, version, status. */
export type ReservationTold = readonly [string, number, string];

/** A call was made: of command `n`, by replica `to`. `asked` is there in a command's first call, and where it differs from that. */
export interface CallLine {
  readonly t: "call";
  readonly id: number;
  readonly n: number;
  readonly at: number;
  readonly to: number;
  readonly asked?: Asked;
}

/**
 * A call came to its end: `accepted` and `refused` are the business's answers; `reused` refuses a key that was used for
 * something else; after `unknown` it may have been carried out or not; `wrong` is no answer that the API has.
 */
export interface AnswerLine {
  readonly t: "answer";
  readonly id: number;
  readonly at: number;
  readonly is: "accepted" | "refused" | "reused" | "unknown" | "wrong";
  /** Of the answer's text, the same for the same answer. */
  readonly digest?: string;
  readonly replayed?: boolean;
  readonly rows?: readonly RowTold[];
  readonly reservation?: ReservationTold | null;
  readonly why?: string;
}

/** Something was broken. */
export interface FaultLine {
  readonly t: "fault";
  readonly at: number;
  readonly kind: string;
}

/** Somebody asked what may be sold. `isFinal` where nothing changed any more. */
export interface ReadLine {
  readonly t: "read";
  readonly at: number;
  readonly until: number;
  readonly tenant: string;
  readonly sku: string;
  readonly channel: string;
  readonly inStock: number;
  readonly sellable: number;
  readonly source: string;
  readonly isFinal: boolean;
}

/** A line of a history. Times are in ms since the epoch. */
export type HistoryLine = CallLine | AnswerLine | FaultLine | ReadLine;
