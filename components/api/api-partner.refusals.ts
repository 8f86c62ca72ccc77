import type { Refusal } from "../core/refusal";
import { isWholeWithin } from "../core/whole-numbers";
import { PARTNER_DEFAULTS, type PartnerSettings, type Throttle } from "./api.args";
import { accountThrottle, API_LIMITS } from "./api-limits";
import { keyRotationRefusals } from "./key-rotation.refusals";

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const PARTNER_NAME = /^[a-z][a-z0-9-]{0,30}$/;
const MOST_A_DAY = 1_000_000_000;

/** What the refusals of a partner look at. */
export interface ApiPartnerRefusalArgs extends PartnerSettings {
  /** Name of the partner. */
  readonly partnerName: string;
  /**
   * Region of the API.
   *
   * @default - the provider's region
   */
  readonly region?: string;
}

/** Reasons to refuse a partner. */
export const apiPartnerRefusals: readonly Refusal<ApiPartnerRefusalArgs>[] = [
  {
    when: ({ partnerName }) => !PARTNER_NAME.test(partnerName),
    say: ({ partnerName }) => ({
      arg: "partnerName",
      got: partnerName,
      expected: "1 to 31 lower-case letters, digits or dashes, starting with a letter",
      change: "choose a name that reads in logs and resources",
    }),
  },
  {
    when: ({ keys }) => keys.some((month) => !MONTH.test(month)),
    say: ({ keys }) => ({
      arg: "keys",
      got: keys.filter((month) => !MONTH.test(month)),
      expected: "months, such as 2026-11",
      change: "name a key by the month of its issue",
    }),
  },
  {
    when: ({ keys, rotation }) =>
      rotation === undefined &&
      (new Set(keys).size !== keys.length || !isWholeWithin(keys.length, 1, API_LIMITS.keysOfAPartner)),
    say: ({ keys }) => ({
      arg: "keys",
      got: keys,
      expected: `1 key, or ${API_LIMITS.keysOfAPartner} while one takes over from the other, each once`,
      change: "take the oldest key away once its partner no longer sends it",
    }),
  },
  {
    when: ({ keys, rotation }) => rotation !== undefined && keys.length > 1,
    say: ({ keys }) => ({
      arg: "keys",
      got: keys,
      expected: "no key, or the one that the first rotated key takes over from",
      change: "leave the keys to the rotation: its schedule issues them",
    }),
  },
  {
    when: ({ throttle, region }) => throttle !== undefined && !isThrottle(throttle, region),
    say: ({ throttle, region }) => ({
      arg: "throttle",
      got: throttle,
      expected: throttleExpected(region),
      change: "choose what one key may send",
    }),
  },
  {
    when: ({ requestsPerDay }) => !isWholeWithin(requestsPerDay ?? PARTNER_DEFAULTS.requestsPerDay, 1, MOST_A_DAY),
    say: ({ requestsPerDay }) => ({
      arg: "requestsPerDay",
      got: requestsPerDay,
      expected: `a whole number from 1 to ${MOST_A_DAY}`,
      change: "choose what one key may send in a day",
    }),
  },
  ...keyRotationRefusals.map(({ when, say }) => ({
    when: ({ rotation }: ApiPartnerRefusalArgs) => rotation !== undefined && when(rotation),
    say: ({ rotation = {} }: ApiPartnerRefusalArgs) => {
      const said = say(rotation);
      return { ...said, arg: `rotation.${said.arg}` };
    },
  })),
];

/** What a throttle may say, in words. */
export function throttleExpected(region?: string): string {
  const most = accountThrottle(region);
  return `1 to ${most.requestsPerSecond} requests a second and 1 to ${most.burst} at once, which is what an account may send`;
}

/** Whether a throttle stays within what an account may send to all its APIs. */
export function isThrottle({ requestsPerSecond, burst }: Throttle, region?: string): boolean {
  const most = accountThrottle(region);
  return isWholeWithin(requestsPerSecond, 1, most.requestsPerSecond) && isWholeWithin(burst, 1, most.burst);
}
