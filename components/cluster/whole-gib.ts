import { toGiB, type Size } from "../core/units";

/** Whether a size is written in whole GiB or TiB and is at least so many GiB. */
export function isWholeGiB(size: Size, leastGiB: number): boolean {
  return /^\d+ (GiB|TiB)$/.test(size) && toGiB(size) >= leastGiB;
}
