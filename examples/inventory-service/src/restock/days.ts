const DAY_MILLISECONDS = 86_400_000;

/** The day before one that is written as `YYYY-MM-DD`. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/** How many days a day is after the epoch. */
export function numberOfDay(day: string): number {
  return Date.parse(day) / DAY_MILLISECONDS;
}
