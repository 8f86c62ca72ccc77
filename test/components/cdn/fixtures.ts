import type { CdnArgs } from "../../../components/cdn";
import { TAGS } from "../core/fixtures";

/** Web ACL of the distributions under test. */
export const WEB_ACL = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/a1b2";

/** Topic of the alarms under test. */
export const TOPIC = "arn:aws:sns:us-east-1:111122223333:on-call";

/** A distribution of one origin and one class. */
export const MINIMAL: CdnArgs = {
  origins: { shop: { kind: "server", domainName: "origin.example.com", secret: "open-sesame" } },
  defaultBehavior: { class: "page", origin: "shop" },
  webAclArn: WEB_ACL,
  alarmTopicArns: [TOPIC],
  runbooksUrl: "https://runbooks.example.com",
  tags: { ...TAGS, residency: "global" },
};

/** A distribution of every class, with failover, a bucket and aliases. */
export const FULL: CdnArgs = {
  ...MINIMAL,
  origins: {
    frankfurt: {
      kind: "server",
      domainName: "frankfurt.example.com",
      secret: "open-sesame",
      failoverTo: "ireland",
    },
    ireland: { kind: "server", domainName: "ireland.example.com", secret: "open-sesame" },
    assets: {
      kind: "bucket",
      domainName: "shop-assets.s3.eu-central-1.amazonaws.com",
      bucketArn: "arn:aws:s3:::shop-assets",
      policyOf: { bucket: "shop-assets", region: "eu-central-1" },
    },
  },
  defaultBehavior: { class: "page", origin: "frankfurt" },
  behaviors: [
    { path: "/api/stock/*", class: "stock", origin: "frankfurt" },
    { path: "/api/*", class: "private", origin: "frankfurt" },
    { path: "/assets/*", class: "asset", origin: "assets" },
  ],
  stockTtl: "10 seconds",
  pageTtl: "5 minutes",
  queryStrings: { page: ["page", "filter"] },
  cookies: ["session", "basket"],
  aliases: ["www.example.com", "shop.example.com"],
  certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/a1b2",
  zoneId: "Z1",
  minimumTls: "TLSv1.3_2025",
  priceClass: "PriceClass_All",
  countries: { allow: ["DE", "AT"] },
  cacheTagHeader: "Cache-Tag",
  clientAddressHeader: "x-client-address",
  contentSecurityPolicy: "default-src 'self'",
  originTimeout: "20 seconds",
  errorRatePercent: 5,
  originLatency: "4 seconds",
  comment: "The shop",
  protect: false,
};
