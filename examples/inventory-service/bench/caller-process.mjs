// A replica with 64 callers of its own: a database's address, and for how many seconds. Prints what it measured as JSON.
import { hotSku, reserveFor, submitTo } from "./callers.mjs";
import { withService } from "./world.mjs";

const [url, seconds] = process.argv.slice(2);
const measured = await withService(url, (batcher) =>
  reserveFor(submitTo(batcher), { skuOf: hotSku, seconds: Number(seconds) }),
);
console.log(JSON.stringify(measured));
