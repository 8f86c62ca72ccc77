import type { Refusal } from "../core/refusal";
import { isWholeWithin } from "../core/whole-numbers";

const ID = /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/;
const MOST = 2;

/** What decides which secrets there are. */
export interface OriginSecretsPlanArgs {
  /** Ids of the secrets: one, or two while a new one takes over from an old one. */
  readonly ids: readonly string[];
}

/** Reasons to refuse secrets of origins. */
export const originSecretsRefusals: readonly Refusal<OriginSecretsPlanArgs>[] = [
  {
    when: ({ ids }) => ids.some((id) => !ID.test(id)),
    say: ({ ids }) => ({
      arg: "ids",
      got: ids.filter((id) => !ID.test(id)),
      expected: "1 to 32 lower-case letters, digits and dashes, such as 2026-11",
      change: "name a secret by the month of its issue",
    }),
  },
  {
    when: ({ ids }) => new Set(ids).size !== ids.length || !isWholeWithin(ids.length, 1, MOST),
    say: ({ ids }) => ({
      arg: "ids",
      got: ids,
      expected: `1 secret, or ${MOST} while one takes over from the other, each once`,
      change: "take the old one away once it is no longer sent",
    }),
  },
];
