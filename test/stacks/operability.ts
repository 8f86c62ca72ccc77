import type { Plan, PlannedResource, PropertyValue } from "../../planner/plan";

/** What the checks look at of a plan. */
export type Planned = Pick<Plan, "resources">;

const ALARMS = ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"];
const RUNBOOK = /\. Runbook: https:\/\/\S+\/([a-z-]+)\.md$/;

/** The alarms of plans, each with the id of the runbook that its description ends in. */
export function alarmsOf(plans: readonly Planned[]): { readonly name: string; readonly runbook: string | undefined }[] {
  return resourcesOf(plans, ...ALARMS).map(({ name, inputs }) => ({
    name,
    runbook: RUNBOOK.exec(String(inputs["alarmDescription"]))?.[1],
  }));
}

/** What is wrong with the queues of plans: those whose failed messages are lost, and those that nobody watches. */
export function unguardedQueues(plans: readonly Planned[]): string[] {
  const queues = resourcesOf(plans, "aws:sqs/queue:Queue");
  const letters = new Set([
    ...queues.map(({ inputs }) => deadLetterArn(inputs["redrivePolicy"])),
    ...resourcesOf(plans, "aws:scheduler/schedule:Schedule").map(({ inputs }) => undelivered(inputs["target"])),
    ...resourcesOf(plans, "aws:cloudwatch/eventTarget:EventTarget", "aws:cloudwatch/eventBus:EventBus").map(
      ({ inputs }) => at(inputs["deadLetterConfig"], "arn"),
    ),
  ]);
  const watched = new Set(resourcesOf(plans, ...ALARMS).map(({ inputs }) => at(inputs["dimensions"], "QueueName")));
  return queues.flatMap(({ name, inputs, outputs }) => [
    ...(inputs["redrivePolicy"] === undefined && !letters.has(outputs["arn"]) ? [`${name} loses what fails`] : []),
    ...(watched.has(outputs["name"]) ? [] : [`${name} has no alarm`]),
  ]);
}

/** Consumers that drop what they cannot handle: mappings of streams without a failure destination. */
export function unguardedConsumers(plans: readonly Planned[]): string[] {
  return resourcesOf(plans, "aws:lambda/eventSourceMapping:EventSourceMapping")
    .filter(({ inputs }) => !String(inputs["eventSourceArn"]).includes(":sqs:"))
    .filter(({ inputs }) => at(at(inputs["destinationConfig"], "onFailure"), "destinationArn") === undefined)
    .map(({ name }) => `${name} drops what it gives up on`);
}

/** Streams and Kafka clusters whose component brings no failure queue. */
export function unguardedStreams(plans: readonly Planned[]): string[] {
  const failures = new Set(
    resourcesOf(plans, "aws:sqs/queue:Queue")
      .filter(({ name }) => name.endsWith("-failures"))
      .map(({ parent }) => parent),
  );
  return resourcesOf(
    plans,
    "aws:kinesis/stream:Stream",
    "aws:msk/cluster:Cluster",
    "aws:msk/serverlessCluster:ServerlessCluster",
  )
    .filter(({ parent }) => !failures.has(parent))
    .map(({ name }) => `${name} has no failure queue`);
}

/** Schedules that drop what they cannot hand over. */
export function unguardedSchedules(plans: readonly Planned[]): string[] {
  return resourcesOf(plans, "aws:scheduler/schedule:Schedule")
    .filter(({ inputs }) => undelivered(inputs["target"]) === undefined)
    .map(({ name }) => `${name} drops what it cannot hand over`);
}

/** Rules of buses of one's own that drop what they cannot hand over; AWS's own events are notices. */
export function unguardedRules(plans: readonly Planned[]): string[] {
  return resourcesOf(plans, "aws:cloudwatch/eventTarget:EventTarget")
    .filter(({ inputs }) => inputs["eventBusName"] !== undefined)
    .filter(({ inputs }) => at(inputs["deadLetterConfig"], "arn") === undefined)
    .map(({ name }) => `${name} drops what it cannot hand over`);
}

/** Delivery streams that put what they cannot convert nowhere, or that ring for none of it. */
export function unguardedDeliveries(plans: readonly Planned[]): string[] {
  const watched = new Set(
    resourcesOf(plans, ...ALARMS)
      .filter(({ inputs }) => inputs["metricName"] === "FailedConversion.Records")
      .map(({ inputs }) => at(inputs["dimensions"], "DeliveryStreamName")),
  );
  return resourcesOf(plans, "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream").flatMap(({ name, inputs }) => [
    ...(at(inputs["extendedS3Configuration"], "errorOutputPrefix") === undefined
      ? [`${name} keeps nothing that fails`]
      : []),
    ...(watched.has(inputs["name"]) ? [] : [`${name} rings for nothing that fails`]),
  ]);
}

/** Metrics that something is scaled by and that no rule of the metrics API of its cluster makes. */
export function sourcelessMetrics(plan: Planned): string[] {
  const rules = resourcesOf([plan], "kubernetes:helm.sh/v3:Release")
    .filter(({ inputs }) => inputs["chart"] === "prometheus-adapter")
    .flatMap(({ inputs }) => listOf(at(at(inputs["values"], "rules"), "custom")))
    .map((rule) => at(at(rule, "name"), "as"));
  return resourcesOf([plan], "kubernetes:autoscaling/v2:HorizontalPodAutoscaler").flatMap(({ name, inputs }) =>
    listOf(at(inputs["spec"], "metrics"))
      .filter((metric) => at(metric, "type") !== "Resource")
      .map((metric) => at(at(at(metric, "object") ?? at(metric, "pods"), "metric"), "name"))
      .filter((metric) => !rules.includes(metric))
      .map((metric) => `${name} is scaled by ${String(metric)}, which nothing makes`),
  );
}

function resourcesOf(plans: readonly Planned[], ...types: readonly string[]): PlannedResource[] {
  return plans.flatMap(({ resources }) => resources).filter(({ type }) => types.includes(type));
}

function at(value: PropertyValue | undefined, key: string): PropertyValue | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}

function listOf(value: PropertyValue | undefined): PropertyValue[] {
  return Array.isArray(value) ? [...value] : [];
}

/** Where a schedule leaves what it could not hand over. */
function undelivered(target: PropertyValue | undefined): PropertyValue | undefined {
  return at(at(target, "deadLetterConfig"), "arn");
}

function deadLetterArn(policy: PropertyValue | undefined): PropertyValue | undefined {
  const parsed: PropertyValue = typeof policy === "string" ? JSON.parse(policy) : null;
  return at(parsed, "deadLetterTargetArn");
}
