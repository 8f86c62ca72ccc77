// A minute with the relay running beside the callers, into a Kafka broker on the same processors, and with the service's admission.
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { built } from "../built.mjs";
import { hotSku, reserveFor, submitTo } from "../callers.mjs";
import { besideRelay, onError, RELAY_SECONDS, waiting, withRelay } from "../relaying.mjs";
import { judge } from "../rounds.mjs";
import { audit, withService } from "../world.mjs";

const require = createRequire(import.meta.url);
const { Admission, KafkaStream, MOST_UNPUBLISHED_SECONDS, repeat, Unanswered, unpublishedAge } = built;

const ROOT = path.resolve(import.meta.dirname, "../../../..");

/** The age from which callers are turned away here: the service's own would not be reached within a minute. */
const LIMIT_SECONDS = Number(process.env.ADMISSION_SECONDS ?? 10);

/** The age may go on growing for as long as it is not looked at, and while what was let in by then is published. */
const SLACK_SECONDS = 5;

/** What Retry-After says. */
const RETRY_MILLISECONDS = 1_000;

/** How long the relay may take for what is left when the callers have gone. */
const DRAIN_SECONDS = 60;

export const about = `64 callers on one SKU while a relay publishes to Kafka, for ${RELAY_SECONDS} s, turned away from an age of ${LIMIT_SECONDS} s`;

export async function run(world) {
  if (!fs.existsSync(path.join(ROOT, ".cache/kafka"))) {
    console.log("  skipped: Kafka is not installed, which node scripts/install-kafka.mjs does");
    return;
  }
  const { KafkaBroker } = require(path.join(ROOT, "test/real/inventory-service/kafka-broker.ts"));
  const broker = await KafkaBroker.start();
  try {
    await measure(await world.database(), broker.address);
  } finally {
    await broker.stop();
  }
}

async function measure(url, address) {
  const stream = await KafkaStream.open({
    ...{ brokers: [address], access: { kind: "none" }, topic: "bench", clientId: "bench", newName: randomUUID },
  });
  try {
    const beside = await withService(url, (batcher, pool) =>
      withRelay({ pool, stream }, (published) => withAdmission(pool, loadOf({ url, pool, batcher, published }))),
    );
    print(beside, await waiting(url));
  } finally {
    await stream.close();
  }
  console.log(`  ${await audit(url)}`);
}

/** Reserves as long as is wanted, and waits until everything is published. */
function loadOf({ url, pool, batcher, published }) {
  return async (admission) => {
    const turnedAway = { count: 0 };
    const submit = admitted(submitTo(batcher), { admission, turnedAway });
    const load = () => reserveFor(submit, { skuOf: hotSku, seconds: RELAY_SECONDS });
    const measured = await besideRelay({ url, published }, load);
    return { ...measured, turnedAway: turnedAway.count, rest: await drain(pool) };
  };
}

/** Has the age of the log looked at as the service does while a task runs, and says how old the oldest event became. */
async function withAdmission(pool, task) {
  let oldest = 0;
  const admission = new Admission(async () => {
    const age = await unpublishedAge(pool);
    oldest = Math.max(oldest, age);
    return (age / LIMIT_SECONDS) * MOST_UNPUBLISHED_SECONDS;
  });
  const stopping = new AbortController();
  const take = () => admission.take().then(() => false);
  const looking = repeat(take, { restMilliseconds: admission.restMilliseconds, signal: stopping.signal, onError });
  try {
    return { ...(await task(admission)), oldest };
  } finally {
    stopping.abort();
    await looking;
  }
}

/** A caller who is turned away comes again after the time that he is told. */
function admitted(submit, { admission, turnedAway }) {
  return async (request) => {
    while (!isAdmitted(admission, request)) {
      turnedAway.count += 1;
      await setTimeout(RETRY_MILLISECONDS);
    }
    return submit(request);
  };
}

function isAdmitted(admission, { command }) {
  try {
    admission.admit(command);
    return true;
  } catch (error) {
    if (error instanceof Unanswered && error.reason === "unpublished") {
      return false;
    }
    throw error;
  }
}

/** Waits until nothing is left to publish; says how long that took, in seconds. */
async function drain(pool) {
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  while ((await unpublishedAge(pool)) > 0 && seconds() < DRAIN_SECONDS) {
    await setTimeout(100);
  }
  return seconds();
}

function print({ perSecond, drained, backlogs, turnedAway, oldest, rest }, left) {
  console.log(`  accepted ${Math.round(perSecond)}/s, published ${Math.round(drained)} events/s, turned away ${turnedAway} times
    events that waited, every ten seconds: ${backlogs.join(", ")}; at most ${Math.max(...backlogs)}, published ${rest.toFixed(1)} s after the end`);
  judge(`age of the oldest event: ${oldest.toFixed(1)} s`, oldest, { ceiling: LIMIT_SECONDS + SLACK_SECONDS });
  judge(`left at the end: ${left} events`, left, { ceiling: 0 });
}
