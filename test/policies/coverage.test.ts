import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { RULES } from "../../policies/pack";

const root = path.join(__dirname, "..", "..");
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), "utf8"));

const { groups } = z
  .object({
    groups: z.array(
      z.strictObject({
        id: z.string(),
        service: z.string(),
        controls: z.string(),
        types: z.string(),
        asks: z.string(),
      }),
    ),
  })
  .parse(read("facts/control-groups.json"));
const coverage = z
  .record(
    z.string(),
    z.union([
      z.strictObject({ rules: z.array(z.string()).min(1) }),
      z.strictObject({ not: z.enum(["account", "undecidable", "noise"]), reason: z.string().regex(/^[A-Z].*\.$/) }),
    ]),
  )
  .parse(read("policies/coverage.json"));
const names = new Set<string>(RULES.map(({ name }) => name));
const answered = Object.values(coverage).flatMap((entry) => ("rules" in entry ? [entry.rules] : []));

describe("the coverage of controls", () => {
  test("says of every group which rules answer for it, or why none does", () => {
    expect(groups).toHaveLength(123);
    expect(Object.keys(coverage).sort()).toEqual(groups.map(({ id }) => id).sort());
  });

  test("names rules that the pack has, each once in a group", () => {
    expect(answered.flat().filter((name) => !names.has(name))).toEqual([]);
    expect(answered.filter((rules) => new Set(rules).size !== rules.length)).toEqual([]);
  });

  test("reaches a hundred groups with at least a hundred and thirty rules", () => {
    expect(answered.length).toBeGreaterThanOrEqual(100);
    expect(names.size).toBeGreaterThanOrEqual(130);
  });

  test("is printed with files that are there", () => {
    const printed = readFileSync(path.join(root, "policies", "COVERAGE.md"), "utf8");
    const links = [...printed.matchAll(/\]\(([^)]+\.ts)\)/g)].map(([, link = ""]) => path.join(root, "policies", link));

    expect(links.length).toBeGreaterThan(2 * names.size - 1);
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });
});
