import {
  auditKeyPolicy,
  AuditLog,
  auditLogRefusals,
  DETECTOR_FEATURES,
  GLOBAL_EVENTS_REGIONS,
  LogBucket,
  logBucketName,
  logBucketPolicy,
  logBucketRefusals,
  Partition,
  partitionRefusals,
  planAuditLog,
  planPartition,
  RegionGuards,
  regionGuardsRefusals,
  type AuditLogArgs,
  type LogBucketArgs,
  type PartitionArgs,
  type RegionGuardsArgs,
} from "../../../components/partition";
import type { Plan } from "../../../planner/plan";
import {
  ACCOUNT,
  failureOf,
  identities,
  inputsOf,
  planInFrankfurt,
  refusalOf,
  resourceNamed,
  TAGS,
} from "../core/fixtures";

const ARGS: PartitionArgs = {
  partition: "eu",
  regime: "eu-gdpr",
  accountId: ACCOUNT,
  regions: ["eu-west-1", "eu-central-1"],
  tenantMap: { us: "us", de: "eu", fr: "eu" },
  tags: TAGS,
};
const AUDIT: AuditLogArgs = {
  trailName: "test-eu",
  accountId: ACCOUNT,
  region: "eu-central-1",
  regime: "eu-gdpr",
  tags: TAGS,
};
const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/audit`;
const CONFIG_ROLE = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
const GUARDS: RegionGuardsArgs = {
  guardsName: "test-eu",
  accountId: ACCOUNT,
  region: "eu-central-1",
  keyArn: KEY,
  configRoleArn: CONFIG_ROLE,
  tags: TAGS,
};
const BUCKET: LogBucketArgs = {
  bucketName: "test-eu",
  accountId: ACCOUNT,
  region: "eu-central-1",
  writer: "cloudtrail",
  retentionDays: 365,
  keyArn: KEY,
  tags: TAGS,
};
const TRAIL_ARN = `arn:aws:cloudtrail:eu-central-1:${ACCOUNT}:trail/test-eu`;
const BUCKET_NAME = `test-eu-eu-central-1-${ACCOUNT}`;

function planOf(args: Partial<PartitionArgs> = {}): Promise<Plan> {
  return planInFrankfurt(() => {
    const made = new Partition("partition", { ...ARGS, ...args });
    const { trailArns, trailBucketNames, auditKeyArns, detectorIds, analyzerArns, tenantMapArns, tenantMapName } = made;
    return { trailArns, trailBucketNames, auditKeyArns, detectorIds, analyzerArns, tenantMapArns, tenantMapName };
  });
}

function auditOf(args: Partial<AuditLogArgs> = {}): Promise<Plan> {
  return planInFrankfurt(() => new AuditLog("audit", { ...AUDIT, ...args }));
}

function guardsOf(args: Partial<RegionGuardsArgs> = {}): Promise<Plan> {
  return planInFrankfurt(() => new RegionGuards("guards", { ...GUARDS, ...args }));
}

describe("Partition", () => {
  it("creates an audit log and guards per region, the tenant map, and the account's settings", async () => {
    const own = identities(await planOf()).filter((line) => line.endsWith(" partition") || line.endsWith(" test-dev"));
    expect(own).toStrictEqual([
      "aws:iam/serviceLinkedRole:ServiceLinkedRole partition-config-role partition",
      "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock partition-public-access partition",
      "aws:ssm/parameter:Parameter partition-tenant-map-eu-central-1 partition",
      "aws:ssm/parameter:Parameter partition-tenant-map-eu-west-1 partition",
      "inventory:partition:AuditLog partition-audit-eu-central-1 partition",
      "inventory:partition:AuditLog partition-audit-eu-west-1 partition",
      "inventory:partition:Partition partition test-dev",
      "inventory:partition:RegionGuards partition-guards-eu-central-1 partition",
      "inventory:partition:RegionGuards partition-guards-eu-west-1 partition",
    ]);
  });

  it("keeps each region's things in that region", async () => {
    const plan = await planOf();
    const misplaced = plan.resources.filter(({ kind, type, name, inputs }) => {
      const region = ["eu-central-1", "eu-west-1"].find((one) => name.includes(one));
      return kind === "custom" && region !== undefined && !type.startsWith("aws:iam/") && inputs.region !== region;
    });
    expect(misplaced.map(({ name }) => name)).toStrictEqual([]);
    const regional = plan.resources.filter(({ kind, inputs }) => kind === "custom" && inputs.region !== undefined);
    expect(regional.filter(({ inputs }) => inputs.region === "eu-west-1")).toHaveLength(regional.length / 2);
    expect(regional).toHaveLength(64);
  });

  it("stores the tenant map in every region, whatever its order", async () => {
    const plan = await planOf();
    expect(inputsOf(plan, "partition-tenant-map-eu-west-1")).toStrictEqual({
      region: "eu-west-1",
      name: "/test/eu/tenant-map",
      description: "Residency partition of each tenant or market",
      type: "String",
      tier: "Standard",
      insecureValue: '{"de":"eu","fr":"eu","us":"us"}',
      tags: { ...TAGS, Name: "partition-tenant-map-eu-west-1" },
    });
    expect(resourceNamed(plan, "partition-tenant-map-eu-west-1").options).toMatchObject({
      protect: true,
      retainOnDelete: true,
      deleteBeforeReplace: true,
    });
    expect(plan.outputs.tenantMapName).toBe("/test/eu/tenant-map");
  });

  it("blocks public buckets in the whole account, and records IAM in the first region alone", async () => {
    const plan = await planOf();
    expect(inputsOf(plan, "partition-public-access")).toStrictEqual({
      accountId: ACCOUNT,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(inputsOf(plan, "partition-config-role")).toStrictEqual({
      awsServiceName: "config.amazonaws.com",
      tags: { ...TAGS, Name: "partition-config-role" },
    });
    const recordsIam = (region: string) => inputsOf(plan, `partition-guards-${region}-recorder`).recordingGroup;
    expect(recordsIam("eu-west-1")).toStrictEqual({ allSupported: true, includeGlobalResourceTypes: true });
    expect(recordsIam("eu-central-1")).toStrictEqual({ allSupported: true, includeGlobalResourceTypes: false });
  });

  it("encrypts AWS Config's deliveries by the region's audit key", async () => {
    const plan = await planOf();
    const keyArn = resourceNamed(plan, "partition-audit-eu-west-1-key").outputs.arn;
    expect(inputsOf(plan, "partition-guards-eu-west-1-channel").s3KmsKeyArn).toBe(keyArn);
    expect(plan.outputs.auditKeyArns).toMatchObject({ "eu-west-1": keyArn });
  });

  it("owns what it is told to own (custom)", async () => {
    const volumeKey = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/volumes`;
    const plan = await planOf({
      ownedRegions: ["eu-west-1"],
      ownsAccountSettings: false,
      logRetention: "180 days",
      lock: "governance",
      detectorFeatures: [],
      volumeKeyArns: { "eu-west-1": volumeKey },
      tenantMap: Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`tenant-${index}`, "eu"])),
      protect: false,
    });
    const names = plan.resources.map(({ name }) => name);
    expect(names).not.toContain("partition-guards-eu-central-1");
    expect(names).not.toContain("partition-public-access");
    expect(names).not.toContain("partition-config-role");
    expect(inputsOf(plan, "partition-guards-eu-west-1-recorder")).toMatchObject({
      roleArn: CONFIG_ROLE,
      recordingGroup: { includeGlobalResourceTypes: false },
    });
    expect(inputsOf(plan, "partition-guards-eu-west-1-volume-key")).toStrictEqual({
      region: "eu-west-1",
      keyArn: volumeKey,
    });
    expect(inputsOf(plan, "partition-audit-eu-west-1-logs-lock").rule).toStrictEqual({
      defaultRetention: { mode: "GOVERNANCE", days: 180 },
    });
    expect(inputsOf(plan, "partition-guards-eu-west-1-config-lifecycle").rules).toMatchObject([
      { expiration: { days: 180 } },
    ]);
    expect(inputsOf(plan, "partition-guards-eu-west-1-detector-s3-data-events").status).toBe("DISABLED");
    expect(inputsOf(plan, "partition-tenant-map-eu-west-1").tier).toBe("Advanced");
    expect(plan.resources.filter(({ options }) => options.protect === true)).toStrictEqual([]);
  });

  it("does not depend on the order of regions, but for the one that records IAM", () => {
    const plan = planPartition(ARGS, "test");
    const other = planPartition({ ...ARGS, regions: ["eu-central-1", "eu-west-1"] }, "test");
    expect(other.auditLogs).toStrictEqual(plan.auditLogs);
    expect(other.tenantMap).toStrictEqual(plan.tenantMap);
    expect(other.guards.map(({ region, recordsGlobalResources }) => [region, recordsGlobalResources])).toStrictEqual([
      ["eu-central-1", true],
      ["eu-west-1", false],
    ]);
  });
});

