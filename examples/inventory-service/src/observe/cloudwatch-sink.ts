import { CloudWatchClient, PutMetricDataCommand, type MetricDatum } from "@aws-sdk/client-cloudwatch";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { MetricSink } from "./metrics-publisher";
import type { Datum } from "./service-data";

/** Where CloudWatch is. */
export interface CloudWatchOptions {
  /** Namespace that the platform's service levels read. */
  readonly namespace: string;
  /** The region it is in. */
  readonly region: string;
  /** Where it answers, where that is not AWS; `undefined` for AWS. */
  readonly endpoint: string | undefined;
}

/** Different values that CloudWatch takes in one datum. */
const MOST_VALUES = 150;

const TIMEOUT_MILLISECONDS = 5_000;

/** CloudWatch, as {@link MetricSink}. It computes percentiles and trimmed counts of values with how often they occurred, and of no sums. */
export class CloudWatchSink implements MetricSink {
  readonly #client: CloudWatchClient;
  readonly #namespace: string;

  constructor({ namespace, region, endpoint }: CloudWatchOptions) {
    const timeouts = { connectionTimeout: TIMEOUT_MILLISECONDS, requestTimeout: TIMEOUT_MILLISECONDS };
    const requestHandler = new NodeHttpHandler(timeouts);
    this.#client = new CloudWatchClient({ region, requestHandler, ...(endpoint === undefined ? {} : { endpoint }) });
    this.#namespace = namespace;
  }

  async put(data: readonly Datum[], at: Date): Promise<void> {
    const MetricData = data.flatMap((datum) => written(datum, at));
    await this.#client.send(new PutMetricDataCommand({ Namespace: this.#namespace, MetricData }));
  }

  /** Leaves CloudWatch. */
  close(): void {
    this.#client.destroy();
  }
}

function written({ service, name, unit, values }: Datum, at: Date): MetricDatum[] {
  const all = [...values];
  const parts = Array.from({ length: Math.ceil(all.length / MOST_VALUES) }, (_, part) =>
    all.slice(part * MOST_VALUES, (part + 1) * MOST_VALUES),
  );
  return parts.map((part) => ({
    MetricName: name,
    Dimensions: [{ Name: "Service", Value: service }],
    Timestamp: at,
    Unit: unit,
    Values: part.map(([value]) => value),
    Counts: part.map(([, times]) => times),
  }));
}
