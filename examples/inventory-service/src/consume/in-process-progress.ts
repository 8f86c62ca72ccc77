import type { ProgressStore } from "./ports";
import { isWaiting, nothingOf, type Progress, type Subject } from "./progress";

/** How much is remembered. */
export interface InProcessProgressOptions {
  /** Subjects at most; those that nothing came of for the longest time are forgotten, and begin anew. */
  readonly most: number;
  /** A clock in ms that never goes back. */
  readonly clock: () => number;
}

interface Known {
  readonly progress: Progress;
  /** Since when it waits; `undefined` where it does not. */
  readonly since: number | undefined;
}

/** Progress within one process, for consumers that do no harm by beginning anew with it. */
export class InProcessProgress implements ProgressStore {
  readonly #options: InProcessProgressOptions;
  readonly #known = new Map<string, Known>();
  /** Who works on a subject, or will, last of all. */
  readonly #turns = new Map<string, Promise<void>>();

  constructor(options: InProcessProgressOptions) {
    this.#options = options;
  }

  async update(
    subjects: readonly Subject[],
    work: (progress: readonly Progress[]) => Promise<readonly Progress[]>,
  ): Promise<void> {
    const before = subjects.map(({ subject }) => this.#turns.get(subject));
    const turn = Promise.all(before).then(async () => {
      const known = subjects.map((each) => this.#known.get(each.subject)?.progress ?? nothingOf(each));
      (await work(known)).forEach((progress) => this.#keep(progress));
    });
    const ended = turn.catch(() => undefined);
    subjects.forEach(({ subject }) => this.#turns.set(subject, ended));
    try {
      await turn;
    } finally {
      const left = subjects.filter(({ subject }) => this.#turns.get(subject) === ended);
      left.forEach(({ subject }) => this.#turns.delete(subject));
    }
  }

  async waiting(forMilliseconds: number, most: number): Promise<readonly Subject[]> {
    const latest = this.#options.clock() - forMilliseconds;
    return [...this.#known.values()]
      .filter(({ progress, since }) => progress.stopped === null && (since ?? Infinity) <= latest)
      .toSorted((one, other) => (one.since ?? 0) - (other.since ?? 0))
      .slice(0, most)
      .map(({ progress }) => progress);
  }

  async count(): Promise<{ readonly waiting: number; readonly stopped: number }> {
    const all = [...this.#known.values()].map(({ progress }) => progress);
    return { waiting: all.filter(isWaiting).length, stopped: all.filter(({ stopped }) => stopped !== null).length };
  }

  #keep(progress: Progress): void {
    const { subject } = progress;
    const since = isWaiting(progress) ? (this.#known.get(subject)?.since ?? this.#options.clock()) : undefined;
    this.#known.delete(subject);
    this.#known.set(subject, { progress, since });
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size > this.#options.most) {
      this.#known.delete(oldest);
    }
  }
}
