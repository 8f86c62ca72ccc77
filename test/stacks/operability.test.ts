import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { RUNBOOK_IDS, type RunbookId } from "../../components/core";
import { RUNBOOKS } from "../../components/runbook/library";
import { AUTOMATED } from "../../components/runbook/runbooks.plan";
import type { Plan, PlannedResource, Properties } from "../../planner/plan";
import { PATTERNS } from "../../stacks/environment-schema";
import { planOf } from "../contract/examples";
import { blocksOf, COMPONENT_FOLDERS, ROOT } from "../docs/blocks";
import { patternEnvironment } from "../golden/pattern-environment";
import {
  alarmsOf,
  sourcelessMetrics,
  unguardedConsumers,
  unguardedDeliveries,
  unguardedQueues,
  unguardedRules,
  unguardedSchedules,
  unguardedStreams,
} from "./operability";
import type { Planned } from "./operability";
import { ENVIRONMENTS, plannedEnvironment, plannedExample, plannedText } from "./plan-environment";

/** What a queue or a schedule may do without, and why that is right. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "pools-interruptions loses what fails":
    "EventBridge sends Karpenter's notices of interruptions; each is void after the few minutes that the queue keeps it",
  "shop-invalidation-clock drops what it cannot hand over":
    "it calls every minute for what was left undone: the next call does what this one would have done",
  "pools-interruptions has no alarm": "without a reader nodes end undrained, which the alarms of their services show",
};

const EXAMPLES = ["enterprise-hybrid", "marketplace", "small-merchant"];
const FOLDER = join(ROOT, "docs", "runbooks");
const named = new Set<string>();

const PLANNED: readonly (readonly [string, () => Promise<Readonly<Record<string, Plan>>>])[] = [
  ...["dev", "prod"].map((name) => [name, () => plannedEnvironment(name)] as const),
  ...EXAMPLES.map((name) => [`the example ${name}`, () => plannedExample(name)] as const),
  ...PATTERNS.map((name) => [`the pattern ${name}`, () => plannedText(name, patternEnvironment(name))] as const),
];

it("knows every environment of the repository, and every example", () => {
  const examples = readdirSync(join(ROOT, "examples")).filter((name) =>
    existsSync(join(ROOT, "examples", name, "environments")),
  );

  expect(examples.toSorted()).toEqual(EXAMPLES);
  expect(readdirSync(ENVIRONMENTS).filter((file) => file.endsWith(".yaml"))).toEqual(["dev.yaml", "prod.yaml"]);
});

describe.each(PLANNED)("%s", (_place, plan) => {
  let plans: readonly Plan[];

  beforeAll(async () => {
    plans = Object.values(await plan());
  });

  it("has alarms that each name a runbook that exists", () => {
    expectRunbooks(plans);
  });

  it("has a way back for what fails, and an alarm, for every queue, stream, consumer, schedule, rule and delivery", () => {
    const unguarded = [
      ...[unguardedQueues, unguardedStreams, unguardedConsumers, unguardedSchedules],
      ...[unguardedRules, unguardedDeliveries],
    ].flatMap((find) => find(plans));

    expect(unguarded.filter((problem) => !(problem in EXCEPTIONS))).toEqual([]);
  });

  it("makes every metric that something is scaled by", () => {
    expect(plans.flatMap(sourcelessMetrics)).toEqual([]);
  });
});

it("has alarms in the components' examples that each name a runbook that exists", async () => {
  const blocks = COMPONENT_FOLDERS.flatMap((folder) => blocksOf(`components/${folder}/README.md`));

  expectRunbooks(await Promise.all(blocks.map(planOf)));
});

function expectRunbooks(plans: readonly Plan[]): void {
  const alarms = alarmsOf(plans);
  alarms.forEach(({ runbook }) => named.add(runbook ?? ""));

  expect(alarms.filter(({ runbook = "" }) => !existsSync(join(FOLDER, `${runbook}.md`)))).toEqual([]);
  expect(alarms.length).toBeGreaterThan(0);
}

it("has an automation in each region of production for every runbook that acts, as production names approvers", async () => {
  const { "prod-eu-central-1": eu, "prod-us-west-2": us } = await plannedEnvironment("prod");
  const documents = (plan: Plan | undefined) =>
    (plan?.resources ?? [])
      .filter(({ type }) => type === "aws:ssm/document:Document")
      .map(({ inputs }) => inputs["name"])
      .toSorted();

  expect(documents(eu)).toEqual(AUTOMATED.map((id) => `prod-eu-central-1-${id}`).toSorted());
  expect(documents(us)).toEqual(AUTOMATED.map((id) => `prod-us-west-2-${id}`).toSorted());
});

it("has pages alone where nobody is named who approves", async () => {
  const plans = Object.values(await plannedEnvironment("dev"));

  expect(
    plans.flatMap(({ resources }) => resources).filter(({ type }) => type === "aws:ssm/document:Document"),
  ).toEqual([]);
});

describe("every runbook", () => {
  it("is reachable from an alarm", () => {
    const reached = reachableFrom(RUNBOOK_IDS.filter((id) => named.has(id)));

    expect(RUNBOOK_IDS.filter((id) => !reached.has(id))).toEqual([]);
  });
});

function reachableFrom(start: readonly RunbookId[]): ReadonlySet<RunbookId> {
  const reached = new Set(start);
  reached.forEach((id) => RUNBOOKS[id].next.forEach((next) => reached.add(next)));
  return reached;
}

describe("the checks", () => {
  const resource = (type: string, name: string, inputs: Properties): PlannedResource => ({
    ...{ type, name, inputs, parent: `urn:of ${name}`, urn: `urn:${name}`, kind: "custom" },
    ...{ outputs: { arn: `arn:${name}`, ...inputs }, dependencies: [], propertyDependencies: {}, options: {} },
  });
  const plan = (...resources: readonly PlannedResource[]): Planned => ({ resources });

  it("see an alarm without a runbook", () => {
    const alarm = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "a", { alarmDescription: "see the wiki" });

    expect(alarmsOf([plan(alarm)])).toEqual([{ name: "a", runbook: undefined }]);
  });

  it("see a queue without a way back, and one without an alarm", () => {
    const lost = resource("aws:sqs/queue:Queue", "lost", { name: "lost" });
    const letters = resource("aws:sqs/queue:Queue", "letters", { name: "letters" });
    const redrivePolicy = JSON.stringify({ deadLetterTargetArn: "arn:letters" });
    const queue = resource("aws:sqs/queue:Queue", "queue", { name: "queue", redrivePolicy });
    const alarm = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "a", { dimensions: { QueueName: "letters" } });

    expect(unguardedQueues([plan(lost, letters, queue, alarm)])).toEqual([
      "lost loses what fails",
      "lost has no alarm",
      "queue has no alarm",
    ]);
  });

  it("see a stream without a failure queue, and a consumer that drops records", () => {
    const stream = resource("aws:kinesis/stream:Stream", "events", {});
    const failures = resource("aws:sqs/queue:Queue", "orders-failures", {});
    const mapping = "aws:lambda/eventSourceMapping:EventSourceMapping";
    const kinesis = resource(mapping, "projector", { eventSourceArn: "arn:aws:kinesis:eu-west-1:1:stream/events" });
    const sqs = resource(mapping, "adapter", { eventSourceArn: "arn:aws:sqs:eu-west-1:1:orders" });

    expect(unguardedStreams([plan(stream, failures)])).toEqual(["events has no failure queue"]);
    expect(unguardedConsumers([plan(kinesis, sqs)])).toEqual(["projector drops what it gives up on"]);
  });

  it("see a schedule that drops what it cannot hand over, and the queue of one that does not", () => {
    const schedule = "aws:scheduler/schedule:Schedule";
    const dropping = resource(schedule, "dropping", { target: { arn: "arn:job" } });
    const keeping = resource(schedule, "keeping", { target: { deadLetterConfig: { arn: "arn:kept" } } });
    const kept = resource("aws:sqs/queue:Queue", "kept", { name: "kept" });

    expect(unguardedSchedules([plan(dropping, keeping)])).toEqual(["dropping drops what it cannot hand over"]);
    expect(unguardedQueues([plan(keeping, kept)])).toEqual(["kept has no alarm"]);
  });

  it("see a rule that drops what it cannot hand over, and the queue of one that does not", () => {
    const target = "aws:cloudwatch/eventTarget:EventTarget";
    const notice = resource(target, "notice", { arn: "arn:log" });
    const dropping = resource(target, "dropping", { arn: "arn:queue", eventBusName: "own" });
    const deadLetterConfig = { arn: "arn:kept" };
    const keeping = resource(target, "keeping", { arn: "arn:queue", eventBusName: "own", deadLetterConfig });
    const kept = resource("aws:sqs/queue:Queue", "kept", { name: "kept" });

    expect(unguardedRules([plan(notice, dropping, keeping)])).toEqual(["dropping drops what it cannot hand over"]);
    expect(unguardedQueues([plan(keeping, kept)])).toEqual(["kept has no alarm"]);
  });

  it("see a delivery stream that keeps nothing that fails, or rings for none of it", () => {
    const firehose = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
    const lost = resource(firehose, "lost", { name: "lost", extendedS3Configuration: {} });
    const silent = resource(firehose, "silent", {
      name: "silent",
      extendedS3Configuration: { errorOutputPrefix: "failures/" },
    });
    const alarm = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "a", {
      metricName: "FailedConversion.Records",
      dimensions: { DeliveryStreamName: "lost" },
    });

    expect(unguardedDeliveries([plan(lost, silent, alarm)])).toEqual([
      "lost keeps nothing that fails",
      "silent rings for nothing that fails",
    ]);
  });

  it("see a metric that nothing makes", () => {
    const metrics = [{ type: "Object", object: { metric: { name: "pending" } } }, { type: "Resource" }];
    const hpa = resource("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "hpa", { spec: { metrics } });

    expect(sourcelessMetrics(plan(hpa))).toEqual(["hpa is scaled by pending, which nothing makes"]);
  });
});
