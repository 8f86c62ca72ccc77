/** Where the tables below come from, and when they were last read. */
export const CLOUDFRONT_LIMITS_SOURCE = {
  quotas: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html",
  invalidations: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/InvalidationLimits.html",
  paying: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PayingForInvalidation.html",
  price: "service-prices-us-east-1.json, cloudfront_distribution, 2024-07-01",
  managedPolicies:
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html",
  comparedOn: "2026-11-26",
} as const;

/** Quotas of a distribution and of its policies, as they are before anybody asks for more. */
export const CLOUDFRONT_LIMITS = {
  /** Cache behaviours of a distribution, the default one counted in. */
  behaviors: 75,
  /** Alternate domain names of a distribution. */
  aliases: 100,
  /** Cookies that an origin request policy names. */
  cookiesOfAPolicy: 10,
} as const;

/** What invalidations cost, and how many CloudFront lets run at a time. */
export const INVALIDATION_LIMITS = {
  /** Paths that cost nothing, in a month and over all distributions of an account. */
  freePathsPerMonth: 1_000,
  /** Price of each further path; a wildcard or a tag is one path. */
  usdPerPath: 0.005,
  /** Paths without a wildcard that may be in progress, for a distribution. */
  pathsInProgress: 3_000,
  /** Paths with a wildcard that may be in progress. */
  wildcardsInProgress: 15,
} as const;

/** Region from which CloudFront is managed: of its certificates, web ACLs, metrics and logs. */
export const CLOUDFRONT_REGION = "us-east-1";

/** Cache policy of AWS that caches nothing. */
export const CACHING_DISABLED_POLICY = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/** Security policies without TLS 1.0 and 1.1 and without weak ciphers. */
export const VIEWER_TLS_POLICIES = ["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"] as const;

/** One of {@link VIEWER_TLS_POLICIES}. */
export type ViewerTlsPolicy = (typeof VIEWER_TLS_POLICIES)[number];
