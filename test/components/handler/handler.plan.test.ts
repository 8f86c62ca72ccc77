import {
  HANDLER_DEFAULTS,
  planHandler,
  planInvocation,
  planMapping,
  SOURCE_DEFAULTS,
} from "../../../components/handler";
import { planHandlerAlarms, type HandlerAlarmSettings } from "../../../components/handler/handler-alarms";
import { planFailureDestination } from "../../../components/stream/failure-destination.plan";
import { invoke, kafka, kinesis, minimal, queue, table } from "./fixture";

const READ = { functionResponseTypes: ["ReportBatchItemFailures"], metricsConfig: { metrics: ["EventCount"] } };
const BOUNDED = { bisectBatchOnFunctionError: true, maximumRetryAttempts: 5, startingPosition: "TRIM_HORIZON" };
const SUSTAINED = { periodSeconds: 60, evaluationPeriods: 5, datapointsToAlarm: 3 };
const RUNBOOKS = "Runbook: https://runbooks.example.com";

describe("planHandler", () => {
  it("plans half a minute, half a GiB and ten at a time at defaults, on the newest runtime", () => {
    expect(HANDLER_DEFAULTS).toStrictEqual({
      entry: "index.handler",
      runtime: "nodejs24.x",
      timeout: "30 seconds",
      memoryMiB: 512,
      reservedConcurrency: 10,
      enabled: true,
      logRetention: "30 days",
      behindAlarm: "15 minutes",
      protect: true,
    });
    const { alarms, mapping, ...plan } = planHandler(minimal);
    expect(Object.keys(alarms)).toHaveLength(6);
    expect(mapping).toStrictEqual(planMapping(kinesis, 10));
    expect(plan).toStrictEqual({
      handlerName: "prod-projector",
      entry: "index.handler",
      runtime: "nodejs24.x",
      timeoutSeconds: 30,
      memoryMiB: 512,
      reservedConcurrency: 10,
      enabled: true,
      logRetentionDays: 30,
    });
  });

  it("plans what it is told otherwise", () => {
    const plan = planHandler({
      ...minimal,
      entry: "src/handlers.project",
      runtime: "nodejs22.x",
      timeout: "2 minutes",
      memoryMiB: 1_024,
      reservedConcurrency: 3,
      enabled: false,
      logRetention: "90 days",
    });
    expect(plan).toMatchObject({
      entry: "src/handlers.project",
      runtime: "nodejs22.x",
      timeoutSeconds: 120,
      memoryMiB: 1_024,
      reservedConcurrency: 3,
      enabled: false,
      logRetentionDays: 90,
    });
  });

  it.each([kinesis, kafka, queue])("leaves failures where those of the source go: $kind", (source) => {
    expect(planHandler({ ...minimal, source })).not.toHaveProperty("failures");
  });

  it("plans a failure destination for a table, whose records are gone after a day", () => {
    const { runbooksUrl } = minimal;
    expect(planHandler({ ...minimal, source: table }).failures).toStrictEqual(
      planFailureDestination("prod-projector", { failureAgeAlarm: "6 hours", runbooksUrl }),
    );
    const earlier = planHandler({ ...minimal, source: { ...table, failureAgeAlarm: "1 hour" } }).failures;
    expect(earlier?.failureAlarms["failures-aging"].threshold).toBe(3_600);
  });

  it("plans a failure destination for events, which are kept whole", () => {
    const plan = planHandler({ ...minimal, source: invoke });
    expect(plan.failures?.failureAlarms["failures-aging"]).toMatchObject({
      threshold: 86_400,
      description: `prod-projector: a failed event has waited 1 day, and is kept for 14 days. ${RUNBOOKS}/stream-failures-aging.md`,
    });
    expect(plan).not.toHaveProperty("mapping");
    expect(plan.invocation).toStrictEqual({ maximumRetryAttempts: 2, maximumEventAgeInSeconds: 3_600 });
  });
});

describe("planMapping", () => {
  it("bounds what a bad record holds up, by retries and age and by splitting its batch", () => {
    expect(planMapping(kinesis, 10)).toStrictEqual({
      ...READ,
      ...BOUNDED,
      batchSize: 100,
      maximumRecordAgeInSeconds: 86_400,
      parallelizationFactor: 1,
    });
    expect(planMapping(table, 10)).toStrictEqual({
      ...READ,
      ...BOUNDED,
      batchSize: 100,
      maximumRecordAgeInSeconds: 43_200,
      parallelizationFactor: 1,
    });
  });

  it("reads Kafka in provisioned mode, which alone has bounds", () => {
    expect(planMapping(kafka, 10)).toStrictEqual({
      ...READ,
      ...BOUNDED,
      batchSize: 100,
      maximumRecordAgeInSeconds: 86_400,
      topics: ["stock"],
      amazonManagedKafkaEventSourceConfig: { consumerGroupId: "projector" },
      provisionedPollerConfig: { minimumPollers: 1, maximumPollers: 5 },
    });
  });

  it("takes no more from a queue than the reserved concurrency handles", () => {
    expect(planMapping(queue, 10)).toStrictEqual({ ...READ, batchSize: 10, scalingConfig: { maximumConcurrency: 10 } });
    expect(planMapping({ ...queue, maxConcurrency: 4 }, 10).scalingConfig).toStrictEqual({ maximumConcurrency: 4 });
  });

  it("gathers large batches of a queue for a second, and as long as it is told", () => {
    expect(planMapping({ ...queue, batchSize: 11 }, 10).maximumBatchingWindowInSeconds).toBe(1);
    expect(planMapping({ ...queue, batchWindow: "5 seconds" }, 10).maximumBatchingWindowInSeconds).toBe(5);
    expect(planMapping({ ...kinesis, batchWindow: "2 minutes" }, 10).maximumBatchingWindowInSeconds).toBe(120);
  });

  it("takes what the source chooses", () => {
    const chosen = { batchSize: 7, maxRetries: 0, maxRecordAge: "1 hour", startAt: "newest" } as const;
    const planned = {
      batchSize: 7,
      maximumRetryAttempts: 0,
      maximumRecordAgeInSeconds: 3_600,
      startingPosition: "LATEST",
    };
    expect(planMapping({ ...table, ...chosen, parallelization: 10 }, 10)).toMatchObject({
      ...planned,
      parallelizationFactor: 10,
    });
    expect(planMapping({ ...kafka, ...chosen, pollers: { min: 2, max: 3 } }, 10)).toMatchObject({
      ...planned,
      provisionedPollerConfig: { minimumPollers: 2, maximumPollers: 3 },
    });
  });

  it.each([kinesis, table, kafka])("never retries for ever, whatever the source: $kind", (source) => {
    const { maximumRetryAttempts = -1, maximumRecordAgeInSeconds = -1 } = planMapping(source, 10);
    expect(maximumRetryAttempts).toBeGreaterThanOrEqual(0);
    expect(maximumRecordAgeInSeconds).toBeGreaterThan(0);
  });
});

