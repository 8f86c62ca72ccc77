import {
  planRegionalRecord,
  REGIONAL_RECORD_DEFAULTS,
  RegionalRecord,
  regionalRecordRefusals,
  type RegionalRecordArgs,
} from "../../../components/routing";
import { failureOf, identities, inputsOf, planInFrankfurt, refusalOf, resourceNamed, TAGS } from "../core/fixtures";

const ARGS: RegionalRecordArgs = {
  domain: "api.eu.shop.example.com",
  region: "eu-central-1",
  policy: { kind: "weighted", weight: 100 },
  zoneId: "Z123",
  host: "api.eu-central-1.shop.example.com",
  healthCheckId: "check-1",
  tags: TAGS,
};

describe("RegionalRecord", () => {
  it("weighs the region under its own name, behind its switch (defaults)", async () => {
    expect(REGIONAL_RECORD_DEFAULTS).toEqual({ ttl: "60 seconds" });
    const plan = await planInFrankfurt(() => new RegionalRecord("api", ARGS));
    expect(identities(plan)).toEqual([
      "aws:route53/record:Record api-record api",
      "inventory:routing:RegionalRecord api test-dev",
    ]);
    expect(inputsOf(plan, "api-record")).toEqual({
      zoneId: "Z123",
      name: "api.eu.shop.example.com",
      type: "CNAME",
      ttl: 60,
      records: ["api.eu-central-1.shop.example.com"],
      setIdentifier: "eu-central-1",
      healthCheckId: "check-1",
      weightedRoutingPolicies: [{ weight: 100 }],
    });
    expect(resourceNamed(plan, "api").outputs).toEqual({
      domain: "api.eu.shop.example.com",
      setIdentifier: "eu-central-1",
    });
  });

  it("goes by latency, with answers kept for less (custom)", () => {
    expect(planRegionalRecord({ ...ARGS, policy: { kind: "latency" }, ttl: "20 seconds" })).toEqual({
      domain: "api.eu.shop.example.com",
      setIdentifier: "eu-central-1",
      ttlSeconds: 20,
      routing: { latencyRoutingPolicies: [{ region: "eu-central-1" }] },
    });
  });

  it("weighs nothing where the region stands by", () => {
    const { routing } = planRegionalRecord({ ...ARGS, policy: { kind: "weighted", weight: 0 } });
    expect(routing).toEqual({ weightedRoutingPolicies: [{ weight: 0 }] });
  });
});

describe("regionalRecordRefusals", () => {
  const CASES: readonly (readonly [Partial<RegionalRecordArgs>, string])[] = [
    [
      { domain: "api" },
      'domain is "api", expected a domain in lower case without a dot at the end, such as api.eu.shop.example.com; write the domain that clients call in every region',
    ],
    [{ region: "eu" }, 'region is "eu", expected an AWS region listed in facts/regions.ts; correct the region\'s code'],
    [
      { region: "eusc-de-east-1" },
      'region is "eusc-de-east-1", expected a region of AWS\'s commercial partition, whose Route 53 these records and checks are for; route to it by what its own partition offers',
    ],
    [
      { policy: { kind: "weighted", weight: 256 } },
      'policy is {"kind":"weighted","weight":256}, expected a weight that is a whole number from 0 to 255; choose the region\'s share of the sum of all weights',
    ],
    [
      { ttl: "5 minutes" },
      'ttl is "5 minutes", expected 1 second to 60 seconds; keep it short: resolvers lead to a lost region for that long',
    ],
  ];

  it("has a case per rule", () => {
    expect(CASES).toHaveLength(regionalRecordRefusals.length);
  });

  it.each(CASES)("refuses %j", (change, says) => {
    expect(refusalOf('regional record "api"', { ...ARGS, ...change }, regionalRecordRefusals)).toBe(
      `regional record "api": ${says}`,
    );
  });

  it("refuses several problems at once, before anything is registered", async () => {
    const { message, registered } = await failureOf(
      () => new RegionalRecord("api", { ...ARGS, domain: "api", ttl: "1 hour" }),
    );
    expect(message.split("\n")).toHaveLength(2);
    expect(registered).toEqual([]);
  });
});
