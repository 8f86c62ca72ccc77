import type { Properties } from "../plan";
import { BUILT_IN_ANSWERS, type Answers } from "./answers";
import { accountOf, providerRegion } from "./placement";

/** Answers calls of provider functions from typed answers; what nobody answers fails with the way to answer it. */
export class Invokes {
  readonly #answers: Answers;

  /**
   * @param answers the project's own answers, which come before the built-in ones
   * @param answersFile the file they belong in, for messages
   * @param callSites where a function was called, if known
   */
  constructor(
    answers: Answers,
    private readonly answersFile: string,
    private readonly callSites: (token: string) => readonly string[],
  ) {
    this.#answers = { ...BUILT_IN_ANSWERS, ...answers };
  }

  /**
   * The result of a function.
   * @throws Error that names the token, where it was called, and how to answer it
   */
  answer(token: string, args: Properties, providerInputs: Properties): Properties {
    const answer = this.#answers[token];
    if (answer === undefined) {
      throw new Error(this.unanswered(token, args, "no answer offline"));
    }
    const own = args["region"];
    const region = typeof own === "string" ? own : providerRegion(providerInputs);
    const account = accountOf(providerInputs);
    try {
      return answer(args, { ...(region !== undefined && { region }), ...(account !== undefined && { account }) });
    } catch (error) {
      throw new Error(this.unanswered(token, args, error instanceof Error ? error.message : String(error)), {
        cause: error,
      });
    }
  }

  private unanswered(token: string, args: Properties, reason: string): string {
    const sites = this.callSites(token);
    const where = sites.length === 0 ? "" : `, called at ${sites.join(" and ")}`;
    return (
      `function ${token}(${Object.keys(args).join(", ")})${where}: ${reason}; ` +
      `add "${token}": (args) => ({ … }) to the answers in ${this.answersFile}`
    );
  }
}
