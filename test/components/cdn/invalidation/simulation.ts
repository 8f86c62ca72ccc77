import fc from "fast-check";
import {
  EMPTY_LEDGER,
  FUNCTION_TIMEOUT_SECONDS,
  monthOf,
  settler,
  type Answer,
  type InvalidationSettings,
  type Ledger,
  type LedgerStore,
  type Note,
  type SettlePorts,
  type StockChange,
} from "../../../../components/cdn/invalidation";

/** What goes wrong with one call: nothing; the function dies before or after it; the answer is lost; the call fails. */
export const FAULTS = ["none", "dies-before", "dies-after", "answer-lost", "fails"] as const;

/** One step of a simulation. */
export type Fault = (typeof FAULTS)[number];

/** One invocation of the function. */
export interface SimulatedInvocation {
  /** By how much its clock differs from CloudFront's. */
  readonly skewSeconds: number;
  readonly changes: readonly StockChange[];
}

/** Invocations that run at a time, some time after those before. */
export interface Round {
  readonly afterSeconds: number;
  readonly invocations: readonly SimulatedInvocation[];
}

/** What goes on outside of the handler. */
export interface Circumstances {
  /** Order in which calls of invocations that run at a time take effect. */
  readonly scheduler: fc.Scheduler;
  /** What goes wrong, call by call. */
  readonly faults: fc.Stream<Fault> | Iterator<Fault>;
  /** How long each call takes. */
  readonly seconds: fc.Stream<number> | Iterator<number>;
  readonly startsAt: number;
}

/** How long after its function has died a call may still take effect. */
const LATE_SECONDS = 60;
const DEAD = new Promise<never>(() => undefined);

interface Taken {
  readonly at: number;
  readonly month: string;
  readonly paths: readonly string[];
}

/** A CloudFront, a table and functions that run at a time, die, and whose calls fail or get lost. */
export class Simulation {
  /** Invalidations that CloudFront has taken, by reference. It charges each of them once. */
  readonly taken = new Map<string, Taken>();
  readonly notes: Note[] = [];
  /** References that CloudFront was given again with other paths. */
  readonly confused: string[] = [];
  #ledger: Ledger = EMPTY_LEDGER;
  #now: number;

  constructor(
    private readonly settings: InvalidationSettings,
    private readonly around: Circumstances,
  ) {
    this.#now = around.startsAt;
  }

  /** Paths that CloudFront has charged, by calendar month. */
  get charged(): ReadonlyMap<string, number> {
    const months = new Map<string, number>();
    for (const { month, paths } of this.taken.values()) {
      months.set(month, (months.get(month) ?? 0) + paths.length);
    }
    return months;
  }

  get now(): number {
    return this.#now;
  }

  async run({ afterSeconds, invocations }: Round): Promise<void> {
    this.#now += afterSeconds * 1_000;
    // A function that dies never answers, so that only the scheduler can be waited for.
    invocations.forEach((invocation) => void this.invoke(invocation).catch(() => undefined));
    await this.around.scheduler.waitIdle();
  }

  private invoke({ skewSeconds, changes }: SimulatedInvocation): Promise<void> {
    const startedAt = this.#now;
    const call = <T>(effect: () => T): Promise<T> => this.call(startedAt, effect);
    return settler(this.settings, {
      ledger: this.store(call),
      invalidations: { create: (reservation) => call(() => this.take(reservation)).catch((): Answer => "later") },
      now: () => this.#now + skewSeconds * 1_000,
      tell: (told) => this.hear(told),
    })(changes);
  }

  private async call<T>(startedAt: number, effect: () => T): Promise<T> {
    const fault = this.around.faults.next().value ?? "none";
    await this.around.scheduler.schedule(Promise.resolve(), fault);
    this.#now += Number(this.around.seconds.next().value ?? 0) * 1_000;
    const late = this.#now - startedAt > (FUNCTION_TIMEOUT_SECONDS + LATE_SECONDS) * 1_000;
    if (late || fault === "dies-before") {
      return DEAD;
    }
    if (fault === "fails") {
      throw new Error("the call failed");
    }
    const answer = effect();
    if (fault === "dies-after") {
      return DEAD;
    }
    if (fault === "answer-lost") {
      throw new Error("the answer got lost");
    }
    return answer;
  }

  private store(call: <T>(effect: () => T) => Promise<T>): LedgerStore {
    return {
      read: () => call(() => this.#ledger),
      write: (ledger, readVersion) =>
        call(() => {
          const unchanged = this.#ledger.version === readVersion;
          this.#ledger = unchanged ? ledger : this.#ledger;
          return unchanged;
        }),
    };
  }

  private take({ reference, paths }: { readonly reference: string; readonly paths: readonly string[] }): Answer {
    const known = this.taken.get(reference);
    if (known === undefined) {
      this.taken.set(reference, { at: this.#now, month: monthOf(this.#now), paths });
    } else if (known.paths.join() !== paths.join()) {
      this.confused.push(reference);
      return "refused";
    }
    return "taken";
  }

  private hear(told: Parameters<SettlePorts["tell"]>[0]): void {
    if (told.kind === "left-to-ttl" || told.kind === "given-up" || told.kind === "reserved") {
      this.notes.push(told);
    }
  }
}