describe("planInvocation", () => {
  it("takes what it is told", () => {
    expect(planInvocation({ kind: "invoke", maxRetries: 0, maxEventAge: "2 hours" })).toStrictEqual({
      maximumRetryAttempts: 0,
      maximumEventAgeInSeconds: 7_200,
    });
    expect(SOURCE_DEFAULTS.invoke).toStrictEqual({ maxRetries: 2, maxEventAge: "1 hour", failureAgeAlarm: "1 day" });
  });
});

describe("planHandlerAlarms", () => {
  const settings: HandlerAlarmSettings = {
    handlerName: "prod-projector",
    source: kinesis,
    timeoutSeconds: 30,
    behindAlarm: "15 minutes",
    runbooksUrl: "https://runbooks.example.com",
  };

  it("plans alarms that name their section of the runbook", () => {
    const ofFunction = { namespace: "AWS/Lambda", watches: "function" };
    expect(planHandlerAlarms(settings)).toStrictEqual({
      errors: {
        ...SUSTAINED,
        ...ofFunction,
        metricName: "Errors",
        statistic: "Sum",
        threshold: 1,
        description: `prod-projector: invocations end in errors. ${RUNBOOKS}/handler-errors.md`,
      },
      throttled: {
        ...SUSTAINED,
        ...ofFunction,
        metricName: "Throttles",
        statistic: "Sum",
        threshold: 1,
        description: `prod-projector: more is asked of it than its reserved concurrency lets through. ${RUNBOOKS}/handler-throttled.md`,
      },
      "near-timeout": {
        ...SUSTAINED,
        ...ofFunction,
        metricName: "Duration",
        statistic: "Maximum",
        threshold: 24_000,
        description: `prod-projector: invocations take 80% of their time. ${RUNBOOKS}/handler-slow.md`,
      },
      behind: {
        ...SUSTAINED,
        ...ofFunction,
        metricName: "IteratorAge",
        statistic: "Maximum",
        threshold: 900_000,
        description: `prod-projector: it is 15 minutes behind. ${RUNBOOKS}/handler-behind.md`,
      },
      "records-failing": {
        ...SUSTAINED,
        namespace: "AWS/Lambda",
        watches: "mapping",
        metricName: "FailedInvokeEventCount",
        statistic: "Sum",
        threshold: 1,
        description: `prod-projector: records fail and are tried again. ${RUNBOOKS}/handler-partial-failures.md`,
      },
      "failures-undelivered": {
        ...ofFunction,
        periodSeconds: 60,
        evaluationPeriods: 1,
        datapointsToAlarm: 1,
        metricName: "DestinationDeliveryFailures",
        statistic: "Sum",
        threshold: 1,
        description: `prod-projector: what was given up on did not reach the failure queue. ${RUNBOOKS}/handler-failures-undelivered.md`,
      },
    });
  });

  it.each([
    {
      source: table,
      namespace: "AWS/Lambda",
      metricName: "IteratorAge",
      threshold: 900_000,
      what: "it is 15 minutes behind",
    },
    {
      source: queue,
      namespace: "AWS/SQS",
      metricName: "ApproximateAgeOfOldestMessage",
      threshold: 900,
      what: "a message has waited 15 minutes",
    },
    {
      source: kafka,
      namespace: "AWS/Kafka",
      metricName: "EstimatedMaxTimeLag",
      threshold: 900,
      what: "projector is 15 minutes behind in stock",
    },
    {
      source: invoke,
      namespace: "AWS/Lambda",
      metricName: "AsyncEventAge",
      threshold: 900_000,
      what: "an event has waited 15 minutes",
    },
  ])("watches how far the handler is behind by $metricName: $what", ({ source, what, ...alarm }) => {
    const description = `prod-projector: ${what}. ${RUNBOOKS}/handler-behind.md`;
    expect(planHandlerAlarms({ ...settings, source }).behind).toMatchObject({ ...alarm, description });
  });

  it("leaves out alarms that a source gives no sense", () => {
    const roles = (source: HandlerAlarmSettings["source"]) => Object.keys(planHandlerAlarms({ ...settings, source }));
    expect(roles(queue)).toStrictEqual(["errors", "throttled", "near-timeout", "behind", "records-failing"]);
    expect(roles(invoke)).toStrictEqual(["errors", "throttled", "near-timeout", "behind", "failures-undelivered"]);
  });
});
