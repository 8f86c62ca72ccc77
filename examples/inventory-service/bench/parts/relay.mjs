// A minute with the relay running beside the callers, into a stream within the process.
import { built } from "../built.mjs";
import { hotSku, reserveFor, submitTo } from "../callers.mjs";
import { besideRelay, RELAY_SECONDS, withRelay } from "../relaying.mjs";
import { judge } from "../rounds.mjs";
import { audit, withService } from "../world.mjs";

const { InProcessStream } = built;

export const about = `64 callers on one SKU while a relay publishes, for ${RELAY_SECONDS} s, beside as long without it`;

export async function run(world) {
  const url = await world.database();
  const load = { skuOf: hotSku, seconds: RELAY_SECONDS };
  const stream = new InProcessStream();
  await stream.listen({ listener: async () => undefined });
  const beside = await withService(url, (batcher, pool) =>
    withRelay({ pool, stream }, (published) =>
      besideRelay({ url, published }, () => reserveFor(submitTo(batcher), load)),
    ),
  );
  const alone = await withService(await world.database(), (batcher) => reserveFor(submitTo(batcher), load));
  const { perSecond, drained, backlogs } = beside;
  console.log(`  accepted ${Math.round(perSecond)}/s, published ${Math.round(drained)} events/s; without a relay
    ${Math.round(alone.perSecond)}/s; events that waited, every ten seconds: ${backlogs.join(", ")}`);
  const ratio = perSecond / alone.perSecond;
  judge(`the rate without a relay: ${ratio.toFixed(2)} x`, ratio, { floor: 0.5 });
  const [early, late] = [backlogs[0], backlogs.at(-1)];
  const bound = Math.round(Math.max(early, perSecond));
  judge(`backlog: ${late} events at the end, ${early} at its beginning`, late, { ceiling: bound });
  console.log(`  ${await audit(url)}`);
}
