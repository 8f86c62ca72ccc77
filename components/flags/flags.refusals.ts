import type { Refusal } from "../core/refusal";
import { toSeconds, type Duration } from "../core/units";
import { flagDocument, flagSchema, type Flag } from "./flag-definitions";
import { FLAGS_DEFAULTS, type FlagsPlanArgs } from "./flags.plan";

/**
 * Limits of AWS AppConfig: minutes of a rollout and of its watch, alarms of an environment, bytes of a document and of
 * the schema it is checked by.
 *
 * Sources: https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_CreateDeploymentStrategy.html,
 * API_CreateEnvironment.html and API_Validator.html beside it, and https://docs.aws.amazon.com/general/latest/gr/appconfig.html
 * for the document (read 2026-11-26).
 */
export const FLAGS_LIMITS = { minutes: 1_440, alarms: 5, documentBytes: 2_097_152, schemaBytes: 32_768 } as const;

const KEY = /^[a-z][a-z0-9-]{0,63}$/;
const ALL = 100;
const SECONDS_A_MINUTE = 60;

/** What the refusals of flags look at. */
export interface FlagsRefusalArgs extends FlagsPlanArgs {
  /** Alarms that take a change back. */
  readonly rollbackAlarmArns: readonly unknown[];
}

type FlagsRefusal = Refusal<FlagsRefusalArgs>;

const definitions: readonly FlagsRefusal[] = [
  {
    when: ({ flags }) => Object.keys(flags).length === 0,
    say: ({ flags }) => ({
      arg: "flags",
      got: flags,
      expected: "at least one flag",
      change: "name what is released by flag",
    }),
  },
  {
    when: (args) => keysOf(args, isBadName).length > 0,
    say: (args) => ({
      arg: "flags",
      got: keysOf(args, isBadName),
      expected: "keys and variants of lower-case letters, digits and dashes, 64 at most, the first a letter",
      change: "choose plainer names",
    }),
  },
  {
    when: (args) => keysOf(args, isOfManyTypes).length > 0,
    say: (args) => ({
      arg: "flags",
      got: keysOf(args, isOfManyTypes),
      expected: "variants, one at least, all of them true or false, all text, or all numbers",
      change: "give each flag values of one type: a program asks for one",
    }),
  },
  {
    when: (args) => keysOf(args, isWithoutDefault).length > 0,
    say: (args) => ({
      arg: "flags",
      got: keysOf(args, isWithoutDefault),
      expected: "a defaultVariant that is one of the flag's variants",
      change: "name one that is there, or add it",
    }),
  },
  {
    when: (args) => keysOf(args, isUnevenlyShared).length > 0,
    say: (args) => ({
      arg: "flags",
      got: keysOf(args, isUnevenlyShared),
      expected: "shares of the flag's own variants in whole percent, 100 together",
      change: "correct the shares, or leave them out to give everybody the default",
    }),
  },
];

const sizes: readonly FlagsRefusal[] = [
  tooLong("documentBytes", "the document", flagDocument),
  tooLong("schemaBytes", "the schema that checks it", flagSchema),
];

const release: readonly FlagsRefusal[] = [
  {
    when: ({ rolloutTime = FLAGS_DEFAULTS.rolloutTime }) => !isMinutes(rolloutTime, 0),
    say: ({ rolloutTime }) => ({
      arg: "rolloutTime",
      got: rolloutTime,
      expected: "whole minutes, 1 day at most",
      change: "choose how slowly a change reaches everybody; 0 minutes is at once",
    }),
  },
  {
    when: ({ stepPercent }) => stepPercent !== undefined && !(stepPercent >= 1 && stepPercent <= ALL),
    say: ({ stepPercent }) => ({
      arg: "stepPercent",
      got: stepPercent,
      expected: `1 to ${ALL}`,
      change: "choose how many get a change in each step",
    }),
  },
  {
    when: ({ bakeTime = FLAGS_DEFAULTS.bakeTime }) => !isMinutes(bakeTime, 1),
    say: ({ bakeTime }) => ({
      arg: "bakeTime",
      got: bakeTime,
      expected: "whole minutes, 1 minute to 1 day",
      change: "leave the alarms time to see what a change does",
    }),
  },
  {
    when: ({ rollbackAlarmArns: { length } }) => length < 1 || length > FLAGS_LIMITS.alarms,
    say: ({ rollbackAlarmArns }) => ({
      arg: "rollbackAlarmArns",
      got: rollbackAlarmArns.length,
      expected: `1 to ${FLAGS_LIMITS.alarms} alarms`,
      change: "name the alarms that tell that a release does harm, such as those of the service's objectives",
    }),
  },
];

/** Reasons to refuse flags. */
export const flagsRefusals: readonly FlagsRefusal[] = [...definitions, ...sizes, ...release];

function tooLong(
  limit: "documentBytes" | "schemaBytes",
  what: string,
  render: (flags: FlagsPlanArgs["flags"]) => string,
): FlagsRefusal {
  const bytes = ({ flags }: FlagsRefusalArgs): number => Buffer.byteLength(render(flags));
  return {
    when: (args) => bytes(args) > FLAGS_LIMITS[limit],
    say: (args) => ({
      arg: "flags",
      got: `${bytes(args)} bytes`,
      expected: `${FLAGS_LIMITS[limit]} bytes at most in ${what}`,
      change: "part the flags into several components, or delete those that are released",
    }),
  };
}

function keysOf({ flags }: FlagsPlanArgs, isWrong: (flag: Flag, key: string) => boolean): readonly string[] {
  return Object.entries(flags)
    .filter(([key, flag]) => isWrong(flag, key))
    .map(([key]) => key);
}

function isBadName({ variants }: Flag, key: string): boolean {
  return ![key, ...Object.keys(variants)].every((name) => KEY.test(name));
}

function isOfManyTypes({ variants }: Flag): boolean {
  return new Set(Object.values(variants).map((value) => typeof value)).size !== 1;
}

function isWithoutDefault({ variants, defaultVariant }: Flag): boolean {
  return !Object.hasOwn(variants, defaultVariant);
}

function isUnevenlyShared({ variants, shares }: Flag): boolean {
  if (shares === undefined) {
    return false;
  }
  const all = Object.entries(shares);
  const isWhole = all.every(([name, share]) => Object.hasOwn(variants, name) && Number.isInteger(share) && share >= 0);
  return !isWhole || all.reduce((sum, [, share]) => sum + share, 0) !== ALL;
}

function isMinutes(duration: Duration, least: number): boolean {
  const minutes = toSeconds(duration) / SECONDS_A_MINUTE;
  return Number.isInteger(minutes) && minutes >= least && minutes <= FLAGS_LIMITS.minutes;
}
