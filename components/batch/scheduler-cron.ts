import type { CronSchedule } from "./cron-schedule";

const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] as const;
const ALL = { minutes: 60, hours: 24, daysOfMonth: 31, months: 12, daysOfWeek: 7 } as const;

/**
 * A schedule as EventBridge Scheduler reads it: six fields, of which either the day of the month or that of the week is
 * `?`; weekdays by name, since it counts them from 1. `undefined` where a run on either day is meant, which it cannot say.
 * Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html (read 2026-11-26).
 */
export function schedulerCron(schedule: CronSchedule): string | undefined {
  const { timesOfDay, daysOfMonth, months, daysOfWeek, bothDays } = schedule;
  const anyDate = daysOfMonth.size === ALL.daysOfMonth;
  const anyWeekday = daysOfWeek.size === ALL.daysOfWeek;
  if (!bothDays || (!anyDate && !anyWeekday)) {
    return undefined;
  }
  const times = [
    field(
      timesOfDay.map((minute) => minute % ALL.minutes),
      ALL.minutes,
    ),
    field(
      timesOfDay.map((minute) => Math.floor(minute / ALL.minutes)),
      ALL.hours,
    ),
  ];
  const weekdays = ascending(daysOfWeek).flatMap((day) => WEEKDAYS[day] ?? []);
  const days = anyWeekday
    ? [field(daysOfMonth, ALL.daysOfMonth), field(months, ALL.months), "?"]
    : ["?", field(months, ALL.months), weekdays.join(",")];
  return `cron(${[...times, ...days, "*"].join(" ")})`;
}

function field(values: Iterable<number>, all: number): string {
  const listed = ascending(values);
  return listed.length === all ? "*" : listed.join(",");
}

function ascending(values: Iterable<number>): number[] {
  return [...new Set(values)].toSorted((left, right) => left - right);
}
