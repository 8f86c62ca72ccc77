import type { Page } from "playwright-core";
import axe from "axe-core";
import { HOSTILE, reported } from "../../planner/report/html/reported";
import { Reports } from "./browser";

const reports = new Reports();

beforeAll(() => reports.start());
afterAll(() => reports.stop());

/** What axe finds wrong, each with the element. */
async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axe.source });
  return page.evaluate(`axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + " " + target.join(" "))))`);
}

/** Opens everything that can be opened, and waits until it is made. */
async function openAll(page: Page): Promise<void> {
  for (const summary of await page.locator("summary").all()) {
    await summary.click();
  }
  await page.locator("details[open] > summary:only-child").first().waitFor({ state: "detached" });
}

/** Words of a part of the page, as a person sees them. */
const wordsOf = (page: Page, selector: string): Promise<string> => page.locator(selector).innerText();

/** What has to stand beside one another, each by itself. */
const BESIDE_ONE_ANOTHER = [
  ".figures > div",
  ".box",
  ".arcs text",
  ".flows li",
  ".tree li",
  "figure",
  "section",
  "h2, h3, h4, .field",
  ".chip",
];

type Area = NonNullable<Awaited<ReturnType<ReturnType<Page["locator"]>["boundingBox"]>>>;

async function boxesOf(page: Page, selector: string): Promise<Area[]> {
  const found = await page.locator(selector).filter({ visible: true }).all();
  const boxes = await Promise.all(found.map((each) => each.boundingBox()));
  return boxes.filter((box) => box !== null);
}

/** Pairs of areas that share more than an edge. */
function overlapping(selector: string, areas: readonly Area[]): string[] {
  return areas.flatMap((one, index) =>
    areas.slice(index + 1).flatMap((other) => {
      const across = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
      const down = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
      return across > 1 && down > 1 ? [`${selector}: ${JSON.stringify(one)} ${JSON.stringify(other)}`] : [];
    }),
  );
}

