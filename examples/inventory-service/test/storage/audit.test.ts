import type { Client, Pool } from "pg";
import { executeSplitting } from "../../src/batch";
import { forgetOld, type CommandRequest } from "../../src/storage";
import { TEN_MUGS } from "../domain/given";
import { TestServer } from "./database";
import { keyed } from "./requests";

let server: TestServer;
let owner: Client;
let pool: Pool;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());
beforeEach(async () => {
  const database = await server.database();
  owner = database.owner;
  pool = server.pool(database.name);
});
afterEach(() => server.closeAll());

const MUG = { tenant: "acme", sku: "mug", location: "berlin" };
const REMARK = { operator: "Jo", comment: "two were behind the shelf" };
const counted = (units: number, expected: number | null): CommandRequest => ({
  ...keyed({ kind: "count", ...MUG, counted: units, expected }),
  remark: REMARK,
});
const entries = async (): Promise<readonly unknown[]> =>
  (
    await owner.query(
      "select tenant, client, action, sku, location, version, operator, comment from inventory.audit_entry order by entry",
    )
  ).rows;

it("keeps what is said of a correction that is carried out once, beside the version that it made", async () => {
  const request = counted(12, 10);
  await executeSplitting(pool, [keyed(TEN_MUGS), request]);
  await executeSplitting(pool, [request]);
  await executeSplitting(pool, [{ ...keyed({ kind: "adjust", ...MUG, by: -1, reason: "lost" }), remark: REMARK }]);

  const of = { ...MUG, client: "shop", ...REMARK };
  expect(await entries()).toEqual([
    { ...of, action: "count", version: "2" },
    { ...of, action: "adjust", version: "3" },
  ]);
});

it("keeps nothing of a correction that is refused, and nothing of one of which nothing was said", async () => {
  await executeSplitting(pool, [
    keyed(TEN_MUGS),
    counted(12, 9),
    keyed({ kind: "count", ...MUG, counted: 9, expected: 10 }),
  ]);

  expect(await entries()).toEqual([]);
});

it("keeps a remark out of what the key stands for: the first one stays", async () => {
  const request = counted(12, 10);
  await executeSplitting(pool, [keyed(TEN_MUGS), request]);
  const [outcome] = await executeSplitting(pool, [{ ...request, remark: { operator: null, comment: "another" } }]);

  expect(outcome).toMatchObject({ kind: "answered", replayed: true });
  expect(await entries()).toMatchObject([{ comment: REMARK.comment }]);
});

it("shows a tenant's connections no other tenant's entries", async () => {
  await executeSplitting(pool, [keyed(TEN_MUGS), counted(12, 10)]);
  const seen = async (tenant: string): Promise<number> => {
    const connection = await pool.connect();
    await connection.query("begin");
    await connection.query("select set_config('inventory.tenants', $1, true)", [JSON.stringify([tenant])]);
    const { rows } = await connection.query("select from inventory.audit_entry");
    await connection.query("commit");
    connection.release();
    return rows.length;
  };

  expect([await seen("acme"), await seen("other")]).toEqual([1, 0]);
});

it("forgets entries after ninety days, some at a time", async () => {
  await executeSplitting(pool, [keyed(TEN_MUGS), counted(12, 10), counted(13, 12), counted(14, 13)]);
  await owner.query("update inventory.audit_entry set at = at - interval '91 days' where version <= 3");
  const kept = { keptDays: 90, most: 1 };

  expect([await forgetOld(pool, kept), await forgetOld(pool, kept), await forgetOld(pool, kept)]).toEqual([
    true,
    true,
    false,
  ]);
  expect(await entries()).toMatchObject([{ version: "4" }]);
});

it("forgets after as long how a legacy system's writes compared, of all tenants, some at a time", async () => {
  await owner.query(`
    insert into inventory.shadow_comparison (tenant, key_hash, day, operation)
    select tenant, decode(md5(age::text), 'hex'), (now() at time zone 'UTC')::date - age, 'receive'
    from unnest(array['acme', 'bolt']) as tenant, unnest(array[1, 90, 91, 400]) as age`);
  const kept = { keptDays: 90, most: 3 };

  expect([await forgetOld(pool, kept), await forgetOld(pool, kept)]).toEqual([true, false]);
  const { rows } = await owner.query(`
    select tenant, (now() at time zone 'UTC')::date - day as age from inventory.shadow_comparison order by tenant, age`);
  expect(rows).toEqual(["acme", "bolt"].flatMap((tenant) => [1, 90].map((age) => ({ tenant, age }))));
});
