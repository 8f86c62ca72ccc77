// Everybody wants one of 10,000 SKUs, the first ones much more often.
import { reserveFor, submitTo, zipfSkus } from "../callers.mjs";
import { oneRowInsert } from "../limits.mjs";
import { compare, interleave, SECONDS } from "../rounds.mjs";
import { audit, withService } from "../world.mjs";

export const about = "64 callers on 10,000 SKUs (θ 0.99), beside pgbench inserting a row each";

export async function run(world) {
  const url = await world.database();
  const skuOf = zipfSkus();
  const results = await interleave({
    service: () => withService(url, (batcher) => reserveFor(submitTo(batcher), { skuOf, seconds: SECONDS })),
    "pgbench, one-row INSERT": () => oneRowInsert(world, url),
  });
  const [these, those] = Object.values(results);
  compare("one-row INSERT", { these, those, floor: 0.9 });
  console.log(`  ${await audit(url)}`);
}
