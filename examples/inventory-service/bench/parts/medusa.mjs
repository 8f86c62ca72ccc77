// Medusa's inventory module on the same server, as its own flows call it: under its lock on the item, with one item a call, and with 64, its
// own best case. It is installed for this alone, by scripts/install-medusa.mjs.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { CALLERS, hotSku, reserveFor, submitTo } from "../callers.mjs";
import { compare, interleave, SECONDS } from "../rounds.mjs";
import { asOwner, audit, withService } from "../world.mjs";

const PEER = path.resolve(import.meta.dirname, "../peers/medusa");
const VERSION = JSON.parse(fs.readFileSync(path.join(PEER, "package.json"), "utf8")).dependencies[
  "@medusajs/inventory"
];
const INSTALLED = path.resolve(import.meta.dirname, "../../../../.cache/medusa", VERSION);

export const about = `64 callers on one SKU, beside the inventory module of Medusa ${VERSION}`;

export async function run(world) {
  if (!fs.existsSync(INSTALLED)) {
    console.log("  skipped: Medusa is not installed, which node scripts/install-medusa.mjs does");
    return;
  }
  const url = await world.database();
  const medusa = await startMedusa(world);
  const results = await interleave({
    service: () => withService(url, (batcher) => reserveFor(submitTo(batcher), { skuOf: hotSku, seconds: SECONDS })),
    "Medusa, locked, one item a call": () => medusa.reserveFor(1),
    "Medusa, locked, 64 items a call": () => medusa.reserveFor(64),
  });
  const { reserved, made } = await medusa.stop();
  const [these, one, many] = Object.values(results);
  compare("one item a call", { these, those: one, floor: 100 });
  compare("64 items a call", { these, those: many, floor: 5 });
  console.log(`  ${await audit(url)}; of Medusa, ${reserved} units by ${made} reservations
  To be fair to Medusa: it is its module alone, in a process without HTTP and flows, and its events go nowhere; it keeps neither an outbox
  nor idempotency keys, which the service does. It makes more of each row (entities, decimals as JSON), and is bound by Node, not by
  the database. 64 items a call are the fairer comparison, as the service shares its transactions as well.`);
}

/** Starts Medusa on a database of its own. */
async function startMedusa({ url }) {
  await asOwner(url, (owner) => owner.query("create database medusa"));
  const own = Object.assign(new URL(url), { pathname: "/medusa" }).href;
  const args = [path.join(PEER, "run.mjs"), INSTALLED, own, String(CALLERS)];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  const answers = answersOf(child.stdout);
  return {
    reserveFor: async (items) => {
      child.stdin.write(`${items} ${SECONDS}\n`);
      return (await answers.next()).value;
    },
    stop: async () => {
      child.stdin.end();
      return (await answers.next()).value;
    },
  };
}

/** What it answers, a line of JSON each; it prints its migrations as well. */
async function* answersOf(output) {
  for await (const line of readline.createInterface({ input: output })) {
    if (line.startsWith("{")) {
      yield JSON.parse(line);
    }
  }
  throw new Error("Medusa ended before it had answered");
}
