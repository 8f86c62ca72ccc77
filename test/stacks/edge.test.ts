import type { Plan, PlannedResource, Properties } from "../../planner/plan";
import { planStacks, type GlobalStack, type RegionStack, type Stack } from "../../stacks/topology";
import { PATTERNS } from "../../stacks/topology/patterns";
import { patternEnvironment } from "../golden/pattern-environment";
import { plannedText, planText } from "./plan-environment";
import { environmentOf, shopWith } from "./shop";

const BALANCERS = ["eu-central-1", "eu-west-1", "us-east-1"].map(
  (region) => `${region}: "arn:aws:elasticloadbalancing:${region}:222222222222:loadbalancer/net/stock/1"`,
);
const FIELDS = `functions:
  lookup:
    code: examples/small-merchant/functions/lookup
    access: { tables: { catalog: read } }
api:
  document: examples/small-merchant/api/openapi.yaml
  routes: { getAvailability: { backend: stock, auth: key, throttle: { requestsPerSecond: 50, burst: 80 } } }
  links: { stock: { host: stock.example.com, loadBalancers: { ${BALANCERS.join(", ")} } } }
  partner:
    trustStore: { archive: events, objectKey: partners.pem, versions: { eu: v1, us: v2 } }
    partners:
      carrier: { keys: ["2026-11"] }
      market: { rotation: { period: 60 days, readerRoles: [partner-market] } }
  originSecrets: [2026-11, 2026-08]
cdn: { shop: {} }
queues:
`;
/** Partitions in accounts of their own, with partners, and a service behind a load balancer. */
const SHOP = shopWith(["pattern: microservices-relational", "pattern: serverless-streams"], ["queues:\n", FIELDS]);
const PAGES = patternEnvironment("keyvalue-cdn");
const SWAPPED: readonly [string, string] = ["    primary: eu-central-1\n", "    primary: eu-west-1\n"];

type Plans = Readonly<Record<string, Plan>>;

function inputsOf(plan: Plan | undefined, name: string): Properties {
  return named(plan, name).inputs;
}

function named(plan: Plan | undefined, name: string): PlannedResource {
  const found = plan?.resources.find((resource) => resource.name === name);
  if (found === undefined) {
    throw new Error(`there is no ${name}`);
  }
  return found;
}

function globalOf(stacks: readonly Stack[]): GlobalStack | undefined {
  return stacks.find((stack) => stack.kind === "global");
}

function regionsOf(stacks: readonly Stack[]): readonly RegionStack[] {
  return stacks.filter((stack) => stack.kind === "region");
}

describe("the patterns that promise an API, or content delivery", () => {
  it.each(["serverless-streams", "keyvalue-cdn"] as const)("leave nothing of %s unbuilt", (pattern) => {
    expect(PATTERNS[pattern].unbuilt).toEqual([]);
  });
});

describe("a distribution", () => {
  const stacks = planStacks(environmentOf(PAGES));
  const distribution = globalOf(stacks)?.edge?.distributions[0];

  it("asks the primary's region first, and another where it fails, by names that need no stack", () => {
    expect(distribution).toMatchObject({
      name: "shop",
      partition: "eu",
      domain: "shop.eu.shop.example.com",
      origins: {
        "api-eu-central-1": {
          kind: "server",
          domainName: "api-eu-central-1.shop.example.com",
          failoverTo: "api-eu-west-1",
        },
        "api-eu-west-1": { kind: "server", domainName: "api-eu-west-1.shop.example.com" },
        "assets-eu-central-1": {
          kind: "bucket",
          domainName: "shop-assets-eu-central-1.s3.eu-central-1.amazonaws.com",
          bucketArn: "arn:aws:s3:::shop-assets-eu-central-1",
          failoverTo: "assets-eu-west-1",
        },
        "assets-eu-west-1": { kind: "bucket", bucketArn: "arn:aws:s3:::shop-assets-eu-west-1" },
      },
      defaultBehavior: { class: "page", origin: "api-eu-central-1" },
      behaviors: [
        { path: "/availability/*", class: "stock", origin: "api-eu-central-1" },
        { path: "/assets/*", class: "asset", origin: "assets-eu-central-1" },
      ],
    });
    expect(regionsOf(stacks).map(({ api }) => api?.edgeDomain)).toEqual([
      "api-eu-central-1.shop.example.com",
      "api-eu-west-1.shop.example.com",
    ]);
  });

  it("follows the primary, and nothing of a region does", () => {
    const swapped = planStacks(environmentOf(PAGES.replace(...SWAPPED)));

    expect(globalOf(swapped)?.edge?.distributions[0]).toMatchObject({
      origins: { "api-eu-west-1": { failoverTo: "api-eu-central-1" } },
      defaultBehavior: { origin: "api-eu-west-1" },
    });
    expect(regionsOf(swapped).map(({ api, invalidations }) => [api, invalidations])).toEqual(
      regionsOf(stacks).map(({ api, invalidations }) => [api, invalidations]),
    );
  });

  it("serves one partition, and asks no region of another", () => {
    const { distributions = [] } = globalOf(planStacks(environmentOf(SHOP)))?.edge ?? {};

    expect(distributions.map(({ partition, domain, origins }) => [partition, domain, Object.keys(origins)])).toEqual([
      ["eu", "shop.eu.shop.example.com", ["api-eu-central-1", "api-eu-west-1"]],
      ["us", "shop.us.shop.example.com", ["api-us-east-1"]],
    ]);
  });
});

