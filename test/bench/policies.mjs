// What the policy pack costs, beside the bare SDK with an empty pack in the same run.
//
// In process, through the functions that the SDK's server runs: Analyze and Remediate of one resource with fifty
// properties. Over gRPC, pipelined as the planner does it, from a pack in a process of its own: five hundred resources,
// and the time until a pack is ready. Every figure is also a ratio to the empty pack's, which is what the SDK costs.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..", "..");
const policies = path.join(root, "policies");
const require = createRequire(import.meta.url);
execFileSync(process.execPath, [path.join(policies, "build.mjs")]);
require("../../planner/run/from-source.js");

const { exempting } = require("../../policies/core/exempting.ts");
const { LEDGER } = require("../../policies/core/exemption-ledger.ts");
const { withDefaultLevels } = require("../../policies/core/profiles.ts");
const { RULES } = require("../../policies/pack.ts");
const { fill } = require("../../policies/testing/sent.ts");
const { Analyzer } = require("../../planner/policy/analyzer.ts");
const { configureRequest, settleConfiguration } = require("../../planner/policy/configuration.ts");
const { resourceRequest, wholeStackRequest } = require("../../planner/policy/requests.ts");
const { inParallel } = require("../../planner/policy/window.ts");
const server = require("@pulumi/policy/server.js");
const { AnalyzeRequest } = require("@pulumi/pulumi/proto/analyzer_pb");

const LIMITS = { analyze50: 2, analyze95: 5, remediate50: 1, stackMs: 4000, readyMs: 2000, untyped: 5 };
const ROUNDS = 2000;
const RESOURCES = 500;
const TYPE = "aws:rds/cluster:Cluster";
const EMPTY = [
  { name: "empty", description: "Nothing.", enforcementLevel: "mandatory", validateResource: () => undefined },
];

const registered = exempting(withDefaultLevels(RULES), LEDGER);
const mending = registered.map((policy) =>
  "remediateResource" in policy ? { ...policy, enforcementLevel: "remediate" } : policy,
);

console.log(`${new Set(RULES.map(({ name }) => name)).size} rules, ${registered.length} registrations`);
const analyze = await inProcess("makeAnalyzeRpcFun", registered);
const bareAnalyze = await inProcess("makeAnalyzeRpcFun", EMPTY);
const remediate = await inProcess("makeRemediateRpcFun", mending);
const bareRemediate = await inProcess("makeRemediateRpcFun", [
  { ...EMPTY[0], remediateResource: () => undefined, enforcementLevel: "remediate" },
]);
verdict("Analyze of 50 properties, p50, ms", analyze.p50, LIMITS.analyze50, bareAnalyze.p50);
verdict("Analyze of 50 properties, p95, ms", analyze.p95, LIMITS.analyze95, bareAnalyze.p95);
verdict("Remediate of 50 properties, p50, ms", remediate.p50, LIMITS.remediate50, bareRemediate.p50);

const empty = emptyPack();
try {
  const [own, bare] = [await overWire(policies), await overWire(empty)];
  for (const call of ["remediate", "analyze", "analyzeStack"]) {
    console.log(
      `     ${call} of ${RESOURCES} resources over gRPC: ${own[call].toFixed(0)} ms, ${ratio(own[call], bare[call])}`,
    );
  }
  const sum = (times) => times.remediate + times.analyze + times.analyzeStack;
  verdict(`all three of ${RESOURCES} resources, ms`, sum(own), LIMITS.stackMs, sum(bare));
  verdict("pack ready, ms", own.ready, LIMITS.readyMs, bare.ready);
} finally {
  fs.rmSync(empty, { recursive: true });
}
const untyped = registered.filter(
  (policy) => "validateResource" in policy && !("__pulumiType" in Object(policy.validateResource)),
);
verdict("policies that judge every type", untyped.length, LIMITS.untyped);

/** Times of one call with one resource, after a warm-up. */
async function inProcess(make, pack) {
  const call = server[make]("bench", "1.0.0", "mandatory", pack);
  const request = fill(new AnalyzeRequest(), { type: TYPE, props: properties(0) });
  const times = [];
  for (let round = 0; round < ROUNDS * 1.2; round += 1) {
    const start = performance.now();
    await new Promise((resolve, reject) => {
      call({ request }, (error, answer) => (answer === undefined ? reject(error) : resolve(answer))).catch(reject);
    });
    times.push(performance.now() - start);
  }
  const sorted = times.slice(-ROUNDS).toSorted((left, right) => left - right);
  return { p50: sorted[Math.floor(ROUNDS * 0.5)], p95: sorted[Math.floor(ROUNDS * 0.95)] };
}

