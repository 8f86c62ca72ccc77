import {
  INVALIDATION_ALARMS,
  INVALIDATION_CONCURRENCY,
  INVALIDATION_DEFAULTS,
  InvalidationHandler,
  invalidationRefusals,
  planInvalidation,
  planStockSource,
  STOCK_BATCH,
  type InvalidationHandlerArgs,
} from "../../../components/cdn";
import { ACCOUNT, failureOf, identities, inputsOf, inputsOfType, planInFrankfurt, refusalOf } from "../core/fixtures";
import { resourceNamed, TAGS } from "../core/fixtures";

const TOPIC = "arn:aws:sns:eu-central-1:111122223333:on-call";
const KEY = "arn:aws:kms:eu-central-1:111122223333:key/a1b2";
const LEDGER = "arn:aws:dynamodb:eu-central-1:111122223333:table/invalidations";
const DISTRIBUTION = "arn:aws:cloudfront::111122223333:distribution/E1";
const PATHS = {
  product: ["/products/{category}/{sku}", "#sku:{sku}"],
  category: ["/products/{category}/*", "#category:{category}"],
  all: ["/products/*", "#products"],
};
const QUEUE = {
  kind: "queue",
  queueArn: "arn:aws:sqs:eu-central-1:111122223333:stock",
  keyArn: KEY,
  queueKind: "standard",
  visibilityTimeoutSeconds: 180,
  deadLetterQueueArn: "arn:aws:sqs:eu-central-1:111122223333:stock-dead-letters",
} as const;
const KINESIS = {
  kind: "kinesis",
  streamArn: "arn:aws:kinesis:eu-central-1:111122223333:stream/stock",
  keyArn: KEY,
  failureQueueArn: "arn:aws:sqs:eu-central-1:111122223333:stock-failures",
} as const;
const valid: InvalidationHandlerArgs = {
  handlerName: "prod-stock-invalidation",
  accountId: ACCOUNT,
  distributionId: "E1",
  distributionArn: DISTRIBUTION,
  source: KINESIS,
  ledger: { name: "invalidations", arn: LEDGER, keyArn: KEY },
  paths: PATHS,
  keyArn: KEY,
  logKeyArn: KEY,
  alarmTopicArns: [TOPIC],
  runbooksUrl: "https://runbooks.example.com",
  tags: TAGS,
};

describe("planInvalidation", () => {
  it("plans what costs nothing (defaults)", () => {
    const runbook = "Runbook: https://runbooks.example.com/invalidation";
    expect(planInvalidation(valid)).toStrictEqual({
      settings: {
        paths: PATHS,
        pathsPerMonth: 1_000,
        windowSeconds: 30,
        productsPerCategory: 20,
        pathsPerInvalidation: 30,
      },
      billBoundUsd: 0,
      alarms: {
        "budget-spent": {
          metricName: "LeftToTtl",
          description: `prod-stock-invalidation: the 1000 paths of the month are spent: pages grow as old as their TTL. ${runbook}-budget-spent.md`,
        },
        "given-up": {
          metricName: "GivenUp",
          description: `prod-stock-invalidation: CloudFront has not taken an invalidation for 15 minutes: its pages grow as old as their TTL. ${runbook}-given-up.md`,
        },
        refused: {
          metricName: "Refused",
          description: `prod-stock-invalidation: CloudFront has refused an invalidation: its paths are wrong. ${runbook}-refused.md`,
        },
      },
    });
    expect(INVALIDATION_DEFAULTS).toStrictEqual({
      pathsPerMonth: 1_000,
      freePaths: 1_000,
      window: "30 seconds",
      productsPerCategory: 20,
      pathsPerInvalidation: 30,
    });
    expect([INVALIDATION_ALARMS, INVALIDATION_CONCURRENCY]).toStrictEqual([["budget-spent", "given-up", "refused"], 5]);
  });

  it("computes the bound of the bill from the paths that are not free (custom)", () => {
    const { settings, billBoundUsd } = planInvalidation({
      ...valid,
      pathsPerMonth: 20_000,
      freePaths: 400,
      window: "1 minute",
      productsPerCategory: 5,
      pathsPerInvalidation: 100,
    });
    expect(billBoundUsd).toBe(98);
    expect(settings).toMatchObject({
      pathsPerMonth: 20_000,
      windowSeconds: 60,
      productsPerCategory: 5,
      pathsPerInvalidation: 100,
    });
  });

  it("gathers events for some seconds, but for a FIFO queue, and not where the source says otherwise", () => {
    const fifo = { ...QUEUE, queueKind: "fifo" } as const;
    expect(STOCK_BATCH).toStrictEqual({ batchSize: 1_000, batchWindow: "5 seconds" });
    expect(planStockSource(QUEUE)).toStrictEqual({ ...QUEUE, batchSize: 1_000, batchWindow: "5 seconds" });
    expect(planStockSource({ ...KINESIS, batchWindow: "1 second" })).toMatchObject({
      batchSize: 1_000,
      batchWindow: "1 second",
      startAt: "newest",
    });
    expect(planStockSource(fifo)).toStrictEqual(fifo);
  });
});

