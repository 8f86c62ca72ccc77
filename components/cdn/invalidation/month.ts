const MONTH_CHARACTERS = "2026-11".length;

/** Calendar month in UTC, by which AWS bills, of a time in milliseconds: `2026-11`. */
export function monthOf(time: number): string {
  return new Date(time).toISOString().slice(0, MONTH_CHARACTERS);
}

/** The month of a time that is far enough from its turn, and `undefined` near it. */
export function settledMonthOf(time: number, guardSeconds: number): string | undefined {
  const month = monthOf(time - guardSeconds * 1_000);
  return month === monthOf(time + guardSeconds * 1_000) ? month : undefined;
}
