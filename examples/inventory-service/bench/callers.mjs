// Callers that each send their next reservation when the last one was answered.
import { randomUUID } from "node:crypto";
import { SKUS } from "./world.mjs";

export const CALLERS = 64;
const WARM_UP_SECONDS = 1;
const THETA = 0.99;

/** Has callers reserve for some seconds; says how many answers there were in a second, and how long one took. */
export async function reserveFor(submit, { skuOf, seconds, callers = CALLERS, accepted = true }) {
  const call = async (end, latencies) => {
    for (let now = performance.now(); now < end; now = performance.now()) {
      const outcome = await submit(reservation(skuOf()));
      if (outcome?.kind !== "answered" || outcome.answer.accepted !== accepted) {
        throw new Error(`a reservation got another answer than was expected: ${JSON.stringify(outcome)}`);
      }
      latencies.push(performance.now() - now);
    }
  };
  const run = async (duration) => {
    const latencies = [];
    const begun = performance.now();
    await Promise.all(Array.from({ length: callers }, () => call(begun + duration * 1000, latencies)));
    return { latencies, elapsed: (performance.now() - begun) / 1000 };
  };
  await run(WARM_UP_SECONDS);
  const { latencies, elapsed } = await run(seconds);
  latencies.sort((one, other) => one - other);
  const at = (part) => latencies[Math.floor(latencies.length * part)];
  return { perSecond: latencies.length / elapsed, p50: at(0.5), p99: at(0.99) };
}

/** A batcher as something to submit to. */
export const submitTo = (batcher) => (request) => batcher.submit(request, 60_000);

/** An order of one unit, under a key of its own. */
export function reservation(sku) {
  const value = uuidV7();
  const lines = [{ sku, quantity: 1, locations: ["berlin"] }];
  const order = { reservation: value, channel: "web", orderRef: value, lines, fill: "all", split: "listed" };
  return { command: { kind: "reserve", tenant: "acme", ...order, holdSeconds: 3600 }, key: { client: "bench", value } };
}

function uuidV7() {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** One SKU that everybody wants. */
export const hotSku = () => "sku-0";

/** SKUs by rank, the first ones much more often, by the inverse of their cumulated weights. */
export function zipfSkus() {
  let sum = 0;
  const cumulated = Array.from({ length: SKUS }, (_, rank) => (sum += 1 / (rank + 1) ** THETA));
  return () => {
    const wanted = Math.random() * sum;
    let [low, high] = [0, SKUS - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      [low, high] = cumulated[middle] < wanted ? [middle + 1, high] : [low, middle];
    }
    return `sku-${low}`;
  };
}
