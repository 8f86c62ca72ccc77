import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { planner } from "../../support/planner";

const GUIDE = fs.readFileSync(path.join(__dirname, "..", "..", "..", "docs", "guides", "migration.md"), "utf8");
const INVENTORY = /```yaml\n([^`]+)```/.exec(GUIDE)?.[1] ?? "";

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "migrate-"));
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

/** Runs the command on a text, as the file `name`. */
async function assessed(text: string, ...options: readonly string[]) {
  const file = path.join(folder, "integrations.yaml");
  fs.writeFileSync(file, text);
  const { code, stdout, stderr } = await planner("migrate-assess", file, ...options);
  return { code, stdout, stderr: stderr.replaceAll(path.relative(process.cwd(), file), "integrations.yaml") };
}

/** The inventory of the guide with texts in place of others, each of which must occur. */
function inventoryWith(...changes: readonly (readonly [text: string, replacement: string])[]): string {
  return changes.reduce((inventory, [text, replacement]) => {
    expect(inventory).toContain(text);
    return inventory.replace(text, replacement);
  }, INVENTORY);
}

describe("planner migrate-assess", () => {
  it("puts the inventory of the guide into waves, explains each risk, and ends 1 for what cannot go back", async () => {
    const { code, stdout, stderr } = await assessed(INVENTORY);

    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toBe(`wave 1: 2026-11-02 to 2026-11-15
  webshop (shop): low, 6 points
     2  40000 an hour: a stop is felt at once
     2  2 waiting: erp, marketplace-north cannot move before it
     1  protocol rest: requests that a proxy can route and mirror one by one
     1  direction inbound: it only reads: the old way can go on beside the new one
  warehouse-main (logistics): medium, 9 points
     4  direction both: it reads and writes: the two ways have to agree on every record
     2  protocol sftp: files that are taken whole, and once
     2  rollback replay: going back takes a replay of what came meanwhile
     1  1 waiting: erp cannot move before it

wave 2: 2027-01-07 to 2027-01-20
  marketplace-north (channels): medium, 12 points, after webshop
     4  direction both: it reads and writes: the two ways have to agree on every record
     2  protocol webhook: calls that the other side sends once, to an address it has to be told
     2  data personal: no copy may leave its residency partition
     2  rollback replay: going back takes a replay of what came meanwhile
     1  2500 an hour: a stop is felt within the hour
     1  1 waiting: erp cannot move before it

wave 3: 2027-01-21 to 2027-02-03
  erp (finance): high, 21 points, after marketplace-north, warehouse-main
     5  rollback none: there is no way back
     4  protocol idoc: documents that only the ERP's own queue can send again
     4  direction both: it reads and writes: the two ways have to agree on every record
     3  system of record: the truth itself moves: who is right changes with it
     3  no sandbox: the first rehearsal is the real thing
     1  data confidential: a copy has to be guarded
     1  1200 an hour: a stop is felt within the hour

