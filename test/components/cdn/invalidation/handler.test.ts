import { queueInvalidator, streamInvalidator, type StockChange } from "../../../../components/cdn/invalidation";

function parts(settle: (changes: readonly StockChange[]) => Promise<void> = async () => undefined) {
  const [settled, reported]: [(readonly StockChange[])[], unknown[]] = [[], []];
  return {
    settled,
    reported,
    settle: async (changes: readonly StockChange[]) => {
      settled.push(changes);
      await settle(changes);
    },
    report: (record: unknown) => void reported.push(record),
  };
}

function message(messageId: string, body: unknown) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { messageId, body: text, attributes: {}, eventSourceARN: "arn:aws:sqs:eu-central-1:111122223333:stock" };
}

function record(sequenceNumber: string, data: unknown) {
  const encoded = Buffer.from(JSON.stringify(data)).toString("base64");
  return { kinesis: { sequenceNumber, partitionKey: "a", data: encoded } };
}

const shoe = { category: "shoes", sku: "a" };

describe("the handler of a queue", () => {
  it("settles the changes of a batch at once, of bare events and of CloudEvents", async () => {
    const given = parts();
    const Records = [
      message("1", { ...shoe, quantity: 3 }),
      message("2", { specversion: "1.0", type: "stock.changed", data: { category: "hats", sku: "x" } }),
    ];

    expect(await queueInvalidator(given)({ Records })).toStrictEqual({ batchItemFailures: [] });
    expect(given.settled).toStrictEqual([[shoe, { category: "hats", sku: "x" }]]);
  });

  it.each([
    ["no JSON", "{"],
    ["no category", { sku: "a" }],
    ["an empty product", { category: "shoes", sku: "" }],
    ["a name too long for a path", { category: "shoes", sku: "a".repeat(129) }],
  ])("reports a message with %s, alone", async (_, body) => {
    const given = parts();
    const bad = message("1", body);
    const response = await queueInvalidator(given)({ Records: [bad, message("2", shoe)] });

    expect(response).toStrictEqual({ batchItemFailures: [{ itemIdentifier: "1" }] });
    expect(given.reported).toStrictEqual([bad]);
    expect(given.settled).toStrictEqual([[shoe]]);
  });

  it("fails as a whole where the changes cannot be settled", async () => {
    const given = parts(() => Promise.reject(new Error("no ledger")));

    await expect(queueInvalidator(given)({ Records: [message("1", shoe)] })).rejects.toThrow("no ledger");
  });

  it("settles of the service's events those of stock, under their tenant, and nothing of others", async () => {
    const given = parts();
    const stock = { type: "inventory.StockChanged.v1", data: { tenant: "acme", sku: "mug", location: "berlin" } };
    const events = [stock, { type: "inventory.ReservationChanged.v1", data: { after: { tenant: "acme" } } }];
    const broken = message("2", { events: [{ ...stock, data: { tenant: "acme" } }] });
    const Records = [message("1", { shard: 3, fence: 1, events }), broken];

    expect(await queueInvalidator(given)({ Records })).toStrictEqual({ batchItemFailures: [{ itemIdentifier: "2" }] });
    expect(given.settled).toStrictEqual([[{ category: "acme", sku: "mug" }]]);
    expect(given.reported).toStrictEqual([broken]);
  });

  it("settles what is due where the clock calls", async () => {
    const given = parts();

    expect(await queueInvalidator(given)({})).toStrictEqual({ batchItemFailures: [] });
    expect(given.settled).toStrictEqual([[]]);
  });
});

describe("the handler of a stream", () => {
  it("settles what comes before a bad record, from which the shard is read again", async () => {
    const given = parts();
    const Records = [record("1", { data: shoe }), record("2", {}), record("3", shoe)];

    expect(await streamInvalidator(given)({ Records })).toStrictEqual({ batchItemFailures: [{ itemIdentifier: "2" }] });
    expect(given.settled).toStrictEqual([[shoe]]);
  });
});
