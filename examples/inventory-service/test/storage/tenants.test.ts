import fc from "fast-check";
import type { Client } from "pg";
import { TestServer } from "./database";

let server: TestServer;
let owner: Client;
beforeAll(async () => {
  server = await TestServer.start();
  owner = (await server.database()).owner;
});
afterAll(() => server.stop());

async function tenantsShown(setting: string): Promise<unknown> {
  const { rows } = await owner.query<{ tenants: unknown }>(
    "select inventory.tenants() from set_config('inventory.tenants', $1, false)",
    [setting],
  );
  return rows[0]?.tenants;
}

describe("the tenants that a transaction sees", () => {
  it("are those of the setting, whatever they are called", async () => {
    const nothing = String.fromCharCode(0);
    const name = fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !text.includes(nothing));
    const awkward = fc.constantFrom("", "[a]", "]", "[", "{a}", 'a"b', "a\\b", "a,b", "null", " a ", "a\nb", "\\", '"');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(name, awkward), { maxLength: 4 }), async (tenants) => {
        expect(await tenantsShown(JSON.stringify(tenants))).toEqual(tenants);
      }),
      { numRuns: 300, seed: 17 },
    );
  });

  it("are none where nothing is set", async () => {
    expect(await tenantsShown("")).toEqual([]);
  });
});
