import {
  Canaries,
  canariesRefusals,
  CANARY_DEFAULTS,
  FAILED_RUNS,
  isPublicPath,
  MAX_CANARY_PREFIX,
  planCanaries,
  type CanariesArgs,
} from "../../../components/observability";
import { ACCOUNT, identities, inputsOf, planInFrankfurt, refusalOf, resourceNamed, TAGS } from "../core/fixtures";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/a1b2";
const TOPIC = "arn:aws:sns:eu-central-1:111122223333:on-call";
const URL_OF_SHOP = "https://shop.example.com/health";

const valid: CanariesArgs = {
  namePrefix: "prod-eu-central-1",
  accountId: ACCOUNT,
  region: "eu-central-1",
  probes: { shop: { url: URL_OF_SHOP } },
  keyArn: KEY,
  alarmTopicArns: [TOPIC],
  runbooksUrl: "https://runbooks.example.com",
  tags: TAGS,
};

function refused(args: Partial<CanariesArgs>): string {
  return refusalOf("canaries", { ...valid, ...args }, canariesRefusals);
}

describe("planCanaries", () => {
  it("plans a canary with its defaults", () => {
    expect(CANARY_DEFAULTS).toEqual({
      method: "GET",
      status: 200,
      within: "5 seconds",
      every: "5 minutes",
      reportRetention: "30 days",
      logRetention: "365 days",
    });
    expect(planCanaries(valid)).toStrictEqual({
      bucketName: "prod-eu-central-1-canary",
      reportDays: 30,
      logDays: 365,
      logGroupsArn: "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/cwsyn-*",
      canaries: {
        shop: {
          name: "prod-eu-central-1-shop",
          runtimeVersion: "syn-nodejs-5.2",
          handler: "index.handler",
          expression: "rate(5 minutes)",
          timeoutInSeconds: 30,
          memoryInMb: 960,
          environmentVariables: {
            PROBE_URL: URL_OF_SHOP,
            PROBE_METHOD: "GET",
            PROBE_STATUS: "200",
            PROBE_WITHIN_SECONDS: "5",
          },
          alarm: {
            namespace: "CloudWatchSynthetics",
            metricName: "SuccessPercent",
            statistic: "Average",
            period: 300,
            evaluationPeriods: 3,
            datapointsToAlarm: 2,
            comparisonOperator: "LessThanThreshold",
            threshold: 100,
            treatMissingData: "breaching",
            alarmDescription:
              "shop at https://shop.example.com/health: a canary does not get 200 within 5 seconds. Runbook: https://runbooks.example.com/canary-failing.md",
          },
        },
      },
    });
    expect(FAILED_RUNS).toEqual({ of: 3, least: 2 });
  });

  it("plans what is said otherwise", () => {
    const { reportDays, logDays, canaries } = planCanaries({
      ...valid,
      probes: { shop: { url: URL_OF_SHOP, method: "HEAD", status: 301, within: "30 seconds" } },
      every: "1 minute",
      reportRetention: "7 days",
      logRetention: "30 days",
    });

    expect({ reportDays, logDays }).toEqual({ reportDays: 7, logDays: 30 });
    expect(canaries["shop"]).toMatchObject({
      expression: "rate(1 minute)",
      timeoutInSeconds: 55,
      environmentVariables: { PROBE_METHOD: "HEAD", PROBE_STATUS: "301", PROBE_WITHIN_SECONDS: "30" },
      alarm: { period: 60 },
    });
  });

  it("writes an hour as one", () => {
    expect(planCanaries({ ...valid, every: "60 minutes" }).canaries["shop"]?.expression).toBe("rate(1 hour)");
  });

  it("finds logs in the AWS partition of its region", () => {
    expect(planCanaries({ ...valid, region: "cn-north-1" }).logGroupsArn).toMatch(/^arn:aws-cn:logs:cn-north-1:/);
  });
});

describe("isPublicPath", () => {
  it.each(["https://shop.example.com", "https://shop.example.com:8443/", "https://shop.example.com/a/b.json"])(
    "takes %s",
    (url) => {
      expect(isPublicPath(url)).toBe(true);
    },
  );

  it.each([
    "http://shop.example.com/",
    "https://user:secret@shop.example.com/",
    "https://shop.example.com/?customer=7",
    "https://shop.example.com/#top",
    "https://shop.example.com/a b",
    "shop.example.com",
  ])("does not take %s", (url) => {
    expect(isPublicPath(url)).toBe(false);
  });
});

