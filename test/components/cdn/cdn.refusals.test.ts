import { Cdn, cdnRefusals, type CdnArgs, type CdnBehavior, type CdnOrigin } from "../../../components/cdn";
import { failureOf, refusalOf } from "../core/fixtures";
import { FULL, MINIMAL, TOPIC } from "./fixtures";

const server: CdnOrigin = { kind: "server", domainName: "origin.example.com", secret: "x" };

function origins(shop: Partial<CdnOrigin>, others: Readonly<Record<string, CdnOrigin>> = {}): Partial<CdnArgs> {
  return { origins: { shop: Object.assign({}, server, shop), ...others } };
}

function paths(...given: readonly string[]): Partial<CdnArgs> {
  return { behaviors: given.map((path): CdnBehavior => ({ path, class: "page", origin: "shop" })) };
}

/** In the order of the table. */
const rows: readonly (readonly [string, Partial<CdnArgs>, string])[] = [
  [
    "an origin under another name",
    { origins: { Shop: server }, defaultBehavior: { class: "page", origin: "Shop" } },
    'origins is ["Shop"], expected at least one, under names of lower-case letters, digits and dashes; name what answers the requests',
  ],
  [
    "a failover to the origin itself",
    origins({ failoverTo: "shop" }),
    'origins.*.failoverTo is {"shop":"shop"}, expected the name of another origin; name the origin in the other region',
  ],
  [
    "a failover to the same address",
    origins({ failoverTo: "twin" }, { twin: server }),
    'origins.*.failoverTo is {"shop":"origin.example.com"}, expected an origin with another address; name an origin that still answers when this one does not',
  ],
  [
    "a bucket that is called a server",
    origins({ domainName: "assets.s3.eu-central-1.amazonaws.com" }),
    'origins.*.domainName is {"shop":"assets.s3.eu-central-1.amazonaws.com"}, expected an origin of the kind bucket where the address is one of S3; set the kind and bucketArn, so that CloudFront alone may read the bucket',
  ],
  [
    "a bucket without its ARN",
    origins({ kind: "bucket", domainName: "assets.s3.eu-central-1.amazonaws.com" }),
    'origins.*.bucketArn is {"shop":null}, expected the ARN of the bucket; give it, so that its policy can let this distribution read',
  ],
  [
    "more behaviours than the quota has",
    paths(...Array.from({ length: 75 }, (_, index) => `/a${index}/`)),
    "behaviors is 75, expected 74 at most; serve paths of one class and origin below one prefix",
  ],
  [
    "a path without a slash",
    paths("api/*"),
    'behaviors.*.path is ["api/*"], expected patterns that begin with a slash, 255 characters at most; write the path as viewers ask for it',
  ],
  [
    "a path that an earlier one covers",
    paths("/api/*", "/api/stock/*"),
    'behaviors.*.path is ["/api/stock/*"], expected patterns that no earlier one covers; put the narrower pattern first, since the first that matches is taken',
  ],
  [
    "a path to an unknown origin",
    { defaultBehavior: { class: "page", origin: "store" } },
    'behaviors.*.origin, defaultBehavior.origin is ["store"], expected one of shop; name an origin of this distribution',
  ],
  [
    "stock that is older than a minute",
    { stockTtl: "61 seconds" },
    'stockTtl is "61 seconds", expected 1 second to 1 minute; show stock that is a minute old at most, or give the path the class page',
  ],
  [
    "pages that are older than an hour",
    { pageTtl: "2 hours" },
    'pageTtl is "2 hours", expected 1 second to 1 hour; choose how old a page may be when no invalidation reaches it',
  ],
  [
    "an origin that takes too long",
    { originTimeout: "2 minutes" },
    'originTimeout is "2 minutes", expected 1 second to 1 minute; answer faster, or answer that the work has been accepted',
  ],
  [
    "an alias that is none",
    { aliases: ["https://shop.example.com"], certificateArn: String(FULL.certificateArn) },
    'aliases is ["https://shop.example.com"], expected domain names in lower case, each once, 100 at most; write the names as viewers ask for them, without a scheme',
  ],
  [
    "an alias without a certificate",
    { aliases: ["shop.example.com"] },
    "certificateArn is missing, expected the ARN of a certificate in us-east-1 where there are aliases; give a certificate that holds every alias",
  ],
  [
    "a certificate of another region",
    { aliases: ["shop.example.com"], certificateArn: "arn:aws:acm:eu-central-1:111122223333:certificate/a1b2" },
    'certificateArn is "arn:aws:acm:eu-central-1:111122223333:certificate/a1b2", expected the ARN of a certificate in us-east-1; create the certificate there: CloudFront takes it from no other region',
  ],
  [
    "a zone without an alias",
    { zoneId: "Z1" },
    "aliases is missing, expected at least one where there is a certificate or a zone; name what the certificate and the records are for",
  ],
  [
    "a web ACL of a region",
    { webAclArn: "arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/shop/a1b2" },
    'webAclArn is "arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/shop/a1b2", expected the ARN of a web ACL of the scope CLOUDFRONT, which lies in us-east-1; create the web ACL there with that scope',
  ],
  [
    "a cookie twice",
    { cookies: ["session", "session"] },
    'cookies is ["session","session"], expected names of cookies, each once, 10 at most; name the cookies that the origin of a private path reads',
  ],
  [
    "a country that is none",
    { countries: { allow: ["Germany"] } },
    'countries is {"allow":["Germany"]}, expected at least one country, each once, as two capital letters of ISO 3166-1; list the countries, or leave it out',
  ],
  [
    "a header that is none",
    { cacheTagHeader: "cache tag" },
    'cacheTagHeader is "cache tag", expected the name of a header: letters, digits and dashes; name the header in which origins list tags, such as Cache-Tag',
  ],
  [
    "a header of the address in capitals",
    { clientAddressHeader: "X-Client-Address" },
    'clientAddressHeader is "X-Client-Address", expected the name of a header: 1 to 64 lower-case letters, digits and dashes, starting with a letter; name the header that the servers\' firewall reads, such as x-client-address',
  ],
  [
    "an alarm on no error",
    { errorRatePercent: 0 },
    "errorRatePercent is 0, expected more than 0, and 100 at most; choose the share of errors that somebody has to hear of",
  ],
  [
    "an alarm on a latency that no answer has",
    { originLatency: "10 seconds" },
    'originLatency is "10 seconds", expected a second or more, and less than originTimeout; choose a latency that an answer can have',
  ],
  [
    "no runbook",
    { runbooksUrl: "runbook" },
    'runbooksUrl is "runbook", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "a topic of another region",
    { alarmTopicArns: ["arn:aws:sns:eu-central-1:111122223333:on-call"] },
    'alarmTopicArns is ["arn:aws:sns:eu-central-1:111122223333:on-call"], expected 1 to 5 topics in us-east-1; name topics there: CloudFront has its metrics in no other region, and an alarm notifies its own',
  ],
];