describe("AuditLog", () => {
  it("creates these children at defaults, all its own", async () => {
    expect(identities(await auditOf())).toStrictEqual([
      "aws:cloudtrail/trail:Trail audit-trail audit",
      "aws:cloudwatch/logGroup:LogGroup audit-log-group audit",
      "aws:iam/role:Role audit-log-role audit",
      "aws:iam/rolePolicy:RolePolicy audit-log-policy audit",
      "aws:kms/alias:Alias audit-key-alias audit",
      "aws:kms/key:Key audit-key audit",
      "aws:s3/bucket:Bucket audit-logs-bucket audit-logs",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration audit-logs-lifecycle audit-logs",
      "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration audit-logs-lock audit-logs",
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls audit-logs-ownership audit-logs",
      "aws:s3/bucketPolicy:BucketPolicy audit-logs-policy audit-logs",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock audit-logs-public-access audit-logs",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration audit-logs-encryption audit-logs",
      "aws:s3/bucketVersioning:BucketVersioning audit-logs-versioning audit-logs",
      "inventory:partition:AuditLog audit test-dev",
      "inventory:partition:LogBucket audit-logs audit",
    ]);
  });

  it("records its region alone, and signs what it records", async () => {
    const plan = await auditOf();
    const logGroupArn = resourceNamed(plan, "audit-log-group").outputs.arn;
    expect(inputsOf(plan, "audit-trail")).toStrictEqual({
      region: "eu-central-1",
      name: "test-eu",
      s3BucketName: BUCKET_NAME,
      kmsKeyId: resourceNamed(plan, "audit-key").outputs.arn,
      isMultiRegionTrail: false,
      isOrganizationTrail: false,
      includeGlobalServiceEvents: false,
      enableLogFileValidation: true,
      enableLogging: true,
      cloudWatchLogsGroupArn: `${String(logGroupArn)}:*`,
      cloudWatchLogsRoleArn: resourceNamed(plan, "audit-log-role").outputs.arn,
      tags: { ...TAGS, Name: "audit-trail" },
    });
    const policy = plan.resources.find(({ name }) => name === "audit-logs-policy");
    expect(resourceNamed(plan, "audit-trail").dependencies).toContain(policy?.urn);
  });

  it("records IAM, STS and CloudFront in the one region that sees them", () => {
    const seen = Object.values(GLOBAL_EVENTS_REGIONS).map(
      (region) => planAuditLog({ ...AUDIT, region }, "test").includeGlobalServiceEvents,
    );
    expect(seen).toStrictEqual([true, true, true]);
  });

  it("keeps logs for a year, and gives CloudTrail and AWS Config the key", async () => {
    const plan = await auditOf();
    expect(inputsOf(plan, "audit-log-group")).toStrictEqual({
      region: "eu-central-1",
      retentionInDays: 365,
      kmsKeyId: resourceNamed(plan, "audit-key").outputs.arn,
      tags: { ...TAGS, Name: "audit-log-group" },
    });
    expect(inputsOf(plan, "audit-key")).toStrictEqual({
      region: "eu-central-1",
      description: "Customer key for audit-test-eu",
      multiRegion: false,
      enableKeyRotation: true,
      rotationPeriodInDays: 365,
      deletionWindowInDays: 30,
      policy: JSON.stringify(auditKeyPolicy(planAuditLog(AUDIT, "test"))),
      tags: { ...TAGS, Name: "audit-key" },
    });
    expect(inputsOf(plan, "audit-key-alias").name).toBe("alias/test-audit-test-eu");
    expect(auditKeyPolicy(planAuditLog(AUDIT, "test")).Statement.map(({ Sid }) => Sid)).toStrictEqual([
      "AdministerFromAccount",
      "UseThroughServices",
      "GrantThroughServices",
      "UseAsLogs",
      "DenyThroughServicesElsewhere",
      "UseAsCloudTrail",
      "UseAsConfig",
    ]);
    expect(auditKeyPolicy(planAuditLog(AUDIT, "test")).Statement.slice(-2)).toStrictEqual([
      {
        Sid: "UseAsCloudTrail",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceArn": TRAIL_ARN } },
      },
      {
        Sid: "UseAsConfig",
        Effect: "Allow",
        Principal: { Service: "config.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
      },
    ]);
  });

  it("lets the trail write its own streams of its log group", async () => {
    const plan = await auditOf();
    const logGroupArn = String(resourceNamed(plan, "audit-log-group").outputs.arn);
    expect(inputsOf(plan, "audit-log-policy").policy).toBe(
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: `${logGroupArn}:log-stream:${ACCOUNT}_CloudTrail_eu-central-1*`,
          },
        ],
      }),
    );
  });

  it("keeps key, bucket and log group", async () => {
    const plan = await auditOf();
    const kept = plan.resources.filter(({ options }) => options.protect === true && options.retainOnDelete === true);
    expect(kept.map(({ name }) => name).toSorted()).toStrictEqual([
      "audit-key",
      "audit-log-group",
      "audit-logs-bucket",
    ]);
  });
});