describe("invalidations", () => {
  it("share the month's paths, and those that cost nothing, among all that spend them", () => {
    const text = PAGES.replace(
      "      stream: stock-events\n",
      "      stream: stock-events\n      pathsPerMonth: 5001\n",
    );
    const shares = regionsOf(planStacks(environmentOf(text))).map(({ invalidations }) => invalidations);

    expect(shares.flat().map(({ pathsPerMonth, freePaths }) => [pathsPerMonth, freePaths])).toEqual([
      [2_500, 500],
      [2_500, 500],
    ]);
    expect(shares[1]?.[0]).toMatchObject({
      distribution: "shop",
      handlerName: "shop-eu-west-1-shop-invalidation",
      ledgerName: "shop-eu-west-1-shop-invalidations",
      stream: "stock-events",
    });
  });
});

describe("the edge of a shop with pages", () => {
  let plans: Plans;

  beforeAll(async () => {
    plans = await plannedText("keyvalue-cdn", PAGES);
  });

  it("is one firewall, and a distribution with its certificate where CloudFront takes them from", () => {
    const global = plans["shop-global"];

    expect(inputsOf(global, "shop-eu-distribution")).toMatchObject({
      aliases: ["shop.eu.shop.example.com"],
      webAclId: named(global, "edge-firewall-acl").outputs["arn"],
      viewerCertificate: { acmCertificateArn: named(global, "shop-eu-certificate").outputs["arn"] },
      originGroups: [
        { originId: "api-eu-central-1-or-api-eu-west-1" },
        { originId: "assets-eu-central-1-or-assets-eu-west-1" },
      ],
    });
    expect(named(global, "shop-eu-certificate").region).toBe("us-east-1");
    expect(inputsOf(global, "edge-firewall-acl")).toMatchObject({ scope: "CLOUDFRONT", region: "us-east-1" });
  });

  it("says what origins have to send, and which buckets have to let it in", () => {
    expect(plans["shop-global"]?.outputs["distributions"]).toMatchObject({
      eu: {
        shop: {
          id: named(plans["shop-global"], "shop-eu-distribution").id,
          cacheControl: { stock: "public, max-age=0, s-maxage=5, stale-while-revalidate=10, stale-if-error=55" },
          bucketStatements: { "assets-eu-west-1": expect.stringContaining('"arn:aws:s3:::shop-assets-eu-west-1/*"') },
        },
      },
    });
  });

  it("is invalidated from the stream of each region, by a ledger that no other region has", () => {
    const { id, outputs } = named(plans["shop-global"], "shop-eu-distribution");
    const west = plans["shop-eu-west-1"];

    expect(inputsOf(west, "shop-invalidation-handler-source")).toMatchObject({
      eventSourceArn: named(west, "stock-events-stream").outputs["arn"],
    });
    expect(inputsOf(west, "shop-invalidation-handler-function")["environment"]).toMatchObject({
      variables: { DISTRIBUTION_ID: id, IDEMPOTENCY_TABLE: "shop-eu-west-1-shop-invalidations", SOURCE: "kinesis" },
    });
    expect(String(inputsOf(west, "shop-invalidation-handler-rights")["policy"])).toContain(String(outputs["arn"]));
    expect(inputsOf(west, "shop-invalidations-table")).toMatchObject({ hashKey: "key", region: "eu-west-1" });
    expect(inputsOf(west, "shop-invalidations-table")).not.toHaveProperty("replicas");
  });
});

