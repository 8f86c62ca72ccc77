import { execFileSync } from "node:child_process";
import path from "node:path";
import { FROM_SOURCE } from "../support/from-source";
import { ROOT } from "./blocks";

it("lists what a usage file may say as the pricers have it", () => {
  const script = path.join(ROOT, "scripts", "generate-usage-table.ts");
  const args = [...FROM_SOURCE, script, "--check"];

  expect(() => execFileSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" })).not.toThrow();
});
