import { ADMINISTRATION_ACTIONS } from "../../../components/keys";
import {
  AMAZON_ISSUERS,
  DNSSEC_DEFAULTS,
  HostedZone,
  hostedZoneRefusals,
  ISSUERS_TTL,
  MAX_SIGNING_KEYS,
  planHostedZone,
  QUERY_LOG_DEFAULTS,
  REGISTRATION_DEFAULTS,
  ROUTING_DEFAULTS,
  ROUTING_REGION,
  SIGNING_KEY_DELETION_WINDOW,
  type HostedZoneArgs,
} from "../../../components/routing";
import { UNKNOWN, type PropertyValue } from "../../../planner/plan";
import {
  ACCOUNT,
  failureOf,
  identities,
  inputsOf,
  planInFrankfurt,
  refusalOf,
  resourceNamed,
  TAGS,
} from "../core/fixtures";

const ARGS: HostedZoneArgs = { domain: "shop.example.com", tags: TAGS };
const SIGNED: HostedZoneArgs = { ...ARGS, dnssec: { accountId: ACCOUNT } };
const LOG_KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1a2b3c4d`;
const LOGGED: HostedZoneArgs = { ...ARGS, queryLogs: { accountId: ACCOUNT, keyArn: LOG_KEY } };

function parsed(policy: PropertyValue | undefined): unknown {
  return typeof policy === "string" ? JSON.parse(policy) : undefined;
}

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
    expect(resourceNamed(plan, "shop").outputs.dsRecords).toEqual({});
    expect(resourceNamed(plan, "shop").outputs).not.toHaveProperty("queryLogGroupName");
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

describe("a signed HostedZone", () => {
  it("signs with a key that Route 53 holds in us-east-1 (defaults)", async () => {
    const plan = await planInFrankfurt(() => new HostedZone("shop", SIGNED));
    expect(identities(plan)).toEqual([
      "aws:kms/key:Key shop-signing-key-primary shop",
      "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec shop-dnssec shop",
      "aws:route53/keySigningKey:KeySigningKey shop-key-signing-key-primary shop",
      "aws:route53/record:Record shop-certificate-issuers shop",
      "aws:route53/zone:Zone shop-zone shop",
      "inventory:routing:HostedZone shop test-dev",
    ]);
    const { zoneId } = resourceNamed(plan, "shop-zone").outputs;
    const { policy, ...key } = inputsOf(plan, "shop-signing-key-primary");
    expect(key).toEqual({
      region: "us-east-1",
      description: "Signs shop.example.com (DNSSEC)",
      customerMasterKeySpec: "ECC_NIST_P256",
      keyUsage: "SIGN_VERIFY",
      multiRegion: false,
      deletionWindowInDays: 30,
      tags: { ...TAGS, Name: "shop-signing-key-primary" },
    });
    expect(typeof policy).toBe("string");
    expect(inputsOf(plan, "shop-key-signing-key-primary")).toEqual({
      hostedZoneId: zoneId,
      keyManagementServiceArn: resourceNamed(plan, "shop-signing-key-primary").outputs.arn,
      name: "primary",
      status: "ACTIVE",
    });
    expect(inputsOf(plan, "shop-dnssec")).toEqual({ hostedZoneId: zoneId, signingStatus: "SIGNING" });
    expect(DNSSEC_DEFAULTS).toEqual({ signingKeys: ["primary"] });
    expect([ROUTING_REGION, SIGNING_KEY_DELETION_WINDOW, MAX_SIGNING_KEYS]).toEqual(["us-east-1", "30 days", 2]);
  });

  it("lets the account set up signing, and Route 53 sign this zone alone", async () => {
    const plan = await planInFrankfurt(() => new HostedZone("shop", SIGNED));
    const account = { AWS: "arn:aws:iam::111122223333:root" };
    const route53 = { Service: "dnssec-route53.amazonaws.com" };
    expect(parsed(inputsOf(plan, "shop-signing-key-primary").policy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AdministerFromAccount",
          Effect: "Allow",
          Principal: account,
          Action: ADMINISTRATION_ACTIONS,
          Resource: "*",
        },
        {
          Sid: "SetUpSigningFromAccount",
          Effect: "Allow",
          Principal: account,
          Action: ["kms:CreateGrant", "kms:Sign"],
          Resource: "*",
        },
        {
          Sid: "SignTheZone",
          Effect: "Allow",
          Principal: route53,
          Action: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
          Resource: "*",
          Condition: {
            StringEquals: { "aws:SourceAccount": "111122223333" },
            ArnLike: { "aws:SourceArn": resourceNamed(plan, "shop-zone").outputs.arn },
          },
        },
        {
          Sid: "KeepTheRightToSign",
          Effect: "Allow",
          Principal: route53,
          Action: ["kms:CreateGrant"],
          Resource: "*",
          Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
      ],
    });
  });

  it("gives the DS record of each key, and switches signing on when all keys are there (custom)", async () => {
    const dnssec = { accountId: ACCOUNT, signingKeys: ["primary", "successor"] };
    const plan = await planInFrankfurt(() => new HostedZone("shop", { ...SIGNED, dnssec }));
    const keys = ["primary", "successor"].map((key) => resourceNamed(plan, `shop-key-signing-key-${key}`));
    expect(keys.map(({ inputs }) => inputs.name)).toEqual(["primary", "successor"]);
    expect(new Set(keys.map(({ inputs }) => inputs.keyManagementServiceArn)).size).toBe(2);
    expect(resourceNamed(plan, "shop-dnssec").dependencies).toEqual(expect.arrayContaining(keys.map(({ urn }) => urn)));
    expect(resourceNamed(plan, "shop").outputs.dsRecords).toEqual({ primary: UNKNOWN, successor: UNKNOWN });
  });

  it.each([true, false])("keeps what signs as it keeps the zone: protect %s", async (protect) => {
    const plan = await planInFrankfurt(() => new HostedZone("shop", { ...SIGNED, protect }));
    const names = ["shop-zone", "shop-signing-key-primary", "shop-key-signing-key-primary", "shop-dnssec"];
    const kept = names.map((name) => resourceNamed(plan, name).options);
    expect(kept.map((options) => [options.protect, options.retainOnDelete])).toEqual(
      names.map(() => [protect, protect]),
    );
    expect(resourceNamed(plan, "shop-key-signing-key-primary").options.deleteBeforeReplace).toBe(true);
  });
});

describe("a logged HostedZone", () => {
  it("logs queries in us-east-1, encrypted, for 90 days (defaults)", async () => {
    const plan = await planInFrankfurt(() => new HostedZone("shop", LOGGED));
    expect(identities(plan)).toEqual([
      "aws:cloudwatch/logGroup:LogGroup shop-query-logs shop",
      "aws:cloudwatch/logResourcePolicy:LogResourcePolicy shop-query-logs-policy shop",
      "aws:route53/queryLog:QueryLog shop-query-log shop",
      "aws:route53/record:Record shop-certificate-issuers shop",
      "aws:route53/zone:Zone shop-zone shop",
      "inventory:routing:HostedZone shop test-dev",
    ]);
    expect(inputsOf(plan, "shop-query-logs")).toEqual({
      region: "us-east-1",
      name: "/aws/route53/shop.example.com",
      retentionInDays: 90,
      kmsKeyId: LOG_KEY,
      tags: { ...TAGS, Name: "shop-query-logs" },
    });
    expect(inputsOf(plan, "shop-query-log")).toEqual({
      zoneId: resourceNamed(plan, "shop-zone").outputs.zoneId,
      cloudwatchLogGroupArn: resourceNamed(plan, "shop-query-logs").outputs.arn,
    });
    expect(resourceNamed(plan, "shop").outputs.queryLogGroupName).toBe("/aws/route53/shop.example.com");
    expect(QUERY_LOG_DEFAULTS).toEqual({ retention: "90 days" });
  });

  it("lets Route 53 write this zone's queries into this group, before logging starts", async () => {
    const plan = await planInFrankfurt(() => new HostedZone("shop", LOGGED));
    const { policyDocument, ...policy } = inputsOf(plan, "shop-query-logs-policy");
    const groupArn = String(resourceNamed(plan, "shop-query-logs").outputs.arn);
    expect(policy).toEqual({ region: "us-east-1", policyName: "route53-query-logs-shop.example.com" });
    expect(parsed(policyDocument)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "LogQueriesOfTheZone",
          Effect: "Allow",
          Principal: { Service: "route53.amazonaws.com" },
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: [groupArn, `${groupArn}:*`],
          Condition: {
            StringEquals: { "aws:SourceAccount": "111122223333" },
            ArnLike: { "aws:SourceArn": resourceNamed(plan, "shop-zone").outputs.arn },
          },
        },
      ],
    });
    expect(resourceNamed(plan, "shop-query-log").dependencies).toContain(
      resourceNamed(plan, "shop-query-logs-policy").urn,
    );
  });

  it("keeps them for another time (custom), and replaces in place what there is once", async () => {
    const queryLogs = { accountId: ACCOUNT, keyArn: LOG_KEY, retention: "1 week" } as const;
    const plan = await planInFrankfurt(() => new HostedZone("shop", { ...LOGGED, queryLogs }));
    expect(inputsOf(plan, "shop-query-logs").retentionInDays).toBe(7);
    const children = ["shop-query-logs", "shop-query-logs-policy", "shop-query-log"];
    expect(children.map((name) => resourceNamed(plan, name).options.deleteBeforeReplace)).toEqual([true, true, true]);
  });

  it("fits the policy's name into the limit of CloudWatch Logs", () => {
    const domain = `${`${"a".repeat(59)}.`.repeat(4)}example.com`;
    const { queryLogs } = planHostedZone({ domain, queryLogs: { accountId: ACCOUNT } });
    expect(queryLogs?.policyName).toHaveLength(255);
    expect(queryLogs?.logGroupName).toBe(`/aws/route53/${domain}`);
  });
});

describe("a registered HostedZone", () => {
  it("locks the domain against transfer, and delegates it to the zone (defaults)", async () => {
    const plan = await planInFrankfurt(() => new HostedZone("shop", { ...ARGS, registration: {} }));
    expect(identities(plan)).toContain("aws:route53domains/registeredDomain:RegisteredDomain shop-registration shop");
    const given = resourceNamed(plan, "shop-zone").outputs.nameServers;
    const nameServers = Array.isArray(given) ? given : [];
    expect(nameServers).toHaveLength(4);
    expect(inputsOf(plan, "shop-registration")).toEqual({
      domainName: "shop.example.com",
      transferLock: true,
      nameServers: nameServers.map((name) => ({ name })),
      tags: { ...TAGS, Name: "shop-registration" },
    });
    expect(REGISTRATION_DEFAULTS).toEqual({ transferLock: true });
  });

  it("leaves the lock open where the top-level domain has none (custom)", async () => {
    const registration = { transferLock: false };
    const plan = await planInFrankfurt(() => new HostedZone("shop", { ...ARGS, registration }));
    expect(inputsOf(plan, "shop-registration").transferLock).toBe(false);
  });

  it("plans all of it without Pulumi", () => {
    const accountId = ACCOUNT;
    expect(
      planHostedZone({ domain: "example.com", dnssec: { accountId }, queryLogs: { accountId }, registration: {} }),
    ).toEqual({
      domain: "example.com",
      issuerRecords: AMAZON_ISSUERS.map((issuer) => `0 issue "${issuer}"`),
      issuersTtlSeconds: 3_600,
      dnssec: { accountId, signingKeys: ["primary"] },
      queryLogs: {
        accountId,
        logGroupName: "/aws/route53/example.com",
        policyName: "route53-query-logs-example.com",
        retentionDays: 90,
      },
      registration: { transferLock: true },
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
    [
      "signing for a malformed account",
      { dnssec: { accountId: "1111" } },
      'dnssec.accountId is "1111", expected 12 digits; give the account of the zone',
    ],
    [
      "more signing keys than a zone can have",
      { dnssec: { accountId: ACCOUNT, signingKeys: ["first", "second", "third"] } },
      'dnssec.signingKeys is ["first","second","third"], expected 1 to 2 keys, each once; name the key in use, and a ' +
        "second one only while it takes over",
    ],
    [
      "malformed names of signing keys",
      { dnssec: { accountId: ACCOUNT, signingKeys: ["primary", "Key-2"] } },
      'dnssec.signingKeys is ["Key-2"], expected names of 3 to 32 lower-case letters and digits, starting with a ' +
        "letter; name the key by its turn, such as primary",
    ],
    [
      "logging for a malformed account",
      { queryLogs: { accountId: "", keyArn: LOG_KEY } },
      'queryLogs.accountId is "", expected 12 digits; give the account of the zone',
    ],
    [
      "a retention that CloudWatch does not offer",
      { queryLogs: { accountId: ACCOUNT, keyArn: LOG_KEY, retention: "36 hours" } },
      'queryLogs.retention is "36 hours", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, ' +
        "731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose the next longer one",
    ],
  ];

  it.each([[[]], [["primary", "primary"]]])("refuses %j as signing keys", (signingKeys) => {
    expect(
      refusalOf('hosted zone "shop"', { ...ARGS, dnssec: { accountId: ACCOUNT, signingKeys } }, hostedZoneRefusals),
    ).toBe(
      `hosted zone "shop": dnssec.signingKeys is ${JSON.stringify(signingKeys)}, expected 1 to 2 keys, each once; name the ` +
        "key in use, and a second one only while it takes over",
    );
  });

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
