import type * as pulumi from "@pulumi/pulumi";
import { ServiceLevel } from "../../components/service-level";
import { promisedObjectives } from "./promised-objectives";
import type { Site } from "./site";

/** ARNs of the alarms of a region's objectives, by the names of the alarms. */
export type LevelAlarms = Readonly<Record<string, pulumi.Output<string>>>;

/** Builds the objectives of a region: alarms and a dashboard for each service that something is promised of. */
export function buildObjectives({ stack, opts }: Site): LevelAlarms {
  const { objectives: levels, region, alarmTopicArn } = stack;
  const alarms = levels.flatMap((level) => {
    const { name, levelName, window, ticketTopicArn, tags } = level;
    const { alarmArns } = new ServiceLevel(
      `${name}-level`,
      {
        ...{ levelName, region, tags },
        objectives: promisedObjectives(stack, level),
        ...(window === undefined ? {} : { window }),
        pageTopicArns: [alarmTopicArn],
        ticketTopicArns: [ticketTopicArn],
      },
      opts,
    );
    return Object.entries(alarmArns).map(([role, arn]) => [`${levelName}-${role}`, arn] as const);
  });
  return Object.fromEntries(alarms);
}

/** ARNs of alarms: of those that an objective makes the alarm's own, so that whoever names it waits for it. */
export function madeAlarms(arns: readonly string[], alarms: LevelAlarms): pulumi.Input<string>[] {
  return arns.map((arn) => alarms[arn.slice(arn.lastIndexOf(":") + 1)] ?? arn);
}
