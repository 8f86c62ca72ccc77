/** A day of the calendar, as `2026-11-27`. Days of this shape sort as texts. */
export type Day = string;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MS_A_DAY = 86_400_000;

/** Whether a value is a day that the calendar has. */
export function isDay(value: unknown): value is Day {
  return typeof value === "string" && DAY.test(value) && daysAfter(value, 0) === value;
}

/** The day some days after another; `undefined` where there is none. */
export function daysAfter(day: Day, days: number): Day | undefined {
  const time = Date.parse(`${day}T00:00:00Z`) + days * MS_A_DAY;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 10);
}
