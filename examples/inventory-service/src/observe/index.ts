export { CloudWatchSink, type CloudWatchOptions } from "./cloudwatch-sink";
export { Metrics } from "./metrics";
export { MetricsPublisher, type MetricSink } from "./metrics-publisher";
