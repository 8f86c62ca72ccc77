// Rounds in which everything that is compared runs once, one after the other: what the machine does meanwhile meets all of it.
const ROUNDS = Number(process.env.ROUNDS ?? 5);

/** How long one run lasts. */
export const SECONDS = Number(process.env.SECONDS_PER_RUN ?? 5);

/** Runs everything once a round, and prints the median of each with its spread; returns the rounds of each. */
export async function interleave(runs) {
  const names = Object.keys(runs);
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of names) {
      results[name].push(await runs[name]());
    }
  }
  for (const name of names) {
    const rates = results[name].map(({ perSecond }) => perSecond);
    const late = results[name].flatMap(({ p99 }) => p99 ?? []);
    const p99 = late.length === 0 ? "" : `, p99 ${median(late).toFixed(1)} ms`;
    console.log(`  ${name}: ${Math.round(median(rates))}/s (${spread(rates, 0)})${p99}`);
  }
  return results;
}

/** Holds one against the other, round by round, and prints how the median stands to its floor. */
export function compare(text, { these, those, floor, of = ({ perSecond }) => perSecond }) {
  const ratios = these.map((each, round) => of(each) / of(those[round]));
  judge(`${text}: ${median(ratios).toFixed(2)} x (${spread(ratios, 2)})`, median(ratios), { floor });
}

/** Prints how something stands to what it has to be at least, or at most. */
export function judge(text, value, { floor, ceiling }) {
  const isMet = floor === undefined ? value <= ceiling : value >= floor;
  const bound = floor === undefined ? `at most ${ceiling}` : `at least ${floor}`;
  console.log(`  ${isMet ? "met   " : "MISSED"} ${text}, ${bound}`);
}

export function median(values) {
  return values.toSorted((one, other) => one - other)[values.length >> 1];
}

function spread(values, digits) {
  return `${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}`;
}
