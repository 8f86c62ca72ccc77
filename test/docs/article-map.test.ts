import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./blocks";

const FILE = path.join(ROOT, "docs", "article-map.md");
const TEXT = readFileSync(FILE, "utf8");

/** The cells of each row below a table's head. */
const ROWS = TEXT.split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (-|recommendation)/.test(line))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
}

describe("the map of recommendations", () => {
  it("links to what exists", () => {
    const missing = linksIn(TEXT).filter((target) => !existsSync(path.resolve(path.dirname(FILE), target)));

    expect(missing).toEqual([]);
    expect(ROWS.length).toBeGreaterThan(30);
  });

  it("names for each what builds it, what guards it and what proves it", () => {
    const incomplete = ROWS.filter(
      ([, component = "", policy = "", test = ""]) =>
        linksIn(component).length === 0 ||
        (policy !== "–" && linksIn(policy).length === 0) ||
        linksIn(test).length === 0,
    );

    expect(incomplete).toEqual([]);
  });

  it("leaves no component out", () => {
    const named = new Set(ROWS.flatMap(([, component = ""]) => linksIn(component)).map((link) => link.split("/")[2]));
    const folders = readdirSync(path.join(ROOT, "components"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);

    expect(folders.filter((folder) => !named.has(folder))).toEqual([]);
  });
});
