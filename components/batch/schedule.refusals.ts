import type { Refusal } from "../core";
import { planTimes, scheduleOf, timeZoneOf, type RunTimes } from "./batch-job.plan";
import { clockChanges, isTimeZone, timesAtClockChanges } from "./clock-changes";
import { gapsOf, readCron, type CronGaps, type CronSchedule } from "./cron-schedule";

const HOUR = 3_600;

/** Reasons to refuse when a batch job runs. */
export const scheduleRefusals: readonly Refusal<RunTimes>[] = [
  {
    when: (args) => cronOf(args) === undefined,
    say: (args) => ({
      arg: "schedule",
      got: scheduleOf(args),
      expected: "five fields as Kubernetes reads them: minute, hour, day of the month, month, day of the week (0 to 6)",
      change: 'write it out: "0 4 * * *" is every night at four',
    }),
  },
  {
    when: (args) => cronOf(args) !== undefined && gapsFor(args) === undefined,
    say: (args) => ({
      arg: "schedule",
      got: scheduleOf(args),
      expected: "a schedule that comes to pass",
      change: "choose a day that its months have",
    }),
  },
  {
    when: (args) => timeZoneOf(args) !== "" && !isTimeZone(timeZoneOf(args)),
    say: (args) => ({
      arg: "timeZone",
      got: args.timeZone,
      expected: "a time zone of the IANA database, such as Europe/Berlin",
      change: "give the zone of the night that the job runs in, with its capital letters",
    }),
  },
  {
    when: (args) => timesLost(args).length > 0,
    say: (args) => ({
      arg: "schedule",
      got: scheduleOf(args),
      expected: `times that every day has once: not ${timesLost(args).map(clock).join(", ")} in ${timeZoneOf(args)}`,
      change: "move it: where clocks go forward a run may be left out, where they go back it may start twice",
    }),
  },
  {
    when: overlaps,
    say: (args) => ({
      arg: "startWithin, deadline",
      got: secondsOfARun(args),
      expected: `at most the shortest time between two runs together (${secondsBetweenRuns(args)} seconds)`,
      change: "shorten them, or run less often: two runs must not meet",
    }),
  },
];

function cronOf(args: RunTimes): CronSchedule | undefined {
  return readCron(scheduleOf(args));
}

function gapsFor(args: RunTimes): CronGaps | undefined {
  const cron = cronOf(args);
  return cron === undefined ? undefined : gapsOf(cron);
}

function timesLost(args: RunTimes): number[] {
  const cron = cronOf(args);
  const zone = timeZoneOf(args);
  return cron === undefined || !isTimeZone(zone) ? [] : timesAtClockChanges(cron, zone);
}

function clock(minuteOfDay: number): string {
  const [hours, minutes] = [Math.floor(minuteOfDay / 60), minuteOfDay % 60];
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

function secondsOfARun(args: RunTimes): number {
  const { startingDeadlineSeconds, activeDeadlineSeconds } = planTimes(args);
  return startingDeadlineSeconds + activeDeadlineSeconds;
}

/** The shortest time between two runs; a day on which clocks go forward is an hour shorter. */
function secondsBetweenRuns(args: RunTimes): number | undefined {
  const gaps = gapsFor(args);
  const zone = timeZoneOf(args);
  if (gaps === undefined) {
    return undefined;
  }
  const seconds = gaps.shortestMinutes * 60;
  const crossesChange = seconds > HOUR && isTimeZone(zone) && clockChanges(zone).length > 0;
  return crossesChange ? seconds - HOUR : seconds;
}

function overlaps(args: RunTimes): boolean {
  const available = secondsBetweenRuns(args);
  return available !== undefined && secondsOfARun(args) > available;
}