/** Fifty inputs that keep the rules, some of them nested. */
function properties(index) {
  const tags = {
    environment: "prod",
    service: "shop",
    owner: "shop",
    "cost-center": "c1",
    channel: "all",
    feature: "orders",
    "data-class": "internal",
    residency: "eu",
  };
  const known = {
    backupRetentionPeriod: 7,
    copyTagsToSnapshot: true,
    iamDatabaseAuthenticationEnabled: true,
    enabledCloudwatchLogsExports: ["postgresql"],
    storageEncrypted: true,
    kmsKeyId: `arn:aws:kms:eu-central-1:111122223333:key/${index}`,
    deletionProtection: true,
    region: "eu-central-1",
    tags,
  };
  const others = Array.from({ length: 50 - Object.keys(known).length }, (_, each) => [
    `property${each}`,
    each % 5 === 0 ? { nested: [`value-${index}-${each}`, each] } : `value-${index}-${each}`,
  ]);
  return { ...known, ...Object.fromEntries(others) };
}

/** Times of a pack in a process of its own: until it is ready, and of each kind of call over a whole stack. */
async function overWire(folder) {
  const start = performance.now();
  const analyzer = await Analyzer.start(folder, {});
  const info = await analyzer.info();
  const ready = performance.now() - start;
  try {
    await analyzer.configure(configureRequest(settleConfiguration(info, mended(info))));
    const plan = planOf();
    const times = {};
    for (const [call, run] of Object.entries({
      remediate: () => inParallel(plan.resources, (one) => analyzer.remediate(one.urn, resourceRequest(plan, one))),
      analyze: () => inParallel(plan.resources, (one) => analyzer.analyze(one.urn, resourceRequest(plan, one))),
      analyzeStack: () => analyzer.analyzeStack(wholeStackRequest(plan)),
    })) {
      await run();
      times[call] = await best(run);
    }
    return { ready, ...times };
  } finally {
    await analyzer.close();
  }
}

/** The least of some times: what else the machine does only adds to them. */
async function best(run) {
  const times = [];
  for (let round = 0; round < 3; round += 1) {
    const begin = performance.now();
    await run();
    times.push(performance.now() - begin);
  }
  return Math.min(...times);
}

/** Every rule that can mend does. */
function mended(info) {
  const names = new Set(info.getPoliciesList().map((policy) => policy.getName()));
  const able = RULES.filter((rule) => "remediateResource" in rule && names.has(rule.name));
  return Object.fromEntries(able.map(({ name }) => [name, "remediate"]));
}

/** A stack of clusters, whose inputs are as large as those of one call. */
function planOf() {
  const resources = Array.from({ length: RESOURCES }, (_, index) => ({
    type: TYPE,
    name: `cluster-${index}`,
    urn: `urn:pulumi:bench::bench::${TYPE}::cluster-${index}`,
    kind: "custom",
    inputs: properties(index),
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    options: {},
  }));
  return {
    version: 1,
    organization: "organization",
    project: "bench",
    stack: "bench",
    mode: "unknowns",
    resources,
    outputs: {},
    references: [],
    diagnostics: [],
  };
}

/** A pack with one policy that does nothing: what the SDK costs by itself. */
function emptyPack() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "empty-pack-"));
  const sdk = JSON.stringify(require.resolve("@pulumi/policy"));
  fs.writeFileSync(
    path.join(folder, "package.json"),
    JSON.stringify({ name: "empty", version: "1.0.0", main: "index.js" }),
  );
  fs.writeFileSync(
    path.join(folder, "index.js"),
    `const { PolicyPack } = require(${sdk});
const policy = { name: "empty", description: "Nothing.", enforcementLevel: "remediate" };
const judge = { ...policy, validateResource: () => undefined, remediateResource: () => undefined };
new PolicyPack("empty", { policies: [judge, { ...policy, name: "whole", validateStack: () => undefined }] });
`,
  );
  return folder;
}

function verdict(what, figure, limit, bare) {
  const isGood = figure <= limit;
  const beside = bare === undefined ? "" : `, ${ratio(figure, bare)}`;
  console.log(
    `${isGood ? "ok  " : "MISS"} ${what}: ${figure.toFixed(Number.isInteger(figure) || limit >= 10 ? 0 : 2)}, at most ${limit}${beside}`,
  );
  process.exitCode = isGood ? (process.exitCode ?? 0) : 1;
}

function ratio(figure, bare) {
  return `${(figure / bare).toFixed(1)} times the empty pack`;
}
