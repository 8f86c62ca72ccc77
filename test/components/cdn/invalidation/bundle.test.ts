import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { bundledBeside } from "../../../support/bundled";
import { SETTINGS } from "./fixtures";

/** A table in memory and a CloudFront that logs, where the bundle looks for the SDK. */
const FAKES = {
  "client-dynamodb": `
    let item;
    exports.DynamoDB = class {
      async getItem() { return { Item: item }; }
      async putItem({ Item }) { item = Item; }
    };`,
  "client-cloudfront": `
    exports.CloudFront = class {
      constructor({ region }) { this.region = region; }
      async createInvalidation(input) { console.log(JSON.stringify({ region: this.region, ...input })); }
    };`,
};

/** Calls the handler with each event in turn, as the Node runtime of Lambda does. */
const RUN = `
  const { handler } = require("./components/cdn/invalidation/bundle/index.js");
  (async () => {
    for (const event of JSON.parse(process.argv[2])) {
      console.log(JSON.stringify(await handler(event)));
    }
  })();`;

let folder: string;
beforeAll(() => {
  folder = bundledBeside(FAKES, RUN);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(source: string, events: readonly unknown[]): readonly unknown[] {
  const env = {
    PATH: process.env["PATH"],
    DISTRIBUTION_ID: "E1",
    IDEMPOTENCY_TABLE: "ledger",
    SOURCE: source,
    SETTINGS: JSON.stringify(SETTINGS),
  };
  const printed = execFileSync(process.execPath, ["run.js", JSON.stringify(events)], {
    cwd: folder,
    env,
    stdio: "pipe",
  });
  return printed
    .toString()
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}

describe("the bundle", () => {
  it("invalidates what a batch of a queue has changed", () => {
    const body = JSON.stringify({ category: "shoes", sku: "a" });
    const message = { messageId: "1", body, attributes: {}, eventSourceARN: "arn:aws:sqs:eu-central-1:1:stock" };

    expect(run("queue", [{ Records: [message, message] }, { clock: true }])).toStrictEqual([
      expect.objectContaining({ DistributionId: "E1", PathsReserved: 1, spentPaths: 1 }),
      {
        region: "us-east-1",
        DistributionId: "E1",
        InvalidationBatch: {
          CallerReference: expect.stringMatching(/^stock-\d{13}-1$/),
          Paths: { Quantity: 1, Items: ["/products/shoes/a"] },
        },
      },
      { batchItemFailures: [] },
      { batchItemFailures: [] },
    ]);
  });

  it("invalidates what records of a stream have changed", () => {
    const data = Buffer.from(JSON.stringify({ data: { category: "hats", sku: "x" } })).toString("base64");
    const record = { kinesis: { sequenceNumber: "1", partitionKey: "x", data } };

    expect(run("kinesis", [{ Records: [record] }])).toContainEqual(
      expect.objectContaining({
        InvalidationBatch: expect.objectContaining({ Paths: { Quantity: 1, Items: ["/products/hats/x"] } }),
      }),
    );
  });

  it("does not start without its settings", () => {
    expect(() => run("topic", [])).toThrow("SOURCE");
  });
});
