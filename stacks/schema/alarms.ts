import { listOf, text } from "../environment-fields";

/** Names of alarms that are there in every region, made by whoever owns what they watch. */
export function alarmNames(description: string) {
  return listOf(
    text(
      /^[\w.-]{1,255}$/,
      "the name of a CloudWatch alarm",
      "Name of an alarm, the same in every region; whoever owns the service makes it there.",
    ),
    description,
  );
}