describe("InvalidationHandler", () => {
  it("creates the function, its clock and its alarms, all its own", async () => {
    const plan = await planInFrankfurt(() => new InvalidationHandler("stock", valid));
    const own = identities(plan).filter((identity) => identity.endsWith(" stock") || identity.endsWith(" test-dev"));

    expect(own).toEqual([
      "aws:cloudwatch/metricAlarm:MetricAlarm stock-budget-spent stock",
      "aws:cloudwatch/metricAlarm:MetricAlarm stock-given-up stock",
      "aws:cloudwatch/metricAlarm:MetricAlarm stock-refused stock",
      "aws:iam/role:Role stock-clock-role stock",
      "aws:iam/rolePolicy:RolePolicy stock-clock-rights stock",
      "aws:scheduler/schedule:Schedule stock-clock stock",
      "inventory:cdn:InvalidationHandler stock test-dev",
      "inventory:handler:Handler stock-handler stock",
    ]);
  });

  it("hands the settings to the function, and lets it invalidate this distribution alone", async () => {
    const plan = await planInFrankfurt(() => new InvalidationHandler("stock", valid));
    const { policy } = inputsOf(plan, "stock-handler-rights");
    const { Statement }: { Statement: unknown[] } = JSON.parse(String(policy));

    expect(inputsOf(plan, "stock-handler-function")).toMatchObject({
      name: "prod-stock-invalidation",
      timeout: 20,
      memorySize: 256,
      reservedConcurrentExecutions: 5,
      environment: {
        variables: {
          DISTRIBUTION_ID: "E1",
          SOURCE: "kinesis",
          SETTINGS: JSON.stringify(planInvalidation(valid).settings),
          IDEMPOTENCY_TABLE: "invalidations",
        },
      },
    });
    expect(Statement).toContainEqual({
      Sid: "Invalidate",
      Effect: "Allow",
      Action: ["cloudfront:CreateInvalidation"],
      Resource: [DISTRIBUTION],
    });
    expect(Statement).toContainEqual({
      Sid: "ReadLedger",
      Effect: "Allow",
      Action: ["dynamodb:GetItem"],
      Resource: [LEDGER],
    });
  });

  it("takes the role it is given where the distribution lies in another account, and has no other right there", async () => {
    const role = {
      roleArn: "arn:aws:iam::999999999999:role/shop-eu-invalidation-role-0a1b2c3",
      externalId: "prod/eu/shop",
    };
    const elsewhere = { distributionArn: "arn:aws:cloudfront::999999999999:distribution/E1", role };
    const plan = await planInFrankfurt(() => new InvalidationHandler("stock", { ...valid, ...elsewhere }));
    const { policy } = inputsOf(plan, "stock-handler-rights");
    const { Statement }: { Statement: { Sid: string }[] } = JSON.parse(String(policy));

    expect(inputsOf(plan, "stock-handler-function")["environment"]).toMatchObject({
      variables: { ROLE: JSON.stringify(role) },
    });
    expect(Statement.filter(({ Sid }) => Sid === "Invalidate")).toStrictEqual([
      { Sid: "Invalidate", Effect: "Allow", Action: ["sts:AssumeRole"], Resource: [role.roleArn] },
    ]);
    expect(String(policy)).not.toContain("cloudfront");
  });

  it.each([
    ["a stream", KINESIS, { batchSize: 1_000, maximumBatchingWindowInSeconds: 5, startingPosition: "LATEST" }],
    ["a queue", QUEUE, { batchSize: 1_000, maximumBatchingWindowInSeconds: 5 }],
  ] as const)("gathers the events of %s", async (_, source, inputs) => {
    const plan = await planInFrankfurt(() => new InvalidationHandler("stock", { ...valid, source }));

    expect(inputsOf(plan, "stock-handler-source")).toMatchObject(inputs);
    expect(inputsOf(plan, "stock-handler-source")["functionResponseTypes"]).toStrictEqual(["ReportBatchItemFailures"]);
  });

  it("is called every minute by a role that calls it and nothing else", async () => {
    const plan = await planInFrankfurt(() => new InvalidationHandler("stock", { ...valid, region: "eu-west-1" }));
    const { arn } = resourceNamed(plan, "stock").outputs;
    const role = resourceNamed(plan, "stock-clock-role");

    expect(inputsOf(plan, "stock-clock")).toStrictEqual({
      region: "eu-west-1",
      description: "Invalidates what was left undone",
      scheduleExpression: "rate(1 minute)",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn,
        roleArn: role.outputs["arn"],
        input: '{"clock":true}',
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      },
    });
    expect(arn).toBe(`arn:aws:lambda:eu-west-1:${String(arn).split(":")[4]}:function:prod-stock-invalidation:live`);
    expect(JSON.parse(String(role.inputs["assumeRolePolicy"]))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "scheduler.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
        },
      ],
    });
    expect(JSON.parse(String(inputsOf(plan, "stock-clock-rights")["policy"]))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: arn }],
    });
    expect(resourceNamed(plan, "stock-clock").outputs["arn"]).toMatch(
      /^arn:aws:scheduler:eu-west-1:\d{12}:schedule\/default\/stock-clock-[0-9a-f]+$/,
    );
  });

  it("rings where the budget is spent, and where CloudFront takes no invalidation", async () => {
    const plan = await planInFrankfurt(() => new InvalidationHandler("stock", valid));
    const alarms = inputsOfType(plan, "aws:cloudwatch/metricAlarm:MetricAlarm");

    expect(alarms["stock-budget-spent"]).toStrictEqual({
      alarmDescription: planInvalidation(valid).alarms["budget-spent"].description,
      namespace: "InventoryPlatform/Invalidation",
      metricName: "LeftToTtl",
      dimensions: { DistributionId: "E1" },
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treatMissingData: "notBreaching",
      alarmActions: [TOPIC],
      okActions: [TOPIC],
      tags: { ...TAGS, Name: "stock-budget-spent" },
    });
    expect([alarms["stock-given-up"]?.["metricName"], alarms["stock-refused"]?.["metricName"]]).toStrictEqual([
      "GivenUp",
      "Refused",
    ]);
  });

  it("tells the most that it costs", async () => {
    const plan = await planInFrankfurt(() => new InvalidationHandler("stock", { ...valid, pathsPerMonth: 5_000 }));

    expect(resourceNamed(plan, "stock").outputs).toMatchObject({ billBoundUsd: 20, name: "prod-stock-invalidation" });
  });
});