describe("canaries are refused with", () => {
  it("nothing where they are right", () => {
    expect(refused({})).toBe("not refused");
  });

  it.each<readonly [string, Partial<CanariesArgs>, string]>([
    [
      "a prefix that is none",
      { namePrefix: "Prod" },
      `namePrefix is "Prod", expected 1 to ${MAX_CANARY_PREFIX} lower-case letters, digits and single dashes, starting with a letter; choose the name of the stack, such as prod-eu-central-1`,
    ],
    [
      "no account",
      { accountId: "1" },
      'accountId is "1", expected 12 digits; give the account that the canaries run in',
    ],
    [
      "no region",
      { region: "eu-north-9" },
      'region is "eu-north-9", expected an AWS region; name the region that the canaries ask from',
    ],
    [
      "no probe",
      { probes: {} },
      "probes is [], expected one probe or more, with names of 1 to 40 lower-case letters, digits and single dashes; name each by what is asked for, such as storefront",
    ],
    [
      "a probe whose name is none",
      { probes: { Shop: { url: URL_OF_SHOP } } },
      'probes is ["Shop"], expected one probe or more, with names of 1 to 40 lower-case letters, digits and single dashes; name each by what is asked for, such as storefront',
    ],
    [
      "an address with a query",
      { probes: { shop: { url: `${URL_OF_SHOP}?customer=7` } } },
      'probes.shop.url is ["https://shop.example.com/health?customer=7"], expected an https address without credentials, a query or a fragment; probe a path that everybody may read: what an address carries stands in each report',
    ],
    [
      "a status that is an error of the server",
      { probes: { shop: { url: URL_OF_SHOP, status: 503 } } },
      "probes.shop.status is [503], expected a status from 200 to 499; give the one status that is right",
    ],
    [
      "a long wait",
      { probes: { shop: { url: URL_OF_SHOP, within: "31 seconds" } } },
      'probes.shop.within is ["31 seconds"], expected whole seconds, from 1 second to 30 seconds; choose how long a buyer would wait',
    ],
    [
      "half a minute between runs",
      { every: "30 seconds" },
      'every is "30 seconds", expected whole minutes, from 1 minute to 60 minutes; choose how late a failure may be noticed; each run is billed',
    ],
    [
      "reports that are kept for years",
      { reportRetention: "456 days" },
      'reportRetention is "456 days", expected 1 to 455 whole days; choose how long somebody may ask what a run saw',
    ],
    [
      "a retention that CloudWatch Logs has not",
      { logRetention: "31 days" },
      'logRetention is "31 days", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose one that the regime allows',
    ],
    [
      "an address of runbooks with a slash at its end",
      { runbooksUrl: "https://runbooks.example.com/" },
      'runbooksUrl is "https://runbooks.example.com/", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
    ],
    [
      "nobody to hear them",
      { alarmTopicArns: [] },
      "alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever is on call",
    ],
  ])("%s", (_what, args, message) => {
    expect(refused(args)).toBe(`canaries: ${message}`);
  });
});

