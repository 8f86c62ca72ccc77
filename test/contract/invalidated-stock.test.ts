import { pathsOf, streamInvalidator, type StockChange } from "../../components/cdn/invalidation";
import { CACHE_TAG, tagsOf } from "../../examples/inventory-service/src/http/caching";
import { writeRecord } from "../../examples/inventory-service/src/stream/kinesis/record";
import { callerOf, issueKey, serviceOn } from "../../examples/inventory-service/test/http/caller";
import type { Stream } from "../../examples/inventory-service/src/stream";
import { until } from "../../examples/inventory-service/test/stream/contract";
import { TestServer } from "../../examples/inventory-service/test/storage/database";

const TEMPLATES = {
  product: ["#sku:{category}:{sku}", "/products/{category}/{sku}"],
  category: ["#category:{category}"],
  all: ["/products/*"],
};

/** The types of the events in a record. */
function typesIn(data: string): readonly string[] {
  const { events }: { readonly events: readonly { readonly type: string }[] } = JSON.parse(
    Buffer.from(data, "base64").toString(),
  );
  return events.map(({ type }) => type);
}

describe("what the inventory service says of its stock", () => {
  let server: TestServer;
  beforeAll(async () => (server = await TestServer.start()));
  afterAll(async () => {
    await server.closeAll();
    await server.stop();
  });

  it("is what the platform's invalidations read, and leads to the tags of its answers", async () => {
    const records: string[] = [];
    const stream = {
      publish: async ({ shard, fence, events }: Parameters<Stream["publish"]>[0]): Promise<void> => {
        const written = writeRecord({ shard, fence, events: events.map((each) => JSON.stringify(each)) });
        records.push(...(events.length === 0 ? [] : [written.toString("base64")]));
      },
    };
    const { service, owner, url } = await serviceOn(server, { stream });
    const call = callerOf(url, await issueKey(owner));
    const lines = [{ sku: "Mug:1", quantity: 2, locations: ["berlin"] }];
    const order = { reservation: "order-0001", channel: "web", orderRef: "ref-00001", lines };
    const changed = [
      await call("POST", "/v1/stock/Mug:1/berlin/receive", { quantity: 10 }),
      await call("POST", "/v1/reservations", order),
    ];
    expect(changed.map(({ status }) => status)).toEqual([200, 200]);
    const answer = await call("GET", "/v1/availability/Mug:1?channel=web");
    const kept = async (path: string) => (await fetch(new URL(path, url))).headers.get("cache-control");
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect([await kept("/openapi.json"), await kept("/health/ready"), await kept("/v1/stock/mug")]).toEqual([
      "public, max-age=60",
      "private, no-store",
      "private, no-store",
    ]);
    const types = (): string[] => records.flatMap((data) => typesIn(data)).toSorted();
    await until(() => types().length === 3);
    await service.stop();

    const settled: (readonly StockChange[])[] = [];
    const invalidate = streamInvalidator({
      settle: async (changes) => void settled.push(changes),
      report: (record, error) => {
        throw new Error(`${JSON.stringify(record)}: ${String(error)}`);
      },
    });
    const Records = records.map((data, index) => ({
      kinesis: { sequenceNumber: String(index), partitionKey: "1", data },
    }));
    const response = await invalidate({ Records });

    expect(types()).toEqual([
      "inventory.ReservationChanged.v1",
      "inventory.StockChanged.v1",
      "inventory.StockChanged.v1",
    ]);
    expect(response).toEqual({ batchItemFailures: [] });
    expect(settled).toEqual([
      [
        { category: "acme", sku: "Mug:1" },
        { category: "acme", sku: "Mug:1" },
      ],
    ]);
    expect(answer.headers.get(CACHE_TAG)).toBe("sku:acme:mug%3a1,category:acme");
    expect(pathsOf({ acme: ["Mug:1"] }, TEMPLATES)).toEqual(["#sku:acme:mug%3a1", "/products/acme/Mug%3A1"]);
    expect(pathsOf({ acme: "whole" }, TEMPLATES)).toEqual(["#category:acme"]);
    expect(tagsOf({ tenant: "acme", sku: "Mug:1" }).split(",")).toEqual(["sku:acme:mug%3a1", "category:acme"]);
  });
});
