/** Time that a program has for its own work: it stands still while the program waits for another stack. */
export class TimeLimit {
  #left: number;
  #startedAt = 0;
  #waits = 0;
  #timer: NodeJS.Timeout | undefined;

  /** Starts to run. */
  constructor(
    seconds: number,
    private readonly onReached: () => void,
  ) {
    this.#left = seconds * 1000;
    this.start();
  }

  /** Stands still until as many calls of {@link resume} have come. */
  pause(): void {
    this.#waits += 1;
    if (this.#waits === 1) {
      clearTimeout(this.#timer);
      this.#left -= performance.now() - this.#startedAt;
    }
  }

  /** Runs on. */
  resume(): void {
    this.#waits -= 1;
    if (this.#waits === 0) {
      this.start();
    }
  }

  /** Ends for good. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#waits = Infinity;
  }

  private start(): void {
    this.#startedAt = performance.now();
    this.#timer = setTimeout(this.onReached, Math.max(0, this.#left)).unref();
  }
}
