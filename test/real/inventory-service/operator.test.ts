import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import axe from "axe-core";
import type { Client } from "pg";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { LocalFiles } from "../../../examples/inventory-service/src/files";
import type { PageBundle } from "../../../examples/inventory-service/src/http";
import { DuckDbEngine, reconcile } from "../../../examples/inventory-service/src/reconcile";
import type { Service } from "../../../examples/inventory-service/src/service";
import { callerOf, issueKey, serviceOn, type Call } from "../../../examples/inventory-service/test/http/caller";
import { ParquetWriter } from "../../../examples/inventory-service/test/reconcile/world";
import { TestServer } from "../../../examples/inventory-service/test/storage/database";

const ROOT = path.join(__dirname, "..", "..", "..");
const FINDER = path.join(ROOT, "scripts", "install-chromium.mjs");
const BUNDLER = path.join(ROOT, "examples", "inventory-service", "bundle-page.mjs");
const DAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

let folder: string;
let server: TestServer;
let service: Service;
let owner: Client;
let url: string;
let apiKey: string;
let call: Call;
let browser: Browser;
const pages: Page[] = [];

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-operator-"));
  await reconcileDay();
  const script = `import { bundlePage } from ${JSON.stringify(BUNDLER)}; console.log(JSON.stringify(await bundlePage()))`;
  const bundle = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  const page = JSON.parse(bundle) as PageBundle;
  server = await TestServer.start();
  ({ service, owner, url } = await serviceOn(server, { page, archive: new LocalFiles(folder, "service") }));
  apiKey = await issueKey(owner);
  call = callerOf(url, apiKey);
  const executablePath = execFileSync(process.execPath, [FINDER], { encoding: "utf8" }).trim();
  // Chromium refuses its sandbox to root, which is who runs tests in a container.
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  await fill("mug");
});
afterAll(async () => {
  await browser.close();
  await service.stop();
  await server.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.context().close()));
});

/** Ten units in two places, of which three are held, and four set aside for a channel. */
async function fill(sku: string): Promise<void> {
  const policy = { safetyStock: 1, promiseLimit: 5, shipsFrom: null, allotments: { outlet: 4 } };
  const lines = [{ sku, quantity: 3, locations: ["berlin"] }];
  await call("POST", `/v1/stock/${sku}/berlin/receive`, { quantity: 10 });
  await call("POST", `/v1/stock/${sku}/turin/receive`, { quantity: 2 });
  await call("PUT", `/v1/stock/${sku}/berlin/policy`, policy);
  const order = { reservation: `order-of-${sku}`, channel: "web", orderRef: `ref-00-${sku}`, lines };
  await call("POST", "/v1/reservations", order);
}

/** A day on which one mug fewer was counted than there were. */
async function reconcileDay(): Promise<void> {
  const writer = await ParquetWriter.start();
  const row = { day: DAY, shard: "00", tenant: "acme", sku: "mug", location: "turin" };
  const countedAt = Date.parse(`${DAY}T08:30:00Z`) * 1000;
  await writer.world(folder, {
    counts: [{ ...row, source: "3pl", sequence: 1, counted: 1, counted_at_us: countedAt }],
    snapshot: [{ ...row, on_hand: 2, reserved: 0, in_transit: 0, version: 1 }],
    events: [],
  });
  writer.stop();
  const engine = await DuckDbEngine.start({ memoryMiB: 256, threads: 1, spillFolder: folder });
  await reconcile({
    ...{ files: new LocalFiles(folder, "job"), engine, stock: undefined, day: DAY, daysBack: 1 },
    ...{ share: { index: 0, of: 1 }, signal: new AbortController().signal },
  });
  engine.stop();
}

/** The page, and what the browser complained of. */
async function open(
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  pages.push(page);
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => complaints.push(...(request.url().startsWith(url) ? [] : [request.url()])));
  await page.goto(`${url}/operator`);
  return { page, complaints };
}

async function signIn(page: Page, key = apiKey): Promise<void> {
  await page.getByLabel("API key").fill(key);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function search(page: Page, sku: string, channel = ""): Promise<void> {
  await page.getByLabel("SKU").fill(sku);
  await page.getByLabel(/^Channel/).fill(channel);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("heading", { name: `Stock of ${sku}` }).waitFor();
}

const status = (page: Page): ReturnType<Page["locator"]> => page.getByRole("status");

async function rowsOf(page: Page, table: string): Promise<string[][]> {
  const rows = await page.getByRole("table", { name: table }).locator("tbody tr").all();
  return Promise.all(rows.map((row) => row.locator("th, td").allInnerTexts()));
}

/** What axe finds wrong, each with the element. */
async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axe.source });
  return page.evaluate(`axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + " " + target.join(" "))))`);
}

