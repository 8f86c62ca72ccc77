/** How long one way is looked at before it is judged, in ms. */
const LOOK_MILLISECONDS = 250;

/** Commands that batches have on average where it matters. With fewer of them, the database is not what callers wait for. */
const LEAST_COMMANDS = 16;

/** The other way has to carry out so many times the commands of this one to be taken. */
const WORTH_IT = 1.1;

/** Looks between two trials: few at first, and twice as many after each trial in vain. */
const RESTS = { first: 2, most: 64 } as const;

/**
 * Finds out whether a batch had better be sent while the one before it is on its way, or wait for its end. On their way together, one
 * is decided while the other is being written; one at a time, there are half as many commits. Which of the two is worth more depends on the
 * disk, the machine and the orders, and shows in nothing but how many commands are carried out: so the other way is tried for a moment now and then,
 * between two looks at this one.
 */
export class Overlap {
  readonly #clock: () => number;
  #isOn = true;
  #look = { began: 0, commands: 0, batches: 0 };
  #rest: number = RESTS.first;
  #left: number = RESTS.first;
  /** Commands per ms before a trial, and in it. */
  #before = 0;
  #tried: number | undefined;

  /** @param clock in ms; it never goes back */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Whether a batch may be sent while the one before it is on its way. */
  get isOn(): boolean {
    return this.#isOn;
  }

  /** A batch of so many commands is over. */
  ended(commands: number): void {
    this.#look.commands += commands;
    this.#look.batches += 1;
    const now = this.#clock();
    const elapsed = now - this.#look.began;
    if (elapsed >= LOOK_MILLISECONDS) {
      const { commands: all, batches } = this.#look;
      this.#look = { began: now, commands: 0, batches: 0 };
      // Where nothing came for a while, nothing was compared.
      this.#judge(elapsed < 2 * LOOK_MILLISECONDS && all >= LEAST_COMMANDS * batches ? all / elapsed : undefined);
    }
  }

  /** Takes in a look at how many commands are carried out in a ms; `undefined` where that depends on who sends them. */
  #judge(rate: number | undefined): void {
    if (rate === undefined) {
      this.#begin(true, RESTS.first);
    } else if (this.#left > 0) {
      this.#rested(rate);
    } else if (this.#tried === undefined) {
      this.#tried = rate;
      this.#isOn = !this.#isOn;
    } else if (this.#tried > (WORTH_IT * (this.#before + rate)) / 2) {
      this.#begin(!this.#isOn, RESTS.first);
    } else {
      this.#begin(this.#isOn, Math.min(RESTS.most, 2 * this.#rest));
    }
  }

  #rested(rate: number): void {
    this.#left -= 1;
    if (this.#left === 0) {
      this.#before = rate;
      this.#isOn = !this.#isOn;
    }
  }

  #begin(isOn: boolean, rest: number): void {
    this.#isOn = isOn;
    this.#tried = undefined;
    this.#rest = rest;
    this.#left = rest;
  }
}
