import {
  keyRotationRefusals,
  PartnerKeyRotation,
  planKeyRotation,
  ROTATION_ALARMS,
  ROTATION_CONCURRENCY,
  ROTATION_DEFAULTS,
  ROTATION_LIMITS,
  ROTATION_SCHEDULE,
  type KeyRotationSettings,
  type PartnerKeyRotationArgs,
} from "../../../components/api";
import { rotationRights } from "../../../components/api/key-rotation.plan";
import type { Plan } from "../../../planner/plan";
import { ACCOUNT, identities, inputsOf, inputsOfType, planInFrankfurt, refusalOf } from "../core/fixtures";
import { resourceNamed, TAGS } from "../core/fixtures";
import { TOPIC } from "./fixtures";

const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/a1b2`;
const ARGS: PartnerKeyRotationArgs = {
  apiName: "prod-shop",
  handlerName: "prod-partner-keys",
  accountId: ACCOUNT,
  region: "eu-central-1",
  partners: { carrier: {} },
  usagePlanIds: { carrier: "plan1" },
  keyArn: KEY,
  logKeyArn: KEY,
  alarmTopicArns: [TOPIC],
  runbooksUrl: "https://runbooks.example.com",
  tags: TAGS,
};

function planOf(change: Partial<PartnerKeyRotationArgs> = {}): Promise<Plan> {
  return planInFrankfurt(() => new PartnerKeyRotation("keys", { ...ARGS, ...change }));
}

describe("planKeyRotation", () => {
  it("replaces a key after 90 days, and ends the one before 14 days later (defaults)", () => {
    expect(planKeyRotation(ARGS)).toStrictEqual({
      partners: {
        carrier: {
          secretName: "prod-shop/partners/carrier",
          readerArns: [],
          periodSeconds: 90 * 86_400,
          overlapSeconds: 14 * 86_400,
        },
      },
      alarms: {
        overdue: {
          metricName: "Overdue",
          description:
            "prod-shop: a partner's key is two days older than it may become, or nobody has looked. Runbook: https://runbooks.example.com/partner-keys-overdue.md",
          days: 2,
          treatMissingData: "breaching",
        },
        "still-used": {
          metricName: "FormerKeysInUse",
          description:
            "prod-shop: a partner still sends a key that is deleted when the overlap ends. Runbook: https://runbooks.example.com/partner-keys-still-used.md",
          days: 1,
          treatMissingData: "notBreaching",
        },
      },
    });
    expect(ROTATION_DEFAULTS).toStrictEqual({ period: "90 days", overlap: "14 days" });
    expect([ROTATION_SCHEDULE, ROTATION_CONCURRENCY, ROTATION_ALARMS]).toStrictEqual([
      "rate(1 day)",
      1,
      ["overdue", "still-used"],
    ]);
  });

  it("takes a partner's own times and roles (custom)", () => {
    const carrier = { period: "30 days", overlap: "7 days", readerRoles: ["partner-carrier"] } as const;
    const { partners } = planKeyRotation({ ...ARGS, region: "cn-north-1", partners: { carrier } });

    expect(partners["carrier"]).toMatchObject({
      readerArns: [`arn:aws-cn:iam::${ACCOUNT}:role/partner-carrier`],
      periodSeconds: 30 * 86_400,
      overlapSeconds: 7 * 86_400,
    });
  });
});

describe("rotationRights", () => {
  it("names the plans and the secrets, and of keys the four calls", () => {
    const reach = { usagePlanIds: ["p1", "p2"], secretArns: ["arn:s1"], keyArn: KEY };

    expect(rotationRights("eu-central-1", reach, (...parts) => parts.join(""))).toStrictEqual({
      MakeKeys: {
        actions: ["apigateway:GET", "apigateway:POST"],
        resources: ["arn:aws:apigateway:eu-central-1::/apikeys"],
      },
      EndKeys: {
        actions: ["apigateway:DELETE", "apigateway:PATCH"],
        resources: ["arn:aws:apigateway:eu-central-1::/apikeys/*"],
      },
      AdmitKeys: {
        actions: ["apigateway:GET", "apigateway:POST"],
        resources: [
          "arn:aws:apigateway:eu-central-1::/usageplans/p1/keys",
          "arn:aws:apigateway:eu-central-1::/usageplans/p2/keys",
        ],
      },
      ReadUsage: {
        actions: ["apigateway:GET"],
        resources: [
          "arn:aws:apigateway:eu-central-1::/usageplans/p1/usage",
          "arn:aws:apigateway:eu-central-1::/usageplans/p2/usage",
        ],
      },
      StoreKeys: {
        actions: [
          "secretsmanager:DescribeSecret",
          "secretsmanager:GetSecretValue",
          "secretsmanager:PutSecretValue",
          "secretsmanager:UpdateSecretVersionStage",
        ],
        resources: ["arn:s1"],
      },
      EncryptKeys: {
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [KEY],
        viaService: "secretsmanager",
      },
    });
  });
});

describe("PartnerKeyRotation", () => {
  it("creates secrets, the function, its clock and its alarms, all its own", async () => {
    const plan = await planOf();

    expect(identities(plan).filter((line) => line.endsWith(" keys"))).toEqual([
      "aws:cloudwatch/metricAlarm:MetricAlarm keys-overdue keys",
      "aws:cloudwatch/metricAlarm:MetricAlarm keys-still-used keys",
      "aws:iam/role:Role keys-clock-role keys",
      "aws:iam/rolePolicy:RolePolicy keys-clock-rights keys",
      "aws:scheduler/schedule:Schedule keys-clock keys",
      "aws:secretsmanager/secret:Secret keys-key-of-carrier keys",
      "aws:secretsmanager/secretPolicy:SecretPolicy keys-key-of-carrier-policy keys",
      "inventory:handler:Handler keys-handler keys",
    ]);
  });

  it("keeps a partner's key in a secret that the partner's roles alone read, over TLS", async () => {
    const plan = await planOf({ partners: { carrier: { readerRoles: ["partner-carrier"] } } });
    const secret = resourceNamed(plan, "keys-key-of-carrier");

    expect(secret.inputs).toStrictEqual({
      region: "eu-central-1",
      name: "prod-shop/partners/carrier",
      description: "API key of carrier",
      kmsKeyId: KEY,
      tags: { ...TAGS, Name: "keys-key-of-carrier" },
    });
    expect(secret.options).toMatchObject({ protect: true, retainOnDelete: true, deleteBeforeReplace: true });
    const { policy, ...rest } = inputsOf(plan, "keys-key-of-carrier-policy");
    expect(rest).toStrictEqual({
      region: "eu-central-1",
      secretArn: secret.outputs["arn"],
      blockPublicPolicy: true,
    });
    expect(JSON.parse(String(policy))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyWithoutTls",
          Effect: "Deny",
          Principal: { AWS: "*" },
          Action: "secretsmanager:*",
          Resource: "*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          Sid: "PartnerFetchesKey",
          Effect: "Allow",
          Principal: { AWS: [`arn:aws:iam::${ACCOUNT}:role/partner-carrier`] },
          Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
          Resource: "*",
        },
      ],
    });
  });

  it("tells the function plans, secrets and times, and no key", async () => {
    const plan = await planOf();
    const secretArn = resourceNamed(plan, "keys-key-of-carrier").outputs["arn"];
    const settings = { usagePlanId: "plan1", secretArn, periodSeconds: 7_776_000, overlapSeconds: 1_209_600 };

    expect(inputsOf(plan, "keys-handler-function")).toMatchObject({
      name: "prod-partner-keys",
      timeout: 120,
      memorySize: 256,
      reservedConcurrentExecutions: 1,
      environment: { variables: { API_NAME: "prod-shop", SETTINGS: JSON.stringify({ carrier: settings }) } },
    });
    expect(resourceNamed(plan, "keys").outputs["secretArns"]).toStrictEqual({ carrier: secretArn });
    expect(inputsOf(plan, "keys-handler-rights")["policy"]).toContain(
      '{"Sid":"AdmitKeys","Effect":"Allow","Action":["apigateway:GET","apigateway:POST"],"Resource":["arn:aws:apigateway:eu-central-1::/usageplans/plan1/keys"]}',
    );
  });

  it("is called every day by a role that calls it and leaves what fails, and nothing else", async () => {
    const plan = await planOf();
    const { arn } = resourceNamed(plan, "keys").outputs;
    const failures = resourceNamed(plan, "keys-handler-failures").outputs["arn"];

    expect(inputsOf(plan, "keys-clock")).toStrictEqual({
      region: "eu-central-1",
      description: "Rotates the keys of partners that are due",
      scheduleExpression: "rate(1 day)",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn,
        roleArn: resourceNamed(plan, "keys-clock-role").outputs["arn"],
        input: "{}",
        deadLetterConfig: { arn: failures },
        retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 3_600 },
      },
    });
    expect(JSON.parse(String(inputsOf(plan, "keys-clock-rights")["policy"]))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        { Sid: "Call", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: arn },
        { Sid: "LeaveFailures", Effect: "Allow", Action: "sqs:SendMessage", Resource: failures },
        {
          Sid: "EncryptFailures",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: KEY,
          Condition: { StringLike: { "kms:ViaService": "sqs.*" } },
        },
      ],
    });
  });

  it("rings where a key is overdue or nobody has looked, and where a former one is still used", async () => {
    const alarms = inputsOfType(await planOf(), "aws:cloudwatch/metricAlarm:MetricAlarm");

    expect(alarms["keys-overdue"]).toStrictEqual({
      region: "eu-central-1",
      alarmDescription: planKeyRotation(ARGS).alarms.overdue.description,
      namespace: "InventoryPlatform/PartnerKeys",
      metricName: "Overdue",
      dimensions: { ApiName: "prod-shop" },
      statistic: "Maximum",
      period: 86_400,
      evaluationPeriods: 2,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treatMissingData: "breaching",
      alarmActions: [TOPIC],
      okActions: [TOPIC],
      tags: { ...TAGS, Name: "keys-overdue" },
    });
    expect(alarms["keys-still-used"]).toMatchObject({ metricName: "FormerKeysInUse", evaluationPeriods: 1 });
  });

  it("leaves its secrets to deletion where it is told to", async () => {
    const plan = await planOf({ protect: false });

    expect(resourceNamed(plan, "keys-key-of-carrier").options).toMatchObject({ deleteBeforeReplace: true });
    expect(resourceNamed(plan, "keys-key-of-carrier").options.protect).not.toBe(true);
  });
});

const OVERLAP =
  "expected 1 day or more, and 2 days less than the period, so that two keys are valid at most; choose within what time the partner fetches the key that has taken over";

/** In the order of the table, and values beside those of the rows that fall under the same refusal. */
const rows: readonly (readonly [string, KeyRotationSettings, string])[] = [
  [
    "a period of less than a week",
    { period: "6 days", overlap: "1 day" },
    'period is "6 days", expected 7 to 365 days; choose how old a key may become before another one takes over',
  ],
  ["an overlap that leaves no time without it", { period: "15 days" }, `overlap is missing, ${OVERLAP}`],
  [
    "a role of another account",
    { readerRoles: ["carrier", "arn:aws:iam::999999999999:role/carrier"] },
    "readerRoles is [\"arn:aws:iam::999999999999:role/carrier\"], expected names of IAM roles, not ARNs: the roles are the API's account's; let the partner take a role of the account; another account would need the key as well",
  ],
];

describe("keyRotationRefusals", () => {
  it.each(rows)("refuse %s", (_, settings, message) => {
    expect(refusalOf("rotation", settings, keyRotationRefusals)).toBe(`rotation: ${message}`);
  });

  it("have a case each, and bounds", () => {
    expect(rows.map(([, settings]) => keyRotationRefusals.findIndex(({ when }) => when(settings)))).toEqual([
      ...keyRotationRefusals.keys(),
    ]);
    expect(ROTATION_LIMITS).toStrictEqual({ shortestPeriod: 7, longestPeriod: 365, shortestOverlap: 1, spare: 2 });
  });

  it.each([
    [{ period: "366 days" }, "period"],
    [{ overlap: "12 hours" }, "overlap"],
    [{ period: "16 days" }, undefined],
    [{ period: "7 days", overlap: "1 day", readerRoles: ["a"] }, undefined],
  ] as const)("judge %j", (settings, arg) => {
    expect(keyRotationRefusals.find(({ when }) => when(settings))?.say(settings).arg).toBe(arg);
  });

  it("are reported of the component with those of the function, before anything is made", async () => {
    const plan = await planInFrankfurt(() => {
      const refused = {
        ...ARGS,
        handlerName: "no name",
        partners: { carrier: {}, market: { period: "1 day", overlap: "1 day" } },
      } as const;
      expect(() => new PartnerKeyRotation("keys", refused)).toThrow(
        [
          'partner key rotation "keys": usagePlanIds is ["carrier"], expected one for each of carrier, market; add the plans of market: usagePlanIds of the Api has them',
          'partner key rotation "keys": partners.market.period is "1 day", expected 7 to 365 days; choose how old a key may become before another one takes over',
          `partner key rotation "keys": partners.market.overlap is "1 day", ${OVERLAP}`,
          'partner key rotation "keys": handlerName is "no name", expected 1 to 64 letters, digits, underscores or dashes; choose a shorter name',
        ].join("\n"),
      );
      expect(() => new PartnerKeyRotation("keys", { ...ARGS, partners: {} })).toThrow(
        'partner key rotation "keys": partners is [], expected a partner or more; leave the component out where nobody\'s keys are rotated',
      );
    });
    expect(identities(plan)).toEqual([]);
  });
});