/** In the order of the table. */
const rows: readonly (readonly [string, Partial<InvalidationHandlerArgs>, string])[] = [
  [
    "an account that is none",
    { accountId: "main" },
    'accountId is "main", expected 12 digits; give the account of the function',
  ],
  [
    "a budget below nothing",
    { pathsPerMonth: -1 },
    "pathsPerMonth is -1, expected a whole number of paths, 0 or more; choose how many paths a month may cost",
  ],
  [
    "more free paths than there are",
    { freePaths: 1_001 },
    "freePaths is 1001, expected a whole number from 0 to 1000; count what others in the account invalidate, and leave it out of the free paths",
  ],
  [
    "a window longer than pages grow old",
    { window: "1 hour" },
    'window is "1 hour", expected 1 second to 15 minutes; choose a window that is shorter than what pages may grow old',
  ],
  [
    "no product of a category",
    { productsPerCategory: 0 },
    "productsPerCategory is 0, expected a whole number, 1 or more; choose from how many changes on a category is invalidated as a whole",
  ],
  [
    "more paths than CloudFront takes",
    { pathsPerInvalidation: 3_001 },
    "pathsPerInvalidation is 3001, expected a whole number from 1 to 3000; choose how much of the month's paths one invalidation may take",
  ],
  [
    "a path without a slash",
    paths({ all: ["products/*", "/*"] }),
    'paths is ["products/*"], expected paths that begin with a slash, with * at their end alone, or tags that begin with #; write them as CloudFront invalidates them',
  ],
  [
    "a product where there is none",
    paths({ category: ["/products/{category}/*", "/p/{sku}"] }),
    'paths is ["/p/{sku}"], expected {category} and {sku} in product, {category} in category, neither in all; leave out what is not known there',
  ],
  [
    "nothing for when there is too much",
    paths({ product: ["#sku:{sku}"], category: [], all: ["#products"] }),
    'paths is ["category"], expected at least one path or tag for each of product, category and all; name what covers every product, for when there are too many of them',
  ],
  [
    "products that a category misses",
    paths({ product: ["/p/{sku}"], all: ["/*"] }),
    'paths is ["/p/{sku}"], expected paths of products that a path of category and one of all cover; end a coarser path in * where the finer one goes on',
  ],
  [
    "more for everything than one invalidation takes",
    { pathsPerInvalidation: 1 },
    "paths.all is 2, expected no more than pathsPerInvalidation, and 15 wildcards; cover every product with fewer paths",
  ],
];

