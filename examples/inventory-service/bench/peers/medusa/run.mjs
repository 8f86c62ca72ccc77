// Medusa's inventory module on a PostgreSQL of its own, as its flows call it: under its lock on the item.
// usage: run.mjs FOLDER DATABASE_URL CALLERS; reads lines of how many items a call has and for how many seconds there are calls, and answers each
// with a line of JSON
import { createRequire } from "node:module";
import path from "node:path";
import readline from "node:readline";

const [folder, url, callers] = process.argv.slice(2);
const require = createRequire(path.join(folder, "package.json"));
const { MedusaApp } = require("@medusajs/framework/modules-sdk");

// What happens is told to nobody: the peer is measured without what its events and its log cost.
const quiet = () => undefined;
// It is a module alone, without links to others, and would say so at length.
console.warn = quiet;
const logger = { info: quiet, warn: quiet, error: (...text) => console.error(...text), debug: quiet, log: quiet };
const eventBus = { emit: async () => undefined, subscribe: () => eventBus, unsubscribe: () => eventBus };
const app = await MedusaApp({
  modulesConfig: {
    inventory: { resolve: require.resolve("@medusajs/inventory"), options: { database: { clientUrl: url } } },
    locking: { resolve: require.resolve("@medusajs/locking") },
  },
  sharedResourcesConfig: { database: { clientUrl: url, pool: { min: 1, max: 8 } } },
  injectedDependencies: { event_bus: eventBus, logger },
});
await app.runMigrations();
await app.onApplicationStart();
const { inventory, locking } = app.modules;

/** Each caller waits for its turn as long as it takes: by itself the lock gives up after five seconds. */
const LOCK_SECONDS = 60;

const locationId = "berlin";
const item = await inventory.createInventoryItems({ sku: "sku-0" });
await inventory.createInventoryLevels({
  inventory_item_id: item.id,
  location_id: locationId,
  stocked_quantity: 1_000_000_000,
});

const line = () => ({ inventory_item_id: item.id, location_id: locationId, quantity: 1 });
const reserve = (count) =>
  locking.execute([item.id], () => inventory.createReservationItems(Array.from({ length: count }, line)), {
    timeout: LOCK_SECONDS,
  });

/** Callers that each send their next call when the last one was answered; how many items that are in a second. */
async function load(count, seconds) {
  const end = performance.now() + seconds * 1000;
  let items = 0;
  const caller = async () => {
    while (performance.now() < end) {
      await reserve(count);
      items += count;
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: Number(callers) }, caller));
  return items / ((performance.now() - started) / 1000);
}

for await (const asked of readline.createInterface({ input: process.stdin })) {
  const [count, seconds] = asked.split(" ").map(Number);
  console.log(JSON.stringify({ perSecond: await load(count, seconds) }));
}
const [level] = await inventory.listInventoryLevels({ inventory_item_id: item.id });
console.log(
  JSON.stringify({
    reserved: Number(level.reserved_quantity),
    made: (await inventory.listAndCountReservationItems({}, { take: 1 }))[1],
  }),
);
process.exit();
