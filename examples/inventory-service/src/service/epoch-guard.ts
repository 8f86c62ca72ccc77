import { Unanswered } from "../batch";
import type { EpochRead } from "../storage";

/** The database has been followed by another one. */
export class Superseded extends Error {
  constructor(epoch: number, known: number) {
    super(
      `the database is in epoch ${epoch}, and another one has taken changes in epoch ${known}: connect to that one`,
    );
    this.name = "Superseded";
  }
}

/**
 * Knows the highest epoch that a database took changes in: as the environment says, as its own database does, and as events
 * say. Where its own database is behind, the service answers nothing out of it.
 */
export class EpochGuard {
  #known: number;
  #database: EpochRead | undefined;

  /** @param least the epoch in which the database has to be at least */
  constructor(least: number) {
    this.#known = least;
  }

  /**
   * Takes in the epoch of a connection's database.
   * @throws Superseded where the connection is not to be used
   */
  joined(read: EpochRead): void {
    this.#database = read;
    if (read.epoch < this.#known) {
      throw new Superseded(read.epoch, this.#known);
    }
    this.#known = read.epoch;
  }

  /** Takes in the epoch of an event. */
  heard(epoch: number): void {
    this.#known = Math.max(this.#known, epoch);
  }

  /** The epoch of the database, as it was read last; 0 where it was not yet. */
  get epoch(): number {
    return this.#database?.epoch ?? 0;
  }

  /** Whether another database has followed. */
  get isFenced(): boolean {
    return this.#database !== undefined && this.#database.epoch < this.#known;
  }

  /** Whether the database takes no changes for now: it has been followed, or its promotion is not through. */
  get isClosed(): boolean {
    const { isOpen, isStandby } = this.#database ?? { isOpen: true, isStandby: false };
    return this.isFenced || (!isOpen && !isStandby);
  }

  /** Carries out a change, where changes are taken. */
  async change<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.isClosed ? this.#refuse() : work();
  }

  /** Reads, where what is read is not out of date for good. */
  async read<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.isFenced ? this.#refuse() : work();
  }

  #refuse(): never {
    throw new Unanswered("unavailable", { cause: new Superseded(this.epoch, this.#known) });
  }
}
