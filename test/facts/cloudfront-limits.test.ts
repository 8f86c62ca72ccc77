import {
  CACHING_DISABLED_POLICY,
  CLOUDFRONT_LIMITS,
  CLOUDFRONT_LIMITS_SOURCE,
  CLOUDFRONT_REGION,
  INVALIDATION_LIMITS,
  VIEWER_TLS_POLICIES,
} from "../../facts/cloudfront-limits";

describe("limits of CloudFront", () => {
  it("are dated, with their sources", () => {
    expect(CLOUDFRONT_LIMITS_SOURCE.quotas).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(CLOUDFRONT_LIMITS_SOURCE.comparedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it("are those that AWS documents", () => {
    expect(CLOUDFRONT_LIMITS).toStrictEqual({ behaviors: 75, aliases: 100, cookiesOfAPolicy: 10 });
    expect(INVALIDATION_LIMITS).toStrictEqual({
      freePathsPerMonth: 1_000,
      usdPerPath: 0.005,
      pathsInProgress: 3_000,
      wildcardsInProgress: 15,
    });
  });

  it("know the region, the managed policy and the security policies by their names", () => {
    expect([CLOUDFRONT_REGION, CACHING_DISABLED_POLICY]).toStrictEqual([
      "us-east-1",
      "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    ]);
    expect(VIEWER_TLS_POLICIES.filter((policy) => /^TLSv1\.[23]_202\d$/.test(policy))).toHaveLength(3);
  });
});
