import { toSeconds, type Duration } from "../core/units";
import { flagDocument, flagSchema, type FlagSet } from "./flag-definitions";

/** What decides which flags there are, and how a change of them is released. */
export interface FlagsPlanArgs {
  /** The flags by key: `allocation-algorithm`. */
  readonly flags: FlagSet;
  /**
   * How long it takes until everybody has a change.
   *
   * @default "10 minutes"
   */
  readonly rolloutTime?: Duration;
  /**
   * Share of the readers, in percent, that get a change in each step.
   *
   * @default 20
   */
  readonly stepPercent?: number;
  /**
   * How long the alarms are watched after everybody has it, before it can no longer be taken back.
   *
   * @default "30 minutes"
   */
  readonly bakeTime?: Duration;
}

/** Flags, with every choice made. */
export interface FlagsPlan {
  /** The flags, as their readers get them. */
  readonly document: string;
  /** What every version of the document is checked by. */
  readonly schema: string;
  readonly rolloutMinutes: number;
  readonly stepPercent: number;
  readonly bakeMinutes: number;
}

/** What flags get where their arguments leave the choice open. */
export const FLAGS_DEFAULTS = {
  rolloutTime: "10 minutes",
  stepPercent: 20,
  bakeTime: "30 minutes",
} as const satisfies Required<Omit<FlagsPlanArgs, "flags">>;

const SECONDS_A_MINUTE = 60;

/** Plans flags. */
export function planFlags(args: FlagsPlanArgs): FlagsPlan {
  const chosen = { ...FLAGS_DEFAULTS, ...args };
  return {
    document: flagDocument(args.flags),
    schema: flagSchema(args.flags),
    rolloutMinutes: toSeconds(chosen.rolloutTime) / SECONDS_A_MINUTE,
    stepPercent: chosen.stepPercent,
    bakeMinutes: toSeconds(chosen.bakeTime) / SECONDS_A_MINUTE,
  };
}
