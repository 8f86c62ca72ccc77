/** Whether a value is a whole number from `least` to `most`. */
export function isWholeWithin(value: number, least: number, most = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