describe("LogBucket", () => {
  it("owns every setting of the bucket", async () => {
    const plan = await auditOf();
    expect(inputsOf(plan, "audit-logs-bucket")).toStrictEqual({
      region: "eu-central-1",
      bucket: BUCKET_NAME,
      objectLockEnabled: true,
      tags: { ...TAGS, Name: "audit-logs-bucket" },
    });
    expect(inputsOf(plan, "audit-logs-versioning").versioningConfiguration).toStrictEqual({ status: "Enabled" });
    expect(inputsOf(plan, "audit-logs-lock")).toStrictEqual({
      region: "eu-central-1",
      bucket: BUCKET_NAME,
      rule: { defaultRetention: { mode: "COMPLIANCE", days: 365 } },
    });
    expect(inputsOf(plan, "audit-logs-encryption").rules).toStrictEqual([
      {
        applyServerSideEncryptionByDefault: {
          sseAlgorithm: "aws:kms",
          kmsMasterKeyId: resourceNamed(plan, "audit-key").outputs.arn,
        },
        bucketKeyEnabled: true,
      },
    ]);
    expect(inputsOf(plan, "audit-logs-public-access")).toStrictEqual({
      region: "eu-central-1",
      bucket: BUCKET_NAME,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(inputsOf(plan, "audit-logs-ownership").rule).toStrictEqual({ objectOwnership: "BucketOwnerEnforced" });
    expect(inputsOf(plan, "audit-logs-lifecycle").rules).toStrictEqual([
      {
        id: "expire",
        status: "Enabled",
        filter: { prefix: "" },
        expiration: { days: 365 },
        noncurrentVersionExpiration: { noncurrentDays: 1 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ]);
    expect(inputsOf(plan, "audit-logs-policy").policy).toBe(
      JSON.stringify(logBucketPolicy({ ...BUCKET, trailArn: TRAIL_ARN })),
    );
  });

  it("locks nothing where AWS Config delivers, which does not deliver to a bucket that locks", async () => {
    const plan = await planInFrankfurt(() => new LogBucket("config", { ...BUCKET, writer: "config" }));
    expect(inputsOf(plan, "config-bucket").objectLockEnabled).toBe(false);
    expect(plan.resources.map(({ type }) => type)).not.toContain(
      "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    );
  });

  it("fits its name into 63 characters", () => {
    const long = { ...BUCKET, bucketName: "a-name-of-forty-characters-which-is-long", region: "ap-southeast-2" };
    expect(logBucketName(long)).toMatch(/^a-name-of-forty-characters-which-is-long-ap-southeast-2-\w*-?[0-9a-f]{6}$/);
    expect(logBucketName(long).length).toBeLessThanOrEqual(63);
  });

  it("lets the trail deliver, and denies other accounts and regions, replication and unlocking", () => {
    const bucket = `arn:aws:s3:::${BUCKET_NAME}`;
    const denied = { Effect: "Deny", Principal: "*", Resource: [bucket, `${bucket}/*`] };
    const cloudTrail = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } };
    expect(logBucketPolicy({ ...BUCKET, trailArn: TRAIL_ARN })).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "CheckBucket",
          ...cloudTrail,
          Action: ["s3:GetBucketAcl"],
          Resource: bucket,
          Condition: { StringEquals: { "aws:SourceArn": TRAIL_ARN } },
        },
        {
          Sid: "Deliver",
          ...cloudTrail,
          Action: "s3:PutObject",
          Resource: `${bucket}/AWSLogs/${ACCOUNT}/*`,
          Condition: {
            StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": TRAIL_ARN },
          },
        },
        {
          Sid: "DenyWithoutTls",
          ...denied,
          Action: "s3:*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          Sid: "DenyOtherAccounts",
          ...denied,
          Action: "s3:*",
          Condition: {
            StringNotEquals: { "aws:PrincipalAccount": ACCOUNT },
            Bool: { "aws:PrincipalIsAWSService": "false" },
          },
        },
        {
          Sid: "DenyOtherRegions",
          ...denied,
          Action: "s3:*",
          Condition: {
            StringNotEquals: { "aws:RequestedRegion": "eu-central-1" },
            Bool: { "aws:PrincipalIsAWSService": "false" },
          },
        },
        { Sid: "DenyReplication", ...denied, Action: "s3:PutReplicationConfiguration" },
        { Sid: "DenyUnlocking", ...denied, Action: ["s3:BypassGovernanceRetention", "s3:PutObjectRetention"] },
      ],
    });
  });

  it("lets AWS Config of the account list the bucket and deliver into its folder", () => {
    const [check, deliver] = logBucketPolicy({ ...BUCKET, writer: "config", region: "cn-north-1" }).Statement;
    const bucket = `arn:aws-cn:s3:::test-eu-cn-north-1-${ACCOUNT}`;
    expect(check).toStrictEqual({
      Sid: "CheckBucket",
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucket,
      Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
    });
    expect(deliver?.Resource).toBe(`${bucket}/AWSLogs/${ACCOUNT}/Config/*`);
  });
});

