import {
  GUARD_ACTIONS,
  LOG_BUCKET_ACTIONS,
  MAX_POLICY_CHARACTERS,
  ORGANIZATION_POLICIES,
  OrganizationPolicies,
  organizationPolicies,
  organizationPoliciesRefusals,
  type OrganizationPoliciesArgs,
  type OrganizationPolicyName,
  type OrganizationPolicyStatement,
} from "../../../components/partition";
import { COPY_ACTIONS } from "../../../facts/copy-actions";
import { REGION_DENY_EXEMPTIONS, REGION_DENY_NOT_EXEMPTED } from "../../../facts/region-deny-exemptions";
import { AWS_REGIONS } from "../../../facts/regions";
import { failureOf, identities, inputsOf, planInFrankfurt, refusalOf, resourceNamed, TAGS } from "../core/fixtures";

const BREAK_GLASS = "arn:aws:iam::*:role/break-glass";
const DEPLOY = "arn:aws:iam::111122223333:role/test-eu-deploy";
const EXPORT = "arn:aws:iam::111122223333:role/orders-export";
const ARGS: OrganizationPoliciesArgs = {
  environment: "test",
  partition: "eu",
  regions: ["eu-west-1", "eu-central-1"],
  breakGlassRoles: [BREAK_GLASS],
  deployRoles: [DEPLOY],
  targets: { eu: "111122223333" },
  tags: TAGS,
};
const UNLESS_BREAK_GLASS = { ArnNotLike: { "aws:PrincipalArn": [BREAK_GLASS] } };
const UNLESS_DEPLOYED = { ArnNotLike: { "aws:PrincipalArn": [BREAK_GLASS, DEPLOY].toSorted() } };

function statement(policy: OrganizationPolicyName, sid: string, args = ARGS): OrganizationPolicyStatement | undefined {
  return organizationPolicies(args)[policy].Statement.find(({ Sid }) => Sid === sid);
}

describe("deny-other-regions", () => {
  it("denies every call elsewhere but to services that have no region", () => {
    const denial = statement("deny-other-regions", "DenyOtherRegions");
    expect(denial).toStrictEqual({
      Sid: "DenyOtherRegions",
      Effect: "Deny",
      NotAction: [
        "acm:*",
        "aws-marketplace:*",
        "aws-portal:*",
        "billing:*",
        "budgets:*",
        "ce:*",
        "cloudfront:*",
        "cur:*",
        "directconnect:*",
        "ec2:DescribeRegions",
        "ec2:DescribeTransitGateways",
        "ec2:DescribeVpnGateways",
        "globalaccelerator:*",
        "health:*",
        "iam:*",
        "networkmanager:*",
        "organizations:*",
        "pricing:*",
        "route53-recovery-cluster:*",
        "route53-recovery-control-config:*",
        "route53-recovery-readiness:*",
        "route53:*",
        "route53domains:*",
        "s3:GetAccountPublic*",
        "s3:ListAllMyBuckets",
        "s3:ListMultiRegionAccessPoints",
        "s3:PutAccountPublic*",
        "shield:*",
        "sts:*",
        "support:*",
        "trustedadvisor:*",
        "waf-regional:*",
        "waf:*",
        "wafv2:*",
      ],
      Resource: "*",
      Condition: {
        StringNotEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] },
        ...UNLESS_BREAK_GLASS,
      },
    });
  });

  it("exempts nothing that holds or moves personal data", () => {
    const exempted: readonly string[] = REGION_DENY_EXEMPTIONS.flatMap(({ actions }): readonly string[] => actions);
    expect(Object.keys(REGION_DENY_NOT_EXEMPTED).filter((action) => exempted.includes(action))).toStrictEqual([]);
    const stores = ["dynamodb", "rds", "kms", "kinesis", "sqs", "secretsmanager", "backup", "ecr", "logs", "ssm"];
    expect(exempted.filter((action) => stores.some((store) => action.startsWith(`${store}:`)))).toStrictEqual([]);
    expect(exempted.filter((action) => action.startsWith("s3:") && !/Account|List/.test(action))).toStrictEqual([]);
  });

  it("denies opening further regions", () => {
    expect(statement("deny-other-regions", "DenyEnablingRegions")).toStrictEqual({
      Sid: "DenyEnablingRegions",
      Effect: "Deny",
      Action: ["account:DisableRegion", "account:EnableRegion"],
      Resource: "*",
      Condition: UNLESS_BREAK_GLASS,
    });
  });
});

