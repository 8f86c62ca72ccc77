/** A stock row, as the service shows it. */
export interface StockRow {
  readonly sku: string;
  readonly location: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly inTransit: number;
  readonly safetyStock: number;
  readonly promiseLimit: number;
  readonly shipsFrom: string | null;
  readonly allotments: Readonly<Record<string, number>>;
  readonly version: number;
}

/** Units that a hold has. */
export interface Hold {
  readonly reservation: string;
  readonly channel: string;
  readonly location: string;
  readonly quantity: number;
  readonly expiresAt: string;
}

/** A count that is not what was expected. */
export interface Difference {
  readonly location: string;
  readonly kind: string;
  readonly source: string;
  readonly countedAt: string;
  readonly counted: number;
  readonly expected: number;
  readonly delta: number;
}

/** What is proposed to be ordered for a location, with what it was made from. */
export interface Proposal {
  readonly location: string;
  readonly reorderPoint: number;
  readonly quantity: number;
  readonly onHand: number;
  readonly onTheWay: number;
  readonly promised: number;
  readonly demand: { readonly units: number; readonly days: number };
  readonly leadTimeDays: readonly number[];
}

/** What a channel may sell. */
export interface Availability {
  readonly channel: string;
  readonly inStock: number;
  readonly sellable: number;
}

/** A step of a lineage: of a stock row, or of a reservation. */
export interface Step {
  readonly version: number;
  readonly at: string;
  readonly cause?: string;
  readonly reservation?: string | null;
  readonly change?: { readonly onHand: number; readonly reserved: number; readonly inTransit: number };
  readonly after?: { readonly onHand: number; readonly reserved: number; readonly inTransit: number };
  readonly status?: string;
  readonly allocations?: readonly {
    readonly sku: string;
    readonly location: string;
    readonly quantity: number;
    readonly shipped: boolean;
  }[];
}

/** A page of a lineage. */
export interface Lineage {
  readonly steps: readonly Step[];
  readonly next: number | null;
}

/** What the service said no to, or that it could not be asked. */
export class Refused extends Error {
  /** 0 where there was no answer. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The service, asked with one API key. */
export class Api {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  /** Asks for something. @throws Refused */
  get<Body>(path: string): Promise<Body> {
    return this.#ask<Body>(path, {});
  }

  /** Has something done, once, however often it is asked for under its key. @throws Refused */
  post<Body>(path: string, body: unknown, idempotencyKey: string): Promise<Body> {
    return this.#ask<Body>(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", "idempotency-key": idempotencyKey },
    });
  }

  async #ask<Body>(path: string, { headers, ...rest }: RequestInit): Promise<Body> {
    const authorization = `Bearer ${this.#key}`;
    const answer = await fetch(path, { ...rest, cache: "no-store", headers: { ...headers, authorization } }).catch(
      () => undefined,
    );
    const body: unknown = await answer?.json().catch(() => undefined);
    if (answer === undefined || !answer.ok) {
      const { title } = Object(body) as { title?: string };
      throw new Refused(answer?.status ?? 0, title ?? "The service does not answer");
    }
    // The service's own tests hold its answers against its description.
    return body as Body;
  }
}

/** A new key under which something is asked for once: a UUIDv7, as the service takes it. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  const random = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const time = Math.floor(performance.timeOrigin + performance.now())
    .toString(16)
    .padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}
