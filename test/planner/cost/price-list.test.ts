import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { renderPlanFile } from "../../../planner/diff/plan-file";
import type { CostDocument } from "../../../planner/report/cost/document";
import { planner } from "../../support/planner";
import { planOf } from "./plans";

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "prices-"));
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

interface Product {
  readonly family?: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** USD by the quantity from which on they hold. */
  readonly tiers: Readonly<Record<string, string>>;
}

/** A file in the form of AWS's bulk price list. */
function priceList(offerCode: string, products: readonly Product[]): string {
  const file = path.join(folder, `${offerCode}.json`);
  const list = {
    formatVersion: "v1.0",
    offerCode,
    publicationDate: "2026-11-20T17:04:03Z",
    products: Object.fromEntries(
      products.map(({ family, attributes }, index) => [
        `SKU${index}`,
        {
          sku: `SKU${index}`,
          productFamily: family,
          attributes: { regionCode: "mx-central-1", locationType: "AWS Region", ...attributes },
        },
      ]),
    ),
    terms: {
      OnDemand: Object.fromEntries(
        products.map(({ tiers }, index) => [
          `SKU${index}`,
          {
            [`SKU${index}.TERM`]: {
              offerTermCode: "TERM",
              priceDimensions: Object.fromEntries(
                Object.entries(tiers).map(([beginRange, USD]) => [
                  `SKU${index}.TERM.${beginRange}`,
                  { unit: "x", beginRange, endRange: "Inf", description: "", pricePerUnit: { USD } },
                ]),
              ),
            },
          },
        ]),
      ),
      Reserved: {},
    },
  };
  fs.writeFileSync(file, JSON.stringify(list));
  return file;
}

const LINUX = {
  instanceType: "m7g.large",
  tenancy: "Shared",
  operatingSystem: "Linux",
  preInstalledSw: "NA",
  capacitystatus: "Used",
  licenseModel: "No License required",
};
const EC2: readonly Product[] = [
  { family: "Compute Instance", attributes: LINUX, tiers: { "0": "0.0978" } },
  { family: "Compute Instance", attributes: { ...LINUX, operatingSystem: "Windows" }, tiers: { "0": "9" } },
  {
    family: "Compute Instance",
    attributes: { ...LINUX, capacitystatus: "UnusedCapacityReservation" },
    tiers: { "0": "9" },
  },
  { family: "NAT Gateway", attributes: { usagetype: "MXC1-NatGateway-Hours" }, tiers: { "0": "0.05" } },
  { family: "NAT Gateway", attributes: { usagetype: "MXC1-NatGateway-Bytes" }, tiers: { "0": "0.05" } },
  {
    family: "Storage",
    attributes: { volumeApiName: "gp3", usagetype: "MXC1-EBS:VolumeUsage.gp3" },
    tiers: { "0": "0.088" },
  },
];
const ENDPOINTS: readonly Product[] = [
  {
    family: "VpcEndpoint",
    attributes: { usagetype: "MXC1-VpcEndpoint-Bytes" },
    tiers: { "1048576": "0.006", "0": "0.01" },
  },
];

it("takes the prices that meters need out of AWS's price lists, tiers in rising order", async () => {
  const { code, stdout } = await planner("prices", priceList("AmazonEC2", EC2), priceList("AmazonVPC", ENDPOINTS));

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual([
    {
      source: "AWS price list, AmazonEC2",
      licence: "published by AWS",
      date: "2026-11-20",
      region: "mx-central-1",
      prices: {
        "ebs:gp3": { unit: "GB-month", usd: 0.088 },
        "ec2:m7g.large": { unit: "hour", usd: 0.0978 },
        "nat-gateway:hour": { unit: "hour", usd: 0.05 },
        "nat-gateway:processed-gb": { unit: "GB", usd: 0.05 },
      },
    },
    {
      source: "AWS price list, AmazonVPC",
      licence: "published by AWS",
      date: "2026-11-20",
      region: "mx-central-1",
      prices: {
        "vpc-endpoint:interface-gb": {
          unit: "GB",
          tiers: [
            [0, 0.01],
            [1_048_576, 0.006],
          ],
        },
      },
    },
  ]);
});

