/** Which stacks wait for the outputs of which others, each by its full name. */
export class Waits {
  readonly #waitsFor = new Map<string, Set<string>>();

  /** Notes that a stack waits for another. */
  add(reader: string, stack: string): void {
    this.#waitsFor.set(reader, this.of(reader).add(stack));
  }

  /** Notes that a stack has what it waited for. */
  remove(reader: string, stack: string): void {
    this.of(reader).delete(stack);
  }

  /** Whether a stack waits for anything. */
  isWaiting(reader: string): boolean {
    return this.of(reader).size > 0;
  }

  /** The circle that would close if a stack now waited for another: from the stack back to itself. */
  circle(reader: string, stack: string): string[] | undefined {
    const back = this.path(stack, reader, new Set());
    return back === undefined ? undefined : [reader, ...back];
  }

  private path(from: string, to: string, seen: Set<string>): string[] | undefined {
    if (from === to) {
      return [to];
    }
    for (const next of this.of(from)) {
      const rest = seen.has(next) ? undefined : this.path(next, to, seen.add(next));
      if (rest !== undefined) {
        return [from, ...rest];
      }
    }
    return undefined;
  }

  private of(reader: string): Set<string> {
    return this.#waitsFor.get(reader) ?? new Set();
  }
}
