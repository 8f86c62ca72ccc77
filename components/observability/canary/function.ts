import { runProbe } from "./probe";
import { probeFrom } from "./settings";

const probe = probeFrom(process.env);

/** What Synthetics calls at each run: the run fails where this throws. */
export async function handler(): Promise<void> {
  await runProbe(probe, { send: fetch, now: () => performance.now(), tell: (line) => console.log(line) });
}
