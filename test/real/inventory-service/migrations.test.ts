import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { readMigrations, type Migration } from "../../../examples/inventory-service/src/storage";

const ROOT = path.join(__dirname, "../../..");
const SERVICE = path.join(ROOT, "examples/inventory-service");
const MIGRATIONS = readMigrations(path.join(SERVICE, "migrations"));

const program = installed();

function installed(): string {
  const script = path.join(ROOT, "scripts/install-squawk.mjs");
  const { stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
  if (stdout === "") {
    throw new Error(stderr);
  }
  return stdout.trim();
}

/** What squawk finds in migrations: `<file>: <rule>`. */
function squawk(migrations: readonly Migration[]): readonly string[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-squawk-"));
  const isBeside = ({ text }: Migration): boolean => text.startsWith("-- no-transaction\n");
  const groups = [
    { files: migrations.filter((each) => !isBeside(each)), options: ["--assume-in-transaction"] },
    { files: migrations.filter(isBeside), options: [] },
  ];
  const found = groups.flatMap(({ files, options }) => {
    files.forEach(({ name, text }) => fs.writeFileSync(path.join(folder, name), text));
    return files.length === 0 ? [] : run([...options, ...files.map(({ name }) => path.join(folder, name))]);
  });
  fs.rmSync(folder, { recursive: true });
  return found;
}

function run(options: readonly string[]): readonly string[] {
  const command = ["--config", path.join(SERVICE, ".squawk.toml"), "--reporter", "json", ...options];
  const { stdout } = spawnSync(program, command, { encoding: "utf8" });
  const problems = JSON.parse(stdout) as readonly { readonly file: string; readonly rule_name: string }[];
  return problems.map(({ file, rule_name }) => `${path.basename(file)}: ${rule_name}`);
}

const next = (text: string): Migration => ({
  name: `${String(MIGRATIONS.length + 1).padStart(4, "0")}_planted.sql`,
  text,
});

it("finds nothing in the migrations that keeps writers waiting or breaks the release before", () => {
  expect(squawk(MIGRATIONS)).toEqual([]);
});

it.each([
  [
    "an index that is built in the writers' way",
    "create index on inventory.stock (sku);",
    "require-concurrent-index-creation",
  ],
  ["a column that the release before reads", "alter table inventory.stock drop column on_hand;", "ban-drop-column"],
  ["a column of another name", "alter table inventory.stock rename column on_hand to units;", "renaming-column"],
  [
    "a constraint that reads the whole table under its lock",
    "alter table inventory.stock add constraint stock_sku check (sku <> '');",
    "constraint-missing-not-valid",
  ],
])("finds %s", (_, text, rule) => {
  const planted = next(`-- Not breaking.\n${text}\n`);

  expect(squawk([planted])).toContain(`${planted.name}: ${rule}`);
});
