import type { Environment } from "../environment-schema";
import { type AlarmPlace, alarmArns } from "./accounts";
import { entriesByKey } from "./order";
import { withTags } from "./tags";
import type { Placed, Surroundings } from "./workloads";

/** Flags of a service in a region. */
export interface PlannedFlags extends Placed, Omit<Environment["flags"][string], "tags" | "rollbackAlarms"> {
  /** ARNs of the alarms that take a change back. */
  readonly rollbackAlarmArns: readonly string[];
}

/** The flags of a region, by the service that reads them. */
export function flagsOf({ environment, tags }: Surroundings, place: AlarmPlace): PlannedFlags[] {
  return entriesByKey(environment.flags).map(([name, { rollbackAlarms, ...flags }]) => ({
    ...flags,
    name,
    rollbackAlarmArns: alarmArns(place, rollbackAlarms),
    tags: withTags(tags, { service: name, ...flags.tags }),
  }));
}
