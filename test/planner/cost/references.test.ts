import { readFileSync } from "node:fs";
import path from "node:path";

import { z } from "zod";

import { AWS_REGIONS } from "../../../facts";

const USD = z.number().nonnegative();
const inputs = z.record(z.string(), z.unknown());
const reference = z.strictObject({
  source: z.string().regex(/ at [0-9a-f]{7}$/),
  date: z.iso.date(),
  name: z.string().min(1),
  type: z.string().regex(/^aws:[a-z0-9]+\/[A-Za-z0-9]+:[A-Z][A-Za-z0-9]+$/),
  inputs,
  related: z.array(z.strictObject({ type: z.string(), name: z.string(), inputs })).optional(),
  region: z.enum(AWS_REGIONS),
  usage: z.record(z.string().regex(/^[a-z][A-Za-z]+$/), z.number().nonnegative()),
  lines: z.record(z.string().min(1), USD),
  monthlyUsd: USD.positive(),
  note: z.string().endsWith(".").optional(),
});

const references = z.array(reference).parse(JSON.parse(readFileSync(path.join(__dirname, "references.json"), "utf8")));

describe("reference totals", () => {
  it("are at least 40, of at least 25 types", () => {
    expect(references.length).toBeGreaterThanOrEqual(40);
    expect(new Set(references.map(({ type }) => type)).size).toBeGreaterThanOrEqual(25);
  });

  it("are named once", () => {
    const names = references.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it.each(references)("$name is the sum of what its source prints", ({ lines, monthlyUsd }) => {
    const cents = Object.values(lines).reduce((sum, usd) => sum + Math.round(usd * 100), 0);
    expect(Math.round(monthlyUsd * 100)).toBe(cents);
  });

  it("use the keys that the table beside them explains", () => {
    const table = readFileSync(path.join(__dirname, "README.md"), "utf8").split("\n");
    const missing = references.flatMap(({ type, usage }) => {
      const row = table.find((line) => line.startsWith(`| \`${type}\` `)) ?? "";
      return Object.keys(usage).flatMap((key) => (row.includes(`\`${key}\``) ? [] : [`${type} ${key}`]));
    });
    expect(missing).toEqual([]);
  });
});
