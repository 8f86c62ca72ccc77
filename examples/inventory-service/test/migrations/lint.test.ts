import type { Migration } from "../../src/storage";
import { MIGRATIONS, TestServer } from "../storage/database";
import { problemsOf } from "./rules";

const next = (text: string): Migration => ({
  name: `${String(MIGRATIONS.length + 1).padStart(4, "0")}_planted.sql`,
  text,
});

it("finds nothing in the migrations that the service's own rules forbid", () => {
  expect(problemsOf(MIGRATIONS)).toEqual([]);
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
