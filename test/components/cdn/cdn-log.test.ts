import {
  CDN_LOG_DEFAULTS,
  CDN_LOG_FIELDS,
  CdnLog,
  cdnLogRefusals,
  planCdnLog,
  type CdnLogArgs,
} from "../../../components/cdn";
import type { Plan } from "../../../planner/plan";
import { ACCOUNT, identities, inputsOf, planInFrankfurt, refusalOf, resourceNamed, TAGS } from "../core/fixtures";

const DISTRIBUTION = `arn:aws:cloudfront::${ACCOUNT}:distribution/E1`;
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/a1b2`;
const ARGS: CdnLogArgs = {
  logName: "prod-shop",
  accountId: ACCOUNT,
  distributionArn: DISTRIBUTION,
  logKeyArn: KEY,
  tags: TAGS,
};

function planOf(change: Partial<CdnLogArgs> = {}): Promise<Plan> {
  return planInFrankfurt(() => new CdnLog("log", { ...ARGS, ...change }));
}

describe("planCdnLog", () => {
  it("keeps the log for 90 days, under the distribution's name (defaults)", () => {
    expect(planCdnLog(ARGS)).toStrictEqual({
      logGroupName: "cdn-access-prod-shop",
      retentionDays: 90,
      recordFields: CDN_LOG_FIELDS,
    });
    expect(CDN_LOG_DEFAULTS).toStrictEqual({ retention: "90 days", protect: true });
  });

  it("keeps it for as long as it is told (custom)", () => {
    expect(planCdnLog({ ...ARGS, retention: "30 days" }).retentionDays).toBe(30);
  });

  it("has no field that says who asked, from where, with what, or for what of theirs", () => {
    const personal = [
      ...["c-ip", "c-port", "x-forwarded-for", "c-country", "asn", "x-edge-location", "cs(User-Agent)", "cs(Referer)"],
      ...["cs(Cookie)", "cs-uri-stem", "cs-uri-query", "connection-id", "viewer-request-log-data"],
      "viewer-response-log-data",
    ];

    expect(CDN_LOG_FIELDS.filter((field) => personal.includes(field))).toEqual([]);
    expect(CDN_LOG_FIELDS).toHaveLength(21);
  });
});

describe("CdnLog", () => {
  it("creates the group, its policy and the delivery, all its own and in us-east-1", async () => {
    const plan = await planOf();
    const own = plan.resources.filter(({ name }) => name.startsWith("log-"));

    expect(identities(plan)).toEqual([
      "aws:cloudwatch/logDelivery:LogDelivery log-delivery log",
      "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination log-destination log",
      "aws:cloudwatch/logDeliverySource:LogDeliverySource log-source log",
      "aws:cloudwatch/logGroup:LogGroup log-group log",
      "aws:cloudwatch/logResourcePolicy:LogResourcePolicy log-policy log",
      "inventory:cdn:CdnLog log test-dev",
    ]);
    expect([...new Set(own.map(({ inputs }) => inputs["region"]))]).toEqual(["us-east-1"]);
  });

  it("encrypts the group, and keeps it from deletion", async () => {
    const group = resourceNamed(await planOf(), "log-group");

    expect(group.inputs).toStrictEqual({
      region: "us-east-1",
      name: "cdn-access-prod-shop",
      retentionInDays: 90,
      kmsKeyId: KEY,
      tags: { ...TAGS, Name: "log-group" },
    });
    expect(group.options).toMatchObject({ protect: true, retainOnDelete: true, deleteBeforeReplace: true });
    expect(resourceNamed(await planOf({ protect: false }), "log-group").options.protect).not.toBe(true);
  });

  it("delivers the fields of the distribution into the group, once it may", async () => {
    const plan = await planOf();
    const arn = resourceNamed(plan, "log-group").outputs["arn"];

    expect(inputsOf(plan, "log-source")).toMatchObject({ logType: "ACCESS_LOGS", resourceArn: DISTRIBUTION });
    expect(inputsOf(plan, "log-destination")).toMatchObject({
      outputFormat: "json",
      deliveryDestinationConfiguration: { destinationResourceArn: arn },
    });
    expect(inputsOf(plan, "log-delivery")).toMatchObject({
      deliverySourceName: resourceNamed(plan, "log-source").outputs["name"],
      deliveryDestinationArn: resourceNamed(plan, "log-destination").outputs["arn"],
      recordFields: [...CDN_LOG_FIELDS],
    });
    expect(resourceNamed(plan, "log-delivery").dependencies).toContain(resourceNamed(plan, "log-policy").urn);
    expect(JSON.parse(String(inputsOf(plan, "log-policy")["policyDocument"]))).toMatchObject({
      Statement: [
        {
          Sid: "DeliverLogsOfTheDistribution",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Resource: [`${String(arn)}:*`],
          Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
        },
      ],
    });
  });
});

const rows: readonly (readonly [string, Partial<CdnLogArgs>, string])[] = [
  [
    "a name with a space",
    { logName: "prod shop" },
    'logName is "prod shop", expected 1 to 60 letters, digits, underscores or dashes; choose a name that reads in lists of log groups',
  ],
  [
    "an account that is none",
    { accountId: "main" },
    'accountId is "main", expected 12 digits; give the account of the distribution',
  ],
  [
    "a retention that CloudWatch Logs does not have",
    { retention: "8 days" },
    'retention is "8 days", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose how long CloudWatch Logs keeps the log',
  ],
];

describe("cdnLogRefusals", () => {
  it.each(rows)("refuse %s", (_, change, message) => {
    expect(refusalOf('cdn log "log"', { ...ARGS, ...change }, cdnLogRefusals)).toBe(`cdn log "log": ${message}`);
  });

  it("have a case each, and stop the component", async () => {
    expect(rows.map(([, change]) => cdnLogRefusals.findIndex(({ when }) => when({ ...ARGS, ...change })))).toEqual([
      ...cdnLogRefusals.keys(),
    ]);
    const plan = await planInFrankfurt(() => {
      expect(() => new CdnLog("log", { ...ARGS, logName: "" })).toThrow('cdn log "log": logName is ""');
    });
    expect(identities(plan)).toEqual([]);
  });
});
