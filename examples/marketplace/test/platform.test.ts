import assert from "node:assert/strict";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { inventoryOf, previewEnvironment, type PreviewDocument } from "inventory-platform/planner";
import inventory from "./prod.inventory.json";

const PROJECT = join(__dirname, "..");

describe("the platform of a marketplace", () => {
  let preview: PreviewDocument;
  let resources: PreviewDocument["stacks"][number]["resources"];

  before(async () => {
    preview = await previewEnvironment({ directory: PROJECT, environment: "prod" });
    resources = preview.stacks.flatMap((stack) => stack.resources);
  });

  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const regionsOf = (type: string) => ofType(type).map(({ region }) => region);

  it("keeps every rule of the policy pack", () => {
    assert.deepEqual(
      preview.stacks.flatMap(({ findings }) => findings),
      [],
    );
  });

  it("has three regions in two partitions", () => {
    const places = preview.stacks.map(({ name, partition, role }) => [name, partition, role]);

    assert.deepEqual(places, [
      ["prod-global", null, null],
      ["prod-eu", "eu", null],
      ["prod-us", "us", null],
      ["prod-eu-central-1", "eu", "primary"],
      ["prod-eu-west-1", "eu", "secondary"],
      ["prod-us-east-1", "us", "primary"],
    ]);
  });

  it("runs a cluster, a broker and a database in each region", () => {
    for (const type of ["aws:eks/cluster:Cluster", "aws:msk/cluster:Cluster", "aws:rds/cluster:Cluster"]) {
      assert.deepEqual(regionsOf(type), ["eu-central-1", "eu-west-1", "us-east-1"]);
    }
  });

  it("lets no stream, database or archive cross from one partition into the other", () => {
    const links = preview.stacks.map(({ name, resources: own }) => [
      name,
      own.filter(({ type }) => type === "aws:msk/replicator:Replicator").length,
      own.filter(({ type }) => type === "aws:rds/globalCluster:GlobalCluster").length,
      own.filter(({ type }) => type === "aws:s3/bucketReplicationConfig:BucketReplicationConfig").length,
    ]);

    assert.deepEqual(links, [
      ["prod-global", 0, 0, 0],
      ["prod-eu", 0, 1, 6],
      ["prod-us", 0, 1, 0],
      ["prod-eu-central-1", 0, 0, 0],
      ["prod-eu-west-1", 2, 0, 0],
      ["prod-us-east-1", 0, 0, 0],
    ]);
  });

  it("lets every service grow twentyfold for a sale, and reading workers from nothing", () => {
    const region = preview.stacks.find(({ name }) => name === "prod-us-east-1");
    const spans = region?.resources
      .filter(({ type }) => /:(HorizontalPodAutoscaler|ScaledObject)$/.test(type))
      .map(({ inputs }) => inputs["spec"] as Readonly<Record<string, number>>)
      .map((spec) => [spec["minReplicas"] ?? spec["minReplicaCount"], spec["maxReplicas"] ?? spec["maxReplicaCount"]]);

    assert.deepEqual(spans?.sort(), [
      [0, 60],
      [3, 60],
      [4, 80],
      [6, 120],
      [6, 120],
    ]);
  });

  it("reconciles in the night of each partition, in the region that is primary", () => {
    const runs = ofType("kubernetes:batch/v1:CronJob")
      .filter(({ name }) => name === "reconciliation-cron-job")
      .map(({ inputs }) => {
        const { timeZone, suspend } = inputs["spec"] as Readonly<Record<string, unknown>>;
        return `${String(timeZone)} ${suspend === true ? "stands by" : "runs"}`;
      });

    assert.deepEqual(runs, ["Europe/Berlin runs", "Europe/Berlin stands by", "America/New_York runs"]);
  });

  it("has a lake in each region, whose shared data names no person", () => {
    const tables = ofType("aws:glue/catalogTable:CatalogTable")
      .filter(({ name }) => name.startsWith("lake-"))
      .map(({ name, region }) => `${name} ${String(region)}`);
    const shared = ofType("aws:glue/catalogTable:CatalogTable")
      .filter(({ name }) => name === "lake-table-stock_levels")
      .map(({ inputs }) => inputs["storageDescriptor"] as { columns: readonly { name: string }[] });

    assert.deepEqual(tables.sort(), [
      "lake-table-orders eu-central-1",
      "lake-table-orders eu-west-1",
      "lake-table-orders us-east-1",
      "lake-table-stock_levels eu-central-1",
      "lake-table-stock_levels eu-west-1",
      "lake-table-stock_levels us-east-1",
    ]);
    assert.deepEqual(
      shared.map(({ columns }) => columns.map(({ name }) => name).join(" ")),
      Array.from({ length: 3 }, () => "sku seller location on_hand"),
    );
  });

  it("hands out stock changes in each region, into a bucket of the region, for a reader of the partition's account", () => {
    const deliveries = ofType("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream").map(({ region, inputs }) => {
      const { bucketArn } = inputs["extendedS3Configuration"] as { bucketArn: string };
      return [region, bucketArn];
    });
    const readers = ofType("aws:iam/role:Role")
      .filter(({ name }) => name === "stock-changes-feed-reader")
      .map(({ inputs }) => (String(inputs["assumeRolePolicy"]).match(/arn:aws:iam::\d+:role\/[\w-]+/) ?? [])[0]);
    const [contract] = ofType("aws:glue/catalogTable:CatalogTable")
      .filter(({ name }) => name === "stock-changes-feed-table")
      .map(({ inputs }) => inputs["parameters"] as Readonly<Record<string, string>>);

    assert.deepEqual(deliveries, [
      ["eu-central-1", "arn:aws:s3:::prod-feed-stock-changes-222222222222-eu-central-1"],
      ["eu-west-1", "arn:aws:s3:::prod-feed-stock-changes-222222222222-eu-west-1"],
      ["us-east-1", "arn:aws:s3:::prod-feed-stock-changes-333333333333-us-east-1"],
    ]);
    assert.deepEqual(readers, [
      "arn:aws:iam::222222222222:role/market-warehouse",
      "arn:aws:iam::222222222222:role/market-warehouse",
      "arn:aws:iam::333333333333:role/market-warehouse",
    ]);
    assert.equal(contract?.["contract"], "stock-changes@1");
    assert.equal(contract?.["contract.freshness-seconds"], "900");
    assert.doesNotMatch(contract?.["contract.schema"] ?? "personal", /personal|payment/);
  });

  it("proposes what to restock at night where a region is primary, and nothing that it makes may order", () => {
    const jobs = preview.stacks.flatMap(({ name, resources: own }) =>
      own
        .filter((resource) => resource.name === "stock-changes-restock-job-cron-job")
        .map(({ inputs }) => [name, (inputs["spec"] as { suspend: boolean }).suspend]),
    );
    const rights = ofType("aws:iam/rolePolicy:RolePolicy")
      .filter(({ name }) => name === "stock-changes-restock-proposes")
      .map(
        ({ inputs }) =>
          JSON.parse(String(inputs["policy"])) as { Statement: readonly { Action: unknown; Condition: unknown }[] },
      );

    assert.deepEqual(jobs, [
      ["prod-eu-central-1", false],
      ["prod-eu-west-1", true],
      ["prod-us-east-1", false],
    ]);
    for (const { Statement } of rights) {
      assert.deepEqual(
        Statement.map(({ Action, Condition }) => [Action, Condition]),
        [
          [
            ["events:PutEvents"],
            { StringEquals: { "events:detail-type": "RestockProposed", "events:source": "/inventory/restock" } },
          ],
        ],
      );
    }
    assert.equal(rights.length, 3);
  });

  // A line that changes is a resource that is made, deleted or replaced. Where it is meant: npm run inventory.
  it("has the resources on record", () => {
    assert.deepEqual(inventoryOf(preview), inventory);
  });
});
