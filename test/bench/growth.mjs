// Whether a resource costs more to preview in a large environment than in a small one.
//
// Previews, policies included, the environment `prod` over two regions and over twelve, and compares the time that each
// resource takes, with the start-up (the preview of the global stack alone) and without.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parse, stringify } from "yaml";
import { describeEnvironment } from "../../dist/stacks/describe.js";

const root = path.resolve(import.meta.dirname, "..", "..");
const ROUNDS = 3;
const GROWTH = 1.2;
const PARTITIONS = {
  eu: ["eu-gdpr", "10.0.0.0/12", "eu-central-1 eu-west-1 eu-west-3 eu-north-1 eu-south-1 eu-south-2"],
  us: ["us-none", "10.16.0.0/12", "us-east-1 us-west-2 us-east-2"],
  in: ["in-rbi", "10.32.0.0/12", "ap-south-1 ap-south-2"],
  ca: ["ca-quebec-25", "10.48.0.0/12", "ca-central-1"],
};

const small = measure("small", { eu: regionsOf("eu").slice(0, 2) });
const large = measure("large", { eu: regionsOf("eu"), us: regionsOf("us"), in: regionsOf("in"), ca: regionsOf("ca") });
console.log("regions  resources      ms  ms/resource  without start-up");
for (const { regions, resources, ms, startMs } of [small, large]) {
  const columns = [
    [regions, 7],
    [resources, 10],
    [ms.toFixed(0), 7],
    [(ms / resources).toFixed(2), 12],
    [((ms - startMs) / resources).toFixed(2), 17],
  ];
  console.log(columns.map(([value, width]) => String(value).padStart(width)).join(" "));
}
verdict("with start-up", large.ms / large.resources / (small.ms / small.resources));
verdict("without", (large.ms - large.startMs) / large.resources / ((small.ms - small.startMs) / small.resources));

function verdict(what, growth) {
  const ok = growth <= GROWTH;
  console.log(
    `${ok ? "ok  " : "MISS"} a resource of twelve regions costs at most ${GROWTH} times one of two, ${what}: ${growth.toFixed(2)}`,
  );
  process.exitCode = ok ? (process.exitCode ?? 0) : 1;
}

function regionsOf(partition) {
  return PARTITIONS[partition][2].split(" ");
}

/** Median time of previewing the environment over some regions, by partition. */
function measure(name, regions) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "growth-"));
  try {
    writeProject(folder, name, regions);
    const whole = rounds(() => preview(folder, name));
    const start = rounds(() => preview(folder, name, "--stack", `${name}-global`));
    return { regions: Object.values(regions).flat().length, ...whole, startMs: start.ms };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function writeProject(folder, name, regions) {
  const kit = (module) => JSON.stringify(path.join(root, "dist", "stacks", module));
  const files = {
    "Pulumi.yaml": stringify({ name: "growth", runtime: "nodejs", stackConfigDir: "config" }),
    "tsconfig.json": JSON.stringify({ extends: path.join(root, "stacks", "tsconfig.json"), include: ["."] }),
    "index.ts": `import { buildPlatform } from ${kit("platform")};\nexport = buildPlatform({ environments: __dirname + "/environments" });\n`,
    "describe.ts": `export { describeEnvironment } from ${kit("describe")};\n`,
    [`environments/${name}.yaml`]: stringify(environmentOf(name, regions)),
  };
  fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  for (const [file, text] of Object.entries(files)) {
    write(path.join(folder, file), text);
  }
  const { stacks, problems } = describeEnvironment(path.join(folder, "environments", `${name}.yaml`));
  if (problems !== undefined) {
    throw new Error(JSON.stringify(problems, null, 2));
  }
  for (const { name: stack, config } of stacks) {
    write(path.join(folder, "config", `Pulumi.${stack}.yaml`), stringify({ config }));
  }
}

function environmentOf(name, regions) {
  const prod = parse(fs.readFileSync(path.join(root, "stacks", "environments", "prod.yaml"), "utf8"));
  const perPartition = (value) =>
    Object.fromEntries(Object.keys(regions).map((partition) => [partition, value(partition)]));
  const secrets = (region) => `awskms://alias/inventory-platform-state?region=${region}`;
  return {
    ...prod,
    name,
    approvers: prod.approvers.slice(0, 1).map((arn) => arn.replace(/\d{12}/, prod.accounts.global)),
    endpoints: {
      ...prod.endpoints,
      api: {
        ...prod.endpoints.api,
        policy: {
          kind: "weighted",
          weights: Object.fromEntries(Object.values(regions).map(([first]) => [first, 100])),
        },
      },
    },
    accounts: { global: prod.accounts.global, ...perPartition(() => prod.accounts.global) },
    state: {
      ...prod.state,
      secretsProviders: {
        global: secrets("us-east-1"),
        ...perPartition((partition) => secrets(regions[partition][0])),
      },
    },
    partitions: perPartition((partition) => ({
      regime: PARTITIONS[partition][0],
      markets: [partition === "eu" ? "DE" : partition.toUpperCase()],
      cidr: PARTITIONS[partition][1],
      regions: regions[partition],
      initialPrimary: regions[partition][0],
      primary: regions[partition][0],
      ...(regions[partition].length === 1 && { recoveryTime: "4 hours" }),
    })),
  };
}

function write(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

function rounds(run) {
  const runs = Array.from({ length: ROUNDS }, run).toSorted((left, right) => left.ms - right.ms);
  return runs[Math.floor(ROUNDS / 2)];
}

function preview(folder, name, ...more) {
  const start = performance.now();
  const args = [
    "preview",
    name,
    "--cwd",
    folder,
    "--policy-pack",
    path.join(root, "policies"),
    "--format",
    "json",
    ...more,
  ];
  const run = spawnSync(process.execPath, [path.join(root, "planner", "bin.js"), ...args], { maxBuffer: 2 ** 29 });
  const ms = performance.now() - start;
  if (run.status !== 0) {
    throw new Error(`${run.stderr}${String(run.stdout).slice(0, 2000)}`);
  }
  return { ms, resources: JSON.parse(run.stdout).summary.resources };
}
