// How fast the page of `planner report` opens: one of 2,000 resources and that of `prod`, beside an empty page.
//
// Each page is opened in Chromium from a file, in a tab of its own, several times by turns. What counts is the time from the
// start of the navigation to the first frame after everything is drawn. Needs a build.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const root = path.resolve(import.meta.dirname, "..", "..");
const require = createRequire(import.meta.url);
const { pageHtml } = require("../../dist/planner/report/html/html.js");
const { readBundle } = require("../../dist/planner/report/html/bundle.js");
const ROUNDS = 7;
const RESOURCES = 2000;
const LIMIT_MS = 1000;

const executablePath = spawnSync(process.execPath, [path.join(root, "scripts", "install-chromium.mjs")], {
  stdio: ["ignore", "pipe", "inherit"],
  encoding: "utf8",
}).stdout.trim();
if (executablePath === "") {
  process.exit(process.env.CI === undefined ? 0 : 1);
}
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "report-"));
try {
  await measureAll(writePages());
} finally {
  fs.rmSync(folder, { recursive: true });
}

/** Cuts the report of `prod` down to its first resources: real names, inputs, costs and ways. */
function writePages() {
  const whole = path.join(folder, "prod.html");
  const bin = path.join(root, "planner", "bin.js");
  const { status, stderr } = spawnSync(process.execPath, [bin, "report", "prod", "--out", whole], { encoding: "utf8" });
  if (status > 1) {
    throw new Error(stderr);
  }
  const pages = { empty: path.join(folder, "empty.html"), [`${RESOURCES} resources`]: path.join(folder, "cut.html") };
  fs.writeFileSync(pages.empty, "<!doctype html><title>empty</title><div id=page data-drawn=true></div>");
  fs.writeFileSync(pages[`${RESOURCES} resources`], cut(fs.readFileSync(whole, "utf8")));
  return { ...pages, prod: whole };
}

function cut(html) {
  const block = (id) => JSON.parse(new RegExp(`id="${id}">(.*)</script>`).exec(html)[1]);
  const data = block("report");
  let left = RESOURCES;
  const stacks = data.stacks.flatMap((stack, index) => {
    const custom = stack.resources.filter(({ isComponent }) => !isComponent).length;
    left -= custom;
    return left + custom <= 0
      ? []
      : [{ stack, inputs: block(`inputs-${index}`), take: Math.min(custom, left + custom) }];
  });
  return composed(data, stacks);
}

function composed(data, stacks) {
  const kept = stacks.map(({ stack, inputs, take }) => {
    let seen = 0;
    const end = stack.resources.findIndex(({ isComponent }) => !isComponent && ++seen > take);
    const length = end < 0 ? stack.resources.length : end;
    return { stack: { ...stack, resources: stack.resources.slice(0, length) }, inputs: inputs.slice(0, length) };
  });
  const plans = kept.map(({ inputs }) => ({ plan: { resources: inputs.map((each) => ({ inputs: each })) } }));
  return pageHtml({ ...data, stacks: kept.map(({ stack }) => stack) }, plans, readBundle());
}

async function measureAll(pages) {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const times = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, file] of Object.entries(pages)) {
      const ms = await openOnce(browser, file);
      // The first round warms the browser up.
      times[name].push(...(round === 0 ? [] : [ms]));
    }
  }
  await browser.close();
  console.log(`page                  KB      ms  over empty`);
  const empty = median(times.empty);
  for (const [name, file] of Object.entries(pages)) {
    const kb = (fs.statSync(file).size / 1024).toFixed(0);
    const ms = median(times[name]);
    console.log(
      `${name.padEnd(16)} ${kb.padStart(7)} ${ms.toFixed(0).padStart(7)} ${(ms - empty).toFixed(0).padStart(11)}`,
    );
  }
  const ok = median(times[`${RESOURCES} resources`]) <= LIMIT_MS;
  console.log(`${ok ? "ok" : "MISSED"}: ${RESOURCES} resources open within ${LIMIT_MS} ms`);
  process.exitCode = ok ? 0 : 1;
}

async function openOnce(browser, file) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`file://${file}`, { waitUntil: "commit" });
  const ms = await page.evaluate(async () => {
    while (document.querySelector("[data-drawn]") === null) {
      await new Promise((next) => setTimeout(next, 1));
    }
    await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 0)));
    return performance.now();
  });
  await context.close();
  return ms;
}

function median(values) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}
