/**
 * What a trace may say of a piece of work. There is nothing else: no order reference, no key, no body and no message of an
 * error gets into one.
 */
export interface TraceFacts {
  readonly tenant?: string | undefined;
  /** The SKUs that it is about; of more than a few the first ones. */
  readonly skus?: readonly string[] | undefined;
  /** Of which kind the command is. */
  readonly kind?: string | undefined;
  /** What became of it: a word out of those that the code has for that. */
  readonly outcome?: string | undefined;
  readonly method?: string | undefined;
  /** The pattern of a path, without what stands in its places. */
  readonly route?: string | undefined;
  readonly status?: number | undefined;
  /** How many commands share a batch. */
  readonly commands?: number | undefined;
  /** Who handles an event. */
  readonly consumer?: string | undefined;
  /** The channel whose message or order is worked on, or that is told of a SKU. */
  readonly channel?: string | undefined;
}

/** A piece of work that begins. */
export interface TraceStart {
  /** What is done, in a few words that are the same each time. */
  readonly name: string;
  readonly role: "server" | "client" | "internal" | "producer" | "consumer";
  /** What it is a part of, as of W3C trace context; `undefined` where it is the beginning. */
  readonly parent: string | undefined;
  /** What it is done for as well. */
  readonly links?: readonly string[];
  readonly facts?: TraceFacts;
}

/** A piece of work that is recorded. */
export interface Span {
  /** Where it stands, as of W3C trace context, for what is a part of it. */
  readonly traceparent: string;
  /** Says that it has to do with another piece of work. */
  link(traceparent: string): void;
  /** Ends it. */
  end(facts: TraceFacts & { readonly failed?: boolean }): void;
}

/** Where traces go. */
export interface Traces {
  /** Begins a piece of work; `undefined` where it is not recorded. */
  begin(start: TraceStart): Span | undefined;
  /** Sends what is left. */
  stop(): Promise<void>;
}

/** Where something stands that is not recorded, so that nothing that is a part of it is: neither is it the beginning of a trace. */
export const NOT_RECORDED = "00-00000000000000000000000000000001-0000000000000001-00";

/** Nothing is recorded. */
export const NO_TRACES: Traces = { begin: () => undefined, stop: async () => undefined };
