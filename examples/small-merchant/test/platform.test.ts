import assert from "node:assert/strict";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { inventoryOf, previewEnvironment, type PreviewDocument } from "inventory-platform/planner";
import inventory from "./prod.inventory.json";

const PROJECT = join(__dirname, "..");

describe("the platform of a small merchant", () => {
  let preview: PreviewDocument;
  let resources: PreviewDocument["stacks"][number]["resources"];

  before(async () => {
    preview = await previewEnvironment({ directory: PROJECT, environment: "prod" });
    resources = preview.stacks.flatMap((stack) => stack.resources);
  });

  const ofType = (type: string) => resources.filter((resource) => resource.type === type);

  it("keeps every rule of the policy pack", () => {
    assert.deepEqual(
      preview.stacks.flatMap(({ findings }) => findings),
      [],
    );
  });

  it("has one partition with one region", () => {
    const places = preview.stacks.map(({ name, partition, region, role }) => [name, partition, region, role]);

    assert.deepEqual(places, [
      ["prod-global", null, "us-east-1", null],
      ["prod-eu", "eu", "eu-central-1", null],
      ["prod-eu-central-1", "eu", "eu-central-1", "primary"],
    ]);
  });

  it("keeps what it stores in that region", () => {
    const stores = ["aws:dynamodb/table:Table", "aws:kinesis/stream:Stream", "aws:rds/cluster:Cluster"].flatMap(ofType);

    assert.deepEqual(stores.map(({ name, region }) => [name, region]).sort(), [
      ["availability-table", "eu-central-1"],
      ["idempotency-table", "eu-central-1"],
      ["inventory-cluster", "eu-central-1"],
      ["stock-events-stream", "eu-central-1"],
    ]);
  });

  it("has as many of what costs at rest as the estimate in the README counts", () => {
    const priced = [
      "aws:ec2/natGateway:NatGateway",
      "aws:rds/clusterInstance:ClusterInstance",
      "aws:kinesis/stream:Stream",
      "aws:kms/key:Key",
      "aws:route53/zone:Zone",
      "aws:secretsmanager/secret:Secret",
      "aws:wafv2/webAcl:WebAcl",
    ];
    const endpoints = ofType("aws:ec2/vpcEndpoint:VpcEndpoint").filter(
      ({ inputs }) => inputs["vpcEndpointType"] === "Interface",
    );

    assert.deepEqual(
      priced.map((type) => ofType(type).length),
      [1, 2, 1, 15, 1, 1, 2],
    );
    assert.equal(endpoints.length, 15);
  });

  it("pays for no cluster, no broker, no cache, and for one NAT gateway", () => {
    const costly = [
      "aws:eks/cluster:Cluster",
      "aws:msk/cluster:Cluster",
      "aws:elasticache/replicationGroup:ReplicationGroup",
      "aws:ec2/natGateway:NatGateway",
    ];

    assert.deepEqual(
      costly.map((type) => ofType(type).length),
      [0, 0, 0, 1],
    );
  });

  it("lets the database shrink to half a unit, and bounds what a table may cost", () => {
    assert.deepEqual(
      ofType("aws:rds/cluster:Cluster").map(({ inputs }) => inputs["serverlessv2ScalingConfiguration"]),
      [{ minCapacity: 0.5, maxCapacity: 4 }],
    );
    assert.deepEqual(
      ofType("aws:dynamodb/table:Table").map(({ inputs }) => inputs["onDemandThroughput"]),
      [
        { maxReadRequestUnits: 200, maxWriteRequestUnits: 50 },
        { maxReadRequestUnits: 50, maxWriteRequestUnits: 50 },
      ],
    );
  });

  it("answers at the edge, from an API that nobody else reaches", () => {
    const [distribution, ...others] = ofType("aws:cloudfront/distribution:Distribution");
    const { aliases, origins } = distribution?.inputs as { aliases: string[]; origins: { domainName: string }[] };
    const [domain] = ofType("aws:apigateway/domainName:DomainName");

    assert.deepEqual(
      [aliases, origins.map(({ domainName }) => domainName), others],
      [["api.eu.shop.example.com"], ["api-eu-central-1.shop.example.com"], []],
    );
    assert.equal(domain?.inputs["domainName"], "api-eu-central-1.shop.example.com");
    assert.equal(ofType("aws:apigateway/restApi:RestApi")[0]?.inputs["disableExecuteApiEndpoint"], true);
  });

  it("keeps answers about stock for seconds, and nothing else", () => {
    assert.deepEqual(
      ofType("aws:cloudfront/cachePolicy:CachePolicy").map(({ name, inputs }) => [name, inputs["defaultTtl"]]),
      [["api-eu-cache-stock", 5]],
    );
  });

  it("feeds two functions, each from a source of its own", () => {
    assert.deepEqual(
      ofType("aws:lambda/eventSourceMapping:EventSourceMapping").map(({ name, inputs }) => [
        name,
        inputs["eventSourceArn"],
      ]),
      [
        ["availability-source", "arn:aws:kinesis:eu-central-1:111111111111:stream/prod-eu-central-1-stock-events"],
        ["corrections-source", "arn:aws:sqs:eu-central-1:111111111111:prod-eu-central-1-reconciliation"],
      ],
    );
  });

  it("reconciles every night on spot capacity, and rings where a run fails, is missing or cannot be submitted", () => {
    const [schedule] = ofType("aws:scheduler/schedule:Schedule").map(({ inputs }) => inputs);
    const alarms = ofType("aws:cloudwatch/metricAlarm:MetricAlarm").map(({ name }) => name);

    assert.equal(schedule?.["scheduleExpression"], "cron(0 4 * * ? *)");
    assert.equal(schedule?.["scheduleExpressionTimezone"], "Europe/Berlin");
    assert.deepEqual(
      alarms.filter((name) => /^reconciliation-(failed|missed|undelivered-runs)$/.test(name)),
      ["reconciliation-failed", "reconciliation-missed", "reconciliation-undelivered-runs"],
    );
  });

  it("warns before the bill, and shows it by channel and by marketplace", () => {
    const budgets = ofType("aws:budgets/budget:Budget").map(({ inputs }) => [inputs["name"], inputs["limitAmount"]]);
    const queries = ofType("aws:athena/namedQuery:NamedQuery").map(({ inputs }) => inputs["name"]);

    assert.deepEqual(budgets, [
      ["prod-marketplaces", "100"],
      ["prod-shop", "900"],
    ]);
    assert.deepEqual(
      queries.filter((name) => /channel|marketplace/.test(String(name))),
      ["cost_by_channel", "cost_by_marketplace"],
    );
  });

  it("shows back by channel: every queue carries the one it serves", () => {
    const channels = ofType("aws:sqs/queue:Queue")
      .filter(({ name }) => name.endsWith("-queue"))
      .map(({ name, inputs }) => [name, (inputs["tags"] as { channel: string }).channel]);

    assert.deepEqual(channels, [
      ["marketplace-orders-queue", "marketplace"],
      ["reconciliation-queue", "warehouse"],
      ["web-orders-queue", "web"],
    ]);
  });

  // A line that changes is a resource that is made, deleted or replaced. Where it is meant: npm run inventory.
  it("has the resources on record", () => {
    assert.deepEqual(inventoryOf(preview), inventory);
  });
});
