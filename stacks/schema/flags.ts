import { z } from "zod";
import { FLAGS_DEFAULTS } from "../../components/flags/flags.plan";
import { count, fields, flag, mapOf, name, quantity, text } from "../environment-fields";
import { alarmNames } from "./alarms";
import { ownTags } from "./tags";

const FLAG_NAME = 64;
const MOST_ALARMS = 5;
const time = (description: string) =>
  quantity(["minutes", "hour", "hours"], 'a time such as "10 minutes"', description);
const value = z.union([z.boolean(), z.string(), z.number()], { error: "true or false, a text or a number" });

const flagFields = fields(
  {
    description: text(/\S/, "a text", "What it decides, for whoever operates it."),
    variants: mapOf(name(FLAG_NAME, "Name of a variant."), value, "Values it can have, all of one type, by name."),
    defaultVariant: name(FLAG_NAME, "Variant that everybody gets where `shares` does not say otherwise."),
    enabled: flag("Whether it is evaluated at all.").default(true),
    shares: mapOf(
      name(FLAG_NAME, "Name of a variant."),
      count(0, 100, "Share of callers in percent."),
      "Share of callers in percent by variant, 100 together.",
    ).exactOptional(),
  },
  "A flag.",
);

/** What an environment file holds about the flags of one service. */
export const flagSetSchema = fields(
  {
    flags: mapOf(name(FLAG_NAME, "Key of a flag."), flagFields, "Its flags, by key."),
    rollbackAlarms: alarmNames("Alarms that take a change back while it is released.").max(MOST_ALARMS, {
      error: `${String(MOST_ALARMS)} alarms or fewer`,
    }),
    rolloutTime: time("How long it takes until everybody has a change.").default(FLAGS_DEFAULTS.rolloutTime),
    bakeTime: time("How long the alarms are watched after that.").default(FLAGS_DEFAULTS.bakeTime),
    tags: ownTags.default({}),
  },
  "Flags of one service, in every region.",
);
