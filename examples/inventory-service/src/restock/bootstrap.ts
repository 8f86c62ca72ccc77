/** A number from 0 to 1, another one with each call. */
export type Random = () => number;

/** Numbers that depend on a text alone: the same row on the same day is drawn alike wherever it runs (mulberry32). */
export function randomOf(text: string): Random {
  let state = seedOf(text);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What demand is drawn from. */
export interface DemandHistory {
  /** Units of each day, today's last. */
  readonly daily: readonly number[];
  /** Days from order to shelf, as they were seen: each is as likely. */
  readonly leadTimeDays: readonly number[];
  /** Days until the row is looked at again. */
  readonly reviewDays: number;
}

/** Days after which a day weighs half as much. */
const HALF_LIFE_DAYS = 28;

/** How often a lead time is drawn. */
const DRAWS = 500;

/**
 * What may be wanted until an order that is placed at the next review is on the shelf, in ascending order: as often as it
 * is drawn, a lead time out of those seen, and for each of its days a day out of the history, later ones more often.
 */
export function drawDemand({ daily, leadTimeDays, reviewDays }: DemandHistory, random: Random): readonly number[] {
  const last = daily.length - 1;
  const oldest = 1 - 2 ** (-daily.length / HALF_LIFE_DAYS);
  const dayOf = (): number => last - Math.floor(-HALF_LIFE_DAYS * Math.log2(1 - random() * oldest));
  const sums = Array.from({ length: DRAWS }, () => {
    const days = (leadTimeDays[Math.floor(random() * leadTimeDays.length)] ?? 0) + reviewDays;
    let sum = 0;
    for (let day = 0; day < days; day += 1) {
      sum += daily[Math.max(0, dayOf())] ?? 0;
    }
    return sum;
  });
  return sums.toSorted((one, other) => one - other);
}

/** Units that are wanted on a day to come, later days weighing more. */
export function expectedDaily(daily: readonly number[]): number {
  const weights = daily.map((_, index) => 2 ** ((index + 1 - daily.length) / HALF_LIFE_DAYS));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return all === 0 ? 0 : daily.reduce((sum, units, index) => sum + units * (weights[index] ?? 0), 0) / all;
}

/** The least of some ascending numbers that so large a part of them does not exceed. */
export function quantileOf(ascending: readonly number[], part: number): number {
  return ascending[Math.max(0, Math.ceil(part * ascending.length) - 1)] ?? 0;
}

/** FNV-1a. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash >>> 0;
}
