import {
  FIREWALL_DEFAULTS,
  MANAGED_RULE_GROUPS,
  planWebFirewall,
  WAF_CAPACITY,
  WebFirewall,
  webFirewallRefusals,
  type WebFirewallArgs,
} from "../../../components/firewall";
import { logDeliveryPolicy } from "../../../components/firewall/log-delivery-policy";
import { planProgram } from "../../../planner/engine";
import { SECRET, SIGNATURE } from "../../../planner/plan";
import { ACCOUNT, identities, inputsOf, planInFrankfurt, refusalOf, resourceNamed, TAGS } from "../core/fixtures";

const TOPIC = `arn:aws:sns:eu-central-1:${ACCOUNT}:on-call`;
const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/log`;
const VALUE = "0123456789abcdef0123456789abcdef";
const ARGS: WebFirewallArgs = {
  firewallName: "prod-api",
  accountId: ACCOUNT,
  scope: "REGIONAL",
  logKeyArn: KEY,
  alarmTopicArns: [TOPIC],
  runbooksUrl: "https://runbooks.example.com",
  tags: TAGS,
};
const seen = (metricName: string): object => ({
  metricName,
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});
const group = (name: string, priority: number, managed: string): object => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name: managed } },
  visibilityConfig: seen(name),
});
const RATE = {
  name: "rate",
  priority: 0,
  action: { block: {} },
  statement: { rateBasedStatement: { limit: 2_000, evaluationWindowSec: 300, aggregateKeyType: "IP" } },
  visibilityConfig: seen("rate"),
};

describe("planWebFirewall", () => {
  it("plans a rate rule and four managed groups, in the table's order (defaults)", () => {
    const { rules, alarm, ...plan } = planWebFirewall(ARGS);
    expect(plan).toEqual({
      metricName: "prod-api",
      scope: "REGIONAL",
      logGroupName: "aws-waf-logs-prod-api",
      logRetentionDays: 90,
      redactedHeaders: ["authorization", "cookie", "x-api-key"],
    });
    expect(rules.map(({ priority, name }) => `${priority} ${name}`)).toEqual([
      "0 rate",
      "1 ip-reputation",
      "2 known-bad-inputs",
      "3 common",
      "4 sql-injection",
    ]);
    expect(alarm).toEqual({
      namespace: "AWS/WAFV2",
      metricName: "BlockedRequests",
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1_000,
      treatMissingData: "notBreaching",
      alarmDescription:
        "prod-api: 1000 requests were blocked in 5 minutes. Runbook: https://runbooks.example.com/firewall-blocked.md",
    });
    expect(FIREWALL_DEFAULTS).toEqual({
      managedRules: { "ip-reputation": {}, "known-bad-inputs": {}, common: {}, "sql-injection": {} },
      rateLimit: { requests: 2_000, window: "5 minutes" },
      redactedHeaders: [],
      logRetention: "90 days",
      blockedAlarm: 1_000,
      protect: true,
    });
  });

  it("judges the secret header first, and keeps it out of the log with the headers it is told", () => {
    const plan = planWebFirewall({
      ...ARGS,
      secretHeader: { name: "x-from-edge", values: [VALUE] },
      redactedHeaders: ["x-customer", "cookie"],
    });
    expect(plan.rules[0]).toEqual({
      kind: "secret-header",
      name: "secret-header",
      priority: 0,
      header: "x-from-edge",
    });
    expect(plan.redactedHeaders).toEqual(["authorization", "cookie", "x-api-key", "x-customer", "x-from-edge"]);
  });

  it("does not depend on the order in which groups are named", () => {
    const forth = planWebFirewall({ ...ARGS, managedRules: { common: {}, "anonymous-ip": {} } });
    const back = planWebFirewall({ ...ARGS, managedRules: { "anonymous-ip": {}, common: {} } });
    expect(forth).toEqual(back);
    expect(forth.rules.map(({ name }) => name)).toEqual(["rate", "anonymous-ip", "common"]);
  });

  it("leaves a web ACL with every group of the table within the capacity that the price includes", () => {
    const sum = Object.values(MANAGED_RULE_GROUPS).reduce((total, { capacityUnits }) => total + capacityUnits, 0);
    expect(sum).toBe(1_175);
    expect(WAF_CAPACITY - sum).toBe(325);
  });
});

describe("logDeliveryPolicy", () => {
  it("lets log delivery of this account and region write to the one group", () => {
    const logGroupArn = `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:aws-waf-logs-prod-api`;
    expect(JSON.parse(logDeliveryPolicy({ accountId: ACCOUNT, logGroupArn }))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DeliverLogsOfTheFirewall",
          Effect: "Allow",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: [`${logGroupArn}:*`],
          Condition: {
            StringEquals: { "aws:SourceAccount": ACCOUNT },
            ArnLike: { "aws:SourceArn": `arn:aws:logs:eu-central-1:${ACCOUNT}:*` },
          },
        },
      ],
    });
  });
});

describe("WebFirewall", () => {
  it("creates these children, all its own (defaults)", async () => {
    const plan = await planInFrankfurt(() => new WebFirewall("api", ARGS));
    expect(identities(plan)).toEqual([
      "aws:cloudwatch/logGroup:LogGroup api-log api",
      "aws:cloudwatch/logResourcePolicy:LogResourcePolicy api-log-policy api",
      "aws:cloudwatch/metricAlarm:MetricAlarm api-blocked api",
      "aws:wafv2/webAcl:WebAcl api-acl api",
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration api-logging api",
      "inventory:firewall:WebFirewall api test-dev",
    ]);
  });

  it("lets through what no rule blocks (defaults)", async () => {
    const plan = await planInFrankfurt(() => new WebFirewall("api", ARGS));
    expect(inputsOf(plan, "api-acl")).toEqual({
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      rules: [
        RATE,
        group("ip-reputation", 1, "AWSManagedRulesAmazonIpReputationList"),
        group("known-bad-inputs", 2, "AWSManagedRulesKnownBadInputsRuleSet"),
        group("common", 3, "AWSManagedRulesCommonRuleSet"),
        group("sql-injection", 4, "AWSManagedRulesSQLiRuleSet"),
      ],
      visibilityConfig: seen("prod-api"),
      tags: { ...TAGS, Name: "api-acl" },
    });
  });

  it("logs blocked and counted requests without credentials, encrypted and for 90 days", async () => {
    const plan = await planInFrankfurt(() => new WebFirewall("api", ARGS));
    const log = resourceNamed(plan, "api-log");
    expect(log.inputs).toEqual({
      name: "aws-waf-logs-prod-api",
      retentionInDays: 90,
      kmsKeyId: KEY,
      tags: { ...TAGS, Name: "api-log" },
    });
    expect(log.options).toMatchObject({ protect: true, retainOnDelete: true, deleteBeforeReplace: true });
    expect(inputsOf(plan, "api-log-policy")).toEqual({
      policyName: "firewall-log-prod-api",
      policyDocument: logDeliveryPolicy({ accountId: ACCOUNT, logGroupArn: String(log.outputs["arn"]) }),
    });
    expect(inputsOf(plan, "api-logging")).toEqual({
      resourceArn: resourceNamed(plan, "api-acl").outputs["arn"],
      logDestinationConfigs: [log.outputs["arn"]],
      redactedFields: [
        { singleHeader: { name: "authorization" } },
        { singleHeader: { name: "cookie" } },
        { singleHeader: { name: "x-api-key" } },
        { queryString: {} },
      ],
      loggingFilter: {
        defaultBehavior: "DROP",
        filters: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            conditions: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
    });
  });

  it("alarms on blocked requests of its region", async () => {
    const plan = await planInFrankfurt(() => new WebFirewall("api", ARGS));
    expect(inputsOf(plan, "api-blocked")).toEqual({
      ...planWebFirewall(ARGS).alarm,
      dimensions: { WebACL: "prod-api", Rule: "ALL", Region: "eu-central-1" },
      alarmActions: [TOPIC],
      okActions: [TOPIC],
      tags: { ...TAGS, Name: "api-blocked" },
    });
  });

  it("blocks what comes without a secret, of which two are accepted while one takes over", async () => {
    const second = `${VALUE}-second`;
    const planWith = (values: readonly string[]): Promise<Awaited<ReturnType<typeof planInFrankfurt>>> =>
      planInFrankfurt(() => new WebFirewall("api", { ...ARGS, secretHeader: { name: "x-from-edge", values } }));
    const is = (value: string): object => ({
      byteMatchStatement: {
        fieldToMatch: { singleHeader: { name: "x-from-edge" } },
        positionalConstraint: "EXACTLY",
        searchString: { [SIGNATURE]: SECRET, value },
        textTransformations: [{ priority: 0, type: "NONE" }],
      },
    });
    const rule = (statement: object): object => ({
      name: "secret-header",
      priority: 0,
      action: { block: {} },
      statement: { notStatement: { statement } },
      visibilityConfig: seen("secret-header"),
    });
    expect(inputsOf(await planWith([VALUE]), "api-acl")["rules"]).toContainEqual(rule(is(VALUE)));
    expect(inputsOf(await planWith([VALUE, second]), "api-acl")["rules"]).toContainEqual(
      rule({ orStatement: { statements: [is(VALUE), is(second)] } }),
    );
  });

  it("keeps a plain secret a secret in its own inputs too", async () => {
    const secretHeader = { name: "x-from-edge", values: [VALUE] };
    const plan = await planInFrankfurt(() => new WebFirewall("api", { ...ARGS, secretHeader }));
    expect(inputsOf(plan, "api")["secretHeader"]).toEqual({
      name: "x-from-edge",
      values: [{ [SIGNATURE]: SECRET, value: VALUE }],
    });
  });

  it("counts by the client's address, and only counts rules that it is told to", async () => {
    const plan = await planInFrankfurt(
      () =>
        new WebFirewall("api", {
          ...ARGS,
          rateLimit: { requests: 100, window: "1 minute", clientAddressHeader: "x-client-address" },
          managedRules: { common: { countedRules: ["SizeRestrictions_BODY"] }, "sql-injection": { mode: "count" } },
        }),
    );
    expect(inputsOf(plan, "api-acl")["rules"]).toEqual([
      {
        ...RATE,
        statement: {
          rateBasedStatement: {
            limit: 100,
            evaluationWindowSec: 60,
            aggregateKeyType: "FORWARDED_IP",
            forwardedIpConfig: { headerName: "x-client-address", fallbackBehavior: "MATCH" },
          },
        },
      },
      {
        ...group("common", 1, "AWSManagedRulesCommonRuleSet"),
        statement: {
          managedRuleGroupStatement: {
            vendorName: "AWS",
            name: "AWSManagedRulesCommonRuleSet",
            ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }],
          },
        },
      },
      { ...group("sql-injection", 2, "AWSManagedRulesSQLiRuleSet"), overrideAction: { count: {} } },
    ]);
  });

  it("lies in us-east-1 for CloudFront, whose metrics name no region, and is disposable where it is told so", async () => {
    const plan = await planInFrankfurt(
      () => new WebFirewall("edge", { ...ARGS, scope: "CLOUDFRONT", protect: false, logRetention: "30 days" }),
    );
    const children = plan.resources.filter(({ kind }) => kind === "custom");
    expect(new Set(children.map(({ inputs }) => inputs["region"]))).toEqual(new Set(["us-east-1"]));
    expect(inputsOf(plan, "edge-blocked")).toMatchObject({ dimensions: { WebACL: "prod-api", Rule: "ALL" } });
    expect(inputsOf(plan, "edge-blocked")["dimensions"]).not.toHaveProperty("Region");
    expect(inputsOf(plan, "edge-log")).toMatchObject({ retentionInDays: 30 });
    expect(resourceNamed(plan, "edge-log").options).toMatchObject({ protect: false, retainOnDelete: false });
    expect(resourceNamed(plan, "edge").outputs).toEqual({
      arn: expect.stringMatching(/^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\//),
      metricName: "prod-api",
      logGroupName: "aws-waf-logs-prod-api",
    });
  });

  it("plans its children where outputs are unknown", async () => {
    const plan = await planProgram({
      project: "test",
      stack: "dev",
      config: { "aws:region": "eu-central-1" },
      mode: "unknowns",
      program: () => new WebFirewall("api", ARGS),
    });
    expect(identities(plan)).toHaveLength(6);
  });
});

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table. */
const rows: readonly (readonly [string, object, string])[] = [
  [
    "a name that a metric cannot carry",
    { firewallName: "prod.api" },
    'firewallName is "prod.api", expected 1 to 100 letters, digits, underscores or dashes; choose a name that metrics and the log group can carry',
  ],
  [
    "an account that is not one",
    { accountId: "1111" },
    'accountId is "1111", expected 12 digits; give the account of the firewall',
  ],
  [
    "a firewall of CloudFront elsewhere",
    { scope: "CLOUDFRONT", region: "eu-central-1" },
    'region is "eu-central-1", expected us-east-1, where AWS keeps firewalls of CloudFront; leave it out',
  ],
  [
    "a group that is not in the table",
    { managedRules: { common: {}, bots: {} } },
    'managedRules is ["bots"], expected keys of ip-reputation, anonymous-ip, known-bad-inputs, common, sql-injection; choose from the table in components/firewall/managed-rule-groups.ts',
  ],
  [
    "a firewall without a group",
    { managedRules: {} },
    "managedRules is {}, expected one group at least; leave it out, or count where a group must not block yet",
  ],
  [
    "a rate that WAF does not count",
    { rateLimit: { requests: 9 } },
    "rateLimit.requests is 9, expected a whole number from 10 to 2000000000; choose what one address may send within the window",
  ],
  [
    "a window that WAF does not offer",
    { rateLimit: { window: "3 minutes" } },
    'rateLimit.window is "3 minutes", expected 1, 2, 5 or 10 minutes; choose one of them',
  ],
  [
    "a header in upper case",
    { redactedHeaders: ["X-Customer"], rateLimit: { clientAddressHeader: "x_client" } },
    'secretHeader, rateLimit.clientAddressHeader and redactedHeaders is ["x_client","X-Customer"], expected names of headers: 1 to 64 lower-case letters, digits or dashes; write the names in lower case',
  ],
  [
    "three secrets",
    { secretHeader: { name: "x-from-edge", values: [VALUE, VALUE, VALUE] } },
    "secretHeader.values is 3, expected 1 secret, or 2 while one takes over from the other; give the secret that the front door sends, and the one before it only until it is no longer sent",
  ],
  [
    "a secret that can be guessed, without showing it",
    { secretHeader: { name: "x-from-edge", values: ["hunter2"] } },
    'secretHeader.values is "a secret of another length", expected 32 to 200 characters; generate it',
  ],
  [
    "a retention that CloudWatch Logs does not offer",
    { logRetention: "100 days" },
    'logRetention is "100 days", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose the next longer one',
  ],
  [
    "an alarm on nothing",
    { blockedAlarm: 0 },
    "blockedAlarm is 0, expected a whole number of requests, 1 or more; choose how many blocked requests are worth a look",
  ],
  [
    "a runbook that is not an address",
    { runbooksUrl: "the wiki" },
    'runbooksUrl is "the wiki", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "an alarm that nobody hears",
    { alarmTopicArns: [] },
    "alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever looks after the front door",
  ],
];

describe("webFirewallRefusals", () => {
  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf('web firewall "api"', { ...ARGS, ...change }, webFirewallRefusals)).toBe(
      `web firewall "api": ${message}`,
    );
  });

  it("has a case for every refusal", () => {
    const fired = rows.map(([, change]) => webFirewallRefusals.findIndex(({ when }) => when({ ...ARGS, ...change })));
    expect(fired.toSorted((left, right) => left - right)).toEqual([...webFirewallRefusals.keys()]);
  });

  it.each([
    ["half a request", { rateLimit: { requests: 10.5 } }],
    ["a secret that WAF cannot compare", { secretHeader: { name: "x-from-edge", values: ["a".repeat(201)] } }],
    ["no secret behind a header", { secretHeader: { name: "x-from-edge", values: [] } }],
    ["more topics than an alarm notifies", { alarmTopicArns: Array.from({ length: 6 }, String) }],
  ])("refuses %s", (_, change) => {
    expect(webFirewallRefusals.filter(({ when }) => when({ ...ARGS, ...change }))).toHaveLength(1);
  });

  it("stops a firewall before anything is registered", async () => {
    const plan = await planInFrankfurt(() => {
      expect(() => new WebFirewall("api", { ...ARGS, accountId: "" })).toThrow('accountId is ""');
    });
    expect(identities(plan)).toEqual([]);
  });
});
