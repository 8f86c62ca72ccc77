import { Overlap } from "../../src/batch/overlap";

/** How batches go: of how many commands they are, and how often one ends, in ms. */
interface Batches {
  readonly commands: number;
  readonly every: number;
}

/** A disk that flushes at once: two halves, one behind the other, carry out more than one batch at a time. */
const FAST_DISK = { together: { commands: 32, every: 1.5 }, alone: { commands: 64, every: 4.5 } };
/** A disk that takes 2 ms: half as many commits carry out more. */
const SLOW_DISK = { together: { commands: 32, every: 4.5 }, alone: { commands: 64, every: 7 } };

/** A machine on which batches end, so that time goes by. */
class Machine {
  #now = 1_000_000;
  readonly overlap = new Overlap(() => this.#now);

  /** Works for some seconds; says for which part of the time batches were on their way together. */
  work(seconds: number, { together, alone }: { readonly together: Batches; readonly alone: Batches }): number {
    const end = this.#now + seconds * 1000;
    let shared = 0;
    while (this.#now < end) {
      const { commands, every } = this.overlap.isOn ? together : alone;
      shared += this.overlap.isOn ? every : 0;
      this.#now += every;
      this.overlap.ended(commands);
    }
    return shared / (seconds * 1000);
  }

  /** Has nothing to do for some seconds. */
  rest(seconds: number): void {
    this.#now += seconds * 1000;
  }
}

describe("batches", () => {
  it("are on their way together where the disk is fast, and tried alone less and less", () => {
    const machine = new Machine();

    expect(machine.work(10, FAST_DISK)).toBeGreaterThan(0.85);
    expect(machine.work(60, FAST_DISK)).toBeGreaterThan(0.98);
  });

  it("go one at a time within two seconds where the disk is slow", () => {
    const machine = new Machine();
    machine.work(2, SLOW_DISK);

    expect(machine.overlap.isOn).toBe(false);
    expect(machine.work(60, SLOW_DISK)).toBeLessThan(0.03);
  });

  it("change their way when the disk does", () => {
    const machine = new Machine();
    machine.work(60, SLOW_DISK);
    machine.work(60, FAST_DISK);

    expect(machine.work(10, FAST_DISK)).toBeGreaterThan(0.9);
  });

  it("keep their way where the other one is worth little more", () => {
    const machine = new Machine();
    const alike = { together: { commands: 32, every: 4 }, alone: { commands: 64, every: 7.5 } };

    expect(machine.work(60, alike)).toBeGreaterThan(0.95);
  });

  it("are on their way together where few commands come, and nothing is tried", () => {
    const machine = new Machine();
    machine.work(60, SLOW_DISK);
    const few = { commands: 8, every: 1 };
    machine.work(1, { together: few, alone: few });

    expect(machine.work(60, { together: few, alone: few })).toBeCloseTo(1);
  });

  it("begin anew after a time in which nothing came", () => {
    const machine = new Machine();
    machine.work(60, SLOW_DISK);
    machine.rest(10);
    machine.work(0.1, SLOW_DISK);

    expect(machine.overlap.isOn).toBe(true);
  });
});
