import {
  FAILURE_RETENTION,
  planStream,
  STREAM_ALARMS,
  STREAM_DEFAULTS,
  type StreamPlanArgs,
} from "../../../components/stream";
import { tlsOnlyPolicy } from "../../../components/stream/resource-policies";

const minimal: StreamPlanArgs = {
  streamName: "prod-stock-events",
  runbooksUrl: "https://runbooks.example.com",
};

describe("planStream", () => {
  it("plans a week of retention, six alarms and five attempts at defaults", () => {
    expect(STREAM_DEFAULTS).toStrictEqual({
      retention: "7 days",
      capacity: "on-demand",
      shardMetrics: [],
      iteratorAgeAlarm: "15 minutes",
      failureAgeAlarm: "1 day",
      redriveAttempts: 5,
      protect: true,
    });
    expect(planStream(minimal)).toMatchObject({
      streamName: "prod-stock-events",
      retentionHours: 168,
      capacity: "on-demand",
      shardMetrics: [],
      failureQueueName: "prod-stock-events-failures",
      parkedQueueName: "prod-stock-events-failures-parked",
      queueRetentionSeconds: 1_209_600,
      queueVisibilitySeconds: 360,
      redriveAttempts: 5,
    });
  });

  it("plans the alarms of the failure destination", () => {
    const { alarms } = planStream(minimal);
    const once = { statistic: "Maximum", periodSeconds: 60, evaluationPeriods: 1, datapointsToAlarm: 1 };
    expect(alarms["failures-waiting"]).toStrictEqual({
      ...once,
      watches: "failures",
      metricName: "ApproximateNumberOfMessagesVisible",
      threshold: 1,
      description:
        "prod-stock-events: a consumer gave up on records, which wait to be redriven. Runbook: https://runbooks.example.com/stream-failures-waiting.md",
    });
    expect(alarms["failures-aging"]).toStrictEqual({
      ...once,
      watches: "failures",
      metricName: "ApproximateAgeOfOldestMessage",
      threshold: 86_400,
      description:
        "prod-stock-events: a failure has waited 1 day; its records expire with the stream. Runbook: https://runbooks.example.com/stream-failures-aging.md",
    });
    expect(alarms["failures-parked"]).toStrictEqual({
      ...once,
      watches: "parked",
      metricName: "ApproximateNumberOfMessagesVisible",
      threshold: 1,
      description:
        "prod-stock-events: redriving failed as well; someone has to decide. Runbook: https://runbooks.example.com/stream-failures-parked.md",
    });
  });

  it("plans the alarms of the stream", () => {
    const { alarms } = planStream(minimal);
    const sustained = { watches: "stream", periodSeconds: 60, evaluationPeriods: 5, datapointsToAlarm: 3 };
    expect(alarms["iterator-age"]).toStrictEqual({
      ...sustained,
      metricName: "GetRecords.IteratorAgeMilliseconds",
      statistic: "Maximum",
      threshold: 900_000,
      description:
        "prod-stock-events: a reader is 15 minutes behind. Runbook: https://runbooks.example.com/stream-reader-behind.md",
    });
    expect(alarms["write-throttled"]).toStrictEqual({
      ...sustained,
      metricName: "WriteProvisionedThroughputExceeded",
      statistic: "Sum",
      threshold: 1,
      description:
        "prod-stock-events: producers are being throttled. Runbook: https://runbooks.example.com/stream-write-throttled.md",
    });
    expect(alarms["read-throttled"]).toStrictEqual({
      ...sustained,
      metricName: "ReadProvisionedThroughputExceeded",
      statistic: "Sum",
      threshold: 1,
      description:
        "prod-stock-events: readers are being throttled. Runbook: https://runbooks.example.com/stream-read-throttled.md",
    });
    expect(Object.keys(alarms).toSorted()).toStrictEqual([...STREAM_ALARMS].toSorted());
  });

  it("plans every choice that is made", () => {
    const plan = planStream({
      ...minimal,
      retention: "30 days",
      capacity: { shards: 4 },
      shardMetrics: ["OutgoingBytes", "IncomingBytes"],
      iteratorAgeAlarm: "1 hour",
      failureAgeAlarm: "6 hours",
      redriveAttempts: 2,
    });
    expect(plan).toMatchObject({
      retentionHours: 720,
      capacity: { shards: 4 },
      shardMetrics: ["IncomingBytes", "OutgoingBytes"],
      redriveAttempts: 2,
    });
    expect(plan.alarms["iterator-age"].threshold).toBe(3_600_000);
    expect(plan.alarms["failures-aging"].threshold).toBe(21_600);
  });

  it("keeps a failure longer than a stream at defaults keeps its records", () => {
    expect(planStream(minimal).queueRetentionSeconds).toBeGreaterThan(planStream(minimal).retentionHours * 3_600);
    expect(FAILURE_RETENTION).toBe("14 days");
  });
});

describe("the policy of a stream and of its queues", () => {
  it("denies calls without TLS, and grants nothing", () => {
    expect(tlsOnlyPolicy("arn:aws:sqs:eu-central-1:111122223333:failures", "sqs:*")).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyWithoutTls",
          Effect: "Deny",
          Principal: { AWS: "*" },
          Action: "sqs:*",
          Resource: "arn:aws:sqs:eu-central-1:111122223333:failures",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });
});
