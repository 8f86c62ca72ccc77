import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { LocalFiles } from "../../examples/inventory-service/src/files";
import type { MetricSink } from "../../examples/inventory-service/src/observe";
import { DuckDbEngine, reconcile } from "../../examples/inventory-service/src/reconcile";
import { callerOf, issueKey, serviceOn } from "../../examples/inventory-service/test/http/caller";
import { at } from "../../examples/inventory-service/test/reconcile/any-world";
import { ParquetWriter, type CountRow } from "../../examples/inventory-service/test/reconcile/world";
import { TestServer } from "../../examples/inventory-service/test/storage/database";
import type { MetricSource, Objective } from "../../components/service-level";
import { ENVIRONMENTS } from "../stacks/plan-environment";
import { environmentOf } from "../stacks/shop";
import { promisedObjectives, SERVICE_NAMESPACE } from "../../stacks/parts/promised-objectives";
import { planStacks } from "../../stacks/topology";

type Datum = Parameters<MetricSink["put"]>[0][number];

/** What Prometheus is told of what a metric says. */
const EXPOSED: Readonly<Record<string, string>> = {
  Requests: "inventory_request_seconds_count",
  FailedRequests: "inventory_request_seconds_count",
  RequestMilliseconds: "inventory_request_seconds_bucket",
  ProjectionAgeSeconds: "inventory_freshness_seconds_bucket",
  CacheHitPercent: "inventory_availability_reads_total",
  NegativeStock: 'inventory_faulty_stock_rows{fault="negative"}',
  DuplicateAllocations: 'inventory_faulty_stock_rows{fault="over-allocated"}',
  StockMismatches: "inventory_reconciled_rows",
  StockCounts: "inventory_reconciled_rows",
  ReconciliationDelta: "inventory_reconciliation_delta_units",
};

/** What the service levels of production read of services, once each. */
function readByLevels(): readonly MetricSource[] {
  const environment = environmentOf(readFileSync(path.join(ENVIRONMENTS, "prod.yaml"), "utf8"), "prod.yaml");
  const sources = planStacks(environment).flatMap((stack) =>
    stack.kind === "region"
      ? stack.objectives.flatMap((level) => Object.values(promisedObjectives(stack, level)).flatMap(sourcesOf))
      : [],
  );
  const ofServices = sources.filter(({ namespace }) => namespace === SERVICE_NAMESPACE);
  return [...new Map(ofServices.map((source) => [JSON.stringify(source), source])).values()];
}

function sourcesOf(objective: Objective): readonly MetricSource[] {
  return objective.kind === "ratio" ? [objective.bad, ...objective.total] : [objective.metric];
}

/** The value of a statistic over data, as CloudWatch computes it; nothing where no datum has the name and the dimension. */
function statisticOf(data: readonly Datum[], { metricName, dimensions, statistic }: MetricSource): number | undefined {
  const values = data
    .filter(({ name, service }) => name === metricName && service === dimensions?.["Service"])
    .flatMap((datum) => [...datum.values]);
  const count = values.reduce((all, [, times]) => all + times, 0);
  const sum = values.reduce((all, [value, times]) => all + value * times, 0);
  const [, from] = /^TC\((\d+):\)$/.exec(statistic) ?? [];
  const statistics: Readonly<Record<string, number>> = {
    Sum: sum,
    SampleCount: count,
    Average: sum / count,
    Maximum: Math.max(...values.map(([value]) => value)),
    ...(from === undefined
      ? {}
      : { [statistic]: values.reduce((all, [value, times]) => all + (value >= Number(from) ? times : 0), 0) }),
  };
  return values.length === 0 ? undefined : statistics[statistic];
}

describe("what the service publishes", () => {
  const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const published: Datum[] = [];
  let server: TestServer;
  let folder: string;
  let exposed: string;

  beforeAll(async () => {
    server = await TestServer.start();
    folder = mkdtempSync(path.join(os.tmpdir(), "published-"));
    await reconcileYesterday();
    const metricSink = { put: async (data: readonly Datum[]): Promise<void> => void published.push(...data) };
    const { service, owner, url } = await serviceOn(server, { archive: new LocalFiles(folder, "test"), metricSink });
    const call = callerOf(url, await issueKey(owner));
    await call("POST", "/v1/stock/mug/berlin/receive", { quantity: 10 });
    for (let read = 0; read < 4; read += 1) {
      expect((await call("GET", "/v1/availability/mug?channel=web")).status).toBe(200);
    }
    exposed = await textOnceSaid(url, ["inventory_faulty_stock_rows{", "inventory_reconciliation_delta_units "]);
    await service.stop();
  });
  afterAll(async () => {
    await server.closeAll();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function reconcileYesterday(): Promise<void> {
    const writer = await ParquetWriter.start();
    const row = { day: YESTERDAY, tenant: "acme", location: "berlin", shard: "00" };
    const count = (sku: string, counted: number): CountRow => ({
      ...{ ...row, sku, counted, source: "3pl", sequence: 1, counted_at_us: at(YESTERDAY, 1_000) },
    });
    const stock = { on_hand: 10, reserved: 0, in_transit: 0, version: 1 };
    await writer.world(folder, {
      counts: [count("mug", 10), count("cup", 7), count("pot", 14)],
      snapshot: ["mug", "cup", "pot"].map((sku) => ({ ...row, sku, ...stock })),
      events: [],
    });
    writer.stop();
    const engine = await DuckDbEngine.start({ memoryMiB: 256, threads: 1, spillFolder: folder });
    const { signal } = new AbortController();
    const files = new LocalFiles(folder, "test");
    const share = { index: 0, of: 1 };
    await reconcile({ files, engine, stock: undefined, day: YESTERDAY, daysBack: 1, share, signal });
    engine.stop();
  }

  it("is every metric that a service level of production reads, with its dimension, in values that give its statistic", () => {
    const read = readByLevels().map((source): readonly [string, number | undefined] => [
      `${String(source.dimensions?.["Service"])} ${source.metricName} ${source.statistic}`,
      statisticOf(published, source),
    ]);

    expect(Object.fromEntries(read)).toEqual({
      "allocation NegativeStock Maximum": 0,
      "allocation DuplicateAllocations Maximum": 0,
      "availability FailedRequests Sum": 0,
      "availability Requests Sum": 4,
      "availability RequestMilliseconds TC(300:)": expect.any(Number),
      "availability RequestMilliseconds SampleCount": 4,
      "availability ProjectionAgeSeconds Maximum": 0,
      "availability CacheHitPercent Average": expect.any(Number),
      "reconciliation StockMismatches Sum": 2,
      "reconciliation StockCounts Sum": 3,
      "reconciliation ReconciliationDelta Maximum": 7,
    });
  });

  it("is told to Prometheus as well", () => {
    const names = [...new Set(readByLevels().map(({ metricName }) => metricName))];

    expect(names.filter((name) => !exposed.includes(`\n${String(EXPOSED[name])}`))).toEqual([]);
  });
});

/** What the service tells Prometheus once it says all that it has to measure first. */
async function textOnceSaid(url: string, said: readonly string[]): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const text = await (await fetch(new URL("/metrics", url))).text();
    if (said.every((line) => text.includes(`\n${line}`))) {
      return text;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the service does not say ${said.join(", ")}`);
}
