/** How much of the last value an average takes in. */
const SHARE = 1 / 8;

/** Sizes have to differ by so much of their average, squared, for anything to be learned of them. */
const LEAST_VARIANCE = 0.01;

/**
 * What batches have taken of late: a line through their times by their sizes, which weighs the last ones most. It begins at nothing
 * for no commands, so that all is the commands' until sizes differ.
 */
export class Pace {
  #size = 0;
  #time = 0;
  #variance = 0;
  #covariance = 0;
  #perCommand = 0;

  /** Learns what a batch of some commands took, in any unit of time. */
  learn(size: number, time: number): void {
    const [larger, longer] = [size - this.#size, time - this.#time];
    this.#size += SHARE * larger;
    this.#time += SHARE * longer;
    this.#variance = (1 - SHARE) * (this.#variance + SHARE * larger * larger);
    this.#covariance = (1 - SHARE) * (this.#covariance + SHARE * larger * longer);
    if (this.#variance > LEAST_VARIANCE * this.#size * this.#size) {
      this.#perCommand = Math.max(0, this.#covariance / this.#variance);
    }
  }

  /** What a batch takes beyond its commands. */
  get perBatch(): number {
    return Math.max(0, this.#time - this.#perCommand * this.#size);
  }
}
