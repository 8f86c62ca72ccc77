// A relay that publishes while callers reserve, as the service runs it, and what waits for it.
import { built } from "./built.mjs";
import { asOwner } from "./world.mjs";

const { Relay, repeat } = built;

/** How long callers reserve beside a relay. */
export const RELAY_SECONDS = Number(process.env.RELAY_SECONDS ?? 60);

/** Has a relay publish into a stream while a task runs, which is told how to ask for the number of events published. */
export async function withRelay({ pool, stream }, task) {
  let events = 0;
  const publish = async (batch) => {
    await stream.publish(batch);
    events += batch.events.length;
  };
  const relay = new Relay({
    ...{ db: pool, stream: { publish }, owner: "bench", partition: "bench", leaseMilliseconds: 10_000, mostShards: 64 },
    onOldest: () => undefined,
  });
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = repeat(() => relay.round(), { restMilliseconds: 100, signal, onError });
  try {
    return await task(() => events);
  } finally {
    stopping.abort();
    await running;
    await relay.leave();
  }
}

/** Says what a load says, how many events a second were published during it, and how many waited, every ten seconds. */
export async function besideRelay({ url, published }, load) {
  const backlogs = [];
  const look = async () => backlogs.push(await waiting(url));
  const looking = setInterval(() => void look().catch(onError), 10_000);
  const [begun, before] = [performance.now(), published()];
  try {
    const measured = await load();
    const drained = ((published() - before) / (performance.now() - begun)) * 1000;
    await look();
    return { ...measured, drained, backlogs };
  } finally {
    clearInterval(looking);
  }
}

/** Events that are not published. */
export async function waiting(url) {
  const { rows } = await asOwner(url, (owner) =>
    owner.query(
      `select count(*)::integer as waiting from inventory.relay_shard as r
       join inventory.stock_event as e on e.shard = r.shard and (e.transaction, e.sequence) > (r.transaction, r.sequence)`,
    ),
  );
  return rows[0].waiting;
}

export const onError = ({ message }) => console.error(`  failed, and is tried again: ${message}`);