describe("the operator's page, in a browser", () => {
  it("is one small file, that may run what it holds, talk to its service, and nothing else", async () => {
    const reply = await fetch(`${url}/operator`);
    const html = await reply.text();
    console.log(`the operator's page has ${html.length} bytes`);

    expect(html.length).toBeLessThan(20_000);
    expect(reply.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(reply.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    const { page, complaints } = await open();
    await signIn(page);
    await search(page, "mug");
    expect(complaints).toEqual([]);
  });

  it("shows nothing without a valid key, keeps it for the tab alone, and forgets it", async () => {
    const { page } = await open();
    await signIn(page, `inv_${"A".repeat(43)}`);
    await status(page).filter({ hasText: "The key is not valid" }).waitFor();
    await signIn(page);
    await page.getByLabel("SKU").waitFor();

    expect(await page.evaluate("JSON.stringify([localStorage.length, document.cookie, sessionStorage.length])")).toBe(
      '[0,"",1]',
    );
    await page.reload();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("API key").waitFor();
    expect(await page.evaluate("sessionStorage.length")).toBe(0);
  });

  it("shows a SKU by location and channel, its holds, and how its counts differ", async () => {
    const { page } = await open();
    await signIn(page);
    await search(page, "mug", "shop");

    expect(await status(page).innerText()).toBe("mug: 2 locations, 1 held.");
    expect((await rowsOf(page, "Stock by location")).map((cells) => cells.slice(0, 8))).toEqual([
      ["berlin", "10", "3", "0", "1", "5", "outlet 4", "3"],
      ["turin", "2", "0", "0", "0", "0", "", "1"],
    ]);
    expect(await rowsOf(page, "Stock by channel")).toEqual([
      ["shop", "4", "9"],
      ["outlet", "8", "13"],
      ["web", "4", "9"],
    ]);
    expect((await rowsOf(page, "Holds, those that end first")).map((cells) => cells.slice(0, 4))).toEqual([
      ["order-of-mug", "web", "berlin", "3"],
    ]);
    expect(await rowsOf(page, `Counts of ${DAY} that are not what was expected`)).toEqual([
      ["turin", "missing", "-1", "1", "2", "3pl", `${DAY} 08:30:00`],
    ]);
  });

  it("shows what is proposed to be restocked, with what that was made from", async () => {
    const { page } = await open();
    await signIn(page);
    await search(page, "mug");
    expect(await page.locator("#restock p").innerText()).toBe("Nothing was proposed for it.");
    const demand = { from: "2026-01-01", until: "2026-03-31", days: 90, units: 180, p50: 14, p90: 19, p98: 22 };
    const proposal = {
      ...{ location: "berlin", reorderPoint: 22, quantity: 41, onHand: 10, onTheWay: 2, promised: 3, demand },
      ...{ serviceQuantile: 0.98, reviewDays: 1, coverDays: 14, leadTimeDays: [4, 6, 9], model: "quantiles-1" },
    };
    await page.route("**/v1/restock/proposals?sku=mug", (route) =>
      route.fulfill({ json: { sku: "mug", proposals: [proposal] } }),
    );
    await search(page, "mug");
    await page.locator("#restock table").waitFor();

    expect(await rowsOf(page, "Proposals, by location; nothing is ordered")).toEqual([
      ["berlin", "41", "22", "10", "2", "3", "180 in 90 days", "4, 6, 9 days"],
    ]);
  });

  it("tells the lineage of a row and of a reservation", async () => {
    const { page } = await open();
    await signIn(page);
    await search(page, "mug");
    await page.getByRole("button", { name: "Lineage of berlin" }).click();
    await page.getByRole("heading", { name: "Lineage of mug at berlin" }).waitFor();

    const ofRow = await rowsOf(page, "Lineage of mug at berlin, step by step");
    expect(ofRow.map(([version, , ...what]) => [version, ...what])).toEqual([
      ["1", "received", "+10 on hand", "10 on hand, 0 reserved, 0 in transit"],
      ["2", "policy-set", "", "10 on hand, 0 reserved, 0 in transit"],
      ["3", "reserved (order-of-mug)", "+3 reserved", "10 on hand, 3 reserved, 0 in transit"],
    ]);
    await page.getByRole("button", { name: "order-of-mug" }).click();
    await page.getByRole("heading", { name: "Lineage of order-of-mug" }).waitFor();
    const ofOrder = await rowsOf(page, "Lineage of order-of-mug, step by step");
    expect(ofOrder.map(([version, , ...what]) => [version, ...what])).toEqual([["1", "held", "", "3 × mug at berlin"]]);
  });

  it("corrects a count by the keyboard alone, with who and why for the audit", async () => {
    await fill("cup");
    const { page } = await open();
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) {
        await page.keyboard.press(key);
      }
    };
    /** Goes on by the Tab key until something of this name has the focus. */
    const tabTo = async (name: string): Promise<void> => {
      const focused = "(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent)";
      for (let step = 0; (await page.evaluate(focused)) !== name; step += 1) {
        expect(step).toBeLessThan(40);
        await press("Tab");
      }
    };
    await page.keyboard.type(apiKey);
    await press("Enter");
    await page.getByLabel("SKU").waitFor();
    await page.keyboard.type("cup");
    await press("Enter");
    await page.getByRole("heading", { name: "Stock of cup" }).waitFor();
    await tabTo("Count turin");
    await press("Enter", "Tab");
    await page.keyboard.type("7");
    await press("Tab");
    await page.keyboard.type("Kim");
    await press("Tab");
    await page.keyboard.type("a box stood behind the door");
    await tabTo("Correct the count");
    await press("Enter");
    await status(page).filter({ hasText: "turin has 7 on hand now." }).waitFor();

    expect((await rowsOf(page, "Stock by location"))[1]?.slice(0, 2)).toEqual(["turin", "7"]);
    const { rows } = await owner.query(
      "select action, sku, location, version::integer, operator, comment from inventory.audit_entry",
    );
    expect(rows).toEqual([
      {
        ...{ action: "count", sku: "cup", location: "turin", version: 2 },
        ...{ operator: "Kim", comment: "a box stood behind the door" },
      },
    ]);
  });

  it("corrects nothing where the row is no longer what was seen, and shows what it is", async () => {
    await fill("pot");
    const { page } = await open();
    await signIn(page);
    await search(page, "pot");
    await page.getByRole("button", { name: "Count turin" }).click();
    await call("POST", "/v1/stock/pot/turin/receive", { quantity: 5 });
    await page.getByLabel("Units counted").fill("3");
    await page.getByLabel("Who counted").fill("Kim");
    await page.getByLabel("Why").fill("counted twice");
    await page.getByRole("button", { name: "Correct the count" }).click();
    await status(page).filter({ hasText: "The row is no longer what the counter saw" }).waitFor();

    expect((await rowsOf(page, "Stock by location"))[1]?.slice(0, 2)).toEqual(["turin", "7"]);
  });

  it("sends a correction whose answer was lost once more, under the same key", async () => {
    await fill("lid");
    const { page } = await open();
    await signIn(page);
    await search(page, "lid");
    await page.getByRole("button", { name: "Count turin" }).click();
    await page.getByLabel("Units counted").fill("3");
    await page.getByLabel("Who counted").fill("Kim");
    await page.getByLabel("Why").fill("one was found");
    let lost = 0;
    await page.route("**/count", async (route) => {
      if (lost === 0) {
        lost += 1;
        await route.fetch();
        await route.abort();
      } else {
        await route.continue();
      }
    });
    await page.getByRole("button", { name: "Correct the count" }).click();
    await status(page).filter({ hasText: "Send it again: it is made once." }).waitFor();
    await page.getByRole("button", { name: "Correct the count" }).click();
    await status(page).filter({ hasText: "turin has 3 on hand now." }).waitFor();

    expect((await rowsOf(page, "Stock by location"))[1]).toEqual(
      expect.arrayContaining(["turin", "3", "2"]), // two versions: received, counted
    );
  });

  it("makes no element of what it is told", async () => {
    const { page } = await open();
    await signIn(page);
    await page.getByLabel("SKU").fill("<img src=x>");
    await page.getByRole("button", { name: "Search" }).click();
    await status(page).filter({ hasText: "The request is not what the API describes" }).waitFor();

    expect(await page.locator("img").count()).toBe(0);
  });

  it.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 400],
    ["dark", 400],
  ] as const)(
    "has nothing that axe finds wrong, and needs no scrolling to the side: %s, %i pixels wide",
    async (colorScheme, width) => {
      const { page } = await open({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      expect(await violations(page)).toEqual([]);
      await signIn(page);
      await search(page, "mug");
      expect(await violations(page)).toEqual([]);
      await page.getByRole("button", { name: "Lineage of berlin" }).click();
      await page.getByRole("heading", { name: "Lineage of mug at berlin" }).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole("button", { name: "Count berlin" }).click();
      await page.getByLabel("Units counted").waitFor();
      await page.getByRole("button", { name: "Correct the count" }).focus();

      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    },
  );
});
