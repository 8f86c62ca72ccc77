/** A schedule as Kubernetes reads it: the times of day at which it runs, and the days on which it does. */
export interface CronSchedule {
  /** Minutes after midnight, ascending. */
  readonly timesOfDay: readonly number[];
  readonly daysOfMonth: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly daysOfWeek: ReadonlySet<number>;
  /** Whether a day must be among both the days of the month and of the week; otherwise one of them is enough. */
  readonly bothDays: boolean;
}

/** The shortest and the longest time between two runs, in minutes of the clock on the wall. */
export interface CronGaps {
  readonly shortestMinutes: number;
  readonly longestMinutes: number;
}

interface Field {
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
}

const RANGE = /^(?:([*?])|([a-z0-9]+)(?:-([a-z0-9]+))?)(?:\/(0*[1-9]\d*))?$/i;
const MINUTE: Field = { least: 0, most: 59, names: [] };
const HOUR: Field = { least: 0, most: 23, names: [] };
const DAY_OF_MONTH: Field = { least: 1, most: 31, names: [] };
const MONTH: Field = {
  least: 1,
  most: 12,
  names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
};
/** Sunday is 0, and not 7 as elsewhere. */
const DAY_OF_WEEK: Field = { least: 0, most: 6, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] };

/** The fields of a schedule, in their order. */
const FIELDS = [MINUTE, HOUR, DAY_OF_MONTH, MONTH, DAY_OF_WEEK] as const;

const MINUTES_A_DAY = 1_440;
const MILLISECONDS_A_DAY = 86_400_000;
/** After this many days the weekdays fall on the same dates again. */
const CALENDAR_CYCLE_DAYS = 10_227;

/**
 * Reads a schedule of five fields, in the dialect of Kubernetes (`ParseStandard` of github.com/robfig/cron/v3), which
 * knows names of months and weekdays, `?` for `*`, lists, ranges and steps, but neither a weekday 7 nor `L`, `W`, `#`.
 * `undefined` where Kubernetes would refuse it, and for shorthands such as `@daily`, which run at midnight.
 */
export function readCron(text: string): CronSchedule | undefined {
  const parts = text.trim().split(/\s+/);
  const fields = FIELDS.map((field, index) => readField(parts[index] ?? "", field));
  const [minutes, hours, daysOfMonth, months, daysOfWeek] = fields.filter((field) => field !== undefined);
  if (parts.length !== FIELDS.length || !minutes || !hours || !daysOfMonth || !months || !daysOfWeek) {
    return undefined;
  }
  const timesOfDay = [...hours].flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute));
  return {
    timesOfDay: timesOfDay.toSorted((left, right) => left - right),
    daysOfMonth,
    months,
    daysOfWeek,
    bothDays: [parts[2], parts[4]].some(isStar),
  };
}

/** Whether a schedule runs on a day, given as days since 1970. */
export function runsOn({ daysOfMonth, months, daysOfWeek, bothDays }: CronSchedule, day: number): boolean {
  const date = new Date(day * MILLISECONDS_A_DAY);
  const inMonth = daysOfMonth.has(date.getUTCDate());
  const inWeek = daysOfWeek.has(date.getUTCDay());
  return months.has(date.getUTCMonth() + 1) && (bothDays ? inMonth && inWeek : inMonth || inWeek);
}

/** All runs of a schedule until the weekdays fall on the same dates again, in minutes since 1970 of the clock on the wall. */
export function runsOf(schedule: CronSchedule): number[] {
  return daysOf(schedule).flatMap((day) => schedule.timesOfDay.map((minute) => day * MINUTES_A_DAY + minute));
}

/** The shortest and the longest time between two runs; `undefined` where there is no day on which the schedule runs. */
export function gapsOf(schedule: CronSchedule): CronGaps | undefined {
  const days = daysOf(schedule);
  const [firstDay] = days;
  const { timesOfDay: times } = schedule;
  const first = times[0] ?? 0;
  const last = times.at(-1) ?? 0;
  if (firstDay === undefined) {
    return undefined;
  }
  const within = differences(times);
  const between = differences([...days, firstDay + CALENDAR_CYCLE_DAYS]).map(
    (gap) => gap * MINUTES_A_DAY + first - last,
  );
  const gaps = [...new Set([...within, ...between])];
  return { shortestMinutes: Math.min(...gaps), longestMinutes: Math.max(...gaps) };
}

function daysOf(schedule: CronSchedule): number[] {
  return Array.from({ length: CALENDAR_CYCLE_DAYS }, (_, day) => day).filter((day) => runsOn(schedule, day));
}

function differences(ascending: readonly number[]): number[] {
  return ascending.slice(1).map((value, index) => value - (ascending[index] ?? value));
}

/** A star without a step: Kubernetes then wants the day in both fields. */
function isStar(part = ""): boolean {
  return part.split(",").some((range) => /^[*?](\/0*1)?$/.test(range));
}

function readField(part: string, field: Field): ReadonlySet<number> | undefined {
  const ranges = part.split(",").map((range) => readRange(range, field));
  return ranges.some((range) => range === undefined) ? undefined : new Set(ranges.flatMap((range) => range ?? []));
}

/** A range, a lone value or a star, each with or without a step. */
function readRange(range: string, field: Field): readonly number[] | undefined {
  const [, star, from = "", to, step] = RANGE.exec(range) ?? [];
  const every = Number(step ?? 1);
  const first = star === undefined ? readValue(from, field) : field.least;
  const last = to === undefined ? endOf(first, star !== undefined || step !== undefined, field) : readValue(to, field);
  if (first === undefined || last === undefined || last < first) {
    return undefined;
  }
  return Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, index) => first + index * every);
}

/** A lone value ends where it starts, but with a step it goes on to the field's end, as a star does. */
function endOf(first: number | undefined, goesOn: boolean, { most }: Field): number | undefined {
  return goesOn ? most : first;
}

function readValue(text: string, { least, most, names }: Field): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  const value = named >= 0 ? named + least : Number(/^\d+$/.test(text) ? text : Number.NaN);
  return value >= least && value <= most ? value : undefined;
}