describe("deny-crossing", () => {
  it("denies keys that exist in several regions, and their replicas elsewhere", () => {
    expect(statement("deny-crossing", "DenyMultiRegionKeys")).toStrictEqual({
      Sid: "DenyMultiRegionKeys",
      Effect: "Deny",
      Action: ["kms:CreateKey"],
      Resource: "*",
      Condition: { Bool: { "kms:MultiRegion": "true" }, ...UNLESS_BREAK_GLASS },
    });
    expect(statement("deny-crossing", "DenyKeyReplicasElsewhere")).toStrictEqual({
      Sid: "DenyKeyReplicasElsewhere",
      Effect: "Deny",
      Action: ["kms:ReplicateKey"],
      Resource: "*",
      Condition: {
        StringNotEquals: { "kms:ReplicaRegion": ["eu-central-1", "eu-west-1"] },
        ...UNLESS_BREAK_GLASS,
      },
    });
  });

  it("denies replicas of secrets and copies of backups elsewhere", () => {
    expect(statement("deny-crossing", "DenySecretReplicasElsewhere")?.Condition).toStrictEqual({
      "ForAnyValue:StringNotEquals": { "secretsmanager:AddReplicaRegions": ["eu-central-1", "eu-west-1"] },
      ...UNLESS_BREAK_GLASS,
    });
    expect(statement("deny-crossing", "DenyBackupCopiesElsewhere")).toStrictEqual({
      Sid: "DenyBackupCopiesElsewhere",
      Effect: "Deny",
      Action: ["backup:CopyFromBackupVault"],
      Resource: "*",
      Condition: {
        "ForAnyValue:ArnNotLike": {
          "backup:CopyTargets": [
            "arn:aws:backup:eu-central-1:*:backup-vault:*",
            "arn:aws:backup:eu-west-1:*:backup-vault:*",
          ],
        },
        ...UNLESS_BREAK_GLASS,
      },
    });
  });

  it("leaves copies whose destination AWS does not tell to the roles that deploy and export", () => {
    const denial = statement("deny-crossing", "DenyCopiesByOthers", { ...ARGS, exportRoles: [EXPORT] });
    expect(denial?.Condition).toStrictEqual({
      ArnNotLike: { "aws:PrincipalArn": [BREAK_GLASS, DEPLOY, EXPORT].toSorted() },
    });
    expect(denial?.Action).toStrictEqual(COPY_ACTIONS.at(-1)?.actions);
    expect(statement("deny-crossing", "DenyCopiesByOthers")?.Condition).toStrictEqual(UNLESS_DEPLOYED);
  });

  it("denies every call that the residency notes name", () => {
    const denied = organizationPolicies(ARGS)["deny-crossing"].Statement.flatMap(({ Action }) => Action ?? []);
    const named = [
      "kms:ReplicateKey",
      "s3:PutReplicationConfiguration",
      "dynamodb:CreateTableReplica",
      "rds:CreateGlobalCluster",
      "backup:StartCopyJob",
    ];
    expect(named.filter((action) => !denied.includes(action))).toStrictEqual([]);
    expect(new Set(denied).size).toBe(denied.length);
  });
});

describe("protect-guards", () => {
  it("denies stopping guards and changing log buckets to all but the deploying roles", () => {
    expect(organizationPolicies(ARGS)["protect-guards"].Statement).toStrictEqual([
      {
        Sid: "DenyStoppingGuards",
        Effect: "Deny",
        Action: GUARD_ACTIONS,
        Resource: "*",
        Condition: UNLESS_DEPLOYED,
      },
      {
        Sid: "DenyChangingLogBuckets",
        Effect: "Deny",
        Action: LOG_BUCKET_ACTIONS,
        Resource: [
          "arn:aws:s3:::test-eu-eu-central-1-*",
          "arn:aws:s3:::test-eu-config-eu-central-1-*",
          "arn:aws:s3:::test-eu-eu-west-1-*",
          "arn:aws:s3:::test-eu-config-eu-west-1-*",
        ],
        Condition: UNLESS_DEPLOYED,
      },
      { Sid: "DenyLeaving", Effect: "Deny", Action: ["organizations:LeaveOrganization"], Resource: "*" },
    ]);
  });
});

describe("every policy", () => {
  it("only denies, and stays below the old quota for a partition of many regions", () => {
    const european = AWS_REGIONS.filter((region) => region.startsWith("eu-"));
    const documents = organizationPolicies({ ...ARGS, regions: european });
    for (const name of ORGANIZATION_POLICIES) {
      expect(new Set(documents[name].Statement.map(({ Effect }) => Effect))).toStrictEqual(new Set(["Deny"]));
      expect(JSON.stringify(documents[name]).length).toBeLessThan(MAX_POLICY_CHARACTERS);
    }
  });

  it("does not depend on the order of regions", () => {
    expect(organizationPolicies({ ...ARGS, regions: ["eu-central-1", "eu-west-1"] })).toStrictEqual(
      organizationPolicies(ARGS),
    );
  });

  it("spells ARNs as each AWS partition does", () => {
    const china = { ...ARGS, regions: ["cn-north-1"] };
    expect(JSON.stringify(statement("deny-crossing", "DenyBackupCopiesElsewhere", china))).toContain(
      "arn:aws-cn:backup:cn-north-1:*:backup-vault:*",
    );
  });
});

