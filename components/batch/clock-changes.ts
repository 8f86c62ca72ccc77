import { runsOn, type CronSchedule } from "./cron-schedule";

/** A change of the clocks of a time zone: times of day that do not exist on that day, or exist twice. */
export interface ClockChange {
  /** The day, in days since 1970. */
  readonly day: number;
  /** First time of day that is skipped or repeated, in minutes after midnight. */
  readonly fromMinute: number;
  /** First time of day that is neither. */
  readonly toMinute: number;
}

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const ALL_HOURS = 24;
/** Two years whose changes stand for those of all: a zone that changes its clocks does so every year. */
const YEARS = { from: Date.UTC(2026, 0, 1), until: Date.UTC(2028, 0, 1) } as const;
const ZONE = /^(UTC|[A-Z][A-Za-z_+-]*(\/[A-Z][A-Za-z0-9_+-]*)+)$/;

/** Whether a name is a time zone of the IANA database, spelled as Kubernetes and the nodes' files spell it. */
export function isTimeZone(name: string): boolean {
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return ZONE.test(name) && (timeZone === name || timeZone.toLowerCase() !== name.toLowerCase());
  } catch {
    return false;
  }
}

/** The changes of a zone's clocks in two years; none where the zone keeps one time all the year. */
export function clockChanges(timeZone: string): ClockChange[] {
  const offsetAt = offsetsOf(timeZone);
  const months = Array.from({ length: 24 }, (_, month) => Date.UTC(2026, month, 1));
  return [...months, YEARS.until].flatMap((end, index, starts) => {
    const start = starts[index - 1];
    return start === undefined || offsetAt(start) === offsetAt(end) ? [] : [changeBetween(start, end, offsetAt)];
  });
}

/**
 * Times of day of a schedule at which clocks change: Kubernetes leaves out a run at a time that does not exist, and
 * starts one twice at a time that comes twice (https://github.com/kubernetes/kubernetes/issues/121594). A schedule of
 * every hour loses nothing by that.
 */
export function timesAtClockChanges(schedule: CronSchedule, timeZone: string): number[] {
  const hours = new Set(schedule.timesOfDay.map((minute) => Math.floor(minute / 60)));
  if (hours.size === ALL_HOURS) {
    return [];
  }
  const anyDate: CronSchedule = { ...schedule, daysOfMonth: EVERY_DATE, bothDays: true };
  const watched = schedule.bothDays ? anyDate : { ...anyDate, daysOfWeek: EVERY_WEEKDAY };
  const changes = clockChanges(timeZone).filter(({ day }) => runsOn({ ...watched, months: EVERY_MONTH }, day));
  return schedule.timesOfDay.filter((minute) =>
    changes.some(({ fromMinute, toMinute }) => minute >= fromMinute && minute < toMinute),
  );
}

const EVERY_DATE: ReadonlySet<number> = new Set(Array.from({ length: 31 }, (_, index) => index + 1));
const EVERY_MONTH: ReadonlySet<number> = new Set(Array.from({ length: 12 }, (_, index) => index + 1));
const EVERY_WEEKDAY: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5, 6]);

function changeBetween(start: number, end: number, offsetAt: (instant: number) => number): ClockChange {
  const before = offsetAt(start);
  let [low, high] = [start / MINUTE, end / MINUTE];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    [low, high] = offsetAt(middle * MINUTE) === before ? [middle, high] : [low, middle];
  }
  const instant = high * MINUTE;
  const after = offsetAt(instant);
  const from = instant + Math.min(before, after);
  const day = Math.floor(from / DAY);
  const fromMinute = (from - day * DAY) / MINUTE;
  return { day, fromMinute, toMinute: fromMinute + Math.abs(after - before) / MINUTE };
}

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetsOf(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  return (instant) => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute")) - instant;
  };
}
