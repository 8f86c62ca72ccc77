import { MAX_FORECAST_NAME, openObjects, personalFields, unclassifiedFields } from "../../components/feed";
import { AWS_REGIONS } from "../../facts/regions";
import type { Plan } from "../../planner/plan";
import { NAME_LIMITS } from "../../stacks/schema/name-limits";
import { planStacks, type RegionStack } from "../../stacks/topology";
import { managed, plannedText, resourceOf } from "./plan-environment";
import { environmentOf, shopWith } from "./shop";

const LAKE = `lake:
  archive: events
  datasets:
    stock_levels:
      description: Stock at midnight
      firstDay: "2026-01-01"
      columns: [{ name: sku, type: string, dataClass: internal, description: Article }]
`;
const FEEDS = `feeds:
  stock-changes:
    stream: stock-events
    version: 2
    description: Every change of stock
    firstDay: "2026-12-01"
    freshness: 1 hour
    replay: 90 days
    readerRole: warehouse
    fields:
      - { name: sku, type: string, dataClass: internal, description: Article }
      - { name: onHand, type: integer, dataClass: confidential, description: Pieces there }
      - { name: countedAt, type: date-time, dataClass: internal, description: When it was counted }
    restock: { image: "forecast:1.4.2", schedule: "15 4 * * *", completions: 4, vcpus: 2, memory: 4 GiB }
    tags: { service: allocation, feature: restock }
  bare:
    stream: stock-events
    description: Articles whose stock changed
    firstDay: "2026-12-01"
    fields: [{ name: sku, type: string, dataClass: internal, description: Article }]
queues:
`;
const FED = shopWith(["queues:\n", FEEDS], ["archives:\n", `${LAKE}archives:\n`]);
const ON_QUEUES = FED.replace("pattern: microservices-relational", "pattern: serverless-streams");
const DELIVERY = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";

function regionStack(text: string, name: string): RegionStack {
  const found = planStacks(environmentOf(text)).find((stack) => stack.name === name);
  if (found?.kind !== "region") {
    throw new Error(`${name} is no stack of a region`);
  }
  return found;
}

describe("the feeds that are planned for a region", () => {
  it("promise closed CloudEvents in which each field has a class and none is personal", () => {
    const [, feed] = regionStack(FED, "shop-eu-central-1").feeds;
    const schema = feed?.contract.schema;

    expect(schema?.properties).toEqual({
      id: { type: "string", description: "Id of the event: the same where it comes twice", "x-data-class": "internal" },
      source: { type: "string", description: "Who says so", "x-data-class": "internal" },
      type: { type: "string", description: "What happened", "x-data-class": "internal" },
      subject: { type: "string", description: "What it happened to", "x-data-class": "internal" },
      time: { type: "string", format: "date-time", description: "When it happened", "x-data-class": "internal" },
      data: {
        type: "object",
        description: "Every change of stock",
        additionalProperties: false,
        properties: {
          sku: { type: "string", description: "Article", "x-data-class": "internal" },
          onHand: { type: "integer", description: "Pieces there", "x-data-class": "confidential" },
          countedAt: {
            type: "string",
            format: "date-time",
            description: "When it was counted",
            "x-data-class": "internal",
          },
        },
      },
    });
    expect([openObjects, unclassifiedFields, personalFields].map((check) => schema && check(schema))).toEqual([
      [],
      [],
      [],
    ]);
    expect(feed).toMatchObject({
      feedName: "shop-eu-central-1-stock-changes",
      bucketName: "shop-feed-stock-changes",
      readerArn: "arn:aws:iam::222222222222:role/warehouse",
      contract: { name: "stock-changes", version: 2, freshness: "1 hour", replayRetention: "90 days" },
      tags: { service: "allocation", feature: "restock", "data-class": "confidential", residency: "eu" },
    });
  });

  it("are as short as they may be where they say nothing, with a reader and a job where they name them", () => {
    const [bare] = regionStack(FED, "shop-eu-central-1").feeds;

    expect(bare).toMatchObject({
      name: "bare",
      contract: { version: 1, freshness: "15 minutes", replayRetention: "400 days" },
    });
    expect(Object.keys(bare ?? {})).toEqual([
      "name",
      "feedName",
      "bucketName",
      "stream",
      "contract",
      "firstDay",
      "tags",
    ]);
  });

  it("propose in the region that is primary, by the night of the partition", () => {
    const nights = ["shop-eu-central-1", "shop-eu-west-1", "shop-us-east-1"].map((name) => {
      const restock = regionStack(FED, name).feeds[1]?.restock;
      return [restock?.forecastName, restock?.timeZone, restock?.suspend];
    });

    expect(nights).toEqual([
      ["shop-eu-central-1-stock-changes-restock", "Europe/Berlin", false],
      ["shop-eu-west-1-stock-changes-restock", "Europe/Berlin", true],
      ["shop-us-east-1-stock-changes-restock", "America/New_York", false],
    ]);
  });

  it("are none where nothing of the lake may lie in the region", () => {
    const sealed = FED.replace(
      "    regime: us-none\n",
      "    regime: ru-242fz\n    personalData: on-premises\n",
    ).replace("expireAfter: 90 days }", "expireAfter: 90 days, tags: { data-class: personal } }");
    const us = planStacks(environmentOf(sealed.replace("microservices-relational", "hybrid"))).find(
      ({ name }) => name === "shop-us-east-1",
    );

    expect(us).toMatchObject({ feeds: [] });
  });

  it("have names that fit, however long those are that people choose", () => {
    const longest = Math.max(...AWS_REGIONS.map(({ length }) => length));
    const forecast = NAME_LIMITS.environment + 1 + longest + 1 + NAME_LIMITS.feed + "-restock".length;

    expect(forecast).toBeLessThanOrEqual(MAX_FORECAST_NAME);
  });
});