describe("Canaries", () => {
  it("makes a bucket, a role, and for each probe a canary, its log group and its alarm", async () => {
    const plan = await planInFrankfurt(() => new Canaries("canaries", valid));
    const own = identities(plan).filter((line) => line.endsWith(" canaries"));

    expect(own).toEqual([
      "aws:cloudwatch/logGroup:LogGroup canaries-log-shop canaries",
      "aws:cloudwatch/metricAlarm:MetricAlarm canaries-failing-shop canaries",
      "aws:iam/role:Role canaries-role canaries",
      "aws:iam/rolePolicy:RolePolicy canaries-rights canaries",
      "aws:synthetics/canary:Canary canaries-canary-shop canaries",
      "inventory:archive:PrivateBucket canaries-reports canaries",
    ]);
  });

  it("gives a canary its script by a path of no machine, and reports under the customer key", async () => {
    const plan = await planInFrankfurt(() => new Canaries("canaries", valid));

    expect(inputsOf(plan, "canaries-canary-shop")).toEqual({
      region: "eu-central-1",
      name: "prod-eu-central-1-shop",
      runtimeVersion: "syn-nodejs-5.2",
      handler: "index.handler",
      zipFile: expect.stringMatching(/^dist\/components\/observability\/canary\/bundle\/canary-[0-9a-f]{16}\.zip$/),
      executionRoleArn: resourceNamed(plan, "canaries-role").outputs["arn"],
      schedule: { expression: "rate(5 minutes)" },
      runConfig: {
        activeTracing: true,
        timeoutInSeconds: 30,
        memoryInMb: 960,
        environmentVariables: expect.objectContaining({ PROBE_URL: URL_OF_SHOP }),
      },
      artifactS3Location: "s3://prod-eu-central-1-canary-111122223333-eu-central-1/shop",
      artifactConfig: { s3Encryption: { encryptionMode: "SSE_KMS", kmsKeyArn: KEY } },
      successRetentionPeriod: 30,
      failureRetentionPeriod: 30,
      startCanary: true,
      deleteLambda: true,
      tags: { ...TAGS, Name: "canaries-canary-shop" },
    });
  });

  it("keeps the logs of the canary's function under the customer key, for as long as is said", async () => {
    const plan = await planInFrankfurt(() => new Canaries("canaries", valid));

    expect(inputsOf(plan, "canaries-log-shop")).toMatchObject({
      name: expect.stringMatching(/^\/aws\/lambda\/cwsyn-prod-eu-central-1-shop-[0-9a-f]{12}$/),
      retentionInDays: 365,
      kmsKeyId: KEY,
    });
  });

  it("deletes reports after 30 days", async () => {
    const plan = await planInFrankfurt(() => new Canaries("canaries", valid));

    expect(inputsOf(plan, "canaries-reports-lifecycle")["rules"]).toEqual([
      { id: "expiry", status: "Enabled", filter: {}, expiration: { days: 30 } },
      {
        id: "noncurrent",
        status: "Enabled",
        filter: {},
        expiration: { expiredObjectDeleteMarker: true },
        noncurrentVersionExpiration: { noncurrentDays: 1 },
      },
      { id: "uploads", status: "Enabled", filter: {}, abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } },
    ]);
  });

  it("lets canaries leave reports, write logs and metrics, and trace, but create no log group", async () => {
    const plan = await planInFrankfurt(() => new Canaries("canaries", valid));
    const bucket = "arn:aws:s3:::prod-eu-central-1-canary-111122223333-eu-central-1";

    expect(JSON.parse(String(inputsOf(plan, "canaries-rights")["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Sid: "LeaveReports", Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: `${bucket}/*` },
        { Sid: "FindBucket", Effect: "Allow", Action: "s3:GetBucketLocation", Resource: bucket },
        {
          Sid: "EncryptReports",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: KEY,
          Condition: { StringEquals: { "kms:ViaService": ["s3.eu-central-1.amazonaws.com"] } },
        },
        {
          Sid: "WriteLogs",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/cwsyn-*:*",
        },
        { Sid: "Trace", Effect: "Allow", Action: ["s3:ListAllMyBuckets", "xray:PutTraceSegments"], Resource: "*" },
        {
          Sid: "WriteMetrics",
          Effect: "Allow",
          Action: "cloudwatch:PutMetricData",
          Resource: "*",
          Condition: { StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } },
        },
      ],
    });
  });

  it("rings for its canary alone", async () => {
    const plan = await planInFrankfurt(() => new Canaries("canaries", valid));

    expect(inputsOf(plan, "canaries-failing-shop")).toMatchObject({
      dimensions: { CanaryName: "prod-eu-central-1-shop" },
      alarmActions: [TOPIC],
      okActions: [TOPIC],
    });
  });

  it("logs access to its bucket where it is told where", async () => {
    const plan = await planInFrankfurt(() => new Canaries("canaries", { ...valid, accessLogBucketName: "logs" }));

    expect(inputsOf(plan, "canaries-reports-access-logging")["targetBucket"]).toBe("logs");
  });
});
