import fs from "node:fs";

/** More than a line has. */
const CHUNK_BYTES = 1 << 22;

/**
 * The highest fences of publishers, which outlive a kill. They have a file of their own, and are in it before anything that came
 * under them is kept: what is kept grows without bounds, and is not read again by a stream that starts.
 */
export class Fences {
  readonly #highest: Map<number, number>;
  readonly #log: number;

  /** @param file where they are kept */
  constructor(file: string) {
    cutUnfinished(file);
    this.#log = fs.openSync(file, "a+");
    const lines = fs.readFileSync(this.#log, "utf8").split("\n").slice(0, -1);
    this.#highest = new Map(
      lines.map((line) => {
        const [shard = NaN, fence = NaN] = line.split(" ").map(Number);
        return [shard, fence];
      }),
    );
  }

  /** Whether a publisher may go on, as nobody of a higher number has come before. */
  admit(shard: number, fence: number): boolean {
    const highest = this.#highest.get(shard) ?? 0;
    if (fence > highest) {
      this.#highest.set(shard, fence);
      fs.writeSync(this.#log, `${shard} ${fence}\n`);
    }
    return fence >= highest;
  }
}

/** Cuts off a last line without an end, which whoever was killed did not finish, and never answered for. */
export function cutUnfinished(file: string): void {
  const handle = fs.openSync(file, "a+");
  const { size } = fs.fstatSync(handle);
  const start = Math.max(0, size - CHUNK_BYTES);
  const buffer = Buffer.alloc(size - start);
  fs.readSync(handle, buffer, 0, buffer.length, start);
  fs.ftruncateSync(handle, start + buffer.lastIndexOf("\n") + 1);
  fs.closeSync(handle);
}
