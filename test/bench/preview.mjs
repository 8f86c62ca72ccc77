// What a resource costs to plan, and how much faster that is than the real engine.
//
// Plans generated programs of several sizes in a fresh worker process each, and takes the time and the peak memory
// over those of an empty program: what every further resource adds. Where the real engine has been built
// (node scripts/build-pulumi-cli.mjs), `pulumi preview` of the same program with an echo provider runs beside it;
// there both sides are whole, start-up included.
import { fork, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..", "..");
const program = path.join(import.meta.dirname, "many");
const ROUNDS = 3;
const SIZES = [100, 1000, 5000];
const LIMITS = { msPerResource: 2, growth: 1.2, ratio: { 1000: 3, 5000: 4 } };

const empty = await measure(0);
const perResource = {};
console.log("resources      ms  ms/resource  KB/resource");
for (const size of SIZES) {
  const { ms, kb } = await measure(size);
  perResource[size] = (ms - empty.ms) / size;
  const columns = [
    String(size).padStart(9),
    ms.toFixed(0).padStart(7),
    perResource[size].toFixed(2).padStart(12),
    ((kb - empty.kb) / size).toFixed(0).padStart(12),
  ];
  console.log(columns.join(" "));
}
const worst = Math.max(...Object.values(perResource));
const growth = perResource[5000] / perResource[1000];
verdict(`at most ${LIMITS.msPerResource} ms per resource`, worst.toFixed(2), worst <= LIMITS.msPerResource);
verdict(`5,000 cost at most ${LIMITS.growth} times what 1,000 do, each`, growth.toFixed(2), growth <= LIMITS.growth);
compareWithRealEngine();

/** Median time and memory of planning a program of some size. */
async function measure(resources) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push(await planOnce(resources));
  }
  return { ms: median(rounds.map(({ ms }) => ms)), kb: median(rounds.map(({ kb }) => kb)) };
}

function planOnce(resources) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const worker = fork(path.join(root, "dist", "planner", "run", "worker.js"), {
      execArgv: ["--max-semi-space-size=64"],
    });
    worker.on("message", (message) => {
      if (message.kind === "started") {
        return;
      }
      const ms = performance.now() - start;
      const kb = Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${worker.pid}/status`, "utf8"))?.[1] ?? 0);
      worker.disconnect();
      if (message.kind === "planned") {
        resolve({ ms, kb });
      } else {
        reject(new Error(JSON.stringify(message)));
      }
    });
    worker.send({ kind: "plan", task: taskOf(resources) });
  });
}

function taskOf(resources) {
  return {
    organization: "organization",
    project: "many",
    stack: `n${resources}`,
    config: { "aws:region": "eu-central-1", "many:resources": String(resources) },
    secretConfig: [],
    mode: "unknowns",
    rootDirectory: program,
    programDirectory: program,
    entry: path.join(program, "index"),
    answersFile: "",
    traces: false,
    timeLimitSeconds: 300,
  };
}

function compareWithRealEngine() {
  for (const [size, wanted] of Object.entries(LIMITS.ratio)) {
    const real = realPreview(size);
    if (real === undefined) {
      console.log("the real engine has not been built (node scripts/build-pulumi-cli.mjs): no comparison");
      return;
    }
    const start = performance.now();
    const args = [
      path.join(root, "planner", "bin.js"),
      "preview",
      "--cwd",
      program,
      "--stack",
      `n${size}`,
      "--no-policy",
      "--unknowns",
    ];
    const own = spawnSync(process.execPath, args);
    const ms = performance.now() - start;
    if (own.status !== 0) {
      throw new Error(String(own.stderr));
    }
    const ratio = real / ms;
    const figures = `${ratio.toFixed(1)} (${real.toFixed(0)} ms against ${ms.toFixed(0)} ms)`;
    verdict(`at least ${wanted} times faster than pulumi preview at ${size}`, figures, ratio >= wanted);
  }
}

function realPreview(size) {
  if (!fs.existsSync(path.join(root, ".cache", "pulumi"))) {
    return undefined;
  }
  const script = path.join(root, "test", "support", "real-preview-bench.ts");
  const result = spawnSync(process.execPath, ["-r", "./planner/run/from-source.js", script, size], {
    encoding: "utf8",
    cwd: root,
  });
  if (result.status !== 0) {
    throw new Error(result.stderr);
  }
  return JSON.parse(result.stdout.trim().split("\n").at(-1)).ms;
}

function median(values) {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)];
}

function verdict(what, figure, ok) {
  console.log(`${ok ? "ok  " : "MISS"} ${what}: ${figure}`);
  process.exitCode = ok ? (process.exitCode ?? 0) : 1;
}
