import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { flagDocument, type Flag } from "../../../../components/flags";
import { Flags } from "../../src/flags";
import { TestServer } from "../storage/database";
import { uuidV7 } from "../storage/requests";
import { callerOf, issueKey, serviceOn } from "../http/caller";

const SPLIT: Flag = {
  description: "how an order is divided over locations",
  variants: { listed: "listed", fewest: "fewest-parcels", one: "one-location" },
  defaultVariant: "fewest",
};

let folder: string;
let file: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-flags-"));
  file = path.join(folder, "flags.json");
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const write = (changed: Partial<Flag> = {}): void =>
  fs.writeFileSync(file, flagDocument({ "reservation-split": { ...SPLIT, ...changed } }));

interface Setup {
  readonly flags: Flags;
  readonly problems: (string | undefined)[];
}

let opened = 0;
async function open(): Promise<Setup> {
  const problems: (string | undefined)[] = [];
  opened += 1;
  const onBroken = (problem: Error | undefined): void => void problems.push(problem?.message.replace(folder, ""));
  const flags = await Flags.open({ file, domain: `test-${opened}`, onBroken });
  flags.stop();
  return { flags, problems };
}

const WEB = { tenant: "acme", channel: "web" };

describe("the flag of the split strategy", () => {
  it("is read out of the document that the platform's component writes, and read again when it changes", async () => {
    write();
    const { flags, problems } = await open();
    const first = await flags.splitFor(WEB);
    write({ defaultVariant: "one" });
    await flags.look();

    expect([first, await flags.splitFor(WEB)]).toEqual(["fewest-parcels", "one-location"]);
    expect(problems).toEqual([]);
  });

  it("is decided for a tenant's channel: shares stay the same for each, and rules see both", async () => {
    write({ shares: { listed: 50, fewest: 50, one: 0 } });
    const { flags } = await open();
    const channels = Array.from({ length: 40 }, (_, index) => ({ tenant: "acme", channel: `channel-${index}` }));
    const all = await Promise.all(channels.map((each) => flags.splitFor(each)));
    const again = await Promise.all(channels.map((each) => flags.splitFor(each)));
    const { "reservation-split": flag } = JSON.parse(fs.readFileSync(file, "utf8")).flags;
    const targeting = { if: [{ "==": [{ var: "tenant" }, "acme"] }, "one", "fewest"] };
    fs.writeFileSync(file, JSON.stringify({ flags: { "reservation-split": { ...flag, targeting } } }));
    await flags.look();

    expect(again).toEqual(all);
    expect(new Set(all)).toEqual(new Set(["listed", "fewest-parcels"]));
    expect(await flags.splitFor(WEB)).toBe("one-location");
    expect(await flags.splitFor({ tenant: "other", channel: "web" })).toBe("fewest-parcels");
  });

  it("has its default where there is no document, where the flag is not in it, or where it is off", async () => {
    const nothing = await Flags.open({ file: undefined, domain: "none", onBroken: () => undefined });
    const none = await nothing.splitFor(WEB);
    fs.writeFileSync(file, flagDocument({ other: { ...SPLIT } }));
    const missing = await (await open()).flags.splitFor(WEB);
    write({ enabled: false });
    const off = await (await open()).flags.splitFor(WEB);

    expect([none, missing, off]).toEqual(["listed", "listed", "listed"]);
  });
});

describe("a document that cannot be used", () => {
  it.each([
    ["is no JSON", "{", /^flags \/flags.json cannot be used, the document before it still holds: invalid flagd/],
    ["is no document of flagd", '{"flags":[]}', /the document before it still holds: invalid flagd.*must be object/s],
    [
      "has a variant that means nothing",
      flagDocument({ "reservation-split": { ...SPLIT, variants: { fewest: "cheapest" } } }),
      /still holds: reservation-split.variants.fewest is "cheapest", expected one of listed, fewest-parcels, one-location$/,
    ],
  ])("keeps the one before it, and is told of once: it %s", async (_, text, message) => {
    write();
    const { flags, problems } = await open();
    fs.writeFileSync(file, text);
    await flags.look();
    await flags.look();
    const meanwhile = await flags.splitFor(WEB);
    write({ defaultVariant: "one" });
    await flags.look();

    expect(problems).toEqual([expect.stringMatching(message), undefined]);
    expect([meanwhile, await flags.splitFor(WEB)]).toEqual(["fewest-parcels", "one-location"]);
  });

  it("leaves the defaults where it is not there at the start, until it comes", async () => {
    const { flags, problems } = await open();
    const first = await flags.splitFor(WEB);
    write();
    await flags.look();

    expect([first, await flags.splitFor(WEB)]).toEqual(["listed", "fewest-parcels"]);
    expect(problems).toEqual([expect.stringMatching(/cannot be used, defaults hold: .*ENOENT/), undefined]);
  });
});

describe("a reservation over HTTP", () => {
  let server: TestServer;
  beforeAll(async () => (server = await TestServer.start()));
  afterAll(() => server.stop());

  it("is divided by flag where it does not say how, and answered under its key as before when the flag has changed", async () => {
    write();
    const { service, owner, url } = await serviceOn(server, { flagsFile: file, replica: "flags" });
    const call = callerOf(url, await issueKey(owner));
    await call("POST", "/v1/stock/mug/berlin/receive", { quantity: 2 });
    await call("POST", "/v1/stock/mug/turin/receive", { quantity: 9 });
    const lines = [{ sku: "mug", quantity: 1, locations: ["berlin", "turin"] }];
    const order = { reservation: "order-0001", channel: "web", orderRef: "ref-00000001", lines };
    const headers = { "idempotency-key": uuidV7() };
    const byFlag = await call("POST", "/v1/reservations", order, headers);
    fs.writeFileSync(file, "{");
    const broken = await isBroken(url, 1);
    write({ defaultVariant: "listed" });
    const mended = await isBroken(url, 0);
    const replayed = await call("POST", "/v1/reservations", order, headers);
    const next = await call("POST", "/v1/reservations", { ...order, reservation: "order-0002" });
    const asked = { ...order, reservation: "order-0003", split: "fewest-parcels" };
    const byCaller = await call("POST", "/v1/reservations", asked);
    await service.stop();

    expect(byFlag.body).toMatchObject({ reservation: { allocations: [{ location: "turin" }] } });
    expect([broken, mended]).toEqual([true, true]);
    expect(replayed).toMatchObject({ status: 200, body: byFlag.body });
    expect(replayed.headers.get("idempotency-replayed")).toBe("true");
    expect(next.body).toMatchObject({ reservation: { allocations: [{ location: "berlin" }] } });
    expect(byCaller.body).toMatchObject({ reservation: { allocations: [{ location: "turin" }] } });
  });
});

/** Waits until the service says that its flags are broken, or are not. */
async function isBroken(url: string, value: 0 | 1): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const text = await (await fetch(new URL("/metrics", url))).text();
    if (text.split("\n").includes(`inventory_flags_broken ${value}`)) {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
