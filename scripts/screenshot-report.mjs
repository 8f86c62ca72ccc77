// Draws docs/images: the upper part of the report of `prod` in light, and its money and the load of a flash sale in dark. Needs a
// build and a Chromium.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const root = path.resolve(import.meta.dirname, "..");
const IMAGES = [
  { file: "report.png", part: undefined, colorScheme: "light", height: 1220 },
  { file: "report-money-and-load.png", part: "money", colorScheme: "dark", height: 1130 },
];

const folder = mkdtempSync(path.join(tmpdir(), "report-"));
try {
  const [load, page] = ["load.json", "report.html"].map((name) => path.join(folder, name));
  const planner = (...args) =>
    execFileSync(process.execPath, [path.join(root, "planner", "bin.js"), ...args], { cwd: root });
  const marketplace = path.join(root, "examples", "marketplace");
  const scenario = path.join(marketplace, "simulations", "flash-sale.yaml");
  planner("simulate", scenario, "--cwd", marketplace, "--format", "json", "--out", load);
  planner("report", "prod", "--simulation", load, "--as-of", "2026-11-27", "--out", page);
  await draw(page);
} finally {
  rmSync(folder, { recursive: true });
}

async function draw(page) {
  const executablePath = execFileSync(process.execPath, [path.join(root, "scripts", "install-chromium.mjs")]);
  const browser = await chromium.launch({ executablePath: String(executablePath).trim(), args: ["--no-sandbox"] });
  for (const { file, part, colorScheme, height } of IMAGES) {
    const tab = await browser.newPage({ viewport: { width: 1280, height }, colorScheme });
    await tab.goto(`file://${page}${part === undefined ? "" : `#${part}`}`);
    await tab.waitForSelector("[data-drawn]");
    if (part !== undefined) {
      await tab.locator(`#${part}`).evaluate((section) => section.scrollIntoView());
    }
    await tab.screenshot({ path: path.join(root, "docs", "images", file) });
  }
  await browser.close();
}