describe("the feeds of a region with brokers and a cluster", () => {
  let plans: Readonly<Record<string, Plan>>;
  let plan: Plan | undefined;

  beforeAll(async () => {
    plans = await plannedText("feeds-from-kafka", FED);
    plan = plans["shop-eu-central-1"];
  });

  it("read their topic by the private connection that the cluster lets Firehose make", () => {
    const { inputs } = resourceOf(plan, DELIVERY, "stock-changes-feed-delivery");
    const cluster = resourceOf(plan, "aws:msk/cluster:Cluster", "events-cluster");

    expect(inputs["mskSourceConfiguration"]).toMatchObject({
      mskClusterArn: cluster.outputs["arn"],
      topicName: "stock-events",
      authenticationConfiguration: { connectivity: "PRIVATE" },
    });
    expect(
      String(resourceOf(plan, "aws:msk/clusterPolicy:ClusterPolicy", "events-cluster-policy").inputs["policy"]),
    ).toContain('"Principal":{"Service":"firehose.amazonaws.com"},"Action":["kafka:CreateVpcConnection"]');
  });

  it("stay in their region, each in a bucket and under a key of it, in the partition's account", () => {
    const places = Object.entries(plans).flatMap(([stack, each]) =>
      managed(each)
        .filter(({ type, name }) => type === DELIVERY && name.startsWith("stock-changes"))
        .map(({ inputs }) => {
          const { bucketArn, kmsKeyArn } = inputs["extendedS3Configuration"] as {
            bucketArn: string;
            kmsKeyArn: string;
          };
          return [stack, bucketArn, kmsKeyArn.split(":").slice(3, 5).join(" ")];
        }),
    );

    expect(places).toEqual([
      [
        "shop-eu-central-1",
        "arn:aws:s3:::shop-feed-stock-changes-222222222222-eu-central-1",
        "eu-central-1 222222222222",
      ],
      ["shop-eu-west-1", "arn:aws:s3:::shop-feed-stock-changes-222222222222-eu-west-1", "eu-west-1 222222222222"],
      ["shop-us-east-1", "arn:aws:s3:::shop-feed-stock-changes-333333333333-us-east-1", "us-east-1 333333333333"],
    ]);
    expect(managed(plans["shop-eu"] as Plan).filter(({ name }) => name.includes("stock-changes"))).toEqual([]);
  });

  it("belong to the database of the region's lake", () => {
    const table = resourceOf(plan, "aws:glue/catalogTable:CatalogTable", "stock-changes-feed-table");

    expect(table.inputs).toMatchObject({
      databaseName: resourceOf(plan, "aws:glue/catalogDatabase:CatalogDatabase", "lake-database").inputs["name"],
      name: "stock_changes_v2",
      parameters: { contract: "stock-changes@2", "contract.freshness-seconds": "3600", "contract.replay-days": "90" },
    });
  });

  it("propose from the cluster, with the image of the region's own registry", () => {
    expect(
      resourceOf(plan, "kubernetes:batch/v1:CronJob", "stock-changes-restock-job-cron-job").inputs["spec"],
    ).toMatchObject({
      schedule: "15 4 * * *",
      timeZone: "Europe/Berlin",
      suspend: false,
      jobTemplate: {
        spec: {
          completions: 4,
          template: {
            spec: {
              containers: [
                {
                  image: "222222222222.dkr.ecr.eu-central-1.amazonaws.com/shop/forecast:1.4.2",
                  resources: { requests: { cpu: "2000m", memory: "4Gi" } },
                },
              ],
            },
          },
        },
      },
    });
  });

  it("call the bus and the catalogue by endpoints of the region's own network", async () => {
    const { "shop-eu-central-1": without } = await plannedText("no-restock", FED.replace(/    restock: .*\n/, ""));
    const endpoints = (of: Plan | undefined) =>
      (of === undefined ? [] : managed(of))
        .filter(({ type }) => type === "aws:ec2/vpcEndpoint:VpcEndpoint")
        .map(({ inputs }) => String(inputs["serviceName"]).split(".").at(-1))
        .filter((service) => service === "events" || service === "glue");

    expect([endpoints(plan), endpoints(without)]).toEqual([["events", "glue"], []]);
  });

  it("say where they are read and where proposals come", () => {
    expect(plan?.outputs["feeds"]).toEqual({
      "stock-changes": {
        contract: "stock-changes@2",
        database: "shop_eu",
        table: "stock_changes_v2",
        bucket: "shop-feed-stock-changes-222222222222-eu-central-1",
        prefix: "feeds/stock-changes/v2/",
        readerRoleArn: expect.stringMatching(/:role\/stock-changes-feed-reader/),
        proposals: {
          busArn:
            "arn:aws:events:eu-central-1:222222222222:event-bus/shop-eu-central-1-stock-changes-restock-proposals",
          queueUrl: expect.stringMatching(/shop-eu-central-1-stock-changes-restock-proposals$/),
        },
      },
      bare: expect.objectContaining({ contract: "bare@1", prefix: "feeds/bare/v1/" }),
    });
  });
});

