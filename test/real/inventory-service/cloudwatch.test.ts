import { CloudWatchClient, GetMetricStatisticsCommand, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { CloudWatchSink, Metrics, MetricsPublisher } from "../../../examples/inventory-service/src/observe";
import { Moto } from "./moto";

const NAMESPACE = "Inventory/Service";
const REGION = "eu-central-1";

let moto: Moto;
let client: CloudWatchClient;
let sink: CloudWatchSink;
beforeAll(async () => {
  moto = await Moto.start();
  const { endpoint } = moto;
  client = new CloudWatchClient({ region: REGION, endpoint, requestHandler: new NodeHttpHandler() });
  sink = new CloudWatchSink({ namespace: NAMESPACE, region: REGION, endpoint });
});
afterAll(async () => {
  client.destroy();
  sink.close();
  await moto.stop();
});

/** A statistic of the last minutes, as CloudWatch has it. */
async function statistic(
  MetricName: string,
  Value: string,
  name: "Sum" | "Maximum" | "SampleCount",
): Promise<number[]> {
  const now = Date.now();
  const { Datapoints = [] } = await client.send(
    new GetMetricStatisticsCommand({
      ...{ Namespace: NAMESPACE, MetricName, Dimensions: [{ Name: "Service", Value }], Statistics: [name] },
      ...{ StartTime: new Date(now - 600_000), EndTime: new Date(now + 60_000), Period: 3_600 },
    }),
  );
  return Datapoints.flatMap((point) => point[name] ?? []);
}

describe("what is published to CloudWatch", () => {
  it("is there under the namespace and the dimension, with the sums and samples that service levels read", async () => {
    const metrics = new Metrics(() => 0);
    const publisher = new MetricsPublisher({ metrics, sink, now: Date.now });
    metrics.faultyRows.set({ fault: "negative" }, 3);
    metrics.stockCheckedAt.set(Date.now() / 1_000);
    // More different times than CloudWatch takes in one datum.
    for (let milliseconds = 1; milliseconds <= 400; milliseconds += 1) {
      const route = { method: "GET", route: "/v1/availability/:sku", status: milliseconds > 390 ? 500 : 200 };
      metrics.observeRequest(route, milliseconds / 1_000);
      metrics.observeRequest(route, milliseconds / 1_000);
    }
    await publisher.round();

    const { Metrics: listed = [] } = await client.send(new ListMetricsCommand({ Namespace: NAMESPACE }));
    const names = listed.map(({ MetricName, Dimensions }) => `${String(Dimensions?.[0]?.Value)} ${String(MetricName)}`);
    expect([...new Set(names)].toSorted()).toEqual([
      "allocation DuplicateAllocations",
      "allocation FailedRequests",
      "allocation NegativeStock",
      "allocation Requests",
      "availability CacheHitPercent",
      "availability FailedRequests",
      "availability ProjectionAgeSeconds",
      "availability RequestMilliseconds",
      "availability Requests",
    ]);
    expect(await statistic("Requests", "availability", "Sum")).toEqual([800]);
    expect(await statistic("FailedRequests", "availability", "Sum")).toEqual([20]);
    expect(await statistic("RequestMilliseconds", "availability", "SampleCount")).toEqual([800]);
    expect(await statistic("RequestMilliseconds", "availability", "Sum")).toEqual([400 * 401]);
    expect(await statistic("RequestMilliseconds", "availability", "Maximum")).toEqual([400]);
    expect(await statistic("NegativeStock", "allocation", "Maximum")).toEqual([3]);
  });
});
