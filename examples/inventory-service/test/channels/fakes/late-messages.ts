/** How a party misbehaves: shares of its calls or messages, each by chance, the same for the same seed. */
export interface Faults {
  readonly seed: number;
  /** It refuses to work just now, and nothing has happened. */
  readonly fail: number;
  /** It is done, and the answer is lost. */
  readonly lose: number;
  /** A message comes twice. */
  readonly double: number;
  /** A message waits for so many readings, at most. */
  readonly late: number;
}

export const NO_FAULTS: Faults = { seed: 1, fail: 0, lose: 0, double: 0, late: 0 };

export interface PartyMessage {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly [member: string]: unknown;
}

/** A message before it has its id; where no time is said it is of now. */
export type Said = Omit<PartyMessage, "id" | "at"> & { readonly kind: string; readonly at?: string };

/** What a party has to say: late, twice, and not in its order. */
export class LateMessages {
  readonly #faults: Faults;
  #waiting: { readonly message: PartyMessage; readings: number }[] = [];
  #random: number;
  #messages = 0;

  constructor(faults: Faults) {
    this.#faults = faults;
    this.#random = faults.seed;
  }

  /** Whether all has been said. */
  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Says something; it is heard when its time has come. */
  say(message: Said): void {
    this.#messages += 1;
    const full = { id: `m-${this.#messages}`, at: new Date().toISOString(), ...message };
    const copies = this.chance(this.#faults.double) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      this.#waiting.push({ message: full, readings: Math.floor(this.#next() * (this.#faults.late + 1)) });
    }
  }

  /** What is heard now, in one reading. */
  read(): readonly PartyMessage[] {
    const due = this.#waiting.filter(({ readings }) => readings <= 0);
    this.#waiting = this.#waiting.filter(({ readings }) => readings > 0);
    this.#waiting.forEach((each) => (each.readings -= 1));
    const shuffled = this.#faults.late > 0 ? due.toSorted(() => this.#next() - 0.5) : due;
    return shuffled.map(({ message }) => message);
  }

  /** Whether something happens that does in such a share of all cases. */
  chance(share: number): boolean {
    return this.#next() < share;
  }

  /** A number from 0 up to 1 (mulberry32). */
  #next(): number {
    this.#random = (this.#random + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
