import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../../planner/plan";
import { planStacks, type RegionStack } from "../../stacks/topology";
import { promisedObjectives, SERVICE_METRICS, SERVICE_NAMESPACE } from "../../stacks/parts/promised-objectives";
import { plannedEnvironment } from "./plan-environment";
import { environmentOf, shopWith } from "./shop";

const PROMISES = `objectives:
  allocation:
    window: 28 days
    ticketTopic: tickets
    promises:
      answered: { kind: availability, targetPercent: 99.9 }
      fast: { kind: latency, targetPercent: 99, milliseconds: 300 }
      never-oversold: { kind: duplicate-allocation }
      never-negative: { kind: negative-inventory }
  catalog:
    promises:
      reached: { kind: availability, targetPercent: 99.5, from: canary, endpoint: api }
      quick: { kind: latency, targetPercent: 99, milliseconds: 500, from: canary, endpoint: api }
      fresh: { kind: freshness, targetPercent: 99.5, within: 2 minutes }
      matching: { kind: stock-mismatch, targetPercent: 99.5 }
      agreeing: { kind: reconciliation-delta, targetPercent: 99, units: 10 }
      cached: { kind: cache-hits, targetPercent: 99, percent: 80 }
endpoints:
  api: { policy: { kind: latency } }
queues:
`;
const SHOP = shopWith(["queues:\n", PROMISES]);

const EXAMPLE = readFileSync(
  join(__dirname, "..", "..", "examples", "small-merchant", "environments", "prod.yaml"),
  "utf8",
);

function regionsOf(text: string, file?: string): readonly RegionStack[] {
  return planStacks(environmentOf(text, file)).filter((stack) => stack.kind === "region");
}

/** The objectives of the services of the first region, as they are measured. */
function levelsOf(text: string, file?: string) {
  const [region] = regionsOf(text, file);
  return region === undefined
    ? []
    : region.objectives.map((level) => ({ ...level, objectives: promisedObjectives(region, level) }));
}

function ofService(metricName: string, statistic: string, Service = "allocation") {
  return { namespace: "Inventory/Service", metricName, dimensions: { Service }, statistic };
}

function runbookUrl(id: string): string {
  return `https://runbooks.example.com/${id}.md`;
}

describe("objectives", () => {
  it("are those of each service, in every region, with names of their own", () => {
    expect(
      regionsOf(SHOP).map(({ objectives }) =>
        objectives.map(({ levelName, ticketTopicArn }) => [levelName, ticketTopicArn]),
      ),
    ).toEqual(
      [
        ["eu-central-1", "222222222222"],
        ["eu-west-1", "222222222222"],
        ["us-east-1", "333333333333"],
      ].map(([region = "", account = ""]) => [
        [`shop-${region}-allocation`, `arn:aws:sns:${region}:${account}:tickets`],
        [`shop-${region}-catalog`, `arn:aws:sns:${region}:${account}:alarms`],
      ]),
    );
  });

  it("measure what the service publishes", () => {
    const [allocation] = levelsOf(SHOP);

    expect(allocation?.window).toBe("28 days");
    expect(allocation?.tags).toMatchObject({ service: "allocation", residency: "eu" });
    expect(allocation?.objectives).toStrictEqual({
      answered: {
        kind: "ratio",
        promise: "requests are answered",
        targetPercent: 99.9,
        bad: ofService("FailedRequests", "Sum"),
        total: [ofService("Requests", "Sum")],
        runbookUrl: runbookUrl("error-budget-burn"),
      },
      fast: {
        kind: "ratio",
        promise: "requests are answered within 300 milliseconds",
        targetPercent: 99,
        bad: ofService("RequestMilliseconds", "TC(300:)"),
        total: [ofService("RequestMilliseconds", "SampleCount")],
        runbookUrl: runbookUrl("error-budget-burn"),
      },
      "never-negative": {
        kind: "zero",
        promise: "no stock is negative",
        metric: ofService("NegativeStock", "Maximum"),
        period: "5 minutes",
        missing: "bad",
        runbookUrl: runbookUrl("negative-inventory"),
      },
      "never-oversold": {
        kind: "zero",
        promise: "no unit is allocated twice",
        metric: ofService("DuplicateAllocations", "Maximum"),
        runbookUrl: runbookUrl("duplicate-allocation"),
      },
    });
    expect(SERVICE_NAMESPACE).toBe("Inventory/Service");
    expect(Object.keys(SERVICE_METRICS)).toHaveLength(8);
  });

  it("measure a canary's runs, freshness, and what is correct", () => {
    const [, catalog] = levelsOf(SHOP);
    const canary = (metricName: string) => ({
      namespace: "CloudWatchSynthetics",
      metricName,
      dimensions: { CanaryName: "shop-eu-central-1-api" },
      statistic: "Average",
    });

    expect(catalog?.objectives).toStrictEqual({
      agreeing: {
        kind: "periods",
        promise: "systems of record differ by at most 10 units",
        targetPercent: 99,
        metric: ofService("ReconciliationDelta", "Maximum", "catalog"),
        badWhen: "above",
        limit: 10,
        period: "1 hour",
        leastBad: 1,
        missing: "good",
        runbookUrl: runbookUrl("stuck-reconciliation"),
      },
      cached: {
        kind: "periods",
        promise: "the cache serves 80 of 100 reads",
        targetPercent: 99,
        metric: ofService("CacheHitPercent", "Average", "catalog"),
        badWhen: "below",
        limit: 80,
        period: "5 minutes",
        runbookUrl: runbookUrl("cache-misses"),
      },
      fresh: {
        kind: "periods",
        promise: "what is read is at most 2 minutes behind",
        targetPercent: 99.5,
        metric: ofService("ProjectionAgeSeconds", "Maximum", "catalog"),
        badWhen: "above",
        limit: 120,
        runbookUrl: runbookUrl("read-model-behind"),
      },
      matching: {
        kind: "ratio",
        promise: "counted stock is recorded stock",
        targetPercent: 99.5,
        bad: ofService("StockMismatches", "Sum", "catalog"),
        total: [ofService("StockCounts", "Sum", "catalog")],
        runbookUrl: runbookUrl("stock-mismatch"),
      },
      quick: {
        kind: "periods",
        promise: "requests are answered within 500 milliseconds",
        targetPercent: 99,
        metric: canary("Duration"),
        badWhen: "above",
        limit: 500,
        period: "5 minutes",
        runbookUrl: runbookUrl("error-budget-burn"),
      },
      reached: {
        kind: "periods",
        promise: "requests are answered",
        targetPercent: 99.5,
        metric: canary("SuccessPercent"),
        badWhen: "below",
        limit: 100,
        period: "5 minutes",
        runbookUrl: runbookUrl("error-budget-burn"),
      },
    });
  });
});

