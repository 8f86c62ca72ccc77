// How long `pulumi preview` takes under the real engine, with a provider that echoes, for the generated program of
// the benchmark. The command line must have been built: `node scripts/build-pulumi-cli.mjs`.
//
// Usage: node -r ./planner/run/from-source.js test/support/real-preview-bench.ts RESOURCES
// Prints {"resources": …, "ms": …}: the preview alone, from starting the engine to its end; not the provider's start.
import * as path from "node:path";

import { RealEngine } from "../real/real-engine";

async function main(resources: string): Promise<void> {
  const engine = await RealEngine.start();
  try {
    const measured = await engine.measure({
      project: "many",
      stack: `n${resources}`,
      config: { "aws:region": { value: "eu-central-1" }, "many:resources": { value: resources } },
      program: { folder: path.join(__dirname, "../bench/many") },
    });
    console.log(JSON.stringify(measured));
  } finally {
    await engine.stop();
  }
}

main(process.argv[2] ?? "1000").catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
