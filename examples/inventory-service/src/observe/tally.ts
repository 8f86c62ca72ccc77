/** The bounded contexts that objectives are promised of, as the platform's environment file names them. */
export type Context = "allocation" | "availability" | "reconciliation";

/** What a context was asked since the last look. */
export interface RequestCounts {
  readonly requests: number;
  /** Those that ended with a status of 500 or more: a refusal is an answer. */
  readonly failed: number;
  /** How often each time was taken, by milliseconds. */
  readonly milliseconds: ReadonlyMap<number, number>;
}

/** What happened since the last look. */
export interface Counts {
  readonly requests: Readonly<Record<"allocation" | "availability", RequestCounts>>;
  /** Answers about availability out of the cache, and out of the database. */
  readonly reads: { readonly cache: number; readonly database: number };
  /** Longest time from a change to its arrival in the cache; `undefined` where none arrived. */
  readonly longestSeconds: number | undefined;
}

/** Routes that say how the service is, which nobody is promised. */
const ITS_OWN = /^(none|\/health\/.*|\/metrics|\/openapi\.json)$/;
const AVAILABILITY = /^\/v1\/availability\b/;
/** From here on, times are told apart by ten milliseconds: few of them are, and all of them are slow. */
const COARSE_FROM_MILLISECONDS = 1_000;

/**
 * Counts for whoever publishes them: since the last look, and each time by itself. Prometheus' histograms have buckets, and how many
 * requests took longer than a promise says is not among them.
 */
export class Tally {
  #requests = { allocation: new Requests(), availability: new Requests() };
  #reads = { cache: 0, database: 0 };
  #longestSeconds: number | undefined;

  /** A request was answered. */
  request({ route, status }: { readonly route: string; readonly status: number }, seconds: number): void {
    if (!ITS_OWN.test(route)) {
      this.#requests[AVAILABILITY.test(route) ? "availability" : "allocation"].add(status, seconds);
    }
  }

  /** Availability was answered. */
  read(source: "cache" | "database"): void {
    this.#reads[source] += 1;
  }

  /** A change arrived in the cache. */
  followed(seconds: number): void {
    this.#longestSeconds = Math.max(seconds, this.#longestSeconds ?? 0);
  }

  /** What happened since the last look, of which nothing is kept. */
  take(): Counts {
    const taken = { requests: this.#requests, reads: this.#reads, longestSeconds: this.#longestSeconds };
    this.#requests = { allocation: new Requests(), availability: new Requests() };
    this.#reads = { cache: 0, database: 0 };
    this.#longestSeconds = undefined;
    return taken;
  }
}

class Requests implements RequestCounts {
  requests = 0;
  failed = 0;
  readonly milliseconds = new Map<number, number>();

  add(status: number, seconds: number): void {
    this.requests += 1;
    this.failed += status >= 500 ? 1 : 0;
    const exact = Math.round(seconds * 1_000);
    const time = exact < COARSE_FROM_MILLISECONDS ? exact : Math.round(seconds * 100) * 10;
    this.milliseconds.set(time, (this.milliseconds.get(time) ?? 0) + 1);
  }
}
