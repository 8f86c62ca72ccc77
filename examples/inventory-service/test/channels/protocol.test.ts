import { takenOf } from "../../src/channels/messages";
import { PartyClient } from "../../src/channels/party-client";
import {
  itKeepsTheErpContract,
  itKeepsTheMarketplaceContract,
  itKeepsTheWarehouseContract,
  protocolOf,
} from "./contract";
import { FakeErp, SECRET } from "./fakes/erp";
import { FakeMarketplace } from "./fakes/marketplace";
import { NO_FAULTS } from "./fakes/late-messages";
import { TOKEN, type PartyServer } from "./fakes/party-server";
import { FakeWarehouse } from "./fakes/warehouse";

const MUG = { sku: "mug", location: "berlin" };

const started: PartyServer[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((each) => each.stop()));
});

async function start<Party extends PartyServer>(party: Party): Promise<Party> {
  started.push(party);
  return party.start();
}

describe("the marketplace of the tests", () => {
  itKeepsTheMarketplaceContract(async () => {
    const market = await start(new FakeMarketplace());
    return {
      url: market.url,
      order: () => market.order([{ sku: "mug", quantity: 2 }]),
      leave: () => undefined,
    };
  });
});

describe("the warehouse of the tests", () => {
  let orders = 0;
  itKeepsTheWarehouseContract(async () => {
    const warehouse = await start(new FakeWarehouse());
    return {
      url: warehouse.url,
      order: () => `order-${String((orders += 1)).padStart(4, "0")}`,
      leave: (order) => warehouse.ship(order)(),
    };
  });

  it("says the same for the same seed: late, twice, not in its order", async () => {
    const faults = { ...NO_FAULTS, seed: 7, double: 0.5, late: 3 };
    const said = async (): Promise<readonly string[]> => {
      const warehouse = await start(new FakeWarehouse(faults));
      for (let quantity = 1; quantity <= 8; quantity += 1) {
        warehouse.receive({ sku: "mug", location: "berlin", quantity });
      }
      const client = clientOf(warehouse.url);
      let page = await client.page(null);
      for (let reading = 0; reading < 4; reading += 1) {
        page = await client.page(null);
      }
      return (page?.messages ?? []).map((each) => (each as { id: string }).id);
    };
    const first = await said();

    expect(await said()).toEqual(first);
    expect(new Set(first)).toEqual(new Set(["m-1", "m-2", "m-3", "m-4", "m-5", "m-6", "m-7", "m-8"]));
    expect(first.length).toBeGreaterThan(8);
    expect(first).not.toEqual(first.toSorted());
  });
});

describe("the ERP of the tests", () => {
  itKeepsTheErpContract(async (ways) => {
    const erp = new FakeErp(ways, { seed: 5, fail: 0.4, lose: 0.4, double: 0.5, late: 3 });
    return {
      secret: SECRET,
      book: () => {
        erp.receive(MUG, 12);
        erp.adjust(MUG, -1);
        erp.count(MUG);
      },
      tell: async () => {
        await erp.tell();
        return !erp.isSilent;
      },
    };
  });
});

const AT = "2026-11-27T10:00:00Z";
const ROW = { at: AT, sku: "mug", location: "berlin" };

