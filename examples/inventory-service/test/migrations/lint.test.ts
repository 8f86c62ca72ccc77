import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Migration } from "../../src/storage";
import { MIGRATIONS, TestServer } from "../storage/database";
import { problemsOf } from "./rules";

const SERVICE = path.join(__dirname, "..", "..");
const SQUAWK = require.resolve("squawk-cli/js/bin/squawk");

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
  const command = [SQUAWK, "--config", path.join(SERVICE, ".squawk.toml"), "--reporter", "json", ...options];
  const { stdout } = spawnSync(process.execPath, command, { encoding: "utf8" });
  const problems = JSON.parse(stdout) as readonly { readonly file: string; readonly rule_name: string }[];
  return problems.map(({ file, rule_name }) => `${path.basename(file)}: ${rule_name}`);
}

const next = (text: string): Migration => ({
  name: `${String(MIGRATIONS.length + 1).padStart(4, "0")}_planted.sql`,
  text,
});

it("finds nothing in the migrations that keeps writers waiting or breaks the release before", () => {
  expect(squawk(MIGRATIONS)).toEqual([]);
  expect(problemsOf(MIGRATIONS)).toEqual([]);
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

it.each([
  ["a number that is taken", { name: "0001_planted.sql", text: "-- Not breaking.\n" }, "is numbered 0001"],
  ["a header that says nothing", next("-- Adds a table.\n"), "says in its first comment neither"],
  [
    "a lock outside of a transaction",
    next("-- no-transaction\n-- Not breaking.\nalter table x add y int;\n"),
    'has "alter table x',
  ],
  [
    "a function with the owner's rights that can be led astray",
    next(
      "-- Not breaking.\ncreate function inventory.f() returns int language sql security definer as $$ select 1 $$;\n",
    ),
    "lets callers of inventory.f say",
  ],
])("finds %s", (_, planted, problem) => {
  const found = problemsOf([...MIGRATIONS, planted]);

  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`${planted.name}: ${problem}`);
});

it("leaves no table with tenants that the service may read without its policies", async () => {
  const server = await TestServer.start();
  const { owner } = await server.database();
  const open = async (): Promise<readonly string[]> => {
    const { rows } = await owner.query<{ name: string }>(`
      select c.oid::regclass::text as name
      from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attname = 'tenant'
      where c.relkind in ('r', 'p') and not c.relispartition and not c.relrowsecurity
        and has_table_privilege('inventory_service', c.oid, 'select')`);
    return rows.map(({ name }) => name);
  };
  const before = await open();
  await owner.query("alter table inventory.stock disable row level security");

  expect([before, await open()]).toEqual([[], ["inventory.stock"]]);
  await server.stop();
});
