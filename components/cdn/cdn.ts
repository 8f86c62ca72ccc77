import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CLOUDFRONT_REGION } from "../../facts/cloudfront-limits";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { clientAddressCode, CLIENT_ADDRESS_RUNTIME } from "./client-address";
import { bucketAccess, bucketAccessPolicy, type BucketAccessStatement } from "./bucket-access";
import { CDN_ALARMS, planCdn, type CdnAlarm, type CdnOriginPlanArgs, type CdnPlan, type CdnPlanArgs } from "./cdn.plan";
import { cdnRefusals } from "./cdn.refusals";
import { distributionInputs, type CdnPolicies } from "./distribution-inputs";
import { addressRequestInputs, cachePolicyInputs, headersInputs, privateRequestInputs } from "./policy-inputs";
import { CACHED_CLASSES, type CachedClass } from "./ttl-classes";

/** A server that is reached by HTTPS. */
export interface ServerOrigin extends CdnOriginPlanArgs {
  readonly kind: "server";
  /** Name under which the server answers, and which its certificate holds. */
  readonly domainName: pulumi.Input<string>;
  /** Value of the header `x-from-edge`, without which the server refuses a request. */
  readonly secret: pulumi.Input<string>;
}

/** An S3 bucket. */
export interface BucketOrigin extends CdnOriginPlanArgs {
  readonly kind: "bucket";
  /** Regional name of the bucket: `bucketRegionalDomainName`. */
  readonly domainName: pulumi.Input<string>;
  /** ARN of the bucket. */
  readonly bucketArn: pulumi.Input<string>;
  /**
   * Bucket whose policy the component writes, with its region.
   *
   * @default - none: the bucket has a policy of its own, which takes the statement of `bucketStatements`
   */
  readonly policyOf?: { readonly bucket: pulumi.Input<string>; readonly region: string };
}

/** One origin. */
export type CdnOrigin = ServerOrigin | BucketOrigin;

/** Arguments of {@link Cdn}. */
export interface CdnArgs extends ComponentArgs, CdnPlanArgs {
  /** Origins, by a name for each. */
  readonly origins: Readonly<Record<string, CdnOrigin>>;
  /** ARN of the web ACL, of the scope CLOUDFRONT, that requests have to pass. */
  readonly webAclArn: pulumi.Input<string>;
  /** ARNs of the SNS topics in us-east-1 that alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  /**
   * ARN of the certificate of the aliases, in us-east-1.
   *
   * @default - none, where there are no aliases
   */
  readonly certificateArn?: pulumi.Input<string>;
  /**
   * Hosted zone that gets the records of the aliases.
   *
   * @default - none: the records are somebody else's
   */
  readonly zoneId?: pulumi.Input<string>;
  /**
   * What the console shows beside the distribution.
   *
   * @default "Pages of the shop"
   */
  readonly comment?: string;
  /**
   * Whether Pulumi keeps the distribution from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/**
 * A CloudFront distribution whose paths are cached by classes: stock for seconds, pages for a minute, assets for a year.
 *
 * Creates:
 * - the distribution: HTTP/2 and HTTP/3, IPv6, HTTPS only, TLS 1.2 of 2021 under the aliases, behind a web ACL
 * - per class in use a cache policy, whose longest time bounds how old a page can be, whatever its origin asks for
 * - for private paths, which are never cached, the policy of what reaches the origin: no cookie that is not named
 * - where servers are to get the viewer's address, the function that sets its header, and the policy that passes it on
 * - the headers of responses: HSTS, nosniff, no frames, referrer; assets are immutable for browsers too
 * - a group for each origin with a failover: cached paths are read from the other one at 500, 502, 503 and 504
 * - for buckets the origin access control, and on request their policies, which let this distribution alone read
 * - with a zone, the A and AAAA records of the aliases
 * - the additional metrics of the distribution, and alarms in us-east-1: errors, origin latency
 *
 * Costs at defaults: 0 USD at rest. Europe, prices of 2024-07-01 (service-prices-us-east-1.json,
 * cloudfront_distribution): 0.085 USD per GB to viewers up to 10 TB, 0.012 USD per 10,000 HTTPS requests. The additional
 * metrics, the two alarms and calls of the function are unpriced: there is no price row for them. The web ACL comes on top, priced where it is
 * made.
 *
 * Does not: log requests, which `CdnLog` does; fail over writes; create the certificate, the web ACL or the origins'
 * secret; send the header Cache-Control, which origins do; invalidate, which `InvalidationHandler` does.
 *
 * @example
 * new Cdn("shop", {
 *   origins: { shop: { kind: "server", domainName: "shop-origin.example.com", secret: originSecret } },
 *   defaultBehavior: { class: "page", origin: "shop" },
 *   behaviors: [{ path: "/api/stock/*", class: "stock", origin: "shop" }],
 *   webAclArn: webAcl.arn,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class Cdn extends Component {
  /** Identifier that invalidations name. */
  readonly distributionId: pulumi.Output<string>;
  /** ARN that policies name. */
  readonly distributionArn: pulumi.Output<string>;
  /** Name that CloudFront gives. */
  readonly domainName: pulumi.Output<string>;
  /** Header that origins have to send, by class in use. */
  readonly cacheControl: Readonly<Partial<Record<CachedClass, string>>>;
  /** Statements that let the distribution read, by bucket origin. */
  readonly bucketStatements: pulumi.Output<Readonly<Record<string, BucketAccessStatement>>>;