/** Values beside those of the rows that fall under the same refusal. */
const edges: readonly (readonly [string, Partial<CdnArgs>, string])[] = [
  ["a failover to nowhere", origins({ failoverTo: "standby" }), "origins.*.failoverTo"],
  ["a bucket whose ARN is none", origins({ kind: "bucket", bucketArn: "assets" }), "origins.*.bucketArn"],
  ["a path twice", paths("/a", "/a"), "behaviors.*.path"],
  ["a path of any text first", paths("/*", "/a?"), "behaviors.*.path"],
  ["a path with a bracket", paths("/a(b"), "behaviors.*.path"],
  ["stock that is never fresh", { stockTtl: "0 seconds" }, "stockTtl"],
  ["pages that are never fresh", { pageTtl: "0 seconds" }, "pageTtl"],
  ["an alias twice", { ...aliased("a.example.com", "a.example.com") }, "aliases"],
  ["too many aliases", aliased(...Array.from({ length: 101 }, (_, index) => `a${index}.example.com`)), "aliases"],
  ["a certificate without an alias", { certificateArn: String(FULL.certificateArn) }, "aliases"],
  ["too many cookies", { cookies: Array.from({ length: 11 }, (_, index) => `c${index}`) }, "cookies"],
  ["no country", { countries: { deny: [] } }, "countries"],
  ["an impossible rate", { errorRatePercent: 101 }, "errorRatePercent"],
  ["a latency of nothing", { originLatency: "0 seconds" }, "originLatency"],
  ["no topic", { alarmTopicArns: [] }, "alarmTopicArns"],
  ["six topics", { alarmTopicArns: Array.from({ length: 6 }, () => TOPIC) }, "alarmTopicArns"],
];

function aliased(...aliases: readonly string[]): Partial<CdnArgs> {
  return { aliases, certificateArn: String(FULL.certificateArn) };
}

describe("refusals", () => {
  it("lets valid arguments pass", () => {
    expect(refusalOf('cdn "shop"', MINIMAL, cdnRefusals)).toBe("not refused");
    expect(refusalOf('cdn "shop"', FULL, cdnRefusals)).toBe("not refused");
  });

  it("lets paths pass that overlap, the narrower one first", () => {
    const overlapping = paths("/api/stock/*", "/api/?", "/api/*.json", "/api/*", "/a.b", "/aXb");
    expect(refusalOf('cdn "shop"', { ...MINIMAL, ...overlapping }, cdnRefusals)).toBe("not refused");
  });

  it("has a case per rule", () => {
    expect(rows.map(([, change], row) => cdnRefusals[row]?.when({ ...MINIMAL, ...change }))).toEqual(
      cdnRefusals.map(() => true),
    );
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf('cdn "shop"', { ...MINIMAL, ...change }, cdnRefusals)).toBe(`cdn "shop": ${message}`);
  });

  it.each(edges)("refuses %s", (_, change, arg) => {
    const args = { ...MINIMAL, ...change };
    expect(cdnRefusals.filter(({ when }) => when(args)).map(({ say }) => say(args).arg)).toEqual([arg]);
  });

  it("refuses several problems at once, before anything is registered", async () => {
    const { message, registered } = await failureOf(
      () =>
        new Cdn("shop", {
          ...MINIMAL,
          origins: {},
          stockTtl: "2 minutes",
          runbooksUrl: "",
          tags: { ...MINIMAL.tags, owner: "" },
        }),
    );
    expect(message.split("\n").map((line) => line.split(" is ")[0])).toEqual([
      'cdn "shop": tags.owner',
      'cdn "shop": origins',
      'cdn "shop": behaviors.*.origin, defaultBehavior.origin',
      'cdn "shop": stockTtl',
      'cdn "shop": runbooksUrl',
    ]);
    expect(registered).toEqual([]);
  });
});
