import * as aws from "@pulumi/aws";
import {
  Certificate,
  CERTIFICATE_DEFAULTS,
  certificateRefusals,
  planCertificate,
  type CertificateArgs,
} from "../../../components/certificate";
import { planProgram } from "../../../planner/engine";
import { ACCOUNT, identities, inputsOf, planInFrankfurt, refusalOf, resourceNamed, TAGS } from "../core/fixtures";

const TOPIC = `arn:aws:sns:eu-central-1:${ACCOUNT}:on-call`;
const ARGS: CertificateArgs = {
  domain: "api.example.com",
  zoneId: "Z123",
  alarmTopicArns: [TOPIC],
  runbooksUrl: "https://runbooks.example.com",
  tags: TAGS,
};

describe("planCertificate", () => {
  it("proves the one domain, and alarms 30 days before the end (defaults)", () => {
    expect(CERTIFICATE_DEFAULTS).toEqual({ alternativeDomains: [], createsRecords: true, renewalAlarm: "30 days" });
    expect(planCertificate(ARGS)).toEqual({
      domain: "api.example.com",
      alternativeDomains: [],
      provenDomains: ["api.example.com"],
      validationTtlSeconds: 300,
      alarm: {
        namespace: "AWS/CertificateManager",
        metricName: "DaysToExpiry",
        statistic: "Minimum",
        period: 86_400,
        evaluationPeriods: 1,
        comparisonOperator: "LessThanThreshold",
        threshold: 30,
        treatMissingData: "ignore",
        alarmDescription:
          "api.example.com: the certificate was not renewed and expires within 30 days. Runbook: https://runbooks.example.com/certificate-renewal.md",
      },
    });
  });

  it("proves a wildcard by the record of the domain below it, once", () => {
    const plan = planCertificate({
      ...ARGS,
      domain: "example.com",
      alternativeDomains: ["*.example.com", "*.api.example.com"],
    });
    expect(plan.provenDomains).toEqual(["example.com", "api.example.com"]);
  });

  it("proves nothing where another certificate has the records", () => {
    expect(planCertificate({ ...ARGS, createsRecords: false }).provenDomains).toEqual([]);
  });
});