  constructor(name: string, args: CdnArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:cdn:Cdn", name, sealed(checkArgs(`cdn "${name}"`, args, cdnRefusals)), opts);
    const plan = planCdn(args);
    const policies = this.createPolicies(plan, args);
    const distribution = this.createDistribution(plan, args, policies);
    this.createBucketPolicies(args, distribution);
    this.createRecords(plan, args, distribution);
    this.createAlarms(plan, args, distribution);

    this.distributionId = distribution.id;
    this.distributionArn = distribution.arn;
    this.domainName = distribution.domainName;
    this.cacheControl = Object.fromEntries(
      Object.entries(plan.classes).map(([key, { cacheControl }]) => [key, cacheControl]),
    );
    this.bucketStatements = statementsOf(args, distribution);
    this.registerOutputs({
      distributionId: this.distributionId,
      distributionArn: this.distributionArn,
      domainName: this.domainName,
      cacheControl: this.cacheControl,
      bucketStatements: this.bucketStatements,
    });
  }

  private createPolicies(plan: CdnPlan, args: CdnArgs): CdnPolicies {
    const { asset } = plan.classes;
    const { clientAddressHeader = "" } = args;
    return {
      cache: this.createCachePolicies(plan, args),
      privateRequests: plan.isPrivate ? this.createRequests("private", privateRequestInputs(args)) : undefined,
      cachedRequests: plan.isCachedAddressed
        ? this.createRequests("cached", addressRequestInputs(clientAddressHeader))
        : undefined,
      clientAddress: plan.isAddressed ? this.createClientAddress(clientAddressHeader) : undefined,
      headers: this.createHeaders("headers", headersInputs(args)),
      assetHeaders: asset && this.createHeaders("asset-headers", headersInputs(args, asset.cacheControl)),
      bucketAccess: plan.hasBuckets
        ? new aws.cloudfront.OriginAccessControl(
            this.childName("bucket-access"),
            {
              description: "Reads the buckets of a distribution",
              originAccessControlOriginType: "s3",
              signingBehavior: "always",
              signingProtocol: "sigv4",
            },
            this.childOptions(),
          )
        : undefined,
    };
  }

  private createRequests(
    role: "private" | "cached",
    inputs: aws.cloudfront.OriginRequestPolicyArgs,
  ): aws.cloudfront.OriginRequestPolicy {
    return new aws.cloudfront.OriginRequestPolicy(this.childName(`${role}-requests`), inputs, this.childOptions());
  }

  private createClientAddress(header: string): aws.cloudfront.Function {
    return new aws.cloudfront.Function(
      this.childName("client-address"),
      {
        comment: "Tells servers the address of the viewer",
        runtime: CLIENT_ADDRESS_RUNTIME,
        code: clientAddressCode(header),
        publish: true,
        tags: this.childTags("client-address"),
      },
      this.childOptions(),
    );
  }

  private createCachePolicies(plan: CdnPlan, args: CdnArgs): CdnPolicies["cache"] {
    const created = CACHED_CLASSES.flatMap((name) => {
      const ttl = plan.classes[name];
      return ttl === undefined ? [] : [[name, this.createCachePolicy(name, cachePolicyInputs(name, ttl, args))]];
    });
    return Object.fromEntries(created);
  }

  private createCachePolicy(name: CachedClass, inputs: aws.cloudfront.CachePolicyArgs): aws.cloudfront.CachePolicy {
    return new aws.cloudfront.CachePolicy(this.childName(`cache-${name}`), inputs, this.childOptions());
  }