advisory: marketplace-north: it waits for the end of the peak season, 2026-11-20 to 2027-01-06; begin earlier or later where its wave is too late
mandatory: erp: it has no way back, and its risk is high, 21 points; keep the old way for a rollback window before it moves
mandatory: erp: it cannot be rehearsed, and its risk is high, 21 points; shadow its reads first, and move a tenant at a time
4 integrations in 3 waves until 2027-02-03; 2 mandatory and 1 advisory findings
`);
  });

  it("ends 0 where every integration can go back and be rehearsed", async () => {
    const { code, stdout } = await assessed(
      inventoryWith(["sandbox: false", "sandbox: true"], ["rollback: none", "rollback: replay"]),
    );

    expect(code).toBe(0);
    expect(stdout).toContain("0 mandatory and 1 advisory findings\n");
  });

  it("writes JSON of a stable shape to a file", async () => {
    const file = path.join(folder, "out", "waves.json");
    const { code, stdout } = await assessed(INVENTORY, "--format", "json", "--out", file);
    const { version, waves, integrations, findings } = JSON.parse(fs.readFileSync(file, "utf8"));

    expect([code, stdout, version]).toEqual([1, "", 1]);
    expect(waves[1]).toEqual({ wave: 2, from: "2027-01-07", until: "2027-01-20", integrations: ["marketplace-north"] });
    expect(integrations[0]).toMatchObject({ name: "webshop", owner: "shop", wave: 1, score: 6, level: "low" });
    expect(findings).toHaveLength(3);
  });

  it("writes tables for a pull request", async () => {
    const { stdout } = await assessed(inventoryWith(["owner: shop", "owner: shop | web"]), "--format", "markdown");

    expect(stdout).toContain(
      "# Migration\n\n4 integrations in 3 waves until 2027-02-03; 2 mandatory and 1 advisory findings\n\n## Wave 1: 2026-11-02 to 2026-11-15\n",
    );
    expect(stdout).toContain(
      "| webshop | shop \\| web | low, 6 |  | 40000 an hour (2), 2 waiting (2), protocol rest (1), direction inbound (1) |\n",
    );
    expect(stdout).toContain("- **mandatory** erp: it has no way back");
  });

  it("refuses all that is wrong with the shape at once, each with its line, and ends 2", async () => {
    const { code, stdout, stderr } = await assessed(
      inventoryWith(
        ['start: "2026-11-02"', 'start: "2026-02-30"'],
        ["perWave: 2", "perWave: many"],
        ["    protocol: rest\n", "    protocol: gopher\n    speed: fast\n"],
        ["  warehouse-main:", "  Warehouse_Main:"],
        ["    owner: finance\n", ""],
      ),
    );

    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.split("\n")).toEqual([
      `error: integrations.yaml:2: start: is "2026-02-30", expected a day of the calendar; correct it`,
      `error: integrations.yaml:4: perWave: is "many", expected a whole number from 1 to 20; correct it`,
      `error: integrations.yaml:11: integrations.webshop.protocol: is "gopher", expected one of kafka, rest, webhook, sftp, soap, edi, idoc, jdbc; correct it`,
      `error: integrations.yaml:12: integrations.webshop.speed: is unknown, expected only kind, owner, protocol, direction, messagesPerHour, dataClass, systemOfRecord, sandbox, rollback, dependsOn, freezes; remove it or correct its name`,
      `error: integrations.yaml:28: integrations.Warehouse_Main: is a key, expected a name of 1 to 40 lower-case letters, digits and single dashes, starting with a letter; rename it`,
      `error: integrations.yaml:39: integrations.erp.owner: is missing, expected 2 to 64 characters; add it`,
      "",
    ]);
  });

  it("refuses names that do not exist, days the wrong way round and circles by name, at once", async () => {
    const { code, stderr } = await assessed(
      inventoryWith(
        ['until: "2027-01-31"', 'until: "2026-12-31"'],
        ["dependsOn: [webshop]", "dependsOn: [webshop, constructor, erp]"],
        ["    rollback: switch\n", "    rollback: switch\n    dependsOn: [webshop]\n"],
      ),
    );

    expect(code).toBe(2);
    expect(stderr.split("\n")).toEqual([
      `error: integrations.yaml:17: integrations.webshop.dependsOn: is a circle: webshop → webshop; take one of these dependencies away, or move them as one integration`,
      `error: integrations.yaml:27: integrations.marketplace-north.dependsOn[1]: is "constructor", expected one of webshop, marketplace-north, warehouse-main, erp; correct its name, or add the integration`,
      `error: integrations.yaml:38: integrations.warehouse-main.freezes[0].until: is "2026-12-31", expected 2027-01-01 or later; exchange the two days, or correct one`,
      `error: integrations.yaml:49: integrations.erp.dependsOn: is a circle: erp → marketplace-north → erp; take one of these dependencies away, or move them as one integration`,
      "",
    ]);
  });

  it("refuses a file that is not there, that is not YAML, or that is empty", async () => {
    const missing = await planner("migrate-assess", "nowhere.yaml");
    expect([missing.code, missing.stderr]).toEqual([2, "error: nowhere.yaml: cannot be read; check the path\n"]);
    const broken = await assessed("start: [\nperWave: 2\n");
    expect(broken.code).toBe(2);
    expect(broken.stderr).toMatch(/^error: integrations\.yaml:\d+: .+; correct the YAML\n/);
    expect((await assessed("")).stderr).toBe(
      "error: integrations.yaml:1: is null, expected a map with start, waveDays, perWave, freezes, integrations; correct it\n",
    );
  });
});
