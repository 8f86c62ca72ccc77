// Everybody wants one SKU.
import { hotSku, reserveFor, submitTo } from "../callers.mjs";
import { conditionalUpdate, insertCeiling, printFlushes, startRedis } from "../limits.mjs";
import { compare, interleave, judge, median, SECONDS } from "../rounds.mjs";
import { audit, withService } from "../world.mjs";

export const about = "64 callers on one SKU, beside pgbench on one row, what one backend can insert, and Redis";

export async function run(world) {
  const url = await world.database();
  printFlushes(world);
  const redis = await startRedis(world);
  const results = await interleave({
    service: () => withService(url, (batcher) => reserveFor(submitTo(batcher), { skuOf: hotSku, seconds: SECONDS })),
    "pgbench, conditional UPDATE": () => conditionalUpdate(world, url),
    "pgbench, 64 reservations and outbox rows in each transaction of one backend": () => insertCeiling(world, url),
    ...(redis && {
      "Redis, a Lua script, appendfsync always": () => reserveFor(redis.submit, { skuOf: hotSku, seconds: SECONDS }),
    }),
  });
  await redis?.stop();
  const [these, updates, ceiling, scripts] = Object.values(results);
  compare("conditional UPDATE", { these, those: updates, floor: 8 });
  compare("the ceiling of inserts", { these, those: ceiling, floor: 0.35 });
  if (scripts !== undefined) {
    compare("Redis", { these, those: scripts, floor: 0.5 });
  }
  const p99 = median(these.map((each) => each.p99));
  judge(`p99: ${p99.toFixed(1)} ms`, p99, { ceiling: 10 });
  console.log(`  ${await audit(url)}`);
}