describe("RegionGuards", () => {
  it("creates these children at defaults, all its own", async () => {
    const own = identities(await guardsOf()).filter((line) => line.endsWith(" guards"));
    expect(own).toStrictEqual([
      "aws:accessanalyzer/analyzer:Analyzer guards-analyzer guards",
      "aws:cfg/deliveryChannel:DeliveryChannel guards-channel guards",
      "aws:cfg/recorder:Recorder guards-recorder guards",
      "aws:cfg/recorderStatus:RecorderStatus guards-recorder-status guards",
      "aws:ebs/encryptionByDefault:EncryptionByDefault guards-volumes guards",
      "aws:guardduty/detector:Detector guards-detector guards",
      "aws:guardduty/detectorFeature:DetectorFeature guards-detector-ebs-malware-protection guards",
      "aws:guardduty/detectorFeature:DetectorFeature guards-detector-eks-audit-logs guards",
      "aws:guardduty/detectorFeature:DetectorFeature guards-detector-lambda-network-logs guards",
      "aws:guardduty/detectorFeature:DetectorFeature guards-detector-rds-login-events guards",
      "aws:guardduty/detectorFeature:DetectorFeature guards-detector-runtime-monitoring guards",
      "aws:guardduty/detectorFeature:DetectorFeature guards-detector-s3-data-events guards",
      "inventory:partition:LogBucket guards-config guards",
    ]);
  });

  it("records everything once a change, and delivers a snapshot a day", async () => {
    const plan = await guardsOf();
    expect(inputsOf(plan, "guards-recorder")).toStrictEqual({
      region: "eu-central-1",
      roleArn: CONFIG_ROLE,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: false },
    });
    expect(inputsOf(plan, "guards-channel")).toStrictEqual({
      region: "eu-central-1",
      s3BucketName: `test-eu-config-eu-central-1-${ACCOUNT}`,
      s3KmsKeyArn: KEY,
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
    });
    expect(inputsOf(plan, "guards-recorder-status")).toMatchObject({ region: "eu-central-1", isEnabled: true });
    const channel = resourceNamed(plan, "guards-channel");
    expect(channel.dependencies).toContain(resourceNamed(plan, "guards-recorder").urn);
    expect(resourceNamed(plan, "guards-recorder-status").dependencies).toContain(channel.urn);
  });

  it("finds what is shared, detects attacks, and encrypts volumes", async () => {
    const plan = await guardsOf();
    expect(inputsOf(plan, "guards-analyzer")).toStrictEqual({
      region: "eu-central-1",
      analyzerName: "test-eu",
      type: "ACCOUNT",
      tags: { ...TAGS, Name: "guards-analyzer" },
    });
    expect(inputsOf(plan, "guards-detector")).toStrictEqual({
      region: "eu-central-1",
      enable: true,
      findingPublishingFrequency: "FIFTEEN_MINUTES",
      tags: { ...TAGS, Name: "guards-detector" },
    });
    const status = DETECTOR_FEATURES.map((name) => {
      const feature = inputsOf(plan, `guards-detector-${name.toLowerCase().replaceAll("_", "-")}`);
      return [feature.name, feature.status];
    });
    expect(status).toStrictEqual([
      ["EBS_MALWARE_PROTECTION", "DISABLED"],
      ["EKS_AUDIT_LOGS", "ENABLED"],
      ["LAMBDA_NETWORK_LOGS", "ENABLED"],
      ["RDS_LOGIN_EVENTS", "ENABLED"],
      ["RUNTIME_MONITORING", "DISABLED"],
      ["S3_DATA_EVENTS", "ENABLED"],
    ]);
    expect(inputsOf(plan, "guards-volumes")).toStrictEqual({ region: "eu-central-1", enabled: true });
  });
});

