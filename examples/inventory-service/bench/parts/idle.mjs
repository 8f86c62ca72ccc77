// One caller, and nobody else: what the batcher costs him.
import { hotSku, reserveFor, submitTo } from "../callers.mjs";
import { interleave, judge, median, SECONDS } from "../rounds.mjs";
import { withSingleStatements } from "../single-statement.mjs";
import { audit, withService } from "../world.mjs";

export const about = "one caller, beside the same statement without a batcher";

export async function run(world) {
  const url = await world.database();
  const load = { skuOf: hotSku, seconds: SECONDS, callers: 1 };
  const results = await interleave({
    service: () => withService(url, (batcher) => reserveFor(submitTo(batcher), load)),
    "a statement each": () => withSingleStatements(url, (submit) => reserveFor(submit, load)),
  });
  const [these, those] = Object.values(results);
  const ratios = these.map(({ p50 }, round) => p50 / those[round].p50);
  const [own, bare] = [these, those].map((rounds) => median(rounds.map(({ p50 }) => p50)).toFixed(3));
  judge(`p50: ${own} ms, ${median(ratios).toFixed(2)} x the statement's ${bare} ms`, median(ratios), { ceiling: 1.15 });
  console.log(`  ${await audit(url)}`);
}
