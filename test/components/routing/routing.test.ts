import {
  AMAZON_ISSUERS,
  HostedZone,
  hostedZoneRefusals,
  ISSUERS_TTL,
  planHostedZone,
  ROUTING_DEFAULTS,
  type HostedZoneArgs,
} from "../../../components/routing";
import { failureOf, identities, inputsOf, planInFrankfurt, refusalOf, resourceNamed, TAGS } from "../core/fixtures";

const ARGS: HostedZoneArgs = { domain: "shop.example.com", tags: TAGS };

describe("HostedZone", () => {
  it("creates a public zone, and lets only the authority of AWS issue certificates (defaults)", async () => {
    const plan = await planInFrankfurt(() => new HostedZone("shop", ARGS));
    expect(identities(plan)).toEqual([
      "aws:route53/record:Record shop-certificate-issuers shop",
      "aws:route53/zone:Zone shop-zone shop",
      "inventory:routing:HostedZone shop test-dev",
    ]);
    expect(inputsOf(plan, "shop-zone")).toEqual({
      name: "shop.example.com",
      comment: "Public zone of shop.example.com",
      forceDestroy: false,
      tags: { ...TAGS, Name: "shop-zone" },
    });
    expect(inputsOf(plan, "shop-certificate-issuers")).toEqual({
      zoneId: resourceNamed(plan, "shop-zone").outputs.zoneId,
      name: "shop.example.com",
      type: "CAA",
      ttl: 3_600,
      records: [
        '0 issue "amazon.com"',
        '0 issue "amazontrust.com"',
        '0 issue "awstrust.com"',
        '0 issue "amazonaws.com"',
      ],
    });
    expect(ROUTING_DEFAULTS).toEqual({ certificateIssuers: AMAZON_ISSUERS, protect: true });
    expect(ISSUERS_TTL).toBe("1 hour");
  });

  it("keeps the zone from deletion, and replaces what has a name of its own in place", async () => {
    const plan = await planInFrankfurt(() => new HostedZone("shop", ARGS));
    expect(resourceNamed(plan, "shop-zone").options).toMatchObject({
      protect: true,
      retainOnDelete: true,
      deleteBeforeReplace: true,
    });
    expect(resourceNamed(plan, "shop-certificate-issuers").options).toMatchObject({ deleteBeforeReplace: true });
  });

  it("gives id, ARN, domain and name servers", async () => {
    const plan = await planInFrankfurt(() => new HostedZone("shop", ARGS));
    const zone = resourceNamed(plan, "shop-zone").outputs;
    expect(resourceNamed(plan, "shop").outputs).toMatchObject({
      zoneId: zone.zoneId,
      zoneArn: zone.arn,
      domain: "shop.example.com",
    });
    expect(resourceNamed(plan, "shop").outputs).toHaveProperty("nameServers");
  });

  it("takes other issuers, and no protection (custom)", async () => {
    const plan = await planInFrankfurt(
      () => new HostedZone("shop", { ...ARGS, certificateIssuers: ["letsencrypt.org"], protect: false }),
    );
    expect(inputsOf(plan, "shop-certificate-issuers").records).toEqual(['0 issue "letsencrypt.org"']);
    expect(resourceNamed(plan, "shop-zone").options).toMatchObject({ protect: false, retainOnDelete: false });
  });

  it("plans the same without Pulumi", () => {
    expect(planHostedZone({ domain: "example.com", certificateIssuers: ["pki.goog"] })).toEqual({
      domain: "example.com",
      issuerRecords: ['0 issue "pki.goog"'],
      issuersTtlSeconds: 3_600,
    });
  });
});

describe("refusals", () => {
  const cases: readonly [string, Partial<HostedZoneArgs>, string][] = [
    [
      "a malformed domain",
      { domain: "Shop.example.com." },
      'domain is "Shop.example.com.", expected a domain in lower case without a dot at the end, such as ' +
        "shop.example.com; write the domain that the registrar delegates",
    ],
    [
      "an empty list of issuers",
      { certificateIssuers: [] },
      "certificateIssuers is [], expected at least one issuer; name who issues certificates, or leave it out",
    ],
    [
      "issuers that are no domain",
      { certificateIssuers: ["amazon.com", "Let's Encrypt"] },
      'certificateIssuers is ["Let\'s Encrypt"], expected domains of certificate authorities, such as amazon.com; ' +
        "write the domain that the authority documents for CAA records",
    ],
  ];

  it("has a case per rule", () => {
    expect(cases.map(([, args], row) => hostedZoneRefusals[row]?.when({ ...ARGS, ...args }))).toEqual(
      hostedZoneRefusals.map(() => true),
    );
  });

  it.each(cases)("refuses %s", (_, args, message) => {
    expect(refusalOf('hosted zone "shop"', { ...ARGS, ...args }, hostedZoneRefusals)).toBe(
      `hosted zone "shop": ${message}`,
    );
  });

  it.each(["localhost", "-shop.example.com", "shop..example.com", "shop_1.example.com", `${"a".repeat(64)}.com`])(
    "refuses the domain %s",
    (domain) => {
      expect(hostedZoneRefusals[0]?.when({ domain })).toBe(true);
    },
  );

  it.each(["example.com", "a.b.c.example.co.uk", "xn--mnchen-3ya.example", "shop-1.example.com"])(
    "lets the domain %s pass",
    (domain) => {
      expect(refusalOf('hosted zone "shop"', { ...ARGS, domain }, hostedZoneRefusals)).toBe("not refused");
    },
  );

  it("refuses several problems at once, before anything is registered", async () => {
    expect(await failureOf(() => new HostedZone("shop", { ...ARGS, domain: "", certificateIssuers: [] }))).toEqual({
      message:
        'hosted zone "shop": domain is "", expected a domain in lower case without a dot at the end, such as ' +
        "shop.example.com; write the domain that the registrar delegates\n" +
        'hosted zone "shop": certificateIssuers is [], expected at least one issuer; name who issues certificates, ' +
        "or leave it out",
      registered: [],
    });
  });
});