describe("the objectives of an environment", () => {
  let plans: Readonly<Record<string, Plan>>;
  const named = (stack: string, name: string) => plans[stack]?.resources.find((resource) => resource.name === name);
  const typed = (stack: string, type: string) => plans[stack]?.resources.find((resource) => resource.type === type);

  beforeAll(async () => {
    plans = await plannedEnvironment("prod");
  });

  it("watch a canary that is there", () => {
    const alarm = named("prod-eu-west-1", "allocation-level-answered-1h-long");

    expect(JSON.stringify(alarm?.inputs["metricQueries"])).toContain(
      String(typed("prod-eu-west-1", "aws:synthetics/canary:Canary")?.inputs["name"]),
    );
  });

  it("have alarms that take a release back, and stop an experiment, before either is there", () => {
    const alarms = ["never-negative", "never-oversold"].map((name) =>
      named("prod-eu-west-1", `allocation-level-${name}`),
    );
    const arns = alarms.map((alarm) => alarm?.outputs["arn"]);

    expect(alarms.map((alarm) => alarm?.inputs["name"])).toEqual([
      "prod-eu-west-1-allocation-never-negative",
      "prod-eu-west-1-allocation-never-oversold",
    ]);
    const monitors = named("prod-eu-west-1", "allocation-flags-environment")?.inputs["monitors"];
    expect(JSON.stringify(monitors)).toContain(String(arns[0]));
    expect(JSON.stringify(monitors)).toContain(String(arns[1]));
    expect(
      JSON.stringify(
        typed("prod-eu-west-1", "aws:fis/experimentTemplate:ExperimentTemplate")?.inputs["stopConditions"],
      ),
    ).toContain(String(arns[1]));
    expect(named("prod-eu-west-1", "allocation-flags-environment")?.dependencies).toContain(
      named("prod-eu-west-1", "allocation-level-never-oversold")?.urn,
    );
  });

  it("have a dashboard for each service", () => {
    expect(named("prod-us-east-1", "availability-level-dashboard")?.inputs["dashboardName"]).toBe(
      "prod-us-east-1-availability",
    );
  });
});

describe("objectives of an API", () => {
  it("are counted by the gateway", () => {
    const { objectives = {} } = levelsOf(EXAMPLE, "prod.yaml")[0] ?? {};
    const gateway = (metricName: string, statistic: string) => ({
      namespace: "AWS/ApiGateway",
      metricName,
      dimensions: { ApiName: "prod-eu-central-1-api" },
      statistic,
    });

    expect(objectives["answered"]).toMatchObject({
      kind: "ratio",
      bad: gateway("5XXError", "Sum"),
      total: [gateway("Count", "SampleCount")],
    });
    expect(objectives["fast"]).toMatchObject({
      bad: gateway("Latency", "TC(1000:)"),
      total: [gateway("Latency", "SampleCount")],
    });
  });
});