describe("OrganizationPolicies", () => {
  it("creates each policy and attaches it to each target", async () => {
    const plan = await planInFrankfurt(
      () => new OrganizationPolicies("eu", { ...ARGS, targets: { eu: "111122223333", unit: "ou-abcd-11112222" } }),
    );
    expect(identities(plan)).toStrictEqual([
      "aws:organizations/policy:Policy eu-deny-crossing eu",
      "aws:organizations/policy:Policy eu-deny-other-regions eu",
      "aws:organizations/policy:Policy eu-protect-guards eu",
      "aws:organizations/policyAttachment:PolicyAttachment eu-deny-crossing-eu eu",
      "aws:organizations/policyAttachment:PolicyAttachment eu-deny-crossing-unit eu",
      "aws:organizations/policyAttachment:PolicyAttachment eu-deny-other-regions-eu eu",
      "aws:organizations/policyAttachment:PolicyAttachment eu-deny-other-regions-unit eu",
      "aws:organizations/policyAttachment:PolicyAttachment eu-protect-guards-eu eu",
      "aws:organizations/policyAttachment:PolicyAttachment eu-protect-guards-unit eu",
      "inventory:partition:OrganizationPolicies eu test-dev",
    ]);
    expect(inputsOf(plan, "eu-deny-crossing")).toStrictEqual({
      type: "SERVICE_CONTROL_POLICY",
      description: "Denies copies, replicas and exports that would leave a residency partition (test-eu)",
      content: JSON.stringify(organizationPolicies(ARGS)["deny-crossing"]),
      tags: { ...TAGS, Name: "eu-deny-crossing" },
    });
    expect(inputsOf(plan, "eu-deny-crossing-unit")).toStrictEqual({
      policyId: resourceNamed(plan, "eu-deny-crossing").id,
      targetId: "ou-abcd-11112222",
    });
  });

  const rows: readonly (readonly [string, Partial<OrganizationPoliciesArgs>, string])[] = [
    [
      "names that no bucket carries",
      { environment: "Test" },
      'partition is "Test-eu", expected names of 2 to 20 lower-case letters, digits or single dashes, starting with a letter; ' +
        "name environment and partition as their stacks do",
    ],
    [
      "regions of two AWS partitions",
      { regions: ["eu-central-1", "cn-north-1"] },
      'regions is ["cn-north-1"], expected at least one known region, all of one AWS partition; ' +
        "list the partition's regions: everything is denied everywhere else",
    ],
    [
      "no way in for emergencies",
      { breakGlassRoles: [] },
      "breakGlassRoles is [], expected at least one role; " +
        "name the role for emergencies, or nobody can act when a region denial is wrong",
    ],
    [
      "a pattern of roles",
      { exportRoles: ["arn:aws:iam::111122223333:role/*"] },
      'breakGlassRoles, deployRoles, exportRoles is ["arn:aws:iam::111122223333:role/*"], ' +
        "expected ARNs of roles by their whole name, such as arn:aws:iam::*:role/break-glass; " +
        "write the whole name: a pattern would exempt roles that nobody thought of",
    ],
    [
      "a partition that nobody deploys",
      { deployRoles: [] },
      "deployRoles is [], expected at least one role; name the role by which the partition is deployed",
    ],
    [
      "something that is no account or unit",
      { targets: { eu: "production" } },
      'targets is ["production"], expected at least one account, unit or root of the organisation, by its id; ' +
        "name the accounts of the partition, such as 111122223333, or their unit",
    ],
    [
      "more roles than a policy holds",
      {
        exportRoles: Array.from(
          { length: 60 },
          (_, index) => `arn:aws:iam::111122223333:role/${"export-".repeat(8)}${10 + index}`,
        ),
      },
      'breakGlassRoles, deployRoles, exportRoles is {"deny-crossing":7539}, expected policies of at most 5120 characters; name fewer roles',
    ],
  ];

  it("has a case per rule", () => {
    expect(
      rows.map(([, change], row) => organizationPoliciesRefusals[row]?.when({ ...ARGS, ...change })),
    ).toStrictEqual(organizationPoliciesRefusals.map(() => true));
    expect(organizationPoliciesRefusals.filter(({ when }) => when(ARGS))).toStrictEqual([]);
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf('organization policies "eu"', { ...ARGS, ...change }, organizationPoliciesRefusals)).toBe(
      `organization policies "eu": ${message}`,
    );
  });

  it("refuses no target and no region", () => {
    const fired = organizationPoliciesRefusals.filter(({ when }) => when({ ...ARGS, regions: [], targets: {} }));
    expect(fired.map(({ say }) => say({ ...ARGS, regions: [], targets: {} }).arg)).toStrictEqual([
      "regions",
      "targets",
    ]);
  });

  it("refuses several problems at once, before anything is registered", async () => {
    const bad = { ...ARGS, breakGlassRoles: [], deployRoles: [] };
    expect(await failureOf(() => new OrganizationPolicies("eu", bad))).toStrictEqual({
      message:
        'organization policies "eu": breakGlassRoles is [], expected at least one role; ' +
        "name the role for emergencies, or nobody can act when a region denial is wrong\n" +
        'organization policies "eu": deployRoles is [], expected at least one role; ' +
        "name the role by which the partition is deployed",
      registered: [],
    });
  });
});
