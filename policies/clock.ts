/** The one file of the pack that reads the clock. */

/** Today's date in UTC: `2026-11-27`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
