import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { planner } from "../../support/planner";

const PROGRAM = ["--cwd", path.join(__dirname, "..", "..", "fixtures", "newcomer"), "--stack", "dev"];

/** Counts of a run. */
async function summary(...args: readonly string[]): Promise<{ mandatory: number; advisory: number }> {
  const { stdout } = await planner("policy", ...PROGRAM, "--as-of", "2026-11-27", "--format", "json", ...args);
  const { summary: counts }: { summary: { mandatory: number; advisory: number } } = JSON.parse(stdout);
  return counts;
}

describe("a newcomer's ordinary program", () => {
  it("has fewer than ten findings under the profile baseline, and what matters most is among them", async () => {
    const { stdout } = await planner("policy", ...PROGRAM, "--profile", "baseline");
    const { mandatory, advisory } = await summary("--profile", "baseline");

    expect(stdout).toContain("✖ security-group-forbid-open-admin-ports  mandatory, critical");
    expect(mandatory).toBeGreaterThan(0);
    expect(mandatory + advisory).toBeLessThan(10);
  });

  it("has more under the profile production, which is the default", async () => {
    const [baseline, production, none] = [
      await summary("--profile", "baseline"),
      await summary("--profile", "production"),
      await summary(),
    ];

    expect(production.mandatory).toBeGreaterThan(baseline.mandatory);
    expect(none).toEqual(production);
  });
});

describe("a profile", () => {
  it("gives way to what the configuration says of a policy, and of all", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "profile-"));
    const file = path.join(folder, "config.json");
    const under = async (config: object) => {
      fs.writeFileSync(file, JSON.stringify(config));
      return summary("--profile", "baseline", "--policy-config", file);
    };

    expect(await under({ "security-group-forbid-open-admin-ports": "advisory" })).toMatchObject({
      mandatory: 2,
      advisory: 1,
    });
    expect((await under({ all: "advisory" })).advisory).toBeGreaterThan(10);
    fs.rmSync(folder, { recursive: true });
  });

  it("is one that a pack has", async () => {
    const { code, stderr } = await planner("policy", ...PROGRAM, "--profile", "strict");

    expect([code, stderr]).toEqual([
      2,
      'error: --profile: is "strict", expected one of baseline, pci, production; name a profile of a pack, or leave it out\n',
    ]);
  });
});