describe("a message", () => {
  it.each<[Parameters<typeof protocolOf>[0], readonly object[]]>([
    [
      "marketplace",
      [
        {
          id: "1",
          at: AT,
          kind: "order",
          orderRef: "order-0001",
          lines: [{ sku: "mug", quantity: 1 }],
          customer: "Jane",
        },
        { id: "2", at: AT, kind: "cancellation", orderRef: "order-0001" },
      ],
    ],
    [
      "warehouse",
      [
        { id: "1", at: AT, kind: "shipment", order: "order-0001", location: "berlin" },
        { id: "2", kind: "return", order: "order-0001", ...ROW, quantity: 1, restock: false },
        { id: "3", kind: "receipt", ...ROW, quantity: 1 },
        { id: "4", kind: "count", ...ROW, sequence: 1, counted: 0 },
      ],
    ],
    [
      "erp",
      [
        { id: "1", kind: "receipt", ...ROW, quantity: 1 },
        { id: "2", kind: "adjustment", ...ROW, by: -1, reason: "lost" },
        { id: "3", kind: "count", ...ROW, sequence: 1, counted: 0 },
      ],
    ],
  ])(
    "of a party is what its protocol describes and the service reads, without what is beside it: %s",
    (party, messages) => {
      const validate = protocolOf(party);
      const taken = messages.map((each) => takenOf(party, each, { place: "here", now: 0 }));

      expect(messages.map((each) => validate("Message", each))).toEqual(messages.map(() => []));
      expect(taken.map(({ message, problem }) => [message, problem])).toEqual(
        messages.map((_, index) => [String(index + 1), null]),
      );
      expect(JSON.stringify(taken)).not.toContain("Jane");
    },
  );

  it.each<[Parameters<typeof protocolOf>[0], object, string]>([
    [
      "marketplace",
      { id: "1", at: AT, kind: "order", orderRef: "jane@example.com", lines: [] },
      "orderRef: invalid_format; lines: too_small",
    ],
    ["warehouse", { id: "1", kind: "receipt", ...ROW, quantity: 0 }, "quantity: too_small"],
    ["erp", { id: "1", kind: "order", ...ROW }, "kind: invalid_union"],
  ])("that is none is set aside with its place, and not repeated: of %s", (party, message, problem) => {
    expect(protocolOf(party)("Message", message)).not.toEqual([]);
    expect(takenOf(party, message, { place: "feed, message 3", now: 0 })).toEqual({
      message: "feed, message 3",
      body: null,
      at: "1970-01-01T00:00:00.000Z",
      problem: `feed, message 3: ${problem}`,
    });
  });
});

let now = 0;
function clientOf(url: string): PartyClient {
  return new PartyClient({ url, token: TOKEN, clock: () => now });
}

describe("a party's client", () => {
  const tell = (client: PartyClient): ReturnType<PartyClient["put"]> =>
    client.put({ path: "listings/mug", body: { available: 1, version: 1 }, key: undefined, traceparent: undefined });

  it("leaves a party alone for as long as Retry-After asks, in seconds or up to a date by the party's clock", async () => {
    const market = await start(new FakeMarketplace());
    const client = clientOf(market.url);
    market.outage = { status: 429, headers: { "retry-after": "90" } };
    const limited = await tell(client);
    now += 89_999;
    const early = await tell(client);
    market.outage = {
      status: 503,
      headers: { date: "Fri, 27 Nov 2026 10:00:00 GMT", "retry-after": "Fri, 27 Nov 2026 10:02:00 GMT" },
    };
    now += 1;
    const away = await tell(client);
    market.outage = undefined;
    now += 120_000;

    expect(limited).toEqual({ kind: "later", problem: "the answer is 429", afterMilliseconds: 90_000 });
    expect(early).toEqual({ kind: "later", problem: "it is left alone for now", afterMilliseconds: 1 });
    expect(away).toEqual({ kind: "later", problem: "the answer is 503", afterMilliseconds: 120_000 });
    expect(await tell(client)).toEqual({ kind: "done" });
    expect(market.calls).toHaveLength(3);
  });

  it("leaves one that does not answer alone for longer each time, and takes a token that is refused for no answer", async () => {
    const market = await start(new FakeMarketplace());
    const nowhere = clientOf("http://127.0.0.1:9");
    const told = [await tell(nowhere)];
    now += 1_000;
    told.push(await tell(nowhere));
    market.outage = { status: 401, headers: {} };

    expect(told).toEqual([
      { kind: "later", problem: "there is no answer", afterMilliseconds: 1_000 },
      { kind: "later", problem: "there is no answer", afterMilliseconds: 2_000 },
    ]);
    expect(await tell(clientOf(market.url))).toMatchObject({ kind: "later", problem: "the answer is 401" });
  });
});
