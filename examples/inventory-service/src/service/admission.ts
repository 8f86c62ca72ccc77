import { Unanswered } from "../batch";
import type { Command } from "../domain";
import type { Measure } from "../worker";

/** How old the oldest event may be that is not published, before commands are turned away that would make more of them. */
export const MOST_UNPUBLISHED_SECONDS = 60;

/**
 * Turns commands away while events wait too long for their publication: what reads them would only fall further behind. Those
 * that complete a reservation are let in, as what was begun is to be ended.
 */
export class Admission implements Measure {
  readonly name = "read the age of the log";
  readonly restMilliseconds = 1_000;
  /** Looks at the log once more. */
  readonly take = async (): Promise<void> => {
    this.#ageSeconds = await this.#readAge();
  };

  readonly #readAge: () => Promise<number>;
  #ageSeconds = 0;

  /** @param readAge says how old the oldest event is that is not published, in seconds */
  constructor(readAge: () => Promise<number>) {
    this.#readAge = readAge;
  }

  /** @throws Unanswered where a command has to come later */
  admit(command: Command): void {
    const isCompletion = "reservation" in command && command.kind !== "reserve";
    if (this.#ageSeconds > MOST_UNPUBLISHED_SECONDS && !isCompletion) {
      throw new Unanswered("unpublished");
    }
  }
}