describe("Certificate", () => {
  it("creates certificate, record, wait and alarm (defaults)", async () => {
    const plan = await planInFrankfurt(() => new Certificate("api", ARGS));
    expect(identities(plan)).toEqual([
      "aws:acm/certificate:Certificate api-certificate api",
      "aws:acm/certificateValidation:CertificateValidation api-issue api",
      "aws:cloudwatch/metricAlarm:MetricAlarm api-renewal api",
      "aws:route53/record:Record api-proof-api-example-com api",
      "inventory:certificate:Certificate api test-dev",
    ]);
    const certificate = resourceNamed(plan, "api-certificate");
    expect(certificate.inputs).toEqual({
      domainName: "api.example.com",
      validationMethod: "DNS",
      tags: { ...TAGS, Name: "api-certificate" },
    });
    expect(inputsOf(plan, "api-proof-api-example-com")).toEqual({
      zoneId: "Z123",
      name: expect.stringMatching(/^_[0-9a-f]{32}\.api\.example\.com\.$/),
      type: "CNAME",
      ttl: 300,
      records: [expect.stringMatching(/^_[0-9a-f]{32}\.acm-validations\.aws\.$/)],
    });
    expect(inputsOf(plan, "api-issue")).toMatchObject({ certificateArn: certificate.outputs["arn"] });
    expect(inputsOf(plan, "api-renewal")).toEqual({
      ...planCertificate(ARGS).alarm,
      dimensions: { CertificateArn: certificate.outputs["arn"] },
      alarmActions: [TOPIC],
      okActions: [TOPIC],
      tags: { ...TAGS, Name: "api-renewal" },
    });
    expect(resourceNamed(plan, "api").outputs).toEqual({
      arn: certificate.outputs["arn"],
      domain: "api.example.com",
    });
  });

  it("lies in us-east-1 for CloudFront, without records of its own where another certificate has them", async () => {
    const plan = await planInFrankfurt(
      () => new Certificate("edge", { ...ARGS, region: "us-east-1", createsRecords: false, renewalAlarm: "20 days" }),
    );
    expect(identities(plan)).toHaveLength(4);
    expect(inputsOf(plan, "edge-certificate")).toMatchObject({ region: "us-east-1" });
    expect(inputsOf(plan, "edge-renewal")).toMatchObject({ region: "us-east-1", threshold: 20 });
    expect(inputsOf(plan, "edge-issue")).toEqual({
      region: "us-east-1",
      certificateArn: resourceNamed(plan, "edge-certificate").outputs["arn"],
    });
    expect(resourceNamed(plan, "edge-certificate").outputs["arn"]).toMatch(/^arn:aws:acm:us-east-1:/);
  });

  it("proves its domain by another provider where the zone is another account's", async () => {
    const plan = await planInFrankfurt(() => {
      const zoneProvider = new aws.Provider("zone", { region: "us-east-1" });
      return new Certificate("api", { ...ARGS, zoneProvider });
    });
    const byZone = plan.resources.filter(({ provider = "" }) => provider.endsWith("::zone"));

    expect(byZone.map(({ name }) => name)).toEqual(["api-proof-api-example-com"]);
    expect(inputsOf(plan, "api")).not.toHaveProperty("zoneProvider");
  });

  it("names a record for a wildcard and its domain", async () => {
    const plan = await planInFrankfurt(
      () => new Certificate("shop", { ...ARGS, domain: "example.com", alternativeDomains: ["*.example.com"] }),
    );
    expect(inputsOf(plan, "shop-certificate")).toMatchObject({ subjectAlternativeNames: ["*.example.com"] });
    expect(inputsOf(plan, "shop-proof-example-com")).toMatchObject({ type: "CNAME" });
  });

  it("plans its children where outputs are unknown", async () => {
    const plan = await planProgram({
      project: "test",
      stack: "dev",
      config: { "aws:region": "eu-central-1" },
      mode: "unknowns",
      program: () => new Certificate("api", ARGS),
    });
    expect(identities(plan)).toHaveLength(5);
  });
});

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table. */
const rows: readonly (readonly [string, Partial<CertificateArgs>, string])[] = [
  [
    "a domain that is none",
    { alternativeDomains: ["Shop.example.com"] },
    'domain and alternativeDomains is ["Shop.example.com"], expected domains in lower case without a dot at the end, with *. before one at most; write the domains that clients call',
  ],
  [
    "a first domain that is too long",
    { domain: `${"a".repeat(60)}.example.com` },
    `domain is "${"a".repeat(60)}.example.com", expected 64 characters at most; name a shorter domain first, and this one in alternativeDomains`,
  ],
  [
    "a domain twice",
    { alternativeDomains: ["api.example.com"] },
    'domain and alternativeDomains is ["api.example.com","api.example.com"], expected 1 to 10 domains, each once; ask for a wildcard, or for another certificate',
  ],
  [
    "an alarm before ACM renews",
    { renewalAlarm: "45 days" },
    'renewalAlarm is "45 days", expected 1 day or more, in whole days, and less than the 45 days before the end at which ACM renews; choose how long whoever answers the alarm needs',
  ],
  [
    "a runbook with a fragment",
    { runbooksUrl: "https://runbooks.example.com#renewal" },
    'runbooksUrl is "https://runbooks.example.com#renewal", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "an alarm that nobody hears",
    { alarmTopicArns: [] },
    "alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever answers for the domain",
  ],
];

describe("certificateRefusals", () => {
  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf('certificate "api"', { ...ARGS, ...change }, certificateRefusals)).toBe(
      `certificate "api": ${message}`,
    );
  });

  it.each([
    ["half a day", { renewalAlarm: "12 hours" }],
    ["no day", { renewalAlarm: "0 days" }],
  ] as const)("refuses an alarm with %s left", (_, change) => {
    expect(certificateRefusals.filter(({ when }) => when({ ...ARGS, ...change }))).toHaveLength(1);
  });

  it("refuses eleven domains", () => {
    const alternativeDomains = Array.from({ length: 10 }, (_, index) => `a${index}.example.com`);
    expect(certificateRefusals.filter(({ when }) => when({ ...ARGS, alternativeDomains }))).toHaveLength(1);
    const ten = alternativeDomains.slice(1);
    expect(certificateRefusals.filter(({ when }) => when({ ...ARGS, alternativeDomains: ten }))).toEqual([]);
  });

  it("has a case for every refusal", () => {
    const fired = rows.map(([, change]) => certificateRefusals.findIndex(({ when }) => when({ ...ARGS, ...change })));
    expect(fired.toSorted((left, right) => left - right)).toEqual([...certificateRefusals.keys()]);
  });

  it("stops a certificate before anything is registered", async () => {
    const plan = await planInFrankfurt(() => {
      expect(() => new Certificate("api", { ...ARGS, alarmTopicArns: [] })).toThrow("alarmTopicArns is 0");
    });
    expect(identities(plan)).toEqual([]);
  });
});
