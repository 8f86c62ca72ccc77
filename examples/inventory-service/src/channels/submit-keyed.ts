import { Unanswered, type Batcher } from "../batch";
import type { Command } from "../domain";
import type { Answer } from "../storage";

/** What came of a command that a channel wanted. */
export type Submitted =
  | { readonly kind: "answered"; readonly answer: Answer }
  /** Nobody could answer; the same may be submitted again. */
  | { readonly kind: "later"; readonly problem: string }
  /** Its key is too old to know whether it was answered, or was used before the channel's settings changed. */
  | { readonly kind: "not-known" };

/** A command, and the key under which a channel wants it carried out. */
export interface KeyedCommand {
  readonly command: Command;
  /** What was asked for, where the service decided something that was left open. @default - the command */
  readonly asked?: Command;
  readonly channel: string;
  readonly key: string;
  /** In which trace it is carried out; `undefined` where that is not recorded. */
  readonly traceparent: string | undefined;
}

/** How long a channel's command may wait for its answer, in ms. */
const TIMEOUT_MILLISECONDS = 10_000;

/** Has a command carried out under its key, as if the channel had called over HTTP. */
export async function submitKeyed(
  submit: Batcher["submit"],
  { channel, key, ...request }: KeyedCommand,
): Promise<Submitted> {
  try {
    const keyed = { ...request, key: { client: `channel:${channel}`, value: key } };
    const outcome = await submit(keyed, TIMEOUT_MILLISECONDS);
    switch (outcome.kind) {
      case "answered":
        return outcome;
      case "key-out-of-range":
      case "key-reused":
        return { kind: "not-known" };
      case "again":
        return { kind: "later", problem: outcome.kind };
    }
  } catch (error) {
    if (error instanceof Unanswered) {
      return { kind: "later", problem: error.reason };
    }
    throw error;
  }
}
