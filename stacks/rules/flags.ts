import { z } from "zod";
import { flagsRefusals } from "../../components/flags/flags.refusals";
import { flagSetSchema } from "../schema/flags";
import { type EnvironmentRule, unknownName, wellShaped } from "./rule";

const entries = z.record(z.string(), z.unknown()).optional();
const view = z.object({ flags: entries, services: entries, functions: entries });
const { flags, rollbackAlarms, rolloutTime, bakeTime } = flagSetSchema.shape;

/** Rules about flags. */
export const flagRules = {
  "flags-have-a-reader": (data) => {
    const read = view.safeParse(data);
    const readers = read.success ? { ...read.data.services, ...read.data.functions } : {};
    return Object.keys(read.data?.flags ?? {})
      .filter((name) => !Object.hasOwn(readers, name))
      .map((name) => unknownName(["flags", name], name, readers));
  },
  "flags-can-be-released": (data) => {
    const read = view.safeParse(data);
    const sets = wellShaped({ flags, rollbackAlarms, rolloutTime, bakeTime }, read.data?.flags ?? {});
    return sets.flatMap(({ name, rollbackAlarms: rollbackAlarmArns, ...settings }) => {
      const args = { ...settings, rollbackAlarmArns };
      return flagsRefusals
        .filter(({ when }) => when(args))
        .map(({ say }) => say(args))
        .map(({ arg, got, expected, change }) => ({ path: ["flags", name, arg], got, expected, change }));
    });
  },
} as const satisfies Record<string, EnvironmentRule>;
