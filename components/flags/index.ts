export { FLAGD_SCHEMA, flagDocument, flagSchema, type Flag, type FlagSet, type FlagValue } from "./flag-definitions";
export { Flags, type FlagsArgs } from "./flags";
export * from "./flags.plan";
export { FLAGS_LIMITS, flagsRefusals, type FlagsRefusalArgs } from "./flags.refusals";
