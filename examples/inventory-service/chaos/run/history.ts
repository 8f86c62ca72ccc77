import fs from "node:fs";

/** Lines that are written together. */
const LINES = 200;

/** The history of a run: one line of JSON for everything that was asked or answered or broken, appended, never changed. */
export class History {
  readonly #file: number;
  #lines: string[] = [];

  constructor(file: string) {
    this.#file = fs.openSync(file, "ax");
  }

  write(line: object): void {
    this.#lines.push(JSON.stringify(line));
    if (this.#lines.length >= LINES) {
      this.#flush();
    }
  }

  close(): void {
    this.#flush();
    fs.closeSync(this.#file);
  }

  #flush(): void {
    fs.writeSync(this.#file, this.#lines.map((line) => `${line}\n`).join(""));
    this.#lines = [];
  }
}
