import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CACHING_DISABLED_POLICY } from "../../facts/cloudfront-limits";
import type { CdnArgs, CdnOrigin } from "./cdn";
import { CONNECTION, FAILOVER_STATUSES, type CdnPlan, type PlannedBehavior, type PlannedOriginGroup } from "./cdn.plan";
import type { CachedClass } from "./ttl-classes";

/** Header by which an origin knows that a request came through the distribution. */
export const ORIGIN_SECRET_HEADER = "x-from-edge";

/** Policies that behaviours of a distribution refer to. */
export interface CdnPolicies {
  /** Cache policies by class. */
  readonly cache: Readonly<Partial<Record<CachedClass, aws.cloudfront.CachePolicy>>>;
  /** What reaches the origin of a private path; `undefined` where there is none. */
  readonly privateRequests: aws.cloudfront.OriginRequestPolicy | undefined;
  /** What reaches the origin of a cached path beside its key; `undefined` where that is nothing. */
  readonly cachedRequests: aws.cloudfront.OriginRequestPolicy | undefined;
  /** Function that sets the header of the viewer's address; `undefined` where no origin gets it. */
  readonly clientAddress: aws.cloudfront.Function | undefined;
  /** Headers of every response. */
  readonly headers: aws.cloudfront.ResponseHeadersPolicy;
  /** The same for assets; `undefined` where there are none. */
  readonly assetHeaders: aws.cloudfront.ResponseHeadersPolicy | undefined;
  /** How the distribution signs its requests to buckets; `undefined` where there are none. */
  readonly bucketAccess: aws.cloudfront.OriginAccessControl | undefined;
}

/** Inputs of a distribution but its tags. */
export function distributionInputs(
  plan: CdnPlan,
  args: CdnArgs,
  policies: CdnPolicies,
): aws.cloudfront.DistributionArgs {
  return {
    enabled: true,
    comment: args.comment ?? "Pages of the shop",
    httpVersion: "http2and3",
    isIpv6Enabled: true,
    priceClass: plan.priceClass,
    aliases: [...plan.aliases],
    webAclId: args.webAclArn,
    ...(args.cacheTagHeader === undefined ? {} : { cacheTagConfig: { headerName: args.cacheTagHeader } }),
    origins: Object.entries(args.origins).map(([name, origin]) => originInputs(name, origin, { plan, policies })),
    originGroups: plan.groups.map(groupInputs),
    defaultCacheBehavior: behaviorInputs(plan.defaultBehavior, policies),
    orderedCacheBehaviors: plan.behaviors.map(({ path, ...behavior }) => ({
      pathPattern: path,
      ...behaviorInputs(behavior, policies),
    })),
    restrictions: { geoRestriction: plan.countries },
    viewerCertificate: certificateInputs(plan, args),
  };
}

function originInputs(
  name: string,
  origin: CdnOrigin,
  { plan, policies }: { readonly plan: CdnPlan; readonly policies: CdnPolicies },
): aws.types.input.cloudfront.DistributionOrigin {
  const common = {
    originId: name,
    domainName: origin.domainName,
    connectionAttempts: CONNECTION.attempts,
    connectionTimeout: CONNECTION.timeoutSeconds,
  };
  if (origin.kind === "bucket") {
    return { ...common, ...(policies.bucketAccess && { originAccessControlId: policies.bucketAccess.id }) };
  }
  return {
    ...common,
    customHeaders: [{ name: ORIGIN_SECRET_HEADER, value: pulumi.secret(origin.secret) }],
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      originReadTimeout: plan.originTimeoutSeconds,
    },
  };
}

function groupInputs({
  id,
  primary,
  secondary,
}: PlannedOriginGroup): aws.types.input.cloudfront.DistributionOriginGroup {
  return {
    originId: id,
    failoverCriteria: { statusCodes: [...FAILOVER_STATUSES] },
    members: [{ originId: primary }, { originId: secondary }],
  };
}

function behaviorInputs(behavior: PlannedBehavior, policies: CdnPolicies) {
  const headers = behavior.class === "asset" ? policies.assetHeaders : policies.headers;
  return {
    targetOriginId: behavior.target,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: [...behavior.allowedMethods],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    responseHeadersPolicyId: (headers ?? policies.headers).id,
    ...functionInputs(behavior, policies),
    ...cacheInputs(behavior, policies),
  };
}

function functionInputs({ isAddressed }: PlannedBehavior, { clientAddress }: CdnPolicies) {
  return isAddressed && clientAddress !== undefined
    ? { functionAssociations: [{ eventType: "viewer-request", functionArn: clientAddress.arn }] }
    : {};
}

function cacheInputs(
  { class: name, isAddressed }: PlannedBehavior,
  { cache, privateRequests, cachedRequests }: CdnPolicies,
): CacheInputs {
  if (name === "private") {
    return {
      cachePolicyId: CACHING_DISABLED_POLICY,
      ...(privateRequests && { originRequestPolicyId: privateRequests.id }),
    };
  }
  const policy = cache[name];
  return {
    ...(policy && { cachePolicyId: policy.id }),
    ...(isAddressed && cachedRequests !== undefined ? { originRequestPolicyId: cachedRequests.id } : {}),
  };
}

type CacheInputs = Readonly<Partial<Record<"cachePolicyId" | "originRequestPolicyId", pulumi.Input<string>>>>;

function certificateInputs(
  { aliases, minimumTls }: CdnPlan,
  { certificateArn }: CdnArgs,
): aws.types.input.cloudfront.DistributionViewerCertificate {
  return aliases.length === 0 || certificateArn === undefined
    ? { cloudfrontDefaultCertificate: true }
    : { acmCertificateArn: certificateArn, sslSupportMethod: "sni-only", minimumProtocolVersion: minimumTls };
}
