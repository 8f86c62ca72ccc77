import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { withoutRepeatedNotices } from "../../../planner/run/exemptions";
import { planner } from "../../support/planner";
import { finding } from "../report/findings/fixture";

const PROJECT = path.join(__dirname, "..", "..", "fixtures", "exempted");
const PROGRAM = ["--cwd", PROJECT, "--stack", "dev"];
const FORMATS = ["text", "json", "sarif", "junit", "markdown"];

/** Rule and resource of each finding of a run, and whether it counts. */
async function findings(...args: readonly string[]): Promise<string[]> {
  const { stdout } = await planner("policy", ...PROGRAM, ...args, "--format", "json");
  const { findings: found }: { findings: { policy: string; urn: string; level: string; exemption: object | null }[] } =
    JSON.parse(stdout);
  return found.map(({ policy, urn, level, exemption }) => {
    return `${exemption === null ? level : "exempted"} ${policy} ${urn.split("::").at(-1) ?? ""}`;
  });
}

describe("the exemptions of a project", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "exempted-"));

  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it("are held against the day that is asked for", async () => {
    expect(await findings("--as-of", "2026-11-27")).toEqual([
      "exempted function-forbid-public-url hook",
      "exempted resource-require-tags legacy-a",
      "mandatory resource-require-tags legacy-b",
      "advisory exemption-warn-stale exempted-dev",
      "advisory exemption-warn-stale exempted-dev",
    ]);
    expect(await findings("--as-of", "2027-02-02")).toEqual([
      "exempted function-forbid-public-url hook",
      "mandatory resource-require-tags legacy-a",
      "mandatory resource-require-tags legacy-b",
      "advisory exemption-warn-stale exempted-dev",
      "advisory exemption-warn-stale exempted-dev",
    ]);
  });

  it("are refused as a whole, at once, where they reach too far from that day", async () => {
    expect(await findings("--as-of", "2026-09-01")).toEqual([
      "mandatory function-forbid-public-url hook",
      "mandatory resource-require-tags legacy-a",
      "mandatory resource-require-tags legacy-b",
      "mandatory exemption-require-form exempted-dev",
      "advisory exemption-warn-stale exempted-dev",
    ]);
  });

  it("cover what a file of plans has as well", async () => {
    const file = path.join(folder, "plan.json");
    await planner("plan", ...PROGRAM, "--out", file);
    const { stdout } = await planner("policy", "--cwd", PROJECT, "--file", file, "--as-of", "2026-11-27");

    expect(stdout).toMatch(/1 mandatory and 2 advisory findings, 2 exempted\n$/);
  });

  it.each(FORMATS)("are shown as %s", async (format) => {
    const { code, stdout } = await planner("policy", ...PROGRAM, "--as-of", "2026-11-27", "--format", format);

    expect(code).toBe(1);
    expect(stdout).toContain("restricted-exemptions.yaml:14");
    expect(stdout).toContain("SHOP-9");
    expect(stdout).not.toContain(PROJECT);
  });

  it("are counted and shown by a preview", async () => {
    const { stdout } = await planner("preview", ...PROGRAM, "--as-of", "2026-11-27");

    expect(stdout).toContain("○ function-forbid-public-url  exempted, critical\n");
    expect(stdout).toMatch(/1 mandatory and 2 advisory findings, 2 exempted\n$/);
  });

  it("need a day that the calendar has", async () => {
    const { code, stderr } = await planner("policy", ...PROGRAM, "--as-of", "2026-02-30");

    expect([code, stderr]).toEqual([
      2,
      'error: --as-of: is "2026-02-30", expected a day such as 2026-11-27; name a day that the calendar has\n',
    ]);
  });
});

describe("what is said of exemptions", () => {
  const said = (message: string) => finding({ urn: "stack", message, policy: "exemption-warn-stale" });
  const expired = said("exemptions.yaml:2: the exemption from queue-require-tls expired on 2026-01-01");
  const unused = said("exemptions.yaml:9: the exemption from queue-require-tls covers nothing here, expected more");
  const other = finding({ urn: "queue", message: "kmsMasterKeyId is missing" });
  const left = (...stacks: readonly (readonly (typeof expired)[])[]) =>
    withoutRepeatedNotices(stacks.map((findings) => ({ findings }))).map(({ findings: found }) => found);

  it("is said once a run", () => {
    expect(left([expired, other], [expired, other])).toEqual([[expired, other], [other]]);
  });

  it("is that one is not needed only where no stack needed it", () => {
    expect(left([unused, other], [other])).toEqual([[other], [other]]);
    expect(left([unused, other], [unused])).toEqual([[unused, other], []]);
  });
});
