import type { Command, Refusal, Reservation, StockChanged } from "../domain";

/** A caller's promise that a request with the same key is the same request, sent once more. */
export interface RequestKey {
  /** Who sends it. The same key of two clients is two keys. */
  readonly client: string;
  /** A UUIDv7: its time says whether its answer can still be there. */
  readonly value: string;
}

/** What a person says about a correction: personal data, which goes to the audit and nowhere else. */
export interface Remark {
  readonly operator: string | null;
  readonly comment: string | null;
}

/** A command that somebody waits for. */
export interface CommandRequest {
  readonly command: Command;
  /**
   * What is kept in the audit beside a count or an adjustment that is carried out. It is no part of what the key stands for.
   *
   * @default - nothing
   */
  readonly remark?: Remark | undefined;
  /**
   * What was asked for, where the service decided something that was left open: by it the key knows the request again,
   * however the service would decide today.
   *
   * @default - the command
   */
  readonly asked?: Command;
  /** `null` for commands of the service itself, which may be run anew. */
  readonly key: RequestKey | null;
  /** Where it stands in a trace that is recorded, as of W3C trace context. Its events carry it. */
  readonly traceparent?: string | undefined;
}

/** The answer of the business to a command, stored under its key. */
export type Answer =
  | {
      readonly accepted: true;
      /** The stock rows that changed, as they became. */
      readonly stock: readonly Pick<StockChanged, "tenant" | "sku" | "location" | "after">[];
      readonly reservation: Reservation | null;
    }
  | { readonly accepted: false; readonly refusal: Refusal };

/** What became of a request. */
export type Outcome =
  | { readonly kind: "answered"; readonly answer: Answer; readonly replayed: boolean }
  /** The key belongs to another command. */
  | { readonly kind: "key-reused" }
  /** The key is no UUIDv7 of the days whose answers are kept: whether it was answered is not known. */
  | { readonly kind: "key-out-of-range" }
  /** What the command needs changed while its rows were locked. Run it again. */
  | { readonly kind: "again" };
