const SECONDS = { second: 1, minute: 60, hour: 3_600, day: 86_400, week: 604_800 } as const;
const GIBIBYTES = { MiB: 1 / 1024, GiB: 1, TiB: 1024 } as const;
const MEBIBYTES_A_GIBIBYTE = 1024;

type Unit = keyof typeof SECONDS;

/** A length of time, such as `"30 seconds"` or `"7 days"`. */
export type Duration = `${number} ${Unit | `${Unit}s`}`;

/** An amount of memory or storage, such as `"512 MiB"` or `"20 GiB"`. */
export type Size = `${number} ${keyof typeof GIBIBYTES}`;

/**
 * Converts a duration to whole seconds.
 * @throws RangeError where it is not a whole, non-negative number of seconds
 */
export function toSeconds(duration: Duration): number {
  return whole(duration, amountOf(duration) * SECONDS[unitOf(duration)], "seconds");
}

/**
 * Converts a duration to whole hours.
 * @throws RangeError where it is not a whole, non-negative number of hours
 */
export function toHours(duration: Duration): number {
  return whole(duration, toSeconds(duration) / SECONDS.hour, "hours");
}

/**
 * Converts a duration to whole days.
 * @throws RangeError where it is not a whole, non-negative number of days
 */
export function toDays(duration: Duration): number {
  return whole(duration, toSeconds(duration) / SECONDS.day, "days");
}

/**
 * Converts a size to whole gibibytes.
 * @throws RangeError where it is not a whole, non-negative number of GiB
 */
export function toGiB(size: Size): number {
  return whole(size, gibibytes(size), "GiB");
}

/**
 * Converts a size to whole mebibytes.
 * @throws RangeError where it is not a whole, non-negative number of MiB
 */
export function toMiB(size: Size): number {
  return whole(size, gibibytes(size) * MEBIBYTES_A_GIBIBYTE, "MiB");
}

function gibibytes(size: Size): number {
  const unit = size.slice(size.indexOf(" ") + 1) as keyof typeof GIBIBYTES;
  return amountOf(size) * GIBIBYTES[unit];
}

function amountOf(quantity: string): number {
  return Number(quantity.slice(0, quantity.indexOf(" ")));
}

function unitOf(duration: Duration): Unit {
  return duration.slice(duration.indexOf(" ") + 1).replace(/s$/, "") as Unit;
}

function whole(quantity: string, amount: number, unit: string): number {
  if (Number.isInteger(amount) && amount >= 0) {
    return amount;
  }
  throw new RangeError(`"${quantity}" is not a whole number of ${unit}; choose a quantity that is`);
}
