import type { Refusal } from "../core/refusal";
import { toSeconds } from "../core/units";
import { ROTATION_DEFAULTS, type KeyRotationSettings } from "./api.args";

/** Bounds of a rotation, in days. */
export const ROTATION_LIMITS = { shortestPeriod: 7, longestPeriod: 365, shortestOverlap: 1, spare: 2 } as const;

const DAY = 86_400;
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;

/** Reasons to refuse how keys are rotated. */
export const keyRotationRefusals: readonly Refusal<KeyRotationSettings>[] = [
  {
    when: (settings) => !isBetween(periodOf(settings), ROTATION_LIMITS.shortestPeriod, ROTATION_LIMITS.longestPeriod),
    say: ({ period }) => ({
      arg: "period",
      got: period,
      expected: `${ROTATION_LIMITS.shortestPeriod} to ${ROTATION_LIMITS.longestPeriod} days`,
      change: "choose how old a key may become before another one takes over",
    }),
  },
  {
    when: (settings) =>
      !isBetween(overlapOf(settings), ROTATION_LIMITS.shortestOverlap, periodOf(settings) - ROTATION_LIMITS.spare),
    say: ({ overlap }) => ({
      arg: "overlap",
      got: overlap,
      expected: `1 day or more, and ${ROTATION_LIMITS.spare} days less than the period, so that two keys are valid at most`,
      change: "choose within what time the partner fetches the key that has taken over",
    }),
  },
  {
    when: ({ readerRoles = [] }) => readerRoles.some((role) => !ROLE_NAME.test(role)),
    say: ({ readerRoles = [] }) => ({
      arg: "readerRoles",
      got: readerRoles.filter((role) => !ROLE_NAME.test(role)),
      expected: "names of IAM roles, not ARNs: the roles are the API's account's",
      change: "let the partner take a role of the account; another account would need the key as well",
    }),
  },
];

function periodOf({ period = ROTATION_DEFAULTS.period }: KeyRotationSettings): number {
  return toSeconds(period) / DAY;
}

function overlapOf({ overlap = ROTATION_DEFAULTS.overlap }: KeyRotationSettings): number {
  return toSeconds(overlap) / DAY;
}

function isBetween(days: number, least: number, most: number): boolean {
  return days >= least && days <= most;
}
