import type * as aws from "@pulumi/aws";
import type { CdnPlanArgs } from "./cdn.plan";
import type { CachedClass, PlannedTtl } from "./ttl-classes";

const HSTS_SECONDS = 63_072_000;

/** Headers of origins that tell viewers what they run on. */
const REMOVED_HEADERS = ["Server", "X-Powered-By"] as const;

/** Inputs of the cache policy of a class. Pages are told apart by path and the given query strings, and by nothing else. */
export function cachePolicyInputs(
  name: CachedClass,
  { ttlSeconds, longestSeconds }: PlannedTtl,
  { queryStrings = {} }: CdnPlanArgs,
): aws.cloudfront.CachePolicyArgs {
  const items = queryStrings[name] ?? [];
  return {
    comment: `Pages of the class ${name}`,
    minTtl: 0,
    defaultTtl: ttlSeconds,
    maxTtl: longestSeconds,
    parametersInCacheKeyAndForwardedToOrigin: {
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior: "none" },
      queryStringsConfig:
        items.length === 0
          ? { queryStringBehavior: "none" }
          : { queryStringBehavior: "whitelist", queryStrings: { items: items.toSorted() } },
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    },
  };
}

/** Inputs of the policy that decides what reaches the origin of a private path. */
export function privateRequestInputs({ cookies = [] }: CdnPlanArgs): aws.cloudfront.OriginRequestPolicyArgs {
  return {
    comment: "What reaches the origin of a private path",
    cookiesConfig:
      cookies.length === 0
        ? { cookieBehavior: "none" }
        : { cookieBehavior: "whitelist", cookies: { items: cookies.toSorted() } },
    headersConfig: { headerBehavior: "allExcept", headers: { items: ["host"] } },
    queryStringsConfig: { queryStringBehavior: "all" },
  };
}

/** Inputs of the policy by which the origin of a cached path gets the viewer's address, which tells no pages apart. */
export function addressRequestInputs(header: string): aws.cloudfront.OriginRequestPolicyArgs {
  return {
    comment: "What reaches the origin of a cached path",
    cookiesConfig: { cookieBehavior: "none" },
    headersConfig: { headerBehavior: "whitelist", headers: { items: [header] } },
    queryStringsConfig: { queryStringBehavior: "none" },
  };
}

/** Inputs of the policy of the headers of responses. With `cacheControl`, browsers are told how long to keep them. */
export function headersInputs(
  { contentSecurityPolicy }: CdnPlanArgs,
  cacheControl?: string,
): aws.cloudfront.ResponseHeadersPolicyArgs {
  return {
    comment: cacheControl === undefined ? "Headers of responses" : "Headers of assets",
    securityHeadersConfig: {
      strictTransportSecurity: { accessControlMaxAgeSec: HSTS_SECONDS, includeSubdomains: true, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: "DENY", override: false },
      referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: false },
      ...(contentSecurityPolicy === undefined
        ? {}
        : { contentSecurityPolicy: { contentSecurityPolicy, override: true } }),
    },
    removeHeadersConfig: { items: REMOVED_HEADERS.map((header) => ({ header })) },
    ...(cacheControl === undefined
      ? {}
      : { customHeadersConfig: { items: [{ header: "Cache-Control", value: cacheControl, override: true }] } }),
  };
}