  private createHeaders(
    role: string,
    inputs: aws.cloudfront.ResponseHeadersPolicyArgs,
  ): aws.cloudfront.ResponseHeadersPolicy {
    return new aws.cloudfront.ResponseHeadersPolicy(this.childName(role), inputs, this.childOptions());
  }

  private createDistribution(plan: CdnPlan, args: CdnArgs, policies: CdnPolicies): aws.cloudfront.Distribution {
    const protect = args.protect ?? true;
    return new aws.cloudfront.Distribution(
      this.childName("distribution"),
      { ...distributionInputs(plan, args, policies), tags: this.childTags("distribution") },
      this.childOptions({ protect, retainOnDelete: protect }),
    );
  }

  private createBucketPolicies({ origins }: CdnArgs, { arn }: aws.cloudfront.Distribution): void {
    for (const [name, origin] of Object.entries(origins)) {
      if (origin.kind === "bucket" && origin.policyOf !== undefined) {
        const policy = pulumi
          .all([origin.bucketArn, arn])
          .apply(([bucketArn, distributionArn]) => JSON.stringify(bucketAccessPolicy(bucketArn, distributionArn)));
        new aws.s3.BucketPolicy(
          this.childName(`bucket-policy-${name}`),
          { region: origin.policyOf.region, bucket: origin.policyOf.bucket, policy },
          this.childOptions(),
        );
      }
    }
  }

  private createRecords({ aliases }: CdnPlan, { zoneId }: CdnArgs, distribution: aws.cloudfront.Distribution): void {
    if (zoneId === undefined) {
      return;
    }
    const target = { name: distribution.domainName, zoneId: distribution.hostedZoneId, evaluateTargetHealth: false };
    for (const alias of aliases) {
      for (const type of ["A", "AAAA"]) {
        new aws.route53.Record(
          this.childName(`${type.toLowerCase()}-${alias}`),
          { zoneId, name: alias, type, aliases: [target] },
          this.childOptions({ deleteBeforeReplace: true }),
        );
      }
    }
  }

  private createAlarms(plan: CdnPlan, args: CdnArgs, distribution: aws.cloudfront.Distribution): void {
    const metrics = new aws.cloudfront.MonitoringSubscription(
      this.childName("metrics"),
      {
        distributionId: distribution.id,
        monitoringSubscription: { realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: "Enabled" } },
      },
      this.childOptions(),
    );
    for (const role of CDN_ALARMS) {
      new aws.cloudwatch.MetricAlarm(
        this.childName(role),
        {
          ...alarmInputs(role, plan, args),
          dimensions: { DistributionId: distribution.id, Region: "Global" },
          tags: this.childTags(role),
        },
        this.childOptions({ dependsOn: [metrics] }),
      );
    }
  }
}

/** The arguments as the state may hold them: with the secret of each origin marked as one. */
function sealed(args: CdnArgs): CdnArgs {
  const origins = Object.entries(args.origins).map(([name, origin]) => [
    name,
    origin.kind === "server" ? { ...origin, secret: pulumi.secret(origin.secret) } : origin,
  ]);
  return { ...args, origins: Object.fromEntries(origins) };
}

function alarmInputs(role: CdnAlarm, { alarms }: CdnPlan, { alarmTopicArns }: CdnArgs) {
  const { metricName, statistic, threshold, description } = alarms[role];
  return {
    region: CLOUDFRONT_REGION,
    alarmDescription: description,
    namespace: "AWS/CloudFront",
    metricName,
    ...statistic,
    period: 60,
    evaluationPeriods: 5,
    datapointsToAlarm: 3,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold,
    treatMissingData: "notBreaching",
    alarmActions: [...alarmTopicArns],
    okActions: [...alarmTopicArns],
  };
}

function statementsOf(
  { origins }: CdnArgs,
  { arn }: aws.cloudfront.Distribution,
): pulumi.Output<Readonly<Record<string, BucketAccessStatement>>> {
  const buckets = Object.entries(origins).flatMap(([name, origin]) =>
    origin.kind === "bucket" ? [[name, pulumi.output(origin.bucketArn)] as const] : [],
  );
  return pulumi
    .all([arn, pulumi.all(Object.fromEntries(buckets))])
    .apply(([distributionArn, arns]) =>
      Object.fromEntries(
        Object.entries(arns).map(([name, bucketArn]) => [name, bucketAccess(bucketArn, distributionArn)]),
      ),
    );
}
