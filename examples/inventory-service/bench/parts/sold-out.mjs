// Everybody wants what is sold out: refusals are stored under their keys as acceptances are.
import { hotSku, reserveFor, submitTo } from "../callers.mjs";
import { compare, interleave, SECONDS } from "../rounds.mjs";
import { audit, withService } from "../world.mjs";

export const about = "64 callers on a SKU of which there is nothing, beside one of which there is enough";

export async function run(world) {
  const url = await world.database();
  const load = (skuOf, accepted) => () =>
    withService(url, (batcher) => reserveFor(submitTo(batcher), { skuOf, accepted, seconds: SECONDS }));
  const results = await interleave({ refused: load(() => "sold-out", false), accepted: load(hotSku, true) });
  const [these, those] = Object.values(results);
  compare("acceptances", { these, those, floor: 1 });
  console.log(`  ${await audit(url)}`);
}
