import { linesOf, type Pending } from "./pending";

/** How large a batch may be. */
export interface BatchLimits {
  readonly commands: number;
  readonly lines: number;
}

/** A batch large enough to share its commit, and small enough that nobody waits long for others' rows. */
export const BATCH_LIMITS: BatchLimits = { commands: 256, lines: 1024 };

/** Lines that a channel of a tenant may take in its turn before the next one has its own. */
const TURN_LINES = 16;

interface Queue {
  readonly waiting: Pending[];
  credit: number;
}

/**
 * What waits for the next batch. Reservations wait behind everything else, which frees units or brings them. Among
 * reservations the channels of all tenants take turns (deficit round robin), each in its order of arrival: one that sends
 * much waits for itself.
 */
export class Lanes {
  readonly #first: Pending[] = [];
  readonly #turns = new Map<string, Queue>();
  #length = 0;

  /** How many requests wait. */
  get length(): number {
    return this.#length;
  }

  /** Lets a request wait. */
  add(pending: Pending): void {
    const { command } = pending.request;
    this.#length += 1;
    if (command.kind !== "reserve") {
      this.#first.push(pending);
      return;
    }
    const name = `${command.tenant}\u0000${command.channel}`;
    const queue = this.#turns.get(name) ?? { waiting: [], credit: 0 };
    queue.waiting.push(pending);
    this.#turns.set(name, queue);
  }

  /** Takes the next batch out. A single request goes even if it has more lines than a batch. */
  take(limits: BatchLimits = BATCH_LIMITS): readonly Pending[] {
    const batch: Pending[] = [];
    let lines = 0;
    const fits = (next: Pending | undefined): next is Pending =>
      next !== undefined &&
      batch.length < limits.commands &&
      (batch.length === 0 || lines + linesOf(next) <= limits.lines);
    const move = (from: Pending[]): void => {
      const [next] = from.splice(0, 1);
      if (next !== undefined) {
        batch.push(next);
        lines += linesOf(next);
      }
    };

    while (fits(this.#first[0])) {
      move(this.#first);
    }
    let full = this.#first.length > 0;
    while (!full && this.#turns.size > 0) {
      full = this.#takeTurn(fits, move);
    }
    this.#length -= batch.length;
    return batch;
  }

  /** Gives the next channel its turn; says whether the batch is full. */
  #takeTurn(fits: (next: Pending | undefined) => next is Pending, move: (from: Pending[]) => void): boolean {
    const [entry] = this.#turns;
    if (entry === undefined) {
      return true;
    }
    const [name, queue] = entry;
    queue.credit += TURN_LINES;
    for (let next = queue.waiting[0]; next !== undefined && linesOf(next) <= queue.credit; next = queue.waiting[0]) {
      if (!fits(next)) {
        // Its turn is not over: it goes on with the next batch.
        queue.credit -= TURN_LINES;
        return true;
      }
      queue.credit -= linesOf(next);
      move(queue.waiting);
    }
    this.#turns.delete(name);
    if (queue.waiting.length > 0) {
      this.#turns.set(name, queue);
    }
    return false;
  }
}