describe("refusals", () => {
  const RETENTIONS =
    "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653";
  const EU =
    "regions of eu-gdpr: eu-central-1, eu-west-1, eu-west-3, eu-north-1, eu-south-1, eu-south-2, eusc-de-east-1; " +
    "by a recorded transfer eu-west-2, eu-central-2";
  const CNIL = "GDPR article 5(1)(e), read with CNIL, deliberation 2021-122 of 2021-10-14 on logging";
  const ofPartition: readonly (readonly [string, Partial<PartitionArgs>, string])[] = [
    [
      "a name that cannot be part of names",
      { partition: "EU", tenantMap: { de: "eu" } },
      'partition is "EU", expected 2 to 20 lower-case letters, digits or single dashes, starting with a letter; choose a short name, such as eu\n' +
        'partition "p": tenantMap is ["eu"], expected a tenant or market of EU; map one to this partition, or do without the partition',
    ],
    [
      "an environment that cannot be part of names",
      { tags: { ...TAGS, environment: "v1.2" } },
      'tags.environment is "v1.2", expected no dot, as it is part of names; write a dash instead',
    ],
    [
      "an account that is no number of one",
      { accountId: "1234" },
      'accountId is "1234", expected 12 digits; write the number of the account as text',
    ],
    [
      "a partition without a region",
      { regions: [] },
      "regions is [], expected at least one region, each once; list the partition's regions",
    ],
    [
      "regions that are none, or of another AWS partition",
      { regions: ["eu-central-1", "eusc-de-east-1", "europe"] },
      'regions is ["eusc-de-east-1","europe"], expected known regions of one AWS partition; name regions such as eu-central-1',
    ],
    [
      "a region outside the regime",
      { regions: ["eu-central-1", "us-east-1"] },
      `regions is ["us-east-1"], expected ${EU}; put the data where its regime allows, or use the hybrid pattern`,
    ],
    [
      "owning another partition's region",
      { ownedRegions: ["us-east-1"] },
      'ownedRegions is ["us-east-1"], expected regions of the partition, eu-west-1, eu-central-1; ' +
        "own what is guarded in the partition's own regions",
    ],
    [
      "owning a region twice",
      { ownedRegions: ["eu-west-1", "eu-west-1"] },
      'ownedRegions is ["eu-west-1","eu-west-1"], expected each region once; list a region once',
    ],
    [
      "a retention that CloudWatch Logs does not know",
      { logRetention: "200 days" },
      `logRetention is "200 days", expected one of ${RETENTIONS} days; choose the next longer one that the regime allows`,
    ],
    [
      "logs kept for longer than the regime's purpose allows",
      { logRetention: "400 days" },
      `logRetention is "400 days", expected 1 to 365 days; keep logs as long as eu-gdpr says (${CNIL})`,
    ],
    [
      "a tenant map without tenants",
      { tenantMap: {} },
      "tenantMap is [], expected at least one tenant or market, each with the name of a partition; " +
        "map every tenant or market, by up to 63 letters, digits, dots, underscores or dashes, to its partition",
    ],
    [
      "a partition that nobody belongs to",
      { tenantMap: { us: "us" } },
      'tenantMap is ["us"], expected a tenant or market of eu; map one to this partition, or do without the partition',
    ],
    [
      "a tenant map that no parameter holds",
      { tenantMap: Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`tenant-${1000 + index}`, "eu"])) },
      'tenantMap is "11401 bytes", expected at most 8192 bytes of JSON; map markets instead of tenants, and keep tenants in a table',
    ],
    [
      "a feature of GuardDuty twice",
      { detectorFeatures: ["S3_DATA_EVENTS", "S3_DATA_EVENTS"] },
      'detectorFeatures is ["S3_DATA_EVENTS","S3_DATA_EVENTS"], expected each feature once; list a feature once',
    ],
  ];
  const ofAudit: readonly (readonly [string, Partial<AuditLogArgs>, string])[] = [
    [
      "a trail name that cannot be part of a bucket's",
      { trailName: "Prod_EU" },
      'trailName is "Prod_EU", expected 2 to 40 lower-case letters, digits or single dashes, starting with a letter; ' +
        "name the environment and the partition, such as prod-eu",
    ],
    [
      "an environment that cannot be part of an alias",
      { tags: { ...TAGS, environment: "v1.2" } },
      'tags.environment is "v1.2", expected no dot, as it is part of names; write a dash instead',
    ],
    [
      "an account that is no number of one",
      { accountId: "" },
      'accountId is "", expected 12 digits; write the number of the account as text',
    ],
    [
      "an unknown region",
      { region: "europe" },
      'region is "europe", expected a known region, such as eu-central-1; name the region that is watched',
    ],
    [
      "a trail outside its regime",
      { region: "us-east-1" },
      `region is "us-east-1", expected ${EU}; put the data where its regime allows, or use the hybrid pattern`,
    ],
    [
      "a retention between days",
      { logRetention: "36 hours" },
      `logRetention is "36 hours", expected one of ${RETENTIONS} days; choose the next longer one that the regime allows`,
    ],
    [
      "logs kept for longer than the regime's purpose allows",
      { logRetention: "731 days" },
      `logRetention is "731 days", expected 1 to 365 days; keep logs as long as eu-gdpr says (${CNIL})`,
    ],
  ];
  const ofGuards: readonly (readonly [string, Partial<RegionGuardsArgs>, string])[] = [
    [
      "a name that cannot be part of a bucket's",
      { guardsName: "-" },
      'guardsName is "-", expected 2 to 40 lower-case letters, digits or single dashes, starting with a letter; ' +
        "name the environment and the partition, such as prod-eu",
    ],
    [
      "an account that is no number of one",
      { accountId: "" },
      'accountId is "", expected 12 digits; write the number of the account as text',
    ],
    [
      "an unknown region",
      { region: "europe" },
      'region is "europe", expected a known region, such as eu-central-1; name the region that is watched',
    ],
    [
      "a retention that CloudWatch Logs does not know",
      { logRetention: "2 days" },
      `logRetention is "2 days", expected one of ${RETENTIONS} days; choose the next longer one that the regime allows`,
    ],
    [
      "a feature of GuardDuty twice",
      { detectorFeatures: ["EKS_AUDIT_LOGS", "EKS_AUDIT_LOGS"] },
      'detectorFeatures is ["EKS_AUDIT_LOGS","EKS_AUDIT_LOGS"], expected each feature once; list a feature once',
    ],
  ];
  const ofBucket: readonly (readonly [string, Partial<LogBucketArgs>, string])[] = [
    [
      "a name that S3 does not take",
      { bucketName: "Logs" },
      'bucketName is "Logs", expected 2 to 40 lower-case letters, digits or single dashes, starting with a letter; ' +
        "choose what the bucket's name starts with; region and account follow",
    ],
    [
      "an account that is no number of one",
      { accountId: "" },
      'accountId is "", expected 12 digits; write the number of the account as text',
    ],
    [
      "an unknown region",
      { region: "europe" },
      'region is "europe", expected a known region, such as eu-central-1; name the region that is watched',
    ],
    [
      "logs kept for half a day",
      { retentionDays: 0.5 },
      "retentionDays is 0.5, expected a whole number from 1; choose how long logs are kept",
    ],
    [
      "a lock where AWS Config delivers",
      { writer: "config", lock: "compliance" },
      'lock is "compliance", expected none where AWS Config delivers; ' +
        "leave it out: AWS Config does not deliver to a bucket that locks",
    ],
  ];

  it("has a case per rule", () => {
    expect(ofPartition.map(([, args], row) => partitionRefusals[row]?.when({ ...ARGS, ...args }))).toStrictEqual(
      partitionRefusals.map(() => true),
    );
    expect(ofAudit.map(([, args], row) => auditLogRefusals[row]?.when({ ...AUDIT, ...args }))).toStrictEqual(
      auditLogRefusals.map(() => true),
    );
    expect(ofGuards.map(([, args], row) => regionGuardsRefusals[row]?.when({ ...GUARDS, ...args }))).toStrictEqual(
      regionGuardsRefusals.map(() => true),
    );
    expect(ofBucket.map(([, args], row) => logBucketRefusals[row]?.when({ ...BUCKET, ...args }))).toStrictEqual(
      logBucketRefusals.map(() => true),
    );
  });

  it("accepts the arguments that the refusals start from", () => {
    expect(partitionRefusals.filter(({ when }) => when(ARGS))).toStrictEqual([]);
    expect(auditLogRefusals.filter(({ when }) => when(AUDIT))).toStrictEqual([]);
    expect(regionGuardsRefusals.filter(({ when }) => when(GUARDS))).toStrictEqual([]);
    expect(logBucketRefusals.filter(({ when }) => when(BUCKET))).toStrictEqual([]);
  });

  it.each(ofPartition)("refuses %s", (_, args, message) => {
    expect(refusalOf('partition "p"', { ...ARGS, ...args }, partitionRefusals)).toBe(`partition "p": ${message}`);
  });

  it.each(ofAudit)("refuses %s for an audit log", (_, args, message) => {
    expect(refusalOf('audit log "a"', { ...AUDIT, ...args }, auditLogRefusals)).toBe(`audit log "a": ${message}`);
  });

  it.each(ofGuards)("refuses %s for a region's guards", (_, args, message) => {
    expect(refusalOf('region guards "g"', { ...GUARDS, ...args }, regionGuardsRefusals)).toBe(
      `region guards "g": ${message}`,
    );
  });

  it.each(ofBucket)("refuses %s for a log bucket", (_, args, message) => {
    expect(refusalOf('log bucket "b"', { ...BUCKET, ...args }, logBucketRefusals)).toBe(`log bucket "b": ${message}`);
  });

  it("refuses logs kept for less than the regime demands, and names its source", () => {
    const china = {
      ...ARGS,
      regime: "cn-pipl",
      regions: ["cn-north-1"],
      logRetention: "180 days",
    } as const;
    expect(refusalOf('partition "cn"', china, partitionRefusals)).toBe(
      'partition "cn": logRetention is "180 days", expected at least 184 days; keep logs as long as cn-pipl says ' +
        "(Cybersecurity Law of China, article 21(3) of the text of 2016: network logs for at least six months)",
    );
  });

  it("refuses logs about payments kept for less than a year, whatever the regime", () => {
    const payments = { ...ARGS, logRetention: "180 days", tags: { ...TAGS, "data-class": "payment" } } as const;
    expect(refusalOf('partition "eu"', payments, partitionRefusals)).toBe(
      `partition "eu": logRetention is "180 days", expected 365 days; keep logs as long as eu-gdpr says (${CNIL}; ` +
        "PCI DSS 4.0.1, requirement 10.5.1: audit logs for 12 months, three of them at hand)",
    );
  });

  it("refuses every region under a regime that AWS has none for", () => {
    const russia = { ...ARGS, regime: "ru-242fz", regions: ["eu-central-1"] } as const;
    expect(refusalOf('partition "ru"', russia, partitionRefusals)).toBe(
      'partition "ru": regions is ["eu-central-1"], expected no region: AWS has none under ru-242fz; ' +
        "put the data where its regime allows, or use the hybrid pattern",
    );
  });

  it("accepts a region that a recorded transfer opens", () => {
    const swiss = { ...ARGS, regime: "ch-fadp", regions: ["eu-central-2", "eu-central-1"] } as const;
    expect(partitionRefusals.filter(({ when }) => when(swiss))).toStrictEqual([]);
  });

  it("refuses several problems at once, before anything is registered", async () => {
    const bad = { ...ARGS, accountId: "", logRetention: "731 days" } as const;
    expect(await failureOf(() => new Partition("partition", bad))).toStrictEqual({
      message:
        'partition "partition": accountId is "", expected 12 digits; write the number of the account as text\n' +
        `partition "partition": logRetention is "731 days", expected 1 to 365 days; keep logs as long as eu-gdpr says (${CNIL})`,
      registered: [],
    });
  });
});