describe("the page of a report, in a browser", () => {
  it("draws every part, loads nothing, and complains of nothing", async () => {
    const { page, complaints } = await reports.open(reported());

    expect(await page.title()).toBe("prod: report");
    expect(await page.locator("h2").allInnerTexts()).toEqual([
      "Partitions and regions",
      "Components",
      "Findings",
      "Money",
      "Load",
      "Difference",
    ]);
    expect(await page.locator(".figures .value").allInnerTexts()).toEqual([
      "✕ leaks",
      "✕ 2",
      "40.50",
      "5",
      "✕ 1 fail",
      "2",
    ]);
    expect(complaints).toEqual([]);
  });

  it("draws an arc with its verdict for each pair of ends, and tells every way in words", async () => {
    const { page } = await reports.open(reported());

    expect(await page.locator(".arcs .arc.bad").count()).toBe(3);
    expect(await page.locator(".arcs .arc.good").count()).toBe(1);
    expect(await page.locator(".arcs text").allTextContents()).toEqual(["✕ 2", "✕ 1", "✕ 1", "✓ 1"]);
    expect(await page.locator(".flows .ends").allInnerTexts()).toEqual([
      "eu → us",
      "eu → hooks.example.com text",
      "eu → ap-south-1",
      "eu-west-1 → eu-north-1",
    ]);

    await page.locator(".flows summary").first().click();
    expect(await page.locator(".flows td").first().innerText()).toBe("orders-queue\nprod-eu-west-1");
    expect(await page.locator(".arcs .on").count()).toBe(1);
  });

  it("finds a resource by its words, and shows its inputs and findings", async () => {
    const { page } = await reports.open(reported());
    await page.getByLabel("Search by name, type, region or stack").fill("orders-queue eu-west-1");

    expect(await page.locator(".tree [data-node]").allInnerTexts()).toHaveLength(3);
    expect(await wordsOf(page, "#components [role=status]")).toBe("1 found");
    await page.locator('.tree [data-node="1/2"]').click();
    expect(await wordsOf(page, ".detail pre")).toBe('{\n  "name": "orders-queue"\n}');
    expect(await page.locator(".detail .note").count()).toBe(6);
  });

  it("is a tree that the arrow keys walk through", async () => {
    const { page } = await reports.open(reported());
    const chosen = (): Promise<string | null> => page.locator(".tree [aria-selected=true]").getAttribute("data-node");
    await page.locator('.tree [tabindex="0"]').focus();

    const walked: (string | null)[] = [];
    for (const key of [
      "ArrowDown",
      "ArrowRight",
      "ArrowRight",
      "ArrowRight",
      "ArrowDown",
      "ArrowLeft",
      "End",
      "Home",
    ]) {
      await page.keyboard.press(key);
      walked.push(await chosen());
    }

    expect(walked).toEqual(["1", "1", "1/1", "1/1", "1/2", "1/1", "3", "0"]);
    expect(await page.locator('[data-node="1"]').getAttribute("aria-expanded")).toBe("true");
  });

  it("reaches everything that can be used with the Tab key, beginning with the way to the content", async () => {
    const { page } = await reports.open(reported());
    const reached: string[] = [];
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press("Tab");
      reached.push(await page.evaluate("document.activeElement.outerHTML.slice(0, 60)"));
    }

    expect(reached[0]).toContain('class="skip"');
    for (const part of [
      'name="theme"',
      'href="#map"',
      "<summary",
      'type="search"',
      'role="treeitem"',
      "<select",
      'type="range"',
      'type="checkbox"',
    ]) {
      expect([part, reached.some((html) => html.includes(part))]).toEqual([part, true]);
    }
  });

  it("filters findings by words, standing and severity, each with its fix", async () => {
    const { page } = await reports.open(reported());
    const status = (): Promise<string> => wordsOf(page, "#findings [role=status]");

    expect(await status()).toBe("6 of 6 findings");
    expect(await wordsOf(page, "#findings article >> nth=0")).toContain("Fix: set kmsMasterKeyId text");
    await page.getByLabel("Standing").selectOption("advisory");
    expect(await status()).toBe("1 of 6 findings");
    await page.getByLabel("Severity").selectOption("high");
    expect(await status()).toBe("0 of 6 findings");
    await page.getByLabel("Standing").selectOption("");
    await page.getByLabel("Text", { exact: true }).fill("encryption");
    expect(await page.locator("#findings h3").allInnerTexts()).toEqual([
      expect.stringMatching(/^queue-require-encryption/),
    ]);
  });

  it("draws money as areas in proportion, by tag and by what else is chosen", async () => {
    const { page } = await reports.open(reported());
    const share = async (): Promise<number> => {
      const [own] = await boxesOf(page, ".tile");
      const [all] = await boxesOf(page, ".treemap");
      return ((own?.width ?? 0) * (own?.height ?? 0)) / ((all?.width ?? 1) * (all?.height ?? 1));
    };

    expect(await page.locator("#money tbody").first().locator("tr").allInnerTexts()).toEqual(["text\t40.50\t100.0 %"]);
    expect(await share()).toBeCloseTo(30.5 / 40.5, 2);
    await page.getByLabel("Group by").selectOption("region");
    expect(await page.locator("#money tbody").first().innerText()).toBe("eu-west-1\t40.50\t100.0 %");
    await page.getByText("What the sums do not hold: 1 of 3 billed resources lack a price").click();
    expect(await page.locator("#money td", { hasText: "no price" }).innerText()).toBe(
      "no price: eu-west-1 sqs:request",
    );
  });

  it("sets patterns beside one another on one load", async () => {
    const { page } = await reports.open(reported());
    const rows = await page
      .getByRole("table", { name: "Patterns at 1 times the load" })
      .locator("tbody tr")
      .allInnerTexts();

    expect(rows.map((row) => row.split(/\s*[\t\n]\s*/).slice(0, 5))).toEqual([
      ["serverless text", "1,200.00", "2 unpriced", "0.0012", "2.5 ×"],
      ["always on", "1,200.00", "2 unpriced", "0.0012", "not known"],
    ]);
    expect(await page.getByRole("table", { name: "Claims, computed" }).locator(".chip").allInnerTexts()).toEqual([
      "holds",
      "does not hold",
    ]);
  });

  it("shows a moment of a load in numbers, wherever the slider is moved", async () => {
    const { page } = await reports.open(reported());
    const slider = page.getByLabel("Moment");

    await slider.focus();
    await page.keyboard.press("Home");
    expect(await wordsOf(page, ".now")).toBe("40 arrive in the second, 100 wait; 2 pods ready, 2 wanted");
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press("ArrowRight");
    }
    expect(await slider.getAttribute("aria-valuetext")).toBe("3:00");
    expect(await wordsOf(page, ".now")).toBe("40 arrive in the second, 280 wait; 2 pods ready, 12 wanted");
    expect(await page.locator(".curve").count()).toBe(5);
  });

  it("shows changes by operation", async () => {
    const { page } = await reports.open(reported());
    await page.getByLabel("create").uncheck();

    expect(await wordsOf(page, "#difference [role=status]")).toBe("1 of 2 changes");
    await page.locator("#difference summary").click();
    expect(await wordsOf(page, "#difference code")).toBe('delaySeconds: 0 → "text"');
  });

  it("runs nothing and makes no element of what a plan says", async () => {
    const { page, complaints } = await reports.open(reported(HOSTILE));
    await openAll(page);
    await page.locator('.tree [data-node="1"]').click();

    expect(await page.title()).toBe(`${HOSTILE}: report`);
    expect(await page.locator("h1").innerText()).toBe(HOSTILE);
    expect(await page.locator("img, #page script").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 400],
    ["dark", 400],
  ] as const)(
    "has nothing that axe finds wrong, with everything open: %s, %i pixels wide",
    async (colorScheme, width) => {
      const { page } = await reports.open(reported("text", 30), {
        colorScheme,
        viewport: { width, height: 900 },
        bypassCSP: true,
      });
      expect(await violations(page)).toEqual([]);
      await openAll(page);
      await page.locator('.tree [data-node="1"]').click();
      await page.keyboard.press("ArrowRight");

      expect(await violations(page)).toEqual([]);
    },
  );

  it.each([1280, 400])(
    "shows nothing over anything else, and needs no scrolling to the side: %i pixels wide",
    async (width) => {
      const { page } = await reports.open(reported(), { viewport: { width, height: 900 } });
      const wide = await page.evaluate("document.documentElement.scrollWidth");
      const over: string[] = [];
      for (const selector of BESIDE_ONE_ANOTHER) {
        over.push(...overlapping(selector, await boxesOf(page, selector)));
      }

      expect([wide, over]).toEqual([width, []]);
    },
  );

  it("switches between light and dark, and prints in light without its controls", async () => {
    const { page } = await reports.open(reported(), { colorScheme: "light" });
    const background = (): Promise<string> =>
      page.evaluate("getComputedStyle(document.documentElement).backgroundColor");

    expect(await background()).toBe("rgb(250, 250, 248)");
    await page.getByLabel("dark").check({ force: true });
    expect(await background()).toBe("rgb(20, 23, 26)");
    await page.emulateMedia({ media: "print" });
    expect(await background()).toBe("rgb(250, 250, 248)");
    expect(await page.locator("nav, .controls, .theme").filter({ visible: true }).count()).toBe(0);
    expect((await page.pdf({ format: "A4" })).subarray(0, 5).toString()).toBe("%PDF-");
  });
});
