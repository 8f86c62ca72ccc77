import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { planner } from "../../support/planner";
import { patterns, reported } from "../report/html/reported";

const FIXTURES = path.join(__dirname, "..", "..", "fixtures");
const fixture = (name: string): string[] => ["--cwd", path.join(FIXTURES, name), "--stack", "dev"];

describe("planner report", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "report-"));
  const file = (name: string): string => path.join(folder, name);
  const read = (name: string): string => fs.readFileSync(file(name), "utf8");
  const data = (name: string) => JSON.parse(/id="report">(.*)<\/script>/.exec(read(name))?.[1] ?? "null");

  afterAll(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it("writes the page and the text for a pull request, ends with 1 for findings, and shows no secret", async () => {
    const run = await planner(
      ...["report", ...fixture("secrets"), "--out", file("page.html"), "--markdown", file("comment.md")],
    );

    expect(run).toEqual({ code: 1, stdout: "", stderr: "" });
    expect(read("page.html") + read("comment.md")).not.toMatch(/canary/i);
    expect(read("page.html")).toContain('"[secret]"');
    expect(data("page.html").summary).toMatchObject({ resources: 5, residency: null });
    expect(data("page.html").findings.map(({ message }: { message: string }) => message)).toContainEqual(
      expect.stringContaining('tags.owner is "[secret]", expected 1 to 63 lower-case letters'),
    );
    expect(read("comment.md")).toMatch(/^## Findings\n\n\*\*1 stack judged by /);
    expect(read("comment.md")).toContain("\n## Costs\n");
  });

  it("writes the same bytes again", async () => {
    const args = ["report", ...fixture("secrets"), "--no-policy", "--as-of", "2026-11-27"];
    const runs = [await planner(...args), await planner(...args)];

    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(runs[0]?.stdout).toMatch(/^<!doctype html>\n/);
    expect(runs[0]?.stdout).toBe(runs[1]?.stdout);
  });

  it("shows the difference to earlier plans, and loads that were run before", async () => {
    fs.writeFileSync(file("load.json"), JSON.stringify(reported().simulations[0]));
    fs.writeFileSync(file("patterns.json"), JSON.stringify(patterns()));
    await planner("plan", ...fixture("secrets"), "--out", file("before.json"));
    const { code } = await planner(
      ...["report", ...fixture("secrets"), "--no-policy", "--against", file("before.json")],
      ...["--simulation", file("load.json"), "--patterns", file("patterns.json")],
      ...["--out", file("page.html"), "--markdown", file("comment.md")],
    );

    expect(code).toBe(0);
    expect(data("page.html").difference).toMatchObject({ after: "dev", counts: { create: 0, same: 5 }, changes: [] });
    expect(data("page.html").simulations.map(({ stack }: { stack: string }) => stack)).toEqual(["prod-us-east-1 text"]);
    expect(read("comment.md")).toMatch(
      /^## Plan\n\n\*\*1 stack: 0 to create, 0 to update, 0 to replace, 0 to delete, 5/,
    );
  });

  it("tells all that is wrong with its files at once", async () => {
    fs.writeFileSync(file("other.json"), JSON.stringify({ ...reported().simulations[0], version: 2, stack: 1 }));
    fs.writeFileSync(file("patterns.json"), JSON.stringify({ ...patterns(), version: 2 }));
    const { code, stderr } = await planner(
      ...["report", ...fixture("secrets"), "--against", "a.json", "--base", "main", "--simulation", file("other.json")],
      ...["--patterns", file("patterns.json")],
    );

    expect(code).toBe(2);
    expect(stderr.split("\n")).toEqual([
      "error: --against: and --base name two earlier sides; leave one of the two out",
      expect.stringMatching(
        /other\.json: version: holds no simulation: .*; name a file that `planner simulate --format/,
      ),
      expect.stringMatching(/other\.json: stack: holds no simulation: /),
      expect.stringMatching(/patterns\.json: version: holds no comparison of patterns: .*--compare-patterns/),
      "",
    ]);
  });

  it("says which file of its two cannot be written", async () => {
    fs.writeFileSync(file("taken"), "");
    const { code, stderr } = await planner(
      ...["report", ...fixture("secrets"), "--no-policy", "--markdown", file("taken/comment.md")],
    );

    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: --markdown .*taken\/comment\.md: cannot be written: /);
  });
});
