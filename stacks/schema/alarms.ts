import { listOf, text } from "../environment-fields";

/** Alarms that are there in every region: those of objectives, and others by their names. */
export function alarmNames(description: string) {
  return listOf(
    text(
      /^([a-z0-9-]+\/[a-z0-9-]+|[\w.-]{1,255})$/,
      "<service>/<objective>, or the name of a CloudWatch alarm",
      "An objective without a budget, as <service>/<objective>; or the name of an alarm, the same in every region, that whoever owns the service makes there.",
    ),
    description,
  );
}
