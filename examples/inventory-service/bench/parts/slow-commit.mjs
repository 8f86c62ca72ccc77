// A disk that takes 2 ms: PostgreSQL waits so long before it flushes.
import { hotSku, reserveFor, submitTo } from "../callers.mjs";
import { compare, interleave, SECONDS } from "../rounds.mjs";
import { withSingleStatements } from "../single-statement.mjs";
import { alterSystem, asOwner, audit, withService } from "../world.mjs";

export const about = "64 callers on one SKU with a commit of 2 ms, beside a statement for each reservation";

export async function run(world) {
  const url = await world.database();
  await asOwner(url, (owner) => alterSystem(owner, ["set commit_delay = 2000", "set commit_siblings = 0"]));
  try {
    const load = { skuOf: hotSku, seconds: SECONDS };
    const results = await interleave({
      service: () => withService(url, (batcher) => reserveFor(submitTo(batcher), load)),
      "a statement each": () => withSingleStatements(url, (submit) => reserveFor(submit, load)),
    });
    const [these, those] = Object.values(results);
    compare("a statement each", { these, those, floor: 25 });
  } finally {
    await asOwner(url, (owner) => alterSystem(owner, ["reset commit_delay", "reset commit_siblings"]));
  }
  console.log(`  ${await audit(url)}`);
}