describe("an API of partitions in accounts of their own", () => {
  let plans: Plans;

  beforeAll(async () => {
    plans = await planText(SHOP);
  });

  it("knows CloudFront by the secret that it sends, and by the one before", () => {
    const secretOf = (id: string) => named(plans["shop-global"], `origin-${id}`).outputs["result"];
    const acl = JSON.stringify(inputsOf(plans["shop-us-east-1"], "api-edge-firewall-acl"));

    expect(inputsOf(plans["shop-global"], "shop-us-distribution")["origins"]).toMatchObject([
      { customHeaders: [{ name: "x-from-edge", value: secretOf("2026-11") }] },
    ]);
    expect(["2026-11", "2026-08"].map((id) => acl.includes(JSON.stringify(secretOf(id))))).toEqual([true, true]);
  });

  it("has its names and proofs in the zone of the global account, and everything else in its own", () => {
    const byZone = (plans["shop-eu-west-1"]?.resources ?? []).filter(({ provider = "" }) =>
      provider.endsWith("aws-zone"),
    );

    expect(byZone.map(({ name, inputs }) => [name, inputs["type"]])).toEqual([
      ["api-edge-record", "A"],
      ["api-partner-record", "A"],
      ["api-edge-proof-api-eu-west-1-shop-example-com", "CNAME"],
      ["api-partner-proof-partner-eu-west-1-shop-example-com", "CNAME"],
    ]);
    expect(named(plans["shop-eu-west-1"], "api-edge-certificate").outputs["arn"]).toMatch(
      /^arn:aws:acm:eu-west-1:222222222222:/,
    );
  });

  it("lets partners in whose certificates the region's copy of the archive vouches for", () => {
    expect(inputsOf(plans["shop-us-east-1"], "api-partner-domain")).toMatchObject({
      domainName: "partner-us-east-1.shop.example.com",
      mutualTlsAuthentication: {
        truststoreUri: "s3://shop-events-333333333333-us-east-1/partners.pem",
        truststoreVersion: "v2",
      },
    });
    expect(plans["shop-us-east-1"]?.outputs["api"]).toMatchObject({
      edgeDomain: "api-us-east-1.shop.example.com",
      partnerDomain: "partner-us-east-1.shop.example.com",
      keyIds: {
        carrier: { "2026-11": named(plans["shop-us-east-1"], "api-partner-carrier-key-2026-11").id },
        market: {},
      },
    });
  });

  it("replaces in every region the keys of the partners that have a rotation", () => {
    const { account, outputs } = {
      account: "333333333333",
      outputs: named(plans["shop-us-east-1"], "partner-keys").outputs,
    };
    const { variables } = inputsOf(plans["shop-us-east-1"], "partner-keys-handler-function")["environment"] as {
      variables: Record<string, string>;
    };

    expect(inputsOf(plans["shop-us-east-1"], "partner-keys-key-of-market")["name"]).toBe(
      "shop-us-east-1-api/partners/market",
    );
    expect(inputsOf(plans["shop-us-east-1"], "partner-keys-key-of-market-policy")["policy"]).toContain(
      `arn:aws:iam::${account}:role/partner-market`,
    );
    expect(JSON.parse(variables["SETTINGS"] ?? "")).toStrictEqual({
      market: {
        usagePlanId: named(plans["shop-us-east-1"], "api-partner-market-plan").id,
        secretArn: named(plans["shop-us-east-1"], "partner-keys-key-of-market").outputs["arn"],
        periodSeconds: 60 * 86_400,
        overlapSeconds: 14 * 86_400,
      },
    });
    expect(outputs["arn"]).toBe(`arn:aws:lambda:us-east-1:${account}:function:shop-us-east-1-partner-keys:live`);
  });

  it("reaches a service by a link to the region's load balancer", () => {
    expect(inputsOf(plans["shop-eu-west-1"], "api-link-stock")).toMatchObject({
      targetArn: "arn:aws:elasticloadbalancing:eu-west-1:222222222222:loadbalancer/net/stock/1",
    });
    expect(String(inputsOf(plans["shop-eu-west-1"], "api-api")["body"])).toContain(
      "https://stock.example.com/availability/{sku}",
    );
  });

  it("counts a client by the address that CloudFront tells", () => {
    expect(JSON.stringify(inputsOf(plans["shop-eu-west-1"], "api-edge-firewall-acl"))).toContain("x-client-address");
    expect(inputsOf(plans["shop-global"], "shop-eu-distribution")["defaultCacheBehavior"]).toMatchObject({
      functionAssociations: [{ functionArn: named(plans["shop-global"], "shop-eu-client-address").outputs["arn"] }],
    });
  });

  it("hands the secret on as one, and out of no region", () => {
    const holding = Object.entries(plans).filter(([, { outputs }]) => "originSecrets" in outputs);

    expect(holding.map(([name]) => name)).toEqual(["shop-global", "shop-eu", "shop-us"]);
    expect(holding.map(([, { outputs }]) => JSON.stringify(outputs["originSecrets"]).includes("4dabf181"))).toEqual([
      true,
      true,
      true,
    ]);
  });
});

describe("an API whose document is wrong", () => {
  const withRoutes = (routes: string, document = "openapi.yaml"): string =>
    PAGES.replace(/routes: .*\n/, `routes: { ${routes} }\n`).replace("api/openapi.yaml", `api/${document}`);

  it("is refused where there is none", async () => {
    await expect(planText(withRoutes("getAvailability: { backend: lookup, auth: none }", "none.yaml"))).rejects.toThrow(
      'shop.yaml: api.document is "examples/small-merchant/api/none.yaml", expected a file of the project with an OpenAPI document; write it, or correct the path',
    );
  });

  it("is refused with all that is wrong with its operations", async () => {
    const text = withRoutes("getStock: { backend: lookup, auth: none, timeout: 40 seconds }");
    const said = [
      'shop.yaml: api.routes is ["getAvailability"], expected a row for each operation of the document, which these lack; say for each who may call it',
      'shop.yaml: api.routes is ["getStock"], expected operations of the document, which these are not; remove the rows, or correct the ids',
    ];

    const failure = await planText(text).catch((error: unknown) => String(error));

    expect(said.filter((line) => !String(failure).includes(line))).toEqual([]);
  });
});
