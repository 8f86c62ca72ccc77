// Packs the kit and the policy pack as npm would publish them, installs both in an empty folder, and previews there
// from the three lines that every fork has. What works inside the repository can break outside: ts-node ignores
// TypeScript under node_modules, and `files` and `exports` decide what is there at all. Then forks each example from the
// installed kit into a folder of its own, installs it from the tarballs, and runs its own tests, which preview it.
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..", "..");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "fork-"));
const checks = [];

try {
  const [kit, policies] = [pack(root), pack(path.join(root, "policies"))];
  writeFork(kit, policies);
  run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"], folder);
  const own = preview(root);
  const forked = preview(folder);
  check("the fork's preview ends 0", forked.status === 0, forked.stderr);
  check("the fork plans the same stacks", names(forked.document) === names(own.document), names(forked.document));
  check("the fork plans the same resources", urns(forked.document) === urns(own.document), "the URNs differ");
  const modules = ["platform", "describe", "components", "runtime", "planner", "facts"].map(
    (name) => `inventory-platform/${name}`,
  );
  const loads = spawnSync(process.execPath, ["-e", modules.map((name) => `require("${name}")`).join(";")], {
    cwd: folder,
  });
  check("every entry of the package loads", loads.status === 0, String(loads.stderr));
  checkReport();
  for (const example of ["small-merchant", "marketplace", "enterprise-hybrid"]) {
    tryExample(example, kit.slice("file:".length));
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
const failed = checks.filter((ok) => !ok).length;
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function pack(directory) {
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const [{ filename }] = JSON.parse(execFileSync("npm", args, { cwd: directory, encoding: "utf8" }));
  return `file:${path.join(folder, filename)}`;
}

function writeFork(kit, policies) {
  const write = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  const dependencies = { "inventory-platform": kit, "inventory-platform-policies": policies };
  write("package.json", JSON.stringify({ name: "fork", private: true, dependencies }));
  write("Pulumi.yaml", "name: inventory-platform\nruntime: nodejs\nstackConfigDir: config\n");
  write(
    "tsconfig.json",
    JSON.stringify({ compilerOptions: { module: "node16", esModuleInterop: true, noCheck: true } }),
  );
  const index = fs.readFileSync(path.join(root, "stacks", "index.ts"), "utf8");
  write("index.ts", index.replace('"./platform"', '"inventory-platform/platform"'));
  fs.cpSync(path.join(root, "stacks", "environments"), path.join(folder, "environments"), { recursive: true });
  fs.cpSync(path.join(root, "stacks", "config"), path.join(folder, "config"), { recursive: true });
}

/** A fork of an example, outside of this repository and of the project it was forked from, installed as a team would. */
function tryExample(example, tarball) {
  const outside = fs.mkdtempSync(path.join(os.tmpdir(), "example-"));
  const target = path.join(outside, "shop");
  try {
    const cli = path.join(folder, "node_modules", ".bin", "planner");
    const forked = spawnSync(cli, ["fork", example, target, "--kit", tarball, "--no-preview"], {
      cwd: folder,
      encoding: "utf8",
    });
    check(`the installed kit forks ${example}`, forked.status === 0, forked.stderr);
    run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"], target);
    const tests = spawnSync("npm", ["test", "--silent"], { cwd: target, encoding: "utf8" });
    const passed = /^# pass [1-9]/m.test(tests.stdout) && tests.status === 0;
    check(`the fork of ${example} previews and passes its own tests`, passed, `${tests.stdout}\n${tests.stderr}`);
  } finally {
    fs.rmSync(outside, { recursive: true, force: true });
  }
}

/** The page needs its bundle, which the package has to bring along. */
function checkReport() {
  const cli = path.join(folder, "node_modules", ".bin", "planner");
  const page = path.join(folder, "report.html");
  const run = spawnSync(cli, ["report", "dev", "--out", page], { cwd: folder, encoding: "utf8" });
  const html = run.status === 0 ? fs.readFileSync(page, "utf8") : "";
  const isWhole =
    /<style>.+<\/style>/s.test(html) && /<script>.+<\/script>/s.test(html) && html.includes("d3-hierarchy");
  check("the installed kit writes a report with its script, style and licences", isWhole, run.stderr);
}

function preview(directory) {
  const cli = path.join(directory, "node_modules", ".bin", "planner");
  const result = spawnSync(cli, ["preview", "dev", "--format", "json"], {
    cwd: directory,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return {
    status: result.status,
    stderr: result.stderr,
    document: result.stdout === "" ? { stacks: [] } : JSON.parse(result.stdout),
  };
}

function names({ stacks }) {
  return stacks.map(({ name }) => name).join(" ");
}

function urns({ stacks }) {
  return stacks.flatMap(({ resources }) => resources.map(({ urn }) => urn)).join("\n");
}

function run(command, args, cwd) {
  execFileSync(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
}

function check(what, ok, otherwise) {
  checks.push(ok);
  console.log(ok ? `ok: ${what}` : `failed: ${what}\n${otherwise}`);
}
