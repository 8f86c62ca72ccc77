/** What is true of one runtime of Lambda. */
export interface LambdaRuntimeFacts {
  /** Day on which Lambda began to offer it. */
  readonly releasedOn: string;
  /** Day on which Lambda stops to patch it. */
  readonly supportEndsOn: string;
}

/** Where the tables below come from, and when they were last compared with it. */
export const LAMBDA_SOURCE = {
  runtimes: "https://endoflife.date/aws-lambda",
  functions: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
  kinesis: "https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html",
  sqs: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
  kafka: "https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html",
  pollers: "https://docs.aws.amazon.com/lambda/latest/dg/kafka-scaling-modes.html",
  environment: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
  provider: "the provider's documentation of aws.lambda.EventSourceMapping and FunctionEventInvokeConfig (7.48.0)",
  comparedOn: "2026-11-26",
} as const;

/** Runtimes of Node.js that Lambda supports, the oldest first. */
export const LAMBDA_RUNTIMES = {
  "nodejs22.x": { releasedOn: "2024-11-22", supportEndsOn: "2027-04-30" },
  "nodejs24.x": { releasedOn: "2025-11-25", supportEndsOn: "2028-04-30" },
} as const satisfies Record<string, LambdaRuntimeFacts>;

/**
 * Runtimes that Lambda patches no more; functions that have one go on until they are to change. The latest to go, in 2026:
 * ruby3.2 on 31 March, nodejs20.x on 30 April, provided.al2 on 31 July, python3.10 on 31 October, dotnet8 on 10 November.
 * Source: {@link LAMBDA_SOURCE}.runtimes and the guide's page of runtimes
 * (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html), read 2026-11-27.
 */
export const RETIRED_LAMBDA_RUNTIMES: readonly string[] = [
  ...["dotnet6", "dotnet8", "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1"],
  ...["go1.x", "java8"],
  ...["nodejs", "nodejs4.3", "nodejs4.3-edge", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs14.x"],
  ...["nodejs16.x", "nodejs18.x", "nodejs20.x"],
  ...["provided", "provided.al2"],
  ...["python2.7", "python3.6", "python3.7", "python3.8", "python3.9", "python3.10"],
  ...["ruby2.5", "ruby2.7", "ruby3.2"],
];

/** One of {@link LAMBDA_RUNTIMES}. */
export type LambdaRuntime = keyof typeof LAMBDA_RUNTIMES;

/** Whether a string is a runtime of the table. */
export function isLambdaRuntime(runtime: string): runtime is LambdaRuntime {
  return Object.hasOwn(LAMBDA_RUNTIMES, runtime);
}

/** Limits of a function. */
export const LAMBDA_LIMITS = {
  nameCharacters: 64,
  timeoutSeconds: 900,
  /** Longest timeout of a function that reads Kafka. */
  kafkaTimeoutSeconds: 840,
  leastMemoryMiB: 128,
  mostMemoryMiB: 10_240,
  subnets: 16,
  securityGroups: 5,
  /** Concurrency of an account in a region that no function can reserve. */
  unreservedConcurrency: 100,
} as const satisfies Readonly<Record<string, number>>;

/** Limits of what reads a source for a function. */
export const EVENT_SOURCE_LIMITS = {
  batchRecords: 10_000,
  fifoBatchMessages: 10,
  /** From one message more on, the batch of a queue needs a window of a second. */
  windowlessBatchMessages: 10,
  windowSeconds: 300,
  retries: 10_000,
  leastAgeSeconds: 60,
  mostAgeSeconds: 604_800,
  parallelization: 10,
  leastQueueConcurrency: 2,
  mostQueueConcurrency: 1_000,
  leastPollers: 1,
  mostMinimumPollers: 200,
  mostPollers: 2_000,
  consumerGroupCharacters: 200,
} as const satisfies Readonly<Record<string, number>>;

/** How long the stream of a DynamoDB table keeps its records: always as long. */
export const TABLE_STREAM_RETENTION_SECONDS = 86_400;

/** Limits of an event that a function is sent without waiting for its answer. */
export const ASYNC_EVENT_LIMITS = {
  retries: 2,
  leastAgeSeconds: 60,
  mostAgeSeconds: 21_600,
} as const satisfies Readonly<Record<string, number>>;

/** Names of environment variables that Lambda sets itself, or keeps for itself. */
export const LAMBDA_RESERVED_VARIABLES =
  /^(AWS_(ACCESS_KEY|ACCESS_KEY_ID|DEFAULT_REGION|EXECUTION_ENV|LAMBDA_.*|REGION|SECRET_ACCESS_KEY|SESSION_TOKEN|XRAY_.*)|LAMBDA_(RUNTIME_DIR|TASK_ROOT)|TZ|_HANDLER|_X_AMZN_TRACE_ID)$/;
