import * as fc from "fast-check";
import {
  CAPACITY_DEFAULTS,
  planCapacity,
  planKeyValue,
  TARGET_PERCENT,
  type KeyValuePlanArgs,
  type TableCapacity,
} from "../../../components/key-value";

const provisioned = {
  mode: "provisioned",
  read: { minUnits: 5, maxUnits: 500 },
  write: { minUnits: 2, maxUnits: 200, targetPercent: 60 },
} as const satisfies TableCapacity;
const alone = { indexNames: [], regions: ["eu-central-1"] };

describe("planCapacity", () => {
  it("reserves and scales nothing on demand", () => {
    expect(
      planCapacity({ mode: "on-demand" }, { indexNames: ["byWarehouse"], regions: ["eu-central-1"] }),
    ).toStrictEqual({ billingMode: "PAY_PER_REQUEST", throughput: {}, ignoreChanges: [], scaling: [] });
  });

  it.each([
    [{ maxReadUnits: 4_000 }, { maxReadRequestUnits: 4_000 }],
    [{ maxWriteUnits: 1_000 }, { maxWriteRequestUnits: 1_000 }],
    [
      { maxReadUnits: 4_000, maxWriteUnits: -1 },
      { maxReadRequestUnits: 4_000, maxWriteRequestUnits: -1 },
    ],
  ])("bounds what is on demand by %j", (bounds, onDemandThroughput) => {
    expect(planCapacity({ mode: "on-demand", ...bounds }, alone).throughput).toStrictEqual({ onDemandThroughput });
  });

  it("scales reads and writes of a provisioned table between its bounds", () => {
    expect(planCapacity(provisioned, alone)).toStrictEqual({
      billingMode: "PROVISIONED",
      throughput: { readCapacity: 5, writeCapacity: 2 },
      ignoreChanges: ["billingMode", "readCapacity", "writeCapacity"],
      scaling: [
        {
          role: "scale-read-eu-central-1",
          region: "eu-central-1",
          part: "",
          dimension: "dynamodb:table:ReadCapacityUnits",
          metric: "DynamoDBReadCapacityUtilization",
          minUnits: 5,
          maxUnits: 500,
          targetPercent: 70,
        },
        {
          role: "scale-write-eu-central-1",
          region: "eu-central-1",
          part: "",
          dimension: "dynamodb:table:WriteCapacityUnits",
          metric: "DynamoDBWriteCapacityUtilization",
          minUnits: 2,
          maxUnits: 200,
          targetPercent: 60,
        },
      ],
    });
    expect(CAPACITY_DEFAULTS).toStrictEqual({ targetPercent: 70, starting: false });
  });

  it("scales table and indexes alike in every region", () => {
    const { scaling } = planCapacity(provisioned, {
      indexNames: ["byChange", "byWarehouse"],
      regions: ["eu-central-1", "eu-west-1"],
    });
    expect(scaling.map(({ role, region, part, dimension }) => [role, region, part, dimension])).toStrictEqual(
      ["eu-central-1", "eu-west-1"].flatMap((region) => [
        [`scale-read-${region}`, region, "", "dynamodb:table:ReadCapacityUnits"],
        [`scale-write-${region}`, region, "", "dynamodb:table:WriteCapacityUnits"],
        [`scale-byChange-read-${region}`, region, "/index/byChange", "dynamodb:index:ReadCapacityUnits"],
        [`scale-byChange-write-${region}`, region, "/index/byChange", "dynamodb:index:WriteCapacityUnits"],
        [`scale-byWarehouse-read-${region}`, region, "/index/byWarehouse", "dynamodb:index:ReadCapacityUnits"],
        [`scale-byWarehouse-write-${region}`, region, "/index/byWarehouse", "dynamodb:index:WriteCapacityUnits"],
      ]),
    );
    expect(
      new Set(scaling.map(({ minUnits, maxUnits, targetPercent }) => [minUnits, maxUnits, targetPercent].join())),
    ).toEqual(new Set(["5,500,70", "2,200,60"]));
  });

  it("leaves the capacity of table and indexes to the autoscaler, but while it starts", () => {
    const table = { indexNames: ["byWarehouse"], regions: ["eu-central-1"] };
    expect(planCapacity(provisioned, table).ignoreChanges).toStrictEqual([
      "billingMode",
      "readCapacity",
      "writeCapacity",
      "globalSecondaryIndexes[*].readCapacity",
      "globalSecondaryIndexes[*].writeCapacity",
    ]);
    expect(planCapacity({ ...provisioned, starting: true }, table)).toStrictEqual({
      ...planCapacity(provisioned, table),
      ignoreChanges: [],
    });
  });

  it("is independent of the order in which indexes and regions are listed", () => {
    const args: KeyValuePlanArgs = {
      tableName: "prod-eu-availability",
      homeRegion: "eu-central-1",
      keyArns: {},
      attributes: { sku: "string" },
      hashKey: "sku",
      capacity: provisioned,
    };
    const names = ["byChange", "byDigest", "byWarehouse"];
    const replicas = ["eu-north-1", "eu-west-1", "eu-west-3"];
    const plan = (indexNames: readonly string[], replicaRegions: readonly string[]) =>
      planKeyValue({
        ...args,
        replicaRegions,
        indexes: Object.fromEntries(indexNames.map((name) => [name, { hashKey: "sku" }])),
      }).capacity;
    const expected = plan(names, replicas);
    expect(expected.scaling).toHaveLength(32);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(names, { minLength: 3 }),
        fc.shuffledSubarray(replicas, { minLength: 3 }),
        (indexNames, regions) => {
          expect(plan(indexNames, regions)).toStrictEqual(expected);
        },
      ),
    );
  });

  it("gives every scaled part a name of its own", () => {
    const indexNames = fc.uniqueArray(fc.constantFrom("read", "write", "read-write", "write-read", "scale", "policy"));
    fc.assert(
      fc.property(indexNames, (names) => {
        const { scaling } = planCapacity(provisioned, { indexNames: names, regions: ["eu-central-1", "eu-west-1"] });
        expect(new Set(scaling.map(({ role }) => role)).size).toBe(4 * (names.length + 1));
      }),
    );
  });
});

describe("the shares that can be kept in use", () => {
  it("are those of DynamoDB's autoscaling", () => {
    expect(TARGET_PERCENT).toStrictEqual({ least: 20, most: 90 });
  });
});
