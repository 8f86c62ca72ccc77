import { decide, reservationOf, type Command, type Decision, type InventoryEvent, type Reserve } from "../domain";
import type { AuditedCorrection } from "./audit";
import type { Db } from "./db";
import { isKept, type KeysRead, type StoredKey } from "./idempotency";
import type { Answer, CommandRequest, Outcome } from "./request";
import { lockDueHolds } from "./reservations";
import type { WorkingSet } from "./working-set";

/** Decides the requests of a batch, one after the other, on what the batch has locked. */
export class BatchDecider {
  readonly #db: Db;
  readonly #work: WorkingSet;
  readonly #now: number;
  readonly #stored: Map<string, { readonly fingerprint: string; readonly answer: Answer }>;
  readonly #swept = new Set<string>();

  constructor(db: Db, work: WorkingSet, { now, stored }: KeysRead) {
    this.#db = db;
    this.#work = work;
    this.#now = now;
    this.#stored = new Map(stored);
  }

  /** What becomes of a request. Its key is decided before its stock. */
  async decide(request: CommandRequest, key: StoredKey | undefined): Promise<Outcome> {
    if (request.key !== null && (key === undefined || !isKept(key, this.#now))) {
      return { kind: "key-out-of-range" };
    }
    const before = key === undefined ? undefined : this.#stored.get(key.hash);
    if (before !== undefined) {
      return before.fingerprint === key?.fingerprint
        ? { kind: "answered", answer: before.answer, replayed: true }
        : { kind: "key-reused" };
    }
    return this.#isLocked(request.command) ? this.#decideAnew(request, key) : { kind: "again" };
  }

  /** A reservation may have been made after this batch looked for it, and before it was locked. */
  #isLocked(command: Command): boolean {
    const reservation = "reservation" in command ? reservationOf(this.#work, command) : undefined;
    return command.kind === "reserve" || reservation === undefined || this.#work.covers(reservation);
  }

  async #decideAnew(request: CommandRequest, key: StoredKey | undefined): Promise<Outcome> {
    const { command, traceparent } = request;
    let decision = decide(this.#work, command, this.#now);
    if (command.kind === "reserve" && isSoldOut(decision) && (await this.#expireHolds(command))) {
      decision = decide(this.#work, command, this.#now);
    }
    if (decision.accepted) {
      this.#work.apply(decision.events, traceparent);
      if (command.kind === "reserve") {
        this.#work.link(command);
      }
      this.#work.corrections.push(...correctionsOf(request, decision.events));
    }
    const answer = answerOf(decision);
    if (key !== undefined) {
      this.#work.answers.push({ ...key, tenant: command.tenant, answer });
      this.#stored.set(key.hash, { fingerprint: key.fingerprint, answer });
    }
    return { kind: "answered", answer, replayed: false };
  }

  /** Before anybody is told that there is nothing left, the holds whose time is over give their units back. */
  async #expireHolds({ tenant, lines }: Reserve): Promise<boolean> {
    const skus = [...new Set(lines.map(({ sku }) => sku))].filter((sku) => !this.#swept.has(`${tenant}\u0000${sku}`));
    if (skus.length === 0) {
      return false;
    }
    skus.forEach((sku) => this.#swept.add(`${tenant}\u0000${sku}`));
    let any = false;
    for (const due of await lockDueHolds(this.#db, { tenant, skus, now: this.#now })) {
      const { reservation } = due;
      if (!this.#work.covers(due)) {
        continue;
      }
      this.#work.add(due);
      const decision = decide(this.#work, { kind: "expire", tenant, reservation }, this.#now);
      if (decision.accepted) {
        this.#work.apply(decision.events);
        any = true;
      }
    }
    return any;
  }
}

/** What the audit keeps of a request that was carried out. */
function correctionsOf(
  { command, key, remark }: CommandRequest,
  events: readonly InventoryEvent[],
): readonly AuditedCorrection[] {
  if (remark === undefined || key === null || (command.kind !== "count" && command.kind !== "adjust")) {
    return [];
  }
  const { tenant, sku, location, kind } = command;
  const of = { tenant, sku, location, action: kind, client: key.client, ...remark };
  return events.map(({ after: { version } }) => ({ ...of, version }));
}

function isSoldOut(decision: Decision): boolean {
  return !decision.accepted && decision.refusal.kind === "not-enough-stock";
}

/** What a caller is told of a decision. */
export function answerOf(decision: Decision): Answer {
  if (!decision.accepted) {
    return decision;
  }
  const reservation = decision.events.findLast((event) => event.type === "ReservationChanged");
  return {
    accepted: true,
    stock: decision.events.flatMap((event) =>
      event.type === "StockChanged"
        ? [{ tenant: event.tenant, sku: event.sku, location: event.location, after: event.after }]
        : [],
    ),
    reservation: reservation?.after ?? null,
  };
}
