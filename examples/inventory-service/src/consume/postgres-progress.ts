import { begin, countWaiting, lockProgress, saveProgress, waitingSubjects, type DbPool } from "../storage";
import type { CloudEvent } from "../stream";
import type { ProgressStore } from "./ports";
import type { Progress, Subject } from "./progress";

/** Progress in the service's own database: replicas share it, and a dead letter outlives all of them. */
export class PostgresProgress implements ProgressStore {
  readonly #pool: DbPool;
  readonly #consumer: string;

  /** @param consumer whose progress it is */
  constructor(pool: DbPool, consumer: string) {
    this.#pool = pool;
    this.#consumer = consumer;
  }

  async update(
    subjects: readonly Subject[],
    work: (progress: readonly Progress[]) => Promise<readonly Progress[]>,
  ): Promise<void> {
    const connection = await this.#pool.connect();
    try {
      await begin(connection, [...new Set(subjects.map(({ tenant }) => tenant))]);
      const before = await lockProgress<CloudEvent>(connection, this.#consumer, subjects);
      await saveProgress(connection, this.#consumer, await work(before));
      await connection.query({ text: "commit" });
      connection.release();
    } catch (error) {
      const undone = connection.query({ text: "rollback" });
      await undone.then(
        () => connection.release(),
        () => connection.release(true),
      );
      throw error;
    }
  }

  waiting(forMilliseconds: number, most: number): Promise<readonly Subject[]> {
    return waitingSubjects(this.#pool, this.#consumer, { forMilliseconds, most });
  }

  count(): Promise<{ readonly waiting: number; readonly stopped: number }> {
    return countWaiting(this.#pool, this.#consumer);
  }
}
