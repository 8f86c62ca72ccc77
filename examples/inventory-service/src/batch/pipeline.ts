import { stockKeyText, type StockLevel } from "../domain";
import {
  findRows,
  Foresight,
  reserveAhead,
  type CommandRequest,
  type Db,
  type DbConnection,
  type DbPool,
  type Foreseen,
  type Outcome,
} from "../storage";
import { executeSplitting } from "./execute-splitting";

/** Commands of which two batches can be made that are each worth a commit. */
const LEAST_DIVIDED = 32;

type Results = readonly (Outcome | Error)[];

/** Where a batch stands. */
interface Place {
  /** Resolves when all batches before are over. */
  readonly before: Promise<unknown>;
  readonly onSent: () => void;
  /** Counts batches. */
  readonly number: number;
}

/** A connection that batches use one behind the other. */
interface SharedConnection {
  readonly connecting: Promise<DbConnection>;
  users: number;
  isFailed: boolean;
}

/**
 * Runs batches one behind the other. One of reservations that can be decided ahead is sent while the one before is being
 * written, on the same connection. Any other, and whatever was foreseen wrongly or failed, waits until the ones before
 * are over, and is decided under its locks: what it finds is then what they left.
 */
export class Pipeline {
  /** Of all pipelines: they may share connections, which know batches by their numbers. */
  static #batches = 0;

  readonly #pool: DbPool;
  readonly #foresight = new Foresight();
  #before: Promise<unknown> = Promise.resolve();
  #shared: SharedConnection | undefined;
  /** Numbers of the batches that are not over, in their order. */
  readonly #unfinished = new Set<number>();
  #isAhead = false;

  constructor(pool: DbPool) {
    this.#pool = pool;
  }

  /** Whether so many commands that wait can be sent in two batches: one is decided while the other one is being written. */
  isDivided(waiting: number): boolean {
    return this.#isAhead && waiting >= LEAST_DIVIDED;
  }

  /**
   * Runs a batch behind the ones before.
   * @param onSent called when all of it is on its way, so that the next one can follow; else that one waits for its end
   * @returns of each request its outcome, or what was wrong with that one
   */
  async execute(requests: readonly CommandRequest[], onSent: () => void): Promise<Results> {
    const before = this.#before;
    const number = (Pipeline.#batches += 1);
    this.#unfinished.add(number);
    const run = this.#run(requests, { before, onSent, number });
    this.#before = Promise.allSettled([before, run]).then(() => undefined);
    try {
      return await run;
    } finally {
      this.#unfinished.delete(number);
    }
  }

  async #run(requests: readonly CommandRequest[], place: Place): Promise<Results> {
    // One that comes alone has a short way of its own, where there is nothing to wait for.
    const isAlone = requests.length === 1 && this.#unfinished.size === 1;
    const foreseen = isAlone ? undefined : await this.#foresee(requests);
    this.#isAhead = foreseen !== undefined;
    if (foreseen !== undefined) {
      return this.#runAhead(requests, foreseen, place);
    }
    await place.before;
    return this.#runInTurn(requests);
  }

  /** Decides a batch ahead, where it can be; rows that are not remembered are looked up. */
  async #foresee(requests: readonly CommandRequest[]): Promise<Foreseen | undefined> {
    const rows = this.#foresight.rowsOf(requests);
    if (rows === undefined) {
      return undefined;
    }
    const unknown = this.#foresight.unknown(rows);
    if (unknown.length > 0) {
      // What cannot be read now is not foreseen.
      this.#foresight.learn(await findRows(this.#pool, unknown).catch(() => new Map<string, StockLevel>()));
    }
    return this.#foresight.foresee(requests, rows);
  }

  /** Runs a batch under its locks, and learns from its outcomes how rows became. */
  async #runInTurn(requests: readonly CommandRequest[]): Promise<Results> {
    const outcomes = await executeSplitting(this.#pool, requests);
    for (const outcome of outcomes) {
      if (!(outcome instanceof Error) && outcome.kind === "answered" && !outcome.replayed && outcome.answer.accepted) {
        this.#foresight.learn(new Map(outcome.answer.stock.map((row) => [stockKeyText(row), row.after])));
      }
    }
    return outcomes;
  }

  async #runAhead(
    requests: readonly CommandRequest[],
    foreseen: Foreseen,
    { before, onSent, number }: Place,
  ): Promise<Results> {
    const written = await this.#onSharedConnection(async (db) => {
      const follows = [...this.#unfinished].findLast((other) => other < number);
      const sent = reserveAhead(db, foreseen, { number, follows });
      onSent();
      return sent;
    }).catch(() => undefined);
    this.#foresight.judge(foreseen, written !== undefined);
    if (written !== undefined) {
      this.#foresight.learn(written.corrected);
      return written.outcomes;
    }
    await before;
    return this.#runInTurn(requests);
  }

  /** Has batches that follow each other use one connection. One on which something failed is closed, and not joined. */
  async #onSharedConnection<Result>(task: (db: Db) => Promise<Result>): Promise<Result> {
    const shared = (this.#shared ??= { connecting: this.#pool.connect(), users: 0, isFailed: false });
    shared.users += 1;
    try {
      return await task(await shared.connecting);
    } catch (error) {
      shared.isFailed = true;
      throw error;
    } finally {
      shared.users -= 1;
      this.#leave(shared);
    }
  }

  #leave(shared: SharedConnection): void {
    if (this.#shared === shared && (shared.isFailed || shared.users === 0)) {
      this.#shared = undefined;
    }
    if (shared.users === 0) {
      shared.connecting.then(
        (connection) => connection.release(shared.isFailed),
        () => undefined,
      );
    }
  }
}