describe("the feeds of a region with streams and queues", () => {
  let plan: Plan | undefined;

  beforeAll(async () => {
    plan = (await plannedText("feeds-from-kinesis", ON_QUEUES))["shop-eu-central-1"];
  });

  it("read their stream under its key", () => {
    const { inputs } = resourceOf(plan, DELIVERY, "stock-changes-feed-delivery");
    const stream = resourceOf(plan, "aws:kinesis/stream:Stream", "stock-events-stream");
    const rights = String(
      resourceOf(plan, "aws:iam/rolePolicy:RolePolicy", "stock-changes-feed-source-rights").inputs["policy"],
    );

    expect(inputs["kinesisSourceConfiguration"]).toMatchObject({ kinesisStreamArn: stream.outputs["arn"] });
    expect(rights).toContain(String(stream.inputs["kmsKeyId"]));
  });

  it("propose from the queue of AWS Batch", () => {
    expect(
      resourceOf(plan, "aws:scheduler/schedule:Schedule", "stock-changes-restock-job-schedule").inputs,
    ).toMatchObject({
      name: "shop-eu-central-1-stock-changes-restock",
      scheduleExpression: "cron(15 4 * * ? *)",
      scheduleExpressionTimezone: "Europe/Berlin",
      state: "ENABLED",
    });
  });
});
