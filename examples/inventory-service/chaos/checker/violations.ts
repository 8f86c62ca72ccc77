/** What has to hold. */
export type Rule =
  | "every command is answered"
  | "answers are of the API"
  | "a key is answered alike"
  | "a key is one command"
  | "what follows is later"
  | "versions follow each other"
  | "events add up"
  | "nothing is negative"
  | "nothing is oversold"
  | "a change is one command's"
  | "a change is what was asked for"
  | "a reservation goes its way"
  | "a hold ends in its time"
  | "tables are the log"
  | "reserved is what reservations have"
  | "units are taken and given back once"
  | "no unit is lost or doubled"
  | "the stream is the log"
  | "a fence has one owner"
  | "what is read was committed"
  | "the read model is the log"
  | "nothing is left in flight";

/** A rule that was broken, how often, and the first cases. */
export interface Broken {
  readonly rule: Rule;
  readonly count: number;
  readonly cases: readonly string[];
}

const MOST_CASES = 5;

/** Collects what is wrong. */
export class Violations {
  readonly #found = new Map<Rule, { count: number; cases: string[] }>();

  add(rule: Rule, text: string): void {
    const found = this.#found.get(rule) ?? { count: 0, cases: [] };
    found.count += 1;
    if (found.cases.length < MOST_CASES) {
      found.cases.push(text);
    }
    this.#found.set(rule, found);
  }

  /** Adds a case unless something holds. */
  unless(holds: boolean, rule: Rule, text: () => string): void {
    if (!holds) {
      this.add(rule, text());
    }
  }

  all(): readonly Broken[] {
    return [...this.#found].map(([rule, { count, cases }]) => ({ rule, count, cases }));
  }
}
