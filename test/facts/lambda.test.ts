import {
  ASYNC_EVENT_LIMITS,
  EVENT_SOURCE_LIMITS,
  isLambdaRuntime,
  LAMBDA_LIMITS,
  LAMBDA_RESERVED_VARIABLES,
  LAMBDA_RUNTIMES,
  LAMBDA_SOURCE,
  TABLE_STREAM_RETENTION_SECONDS,
} from "../../facts/lambda";

describe("LAMBDA_RUNTIMES", () => {
  it("lists runtimes of Node.js in the order of their release, none of which had ended when they were compared", () => {
    const runtimes = Object.values(LAMBDA_RUNTIMES);
    const released = runtimes.map(({ releasedOn }) => releasedOn);

    expect(Object.keys(LAMBDA_RUNTIMES)).toStrictEqual(["nodejs22.x", "nodejs24.x"]);
    expect(released).toStrictEqual(released.toSorted());
    expect(runtimes.filter(({ supportEndsOn }) => supportEndsOn <= LAMBDA_SOURCE.comparedOn)).toStrictEqual([]);
  });

  it("knows its runtimes from others", () => {
    expect(["nodejs24.x", "nodejs20.x", "toString"].map(isLambdaRuntime)).toStrictEqual([true, false, false]);
  });
});

describe("the limits of Lambda", () => {
  it("leave a minute less to a function that reads Kafka", () => {
    expect(LAMBDA_LIMITS.timeoutSeconds - LAMBDA_LIMITS.kafkaTimeoutSeconds).toBe(60);
  });

  it("bound records by a week, those of a table's stream by the day that they exist, and sent events by six hours", () => {
    expect(EVENT_SOURCE_LIMITS.mostAgeSeconds).toBe(7 * 86_400);
    expect(TABLE_STREAM_RETENTION_SECONDS).toBe(86_400);
    expect(ASYNC_EVENT_LIMITS.mostAgeSeconds).toBe(6 * 3_600);
  });
});

describe("LAMBDA_RESERVED_VARIABLES", () => {
  it.each(["AWS_REGION", "AWS_LAMBDA_FUNCTION_NAME", "_HANDLER", "TZ"])("knows that %s is taken", (name) => {
    expect(LAMBDA_RESERVED_VARIABLES.test(name)).toBe(true);
  });

  it.each(["AWS_NODEJS_CONNECTION_REUSE_ENABLED", "STREAM_NAME", "TZDATA"])("leaves %s to the caller", (name) => {
    expect(LAMBDA_RESERVED_VARIABLES.test(name)).toBe(false);
  });
});
