/** Numbers that look random and are the same for the same seed (splitmix32). */
export class Random {
  #state: number;

  /** One for each pair of seed and stream, so that what one stream draws does not move another. */
  constructor(seed: number, stream: number) {
    this.#state = mix(Math.imul(seed, 0x9e3779b1) ^ mix(stream + 0x632be59b));
  }

  /** A whole number from 0 on, below a limit. */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  /** A number from 0 on, below 1. */
  fraction(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    return (mix(this.#state) >>> 0) / 4_294_967_296;
  }

  /** Whether something happens that does so many times in a hundred. */
  chance(percent: number): boolean {
    return this.fraction() * 100 < percent;
  }

  /** One of some. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }

  /** Hexadecimal digits. */
  hex(digits: number): string {
    let text = "";
    while (text.length < digits) {
      text += (mix((this.#state = (this.#state + 0x9e3779b9) | 0)) >>> 0).toString(16).padStart(8, "0");
    }
    return text.slice(0, digits);
  }
}

function mix(value: number): number {
  let z = value | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
}
