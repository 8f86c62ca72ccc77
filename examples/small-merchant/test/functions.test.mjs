import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryStore, onceFor } from "inventory-platform/runtime";
import { projectStock } from "../functions/availability/project-stock.mjs";
import { lookUp } from "../functions/lookup/look-up.mjs";
import { correctStock } from "../functions/corrections/correct-stock.mjs";

/** The function over a table that only writes down what it is asked. */
function projection() {
  const asked = [];
  const once = onceFor({ store: memoryStore(), now: () => 0, leaseSeconds: 30, keepSeconds: 60 });
  const client = { updateItem: (input) => Promise.resolve(asked.push(input)) };
  const project = projectStock({ client, table: "availability", once });
  return { asked, project };
}

function update(expression, quantity) {
  return {
    TableName: "availability",
    Key: { sku: { S: "tea" } },
    UpdateExpression: expression,
    ExpressionAttributeValues: { ":quantity": { N: quantity } },
  };
}

describe("the function availability", () => {
  it("adds what was received, takes what was reserved, and believes what was counted", async () => {
    const { asked, project } = projection();

    await project({ id: "1", type: "received", sku: "tea", quantity: 5 });
    await project({ id: "2", type: "reserved", sku: "tea", quantity: 2 });
    await project({ id: "3", type: "counted", sku: "tea", quantity: 4 });

    assert.deepEqual(asked, [
      update("ADD available :quantity", "5"),
      update("ADD available :quantity", "-2"),
      update("SET available = :quantity", "4"),
    ]);
  });

  it("applies an event once, however often it comes", async () => {
    const { asked, project } = projection();
    const event = { id: "1", type: "received", sku: "tea", quantity: 5 };

    await project(event);
    await project(event);

    assert.equal(asked.length, 1);
  });

  it("fails on an event that it does not know, so that it is kept", async () => {
    const { asked, project } = projection();

    await assert.rejects(project({ id: "1", type: "moved", sku: "tea", quantity: 5 }), {
      message: '"moved" is no event of stock',
    });
    await assert.rejects(project({ id: "1", type: "received", sku: "tea", quantity: 0.5 }), {
      message: "the event has no id, no sku or no whole quantity",
    });
    assert.deepEqual(asked, []);
  });
});

describe("the function corrections", () => {
  it("writes a count into the stream, among the events of its article", async () => {
    const put = [];
    const client = { putRecord: (input) => Promise.resolve(put.push(input)) };

    await correctStock({ client, stream: "stock-events" })({ id: "m-1", sku: "tea", counted: 7 });

    assert.deepEqual(
      put.map(({ Data, ...record }) => ({ ...record, event: JSON.parse(Data.toString()) })),
      [
        {
          StreamName: "stock-events",
          PartitionKey: "tea",
          event: { id: "correction-m-1", type: "counted", sku: "tea", quantity: 7 },
        },
      ],
    );
  });

  it("fails on a count that stock cannot have", async () => {
    const correct = correctStock({ client: {}, stream: "stock-events" });

    await assert.rejects(correct({ id: "m-1", sku: "tea", counted: -1 }), {
      message: "the difference has no sku, or no count that stock can have",
    });
  });
});

describe("the function lookup", () => {
  const ask = (item) => {
    const asked = [];
    const client = { getItem: (input) => Promise.resolve((asked.push(input), { Item: item })) };
    return { asked, answer: lookUp({ client, table: "availability" })({ pathParameters: { sku: "tea" } }) };
  };

  it("says how much can be sold, for CloudFront to keep for seconds and browsers not at all", async () => {
    const { asked, answer } = ask({ sku: { S: "tea" }, available: { N: "4" } });

    assert.deepEqual(await answer, {
      statusCode: 200,
      headers: {
        "content-type": "application/json",
        "cache-control": "public, max-age=0, s-maxage=5, stale-while-revalidate=10, stale-if-error=55",
      },
      body: '{"sku":"tea","available":4}',
    });
    assert.deepEqual(asked, [{ TableName: "availability", Key: { sku: { S: "tea" } } }]);
  });

  it("tells an article that is sold out from one that it does not know", async () => {
    const [soldOut, unknown] = await Promise.all([ask({ available: { N: "0" } }).answer, ask(undefined).answer]);

    assert.deepEqual([soldOut.statusCode, soldOut.body], [200, '{"sku":"tea","available":0}']);
    assert.deepEqual([unknown.statusCode, unknown.body], [404, '{"error":"unknown article","sku":"tea"}']);
  });
});
