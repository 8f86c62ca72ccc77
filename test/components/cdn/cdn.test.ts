import { bucketAccess, bucketAccessPolicy, Cdn, ORIGIN_SECRET_HEADER } from "../../../components/cdn";
import { clientAddressCode } from "../../../components/cdn/client-address";
import { type Properties, SECRET, SIGNATURE } from "../../../planner/plan";
import { identities, inputsOf, inputsOfType, planInFrankfurt, resourceNamed } from "../core/fixtures";
import { FULL, MINIMAL, TOPIC, WEB_ACL } from "./fixtures";

/** The secret of the origin, as a plan holds it. */
const ORIGIN_SECRET = { [SIGNATURE]: SECRET, value: "open-sesame" };

describe("the policy of a bucket", () => {
  it("lets one distribution read, and nobody call without TLS", () => {
    const statement = {
      Sid: "AllowDistribution",
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::shop/*",
      Condition: { StringEquals: { "aws:SourceArn": "arn:aws:cloudfront::111122223333:distribution/E1" } },
    };
    const arns = ["arn:aws:s3:::shop", "arn:aws:cloudfront::111122223333:distribution/E1"] as const;

    expect(bucketAccess(...arns)).toStrictEqual(statement);
    expect(bucketAccessPolicy(...arns)).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyWithoutTls",
          Effect: "Deny",
          Principal: { AWS: "*" },
          Action: "s3:*",
          Resource: ["arn:aws:s3:::shop", "arn:aws:s3:::shop/*"],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        statement,
      ],
    });
  });
});

describe("Cdn at defaults", () => {
  it("creates these children, all its own", async () => {
    const plan = await planInFrankfurt(() => new Cdn("shop", MINIMAL));

    expect(identities(plan)).toEqual([
      "aws:cloudfront/cachePolicy:CachePolicy shop-cache-page shop",
      "aws:cloudfront/distribution:Distribution shop-distribution shop",
      "aws:cloudfront/monitoringSubscription:MonitoringSubscription shop-metrics shop",
      "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy shop-headers shop",
      "aws:cloudwatch/metricAlarm:MetricAlarm shop-errors shop",
      "aws:cloudwatch/metricAlarm:MetricAlarm shop-origin-latency shop",
      "inventory:cdn:Cdn shop test-dev",
    ]);
  });

  it("serves pages by HTTP/3 and IPv6 behind the web ACL, from a server that knows the secret", async () => {
    const plan = await planInFrankfurt(() => new Cdn("shop", MINIMAL));

    expect(inputsOf(plan, "shop-distribution")).toStrictEqual({
      enabled: true,
      comment: "Pages of the shop",
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: "PriceClass_100",
      aliases: [],
      webAclId: WEB_ACL,
      origins: [
        {
          originId: "shop",
          domainName: "origin.example.com",
          connectionAttempts: 2,
          connectionTimeout: 3,
          customHeaders: [{ name: ORIGIN_SECRET_HEADER, value: ORIGIN_SECRET }],
          customOriginConfig: {
            httpPort: 80,
            httpsPort: 443,
            originProtocolPolicy: "https-only",
            originSslProtocols: ["TLSv1.2"],
            originReadTimeout: 10,
          },
        },
      ],
      originGroups: [],
      defaultCacheBehavior: {
        targetOriginId: "shop",
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD", "OPTIONS"],
        cachedMethods: ["GET", "HEAD"],
        compress: true,
        cachePolicyId: resourceNamed(plan, "shop-cache-page").id,
        responseHeadersPolicyId: resourceNamed(plan, "shop-headers").id,
      },
      orderedCacheBehaviors: [],
      restrictions: { geoRestriction: { restrictionType: "none", locations: [] } },
      viewerCertificate: { cloudfrontDefaultCertificate: true },
      tags: { ...MINIMAL.tags, Name: "shop-distribution" },
    });
    expect(ORIGIN_SECRET_HEADER).toBe("x-from-edge");
    expect(resourceNamed(plan, "shop-distribution").options).toMatchObject({ protect: true, retainOnDelete: true });
  });

  it("keeps the secret of an origin a secret in its own inputs too", async () => {
    const plan = await planInFrankfurt(() => new Cdn("shop", MINIMAL));

    expect(inputsOf(plan, "shop")["origins"]).toStrictEqual({
      shop: { kind: "server", domainName: "origin.example.com", secret: ORIGIN_SECRET },
    });
  });

  it("caches by path alone, and for an hour at most", async () => {
    const plan = await planInFrankfurt(() => new Cdn("shop", MINIMAL));

    expect(inputsOf(plan, "shop-cache-page")).toStrictEqual({
      comment: "Pages of the class page",
      minTtl: 0,
      defaultTtl: 60,
      maxTtl: 3_600,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      },
    });
  });

  it("adds the headers that keep browsers safe, and takes those that tell too much", async () => {
    const plan = await planInFrankfurt(() => new Cdn("shop", MINIMAL));

    expect(inputsOf(plan, "shop-headers")).toStrictEqual({
      comment: "Headers of responses",
      securityHeadersConfig: {
        strictTransportSecurity: { accessControlMaxAgeSec: 63_072_000, includeSubdomains: true, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY", override: false },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: false },
      },
      removeHeadersConfig: { items: [{ header: "Server" }, { header: "X-Powered-By" }] },
    });
  });

  it("rings in us-east-1, where CloudFront has its metrics", async () => {
    const plan = await planInFrankfurt(() => new Cdn("shop", MINIMAL));
    const { id } = resourceNamed(plan, "shop-distribution");
    const common = {
      region: "us-east-1",
      namespace: "AWS/CloudFront",
      dimensions: { DistributionId: id, Region: "Global" },
      period: 60,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
      alarmActions: [TOPIC],
      okActions: [TOPIC],
    };

    expect(inputsOfType(plan, "aws:cloudwatch/metricAlarm:MetricAlarm")).toStrictEqual({
      "shop-errors": {
        ...common,
        alarmDescription:
          "CloudFront: 1 % of the responses are errors (5xx), 3 minutes of 5. Runbook: https://runbooks.example.com/cdn-errors.md",
        metricName: "5xxErrorRate",
        statistic: "Average",
        threshold: 1,
        tags: { ...MINIMAL.tags, Name: "shop-errors" },
      },
      "shop-origin-latency": {
        ...common,
        alarmDescription:
          "CloudFront: origins take 2 seconds at the 95th percentile, 3 minutes of 5. Runbook: https://runbooks.example.com/cdn-origin-latency.md",
        metricName: "OriginLatency",
        extendedStatistic: "p95",
        threshold: 2_000,
        tags: { ...MINIMAL.tags, Name: "shop-origin-latency" },
      },
    });
    expect(inputsOf(plan, "shop-metrics")).toStrictEqual({
      distributionId: id,
      monitoringSubscription: { realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: "Enabled" } },
    });
  });
});

describe("Cdn with everything", () => {
  it("creates a policy per class in use, and what buckets and aliases need (custom)", async () => {
    const plan = await planInFrankfurt(() => new Cdn("shop", FULL));

    expect(identities(plan)).toEqual([
      "aws:cloudfront/cachePolicy:CachePolicy shop-cache-asset shop",
      "aws:cloudfront/cachePolicy:CachePolicy shop-cache-page shop",
      "aws:cloudfront/cachePolicy:CachePolicy shop-cache-stock shop",
      "aws:cloudfront/distribution:Distribution shop-distribution shop",
      "aws:cloudfront/function:Function shop-client-address shop",
      "aws:cloudfront/monitoringSubscription:MonitoringSubscription shop-metrics shop",
      "aws:cloudfront/originAccessControl:OriginAccessControl shop-bucket-access shop",
      "aws:cloudfront/originRequestPolicy:OriginRequestPolicy shop-cached-requests shop",
      "aws:cloudfront/originRequestPolicy:OriginRequestPolicy shop-private-requests shop",
      "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy shop-asset-headers shop",
      "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy shop-headers shop",
      "aws:cloudwatch/metricAlarm:MetricAlarm shop-errors shop",
      "aws:cloudwatch/metricAlarm:MetricAlarm shop-origin-latency shop",
      "aws:route53/record:Record shop-a-shop.example.com shop",
      "aws:route53/record:Record shop-a-www.example.com shop",
      "aws:route53/record:Record shop-aaaa-shop.example.com shop",
      "aws:route53/record:Record shop-aaaa-www.example.com shop",
      "aws:s3/bucketPolicy:BucketPolicy shop-bucket-policy-assets shop",
      "inventory:cdn:Cdn shop test-dev",
    ]);
  });

  it("reads from the other region where the first fails, and never writes there", async () => {
    const plan = await planInFrankfurt(() => new Cdn("shop", FULL));
    const { originGroups, defaultCacheBehavior, orderedCacheBehaviors } = inputsOf(plan, "shop-distribution");

    expect(originGroups).toStrictEqual([
      {
        originId: "frankfurt-or-ireland",
        failoverCriteria: { statusCodes: [500, 502, 503, 504] },
        members: [{ originId: "frankfurt" }, { originId: "ireland" }],
      },
    ]);
    expect(defaultCacheBehavior).toMatchObject({ targetOriginId: "frankfurt-or-ireland" });
    expect(orderedCacheBehaviors).toMatchObject([
      { pathPattern: "/api/stock/*", targetOriginId: "frankfurt-or-ireland" },
      {
        pathPattern: "/api/*",
        targetOriginId: "frankfurt",
        cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        originRequestPolicyId: resourceNamed(plan, "shop-private-requests").id,
        allowedMethods: ["GET", "HEAD", "OPTIONS", "DELETE", "PATCH", "POST", "PUT"],
      },
      {
        pathPattern: "/assets/*",
        targetOriginId: "assets",
        responseHeadersPolicyId: resourceNamed(plan, "shop-asset-headers").id,
      },
    ]);
  });

  it("tells servers, and no bucket, the address of the viewer", async () => {
    const plan = await planInFrankfurt(() => new Cdn("shop", FULL));
    const { defaultCacheBehavior, orderedCacheBehaviors } = inputsOf(plan, "shop-distribution");
    const { code, ...settings } = inputsOf(plan, "shop-client-address");
    const functionArn = resourceNamed(plan, "shop-client-address").outputs["arn"];
    const [stock, api, assets] = orderedCacheBehaviors as readonly Properties[];

    expect(settings).toStrictEqual({
      comment: "Tells servers the address of the viewer",
      runtime: "cloudfront-js-2.0",
      publish: true,
      tags: { ...FULL.tags, Name: "shop-client-address" },
    });
    expect(code).toBe(clientAddressCode("x-client-address"));
    expect([defaultCacheBehavior, stock, api]).toMatchObject(
      Array.from({ length: 3 }, () => ({ functionAssociations: [{ eventType: "viewer-request", functionArn }] })),
    );
    expect(stock).toMatchObject({ originRequestPolicyId: resourceNamed(plan, "shop-cached-requests").id });
    expect(inputsOf(plan, "shop-cached-requests")).toStrictEqual({
      comment: "What reaches the origin of a cached path",
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior: "whitelist", headers: { items: ["x-client-address"] } },
      queryStringsConfig: { queryStringBehavior: "none" },
    });
    expect(assets).not.toHaveProperty("functionAssociations");
    expect(assets).not.toHaveProperty("originRequestPolicyId");
  });

  it("lets named cookies alone through to the origin of a private path", async () => {
    const plan = await planInFrankfurt(() => new Cdn("shop", FULL));
    expect(inputsOf(plan, "shop-private-requests")).toStrictEqual({
      comment: "What reaches the origin of a private path",
      cookiesConfig: { cookieBehavior: "whitelist", cookies: { items: ["basket", "session"] } },
      headersConfig: { headerBehavior: "allExcept", headers: { items: ["host"] } },
      queryStringsConfig: { queryStringBehavior: "all" },
    });

    const { cookies: _, ...withoutCookies } = FULL;
    const none = await planInFrankfurt(() => new Cdn("shop", withoutCookies));
    expect(inputsOf(none, "shop-private-requests")).toMatchObject({ cookiesConfig: { cookieBehavior: "none" } });
  });

  it("bounds the age of each class, and tells pages apart by the given query strings", async () => {
    const plan = await planInFrankfurt(() => new Cdn("shop", FULL));

    expect(inputsOf(plan, "shop-cache-stock")).toMatchObject({ minTtl: 0, defaultTtl: 10, maxTtl: 60 });
    expect(inputsOf(plan, "shop-cache-asset")).toMatchObject({ defaultTtl: 31_536_000, maxTtl: 31_536_000 });
    expect(inputsOf(plan, "shop-cache-page")).toMatchObject({
      defaultTtl: 300,
      maxTtl: 3_600,
      parametersInCacheKeyAndForwardedToOrigin: {
        queryStringsConfig: { queryStringBehavior: "whitelist", queryStrings: { items: ["filter", "page"] } },
      },
    });
    expect(inputsOf(plan, "shop-asset-headers")).toMatchObject({
      comment: "Headers of assets",
      securityHeadersConfig: { contentSecurityPolicy: { contentSecurityPolicy: "default-src 'self'", override: true } },
      customHeadersConfig: {
        items: [{ header: "Cache-Control", value: "public, max-age=31536000, immutable", override: true }],
      },
    });
  });

  it("answers under its aliases, in the given countries, with the given TLS", async () => {
    const plan = await planInFrankfurt(() => new Cdn("shop", FULL));
    const distribution = resourceNamed(plan, "shop-distribution");

    expect(distribution.inputs).toMatchObject({
      aliases: ["shop.example.com", "www.example.com"],
      comment: "The shop",
      priceClass: "PriceClass_All",
      cacheTagConfig: { headerName: "Cache-Tag" },
      restrictions: { geoRestriction: { restrictionType: "whitelist", locations: ["AT", "DE"] } },
      viewerCertificate: {
        acmCertificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/a1b2",
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.3_2025",
      },
    });
    expect(inputsOf(plan, "shop-aaaa-shop.example.com")).toStrictEqual({
      zoneId: "Z1",
      name: "shop.example.com",
      type: "AAAA",
      aliases: [
        {
          name: distribution.outputs["domainName"],
          zoneId: distribution.outputs["hostedZoneId"],
          evaluateTargetHealth: false,
        },
      ],
    });
  });

  it("signs its requests to the bucket, whose policy lets this distribution alone read", async () => {
    const plan = await planInFrankfurt(() => new Cdn("shop", FULL));
    const access = resourceNamed(plan, "shop-bucket-access");
    const distributionArn = String(resourceNamed(plan, "shop-distribution").outputs["arn"]);

    expect(inputsOf(plan, "shop-distribution")["origins"]).toContainEqual({
      originId: "assets",
      domainName: "shop-assets.s3.eu-central-1.amazonaws.com",
      connectionAttempts: 2,
      connectionTimeout: 3,
      originAccessControlId: access.id,
    });
    expect(access.inputs).toStrictEqual({
      description: "Reads the buckets of a distribution",
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    expect(distributionArn).toMatch(/^arn:aws:cloudfront::\d{12}:distribution\/E[0-9A-Z]+$/);
    expect(inputsOf(plan, "shop-bucket-policy-assets")).toStrictEqual({
      region: "eu-central-1",
      bucket: "shop-assets",
      policy: JSON.stringify(bucketAccessPolicy("arn:aws:s3:::shop-assets", distributionArn)),
    });
    expect(resourceNamed(plan, "shop").outputs).toMatchObject({
      cacheControl: {
        stock: "public, max-age=0, s-maxage=10, stale-while-revalidate=10, stale-if-error=50",
        page: "public, max-age=0, s-maxage=300, stale-while-revalidate=60, stale-if-error=3300",
        asset: "public, max-age=31536000, immutable",
      },
      bucketStatements: { assets: bucketAccess("arn:aws:s3:::shop-assets", distributionArn) },
    });
  });

  it("leaves the policy of a bucket that has one to its owner", async () => {
    const { origins } = FULL;
    const assets = {
      kind: "bucket",
      domainName: "a.s3.eu-central-1.amazonaws.com",
      bucketArn: "arn:aws:s3:::abc",
    } as const;
    const plan = await planInFrankfurt(() => new Cdn("shop", { ...FULL, origins: { ...origins, assets } }));

    expect(inputsOfType(plan, "aws:s3/bucketPolicy:BucketPolicy")).toEqual({});
    expect(resourceNamed(plan, "shop-distribution").options).toMatchObject({ protect: false });
  });
});
