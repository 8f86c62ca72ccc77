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
      constructor({ region, credentials }) { Object.assign(this, { region, credentials }); }
      async createInvalidation(input) {
        const as = this.credentials === undefined ? {} : { as: (await this.credentials()).accessKeyId };
        console.log(JSON.stringify({ region: this.region, ...as, ...input }));
      }
    };`,
  "client-sts": `
    exports.STS = class {
      constructor({ region }) { this.region = region; }
      async assumeRole(input) {
        console.log(JSON.stringify({ region: this.region, ...input }));
        if (input.ExternalId !== "shop/eu/shop") { throw new Error("not authorized"); }
        const Expiration = new Date(Date.now() + 1000 * input.DurationSeconds);
        return { Credentials: { AccessKeyId: "theirs", SecretAccessKey: "s", SessionToken: "t", Expiration } };
      }
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

function run(source: string, events: readonly unknown[], more: Readonly<Record<string, string>> = {}): unknown[] {
  const env = {
    ...more,
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

  const data = Buffer.from(JSON.stringify({ category: "hats", sku: "x" })).toString("base64");
  const Records = [{ kinesis: { sequenceNumber: "1", partitionKey: "x", data } }];
  const roleUnder = (externalId: string) => ({
    AWS_LAMBDA_FUNCTION_NAME: "shop-invalidation",
    ROLE: JSON.stringify({ roleArn: "arn:aws:iam::111111111111:role/invalidation", externalId }),
  });
  const asked = {
    region: "us-east-1",
    RoleArn: "arn:aws:iam::111111111111:role/invalidation",
    RoleSessionName: "shop-invalidation",
    DurationSeconds: 900,
  };

  it("invalidates by the role of another account, which it takes at most once in a while", () => {
    const printed = run("kinesis", [{ Records }, { clock: true }], roleUnder("shop/eu/shop"));

    expect(printed.filter((line) => JSON.stringify(line).includes("RoleArn"))).toStrictEqual([
      { ...asked, ExternalId: "shop/eu/shop" },
    ]);
    expect(printed).toContainEqual(
      expect.objectContaining({
        as: "theirs",
        region: "us-east-1",
        InvalidationBatch: expect.objectContaining({ Paths: { Quantity: 1, Items: ["/products/hats/x"] } }),
      }),
    );
  });

  it("asks CloudFront for nothing where it may not take the role, and keeps for later what it has reserved", () => {
    const printed = run("kinesis", [{ Records }], roleUnder("another"));

    expect(printed).toStrictEqual([
      expect.objectContaining({ PathsReserved: 1, spentPaths: 1 }),
      { ...asked, ExternalId: "another" },
      expect.objectContaining({ NotTaken: 1, kind: "later" }),
      { batchItemFailures: [] },
    ]);
  });

  it("does not start without its settings", () => {
    expect(() => run("topic", [])).toThrow("SOURCE");
  });
});
