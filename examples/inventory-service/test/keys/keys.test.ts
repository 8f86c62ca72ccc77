import { execFile } from "node:child_process";
import path from "node:path";
import type { Client } from "pg";
import { readSettings } from "../../src/keys/settings";
import { WrongUsage, type Service } from "../../src/service";
import { FROM_SOURCE } from "../from-source";
import { callerOf, serviceOn } from "../http/caller";
import { TestServer } from "../storage/database";

const PROGRAM = path.join(__dirname, "../../src/keys/main.ts");

let server: TestServer;
let service: Service;
let owner: Client;
let url: string;
let now = Date.now();
beforeAll(async () => {
  server = await TestServer.start();
  ({ service, owner, url } = await serviceOn(server, { now: () => now }));
});
afterAll(async () => {
  await service.stop();
  await server.stop();
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program on the service's database, as the owner of its tables unless told otherwise. */
function keys(args: readonly string[], address = server.address(owner.database ?? "")): Promise<Ended> {
  const env = { PATH: process.env["PATH"], DATABASE_URL: address, PARTITION: "eu" };
  return new Promise((resolve) => {
    execFile(process.execPath, [...FROM_SOURCE, PROGRAM, ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err });
    });
  });
}

const statusOf = async (key: string): Promise<number> => (await callerOf(url, key)("GET", "/v1/stock/mug")).status;

describe("the program for API keys", () => {
  it("makes a key that the service takes, lists it by an id that opens nothing, and ends it for good", async () => {
    const made = await keys([
      ..."make --tenant acme --client shop --scopes read,stock:write --days 30".split(" "),
      "--format",
      "json",
    ]);
    const { key, id, expiresAt } = JSON.parse(made.out);
    const days = (Date.parse(expiresAt) - Date.now()) / 86_400_000;
    const before = await statusOf(key);
    const listed = await keys(["list", "--tenant", "acme"]);
    const revoked = await keys(["revoke", id]);
    // Beyond the time for which a replica remembers keys.
    now += 31_000;
    const after = await keys(["list"]);

    expect([made.code, listed.code, revoked.code]).toEqual([0, 0, 0]);
    expect(Math.round(days)).toBe(30);
    expect([before, await statusOf(key)]).toEqual([200, 401]);
    expect(listed.out).toBe(`${id}\tacme\tshop\teu\tread,stock:write\t600/min\tvalid, until ${expiresAt}\n`);
    expect(revoked.out).toBe(`${id}\trevoked\n`);
    expect(after.out).toContain(`${id}\tacme\tshop\teu\tread,stock:write\t600/min\trevoked at `);
    expect(listed.out + revoked.out + after.out).not.toContain(key);
  });

  it("revokes what there is, and names what is not", async () => {
    const made = await keys("make --tenant other --client wms --scopes read --format json".split(" "));
    const { id } = JSON.parse(made.out);
    const ended = await keys(["revoke", id, "0123456789abcdef"]);

    expect(ended).toMatchObject({
      code: 65,
      out: `${id}\trevoked\n0123456789abcdef\tis none of the keys, see: keys list\n`,
    });
  });

  it("says in a line what to do where it may not, or cannot reach the database", async () => {
    await owner.query("create role keys_test login password 'keys' in role inventory_service");
    const address = Object.assign(new URL(server.address(owner.database ?? "")), {
      username: "keys_test",
      password: "keys",
    }).href;
    const [refused, away] = await Promise.all([keys(["list"], address), keys(["list"], "postgres://127.0.0.1:1/none")]);

    expect(refused).toMatchObject({
      code: 69,
      out: "",
      err: expect.stringMatching(/^DATABASE_URL: permission denied .*owner of its tables\n$/),
    });
    expect(away).toMatchObject({ code: 69, out: "", err: expect.stringMatching(/^DATABASE_URL: .*ECONNREFUSED.*\n$/) });
  });
});

describe("its command line", () => {
  it.each([
    ["", "nothing is not a command, expected make, list, revoke"],
    ["make", "--tenant is missing, expected a name"],
    ["make --tenant a@b.c --client shop --scopes read", "--tenant is a@b.c, expected a name"],
    ["make --tenant a --client b --scopes read,all", "--scopes is all, expected one of read"],
    ["make --tenant a --client b --scopes read --days 367", "--days is 367, expected a whole number from 1 to 366"],
    ["make --tenant a --client b --scopes read --days 0", "--days is 0, expected a whole number from 1 to 366"],
    ["make --tenant a --client b --scopes read --format yaml", "--format is yaml, expected text or json"],
    ["make --tenant a --client b --scopes read 0123456789abcdef", "the id is not for this command"],
    ["list --days 3", "--days is not for this command"],
    ["revoke", "the id is missing"],
    ["revoke inv_abc", "the id is inv_abc, expected ids as list prints them"],
    ["list --colour", "Unknown option '--colour'"],
  ])("refuses `%s`", (line, problem) => {
    expect(() => readSettings(line.split(" ").filter((word) => word !== ""))).toThrow(problem);
  });

  it("says all that is wrong at once", () => {
    const problems = (): unknown => readSettings("make --client b/c --scopes x --days many".split(" "));

    expect(problems).toThrow(WrongUsage);
    expect(problems).toThrow(/^--tenant .*\n--client .*\n--scopes .*\n--days .*$/);
  });
});