/** Values beside those of the rows that fall under the same refusal. */
const edges: readonly (readonly [string, Partial<InvalidationHandlerArgs>, string])[] = [
  ["half a path", { pathsPerMonth: 0.5 }, "pathsPerMonth"],
  ["fewer free paths than none", { freePaths: -1 }, "freePaths"],
  ["no window", { window: "0 seconds" }, "window"],
  ["half a product", { productsPerCategory: 1.5 }, "productsPerCategory"],
  ["a wildcard in the middle", paths({ all: ["/*", "/a*b"] }), "paths"],
  ["products that everything misses", paths({ all: ["/shop/*"] }), "paths"],
  [
    "sixteen wildcards",
    paths({ all: ["/*", ...Array.from({ length: 15 }, (_, index) => `/${index}/*`)] }),
    "paths.all",
  ],
];

function paths(change: Partial<InvalidationHandlerArgs["paths"]>): Partial<InvalidationHandlerArgs> {
  return { paths: { ...PATHS, ...change } };
}

describe("refusals of invalidations", () => {
  const label = 'invalidation handler "stock"';

  it("lets valid arguments pass, and a budget of nothing", () => {
    expect(refusalOf(label, valid, invalidationRefusals)).toBe("not refused");
    expect(refusalOf(label, { ...valid, pathsPerMonth: 0, freePaths: 0 }, invalidationRefusals)).toBe("not refused");
  });

  it("has a case per rule", () => {
    expect(rows.map(([, change], row) => invalidationRefusals[row]?.when({ ...valid, ...change }))).toEqual(
      invalidationRefusals.map(() => true),
    );
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf(label, { ...valid, ...change }, invalidationRefusals)).toBe(`${label}: ${message}`);
  });

  it.each(edges)("refuses %s", (_, change, arg) => {
    const args = { ...valid, ...change };
    expect(invalidationRefusals.filter(({ when }) => when(args)).map(({ say }) => say(args).arg)).toEqual([arg]);
  });

  it("refuses what the function cannot have as well, all at once, before anything is registered", async () => {
    const { message, registered } = await failureOf(
      () => new InvalidationHandler("stock", { ...valid, pathsPerMonth: -1, handlerName: "", alarmTopicArns: [] }),
    );
    expect(message.split("\n").map((line) => line.split(" is ")[0])).toEqual([
      `${label}: pathsPerMonth`,
      `${label}: handlerName`,
      `${label}: alarmTopicArns`,
    ]);
    expect(registered).toEqual([]);
  });
});
