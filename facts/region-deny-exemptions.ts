/** Actions that stay allowed wherever they are called. */
export interface RegionDenyExemption {
  /** Why they have no region of the partition. */
  readonly because: string;
  /** The actions, as a policy names them. */
  readonly actions: readonly string[];
}

/** Where the table below comes from, and when it was last compared with it. */
export const REGION_DENY_SOURCE = {
  url: "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html",
  comparedOn: "2026-11-24",
} as const;

/**
 * What a region denial leaves open: services whose endpoint lies in one region for all of them. AWS's example is
 * longer; {@link REGION_DENY_NOT_EXEMPTED} says what is left out here.
 */
export const REGION_DENY_EXEMPTIONS = [
  {
    because: "identity and the organisation have one endpoint per AWS partition",
    actions: ["iam:*", "organizations:*", "sts:*"],
  },
  {
    because: "names, edge and certificates for the edge are served from everywhere and managed in one place",
    actions: [
      "acm:*",
      "cloudfront:*",
      "globalaccelerator:*",
      "route53:*",
      "route53-recovery-cluster:*",
      "route53-recovery-control-config:*",
      "route53-recovery-readiness:*",
      "route53domains:*",
      "shield:*",
      "waf:*",
      "waf-regional:*",
      "wafv2:*",
    ],
  },
  {
    because: "billing, support and health are about the account",
    actions: [
      "aws-marketplace:*",
      "aws-portal:*",
      "billing:*",
      "budgets:*",
      "ce:*",
      "cur:*",
      "health:*",
      "pricing:*",
      "support:*",
      "trustedadvisor:*",
    ],
  },
  {
    because: "wide-area links are managed in one place",
    actions: ["directconnect:*", "networkmanager:*"],
  },
  {
    because: "these only list or set what holds for the whole account, and move no data",
    actions: [
      "ec2:DescribeRegions",
      "ec2:DescribeTransitGateways",
      "ec2:DescribeVpnGateways",
      "s3:GetAccountPublic*",
      "s3:ListAllMyBuckets",
      "s3:ListMultiRegionAccessPoints",
      "s3:PutAccountPublic*",
    ],
  },
] as const satisfies readonly RegionDenyExemption[];

/** What AWS's example exempts and a residency partition does not, and why. */
export const REGION_DENY_NOT_EXEMPTED = {
  "kms:*": "keys of personal data stay in the partition; an edge certificate does not need one",
  "config:*": "configuration items describe personal-data stores; recorders are regional",
  "fms:*": "not used",
  "wellarchitected:*": "not used",
  "importexport:*": "ships data out",
  "a4b:*": "not used",
  "chime:*": "not used",
  "mobileanalytics:*": "not used",
  "aws-marketplace-management:*": "not used",
} as const satisfies Readonly<Record<string, string>>;