it.each<readonly [string, Product, string]>([
  [
    "AmazonRDS",
    {
      family: "Database Instance",
      attributes: {
        databaseEngine: "Aurora PostgreSQL",
        usagetype: "MXC1-InstanceUsage:db.r7g.large",
        instanceType: "db.r7g.large",
      },
      tiers: { "0": "1" },
    },
    "aurora:db.r7g.large",
  ],
  [
    "AmazonRDS",
    {
      family: "Database Instance",
      attributes: {
        databaseEngine: "Aurora PostgreSQL",
        usagetype: "MXC1-InstanceUsageIOOptimized:db.r7g.large",
        instanceType: "db.r7g.large",
      },
      tiers: { "0": "1" },
    },
    "aurora:io-optimized-db.r7g.large",
  ],
  [
    "AmazonElastiCache",
    {
      family: "Cache Instance",
      attributes: { cacheEngine: "Valkey", instanceType: "cache.r7g.large" },
      tiers: { "0": "1" },
    },
    "elasticache:valkey:cache.r7g.large",
  ],
  [
    "AmazonMSK",
    {
      family: "Managed Streaming for Apache Kafka (MSK)",
      attributes: { usagetype: "MXC1-Kafka.m7g.large" },
      tiers: { "0": "1" },
    },
    "msk:kafka.m7g.large",
  ],
  [
    "AmazonDynamoDB",
    {
      family: "Database Storage",
      attributes: { usagetype: "MXC1-TimedStorage-ByteHrs" },
      tiers: { "0": "0", "25": "0.275" },
    },
    "dynamodb:storage",
  ],
  [
    "AWSLambda",
    {
      family: "Serverless",
      attributes: { group: "AWS-Lambda-Requests", usagetype: "MXC1-Request" },
      tiers: { "0": "0.0000002" },
    },
    "lambda:request",
  ],
  [
    "AmazonKinesis",
    { family: "Kinesis Streams", attributes: { usagetype: "MXC1-OnDemand-StreamHour" }, tiers: { "0": "1" } },
    "kinesis:on-demand-stream-hour",
  ],
  [
    "AWSFIS",
    { family: "Developer Tools", attributes: { usagetype: "MXC1-ActionMinute" }, tiers: { "0": "0.1" } },
    "fis:action-minute",
  ],
])("knows a product of %s", async (offer, product, meter) => {
  const { stdout } = await planner("prices", priceList(offer, [product]));
  const [sheet]: readonly [{ readonly prices: object }] = JSON.parse(stdout);

  expect(Object.keys(sheet.prices)).toEqual([meter]);
});

it("lifts a region: what had no price has one", async () => {
  const plan = path.join(folder, "plan.json");
  const sketches = [
    { type: "aws:ec2/natGateway:NatGateway", region: "mx-central-1" },
    { type: "aws:kms/key:Key", region: "mx-central-1" },
  ];
  fs.writeFileSync(plan, renderPlanFile({ environment: null, plans: [planOf(sketches)] }));
  const sheets = path.join(folder, "mx-central-1.json");
  await planner("prices", priceList("AmazonEC2", EC2), "--out", sheets);
  const coverage = async (...args: readonly string[]) => {
    const { stdout } = await planner("cost", "--file", plan, "--format", "json", ...args);
    const document: CostDocument = JSON.parse(stdout);
    return [document.coverage, document.totals.monthlyUsd];
  };

  expect(await coverage()).toEqual([[{ region: "mx-central-1", billed: 2, priced: 0 }], 0]);
  expect(await coverage("--prices", sheets)).toEqual([[{ region: "mx-central-1", billed: 2, priced: 1 }], 36.5]);
});

it.each([
  [
    [],
    /^error: arguments: no price list was named; name one: planner prices <price-list\.json> --out prices\/eu-central-1\.json\n$/,
  ],
  [
    ["{}"],
    /is no price list of AWS: offerCode: Invalid input: expected string, received undefined; name a file of AWS's bulk price list, such as .*\n$/,
  ],
])("refuses %p", async (texts, message) => {
  const files = texts.map((text) => {
    const file = path.join(folder, "wrong.json");
    fs.writeFileSync(file, text);
    return file;
  });
  const { code, stderr } = await planner("prices", ...files);

  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

it("refuses a list without a price that is needed", async () => {
  const { code, stderr } = await planner("prices", priceList("AmazonChime", [{ attributes: {}, tiers: { "0": "1" } }]));

  expect(code).toBe(2);
  expect(stderr).toContain(
    "is the price list of AmazonChime and holds no price that is needed, expected one of AmazonEC2, AmazonVPC, ",
  );
});
