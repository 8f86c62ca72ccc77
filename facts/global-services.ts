import { takesRegion } from "./aws-type-lists";

/** Where the tables below come from, and when they were last compared with it. */
export const GLOBAL_SERVICES_SOURCE = {
  url: "https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html",
  also: "types of @pulumi/aws 7.48.0 that take no region, by service",
  comparedOn: "2026-11-24",
} as const;

/**
 * Services that have no region, as the module names of `@pulumi/aws`. A type of one of these modules is global where
 * it takes no `region` either: Route 53's resolvers, for one, are regional.
 */
export const GLOBAL_SERVICES: ReadonlySet<string> = new Set([
  "account",
  "bcmdata",
  "billing",
  "budgets",
  "cloudfront",
  "costexplorer",
  "costoptimizationhub",
  "cur",
  "globalaccelerator",
  "iam",
  "networkmanager",
  "notifications",
  "organizations",
  "route53",
  "route53domains",
  "route53recoverycontrol",
  "route53recoveryreadiness",
  "savingsplans",
  "shield",
  "uxc",
  "waf",
]);

/** Types of regional services that hold for a whole account or organisation. */
export const ACCOUNT_WIDE_TYPES: ReadonlySet<string> = new Set([
  "aws:backup/globalSettings:GlobalSettings",
  "aws:cloudtrail/organizationDelegatedAdminAccount:OrganizationDelegatedAdminAccount",
  "aws:directconnect/gateway:Gateway",
  "aws:ec2/vpcIpamOrganizationAdminAccount:VpcIpamOrganizationAdminAccount",
  "aws:fms/adminAccount:AdminAccount",
  "aws:ram/sharingWithOrganization:SharingWithOrganization",
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
  "aws:servicecatalog/organizationsAccess:OrganizationsAccess",
]);

/** Whether a resource has no region: it holds for the account, or is served from everywhere. */
export function isGlobalType(type: string, inputs: Readonly<Record<string, unknown>>): boolean {
  if (ACCOUNT_WIDE_TYPES.has(type)) {
    return true;
  }
  const service = type.slice("aws:".length).split(/[:/]/, 1)[0] ?? "";
  if (service === "wafv2") {
    return inputs["scope"] === "CLOUDFRONT";
  }
  return GLOBAL_SERVICES.has(service) && !takesRegion(type);
}
