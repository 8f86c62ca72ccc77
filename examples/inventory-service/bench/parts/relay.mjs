// A minute with the relay running beside the callers, into a stream within the process.
import { createRequire } from "node:module";
import { hotSku, reserveFor, submitTo } from "../callers.mjs";
import { judge } from "../rounds.mjs";
import { asOwner, audit, withService } from "../world.mjs";

const require = createRequire(import.meta.url);
const { InProcessStream } = require("../../src/stream/index.ts");
const { Relay } = require("../../src/worker/relay.ts");
const { repeat } = require("../../src/worker/repeat.ts");

const RELAY_SECONDS = Number(process.env.RELAY_SECONDS ?? 60);

export const about = `64 callers on one SKU while a relay publishes, for ${RELAY_SECONDS} s, beside as long without it`;

export async function run(world) {
  const url = await world.database();
  const load = { skuOf: hotSku, seconds: RELAY_SECONDS };
  const published = await withService(url, (batcher, pool) =>
    withRelay(url, pool, () => reserveFor(submitTo(batcher), load)),
  );
  const alone = await withService(await world.database(), (batcher) => reserveFor(submitTo(batcher), load));
  const { perSecond, drained, backlogs } = published;
  console.log(`  accepted ${Math.round(perSecond)}/s, published ${Math.round(drained)} events/s; without a relay
    ${Math.round(alone.perSecond)}/s; events that waited, every ten seconds: ${backlogs.join(", ")}`);
  const ratio = perSecond / alone.perSecond;
  judge(`the rate without a relay: ${ratio.toFixed(2)} x`, ratio, { floor: 0.5 });
  const [early, late] = [backlogs[0], backlogs.at(-1)];
  const bound = Math.round(Math.max(early, perSecond));
  judge(`backlog: ${late} events at the end, ${early} at its beginning`, late, { ceiling: bound });
  console.log(`  ${await audit(url)}`);
}

/** Has a relay publish while a task runs; says what the task says, how much was published, and how much waited. */
async function withRelay(url, pool, task) {
  const stream = new InProcessStream();
  let events = 0;
  await stream.listen({ listener: async (batch) => void (events += batch.length) });
  const relay = new Relay({
    ...{ db: pool, stream, owner: "bench", partition: "bench", leaseMilliseconds: 10_000, mostShards: 64 },
    onOldest: () => undefined,
  });
  const stopping = new AbortController();
  const { signal } = stopping;
  const onError = (error) => console.error(error);
  const running = repeat(() => relay.round(), { restMilliseconds: 100, signal, onError });
  const backlogs = [];
  const looking = setInterval(() => void waiting(url).then((count) => backlogs.push(count), onError), 10_000);
  const begun = performance.now();
  const measured = await task();
  const drained = (events / (performance.now() - begun)) * 1000;
  clearInterval(looking);
  backlogs.push(await waiting(url));
  stopping.abort();
  await running;
  await relay.leave();
  return { ...measured, drained, backlogs };
}

/** Events that are not published. */
async function waiting(url) {
  const { rows } = await asOwner(url, (owner) =>
    owner.query(
      `select count(*)::integer as waiting from inventory.relay_shard as r
       join inventory.stock_event as e on e.shard = r.shard and (e.transaction, e.sequence) > (r.transaction, r.sequence)`,
    ),
  );
  return rows[0].waiting;
}
