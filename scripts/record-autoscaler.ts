// Shows the series of test/real/kubernetes to the autoscaler of Kubernetes and writes down what it decided.
import * as fs from "node:fs";
import * as path from "node:path";
import { format, resolveConfig } from "prettier";

import { SETTINGS } from "../test/real/kubernetes/control-plane";
import { record } from "../test/real/kubernetes/recorder";
import { SERIES } from "../test/real/kubernetes/series";

const TARGET = path.join(__dirname, "../test/planner/simulate/hpa-recordings.json");

async function main(): Promise<void> {
  const recordings = await record(SERIES);
  const style = await resolveConfig(TARGET);
  const text = JSON.stringify({ settings: SETTINGS, recordings });
  fs.writeFileSync(TARGET, await format(text, { ...style, parser: "json" }));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
