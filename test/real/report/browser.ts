import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { readBundle } from "../../../planner/report/html/bundle";
import { pageData, type Reported } from "../../../planner/report/html/compose";
import { pageHtml } from "../../../planner/report/html/html";

const FINDER = path.join(__dirname, "..", "..", "..", "scripts", "install-chromium.mjs");

/** A page of a report, and what the browser complained of. */
export interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Reports in Chromium, each in a context of its own without a network. */
export class Reports {
  readonly #folder = fs.mkdtempSync(path.join(os.tmpdir(), "report-"));
  #browser: Browser | undefined;

  async start(): Promise<void> {
    const executablePath = execFileSync(process.execPath, [FINDER], { encoding: "utf8" }).trim();
    // Chromium refuses its sandbox to root, which is who runs tests in a container.
    this.#browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    fs.rmSync(this.#folder, { recursive: true });
  }

  /** Writes a report as the command does, and opens the file. */
  async open(reported: Reported, options: BrowserContextOptions = {}): Promise<Opened> {
    const file = path.join(this.#folder, "report.html");
    fs.writeFileSync(file, pageHtml(pageData(reported), reported.stacks, readBundle()));
    const context = await this.#browser?.newContext({
      offline: true,
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    if (context === undefined) {
      throw new Error("the browser is not started");
    }
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => complaints.push(...(request.url().startsWith("file:") ? [] : [request.url()])));
    await page.goto(`file://${file}`);
    await page.waitForSelector("[data-drawn]");
    return { page, complaints };
  }
}
