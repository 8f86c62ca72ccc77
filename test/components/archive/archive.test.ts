import {
  Archive,
  ARCHIVE_DEFAULTS,
  archiveRefusals,
  bucketRefusals,
  MAX_ARCHIVE_NAME,
  planArchive,
  type ArchiveArgs,
} from "../../../components/archive";
import { replicationPolicy } from "../../../components/archive/replication-policy";
import type { PlanMode } from "../../../planner/plan";
import { child, children, dublin, frankfurt, identities, planOf, refusalOf, tags } from "./fixture";

const minimal: ArchiveArgs = {
  bucketName: "prod-eu-archive",
  accountId: "111122223333",
  regions: ["eu-west-1", "eu-central-1"],
  keyArns: { "eu-central-1": frankfurt, "eu-west-1": dublin },
  tags,
};
const single: ArchiveArgs = { ...minimal, regions: ["eu-central-1"] };
const FRANKFURT = "prod-eu-archive-111122223333-eu-central-1";
const DUBLIN = "prod-eu-archive-111122223333-eu-west-1";
const SETTINGS = ["bucket", "encryption", "lifecycle", "ownership", "policy", "public-access", "versioning"];

const plan = (args: ArchiveArgs, mode?: PlanMode) =>
  planOf(() => {
    const { regions, bucketNames, bucketArns, accessLogBucketNames } = new Archive("stock", args);
    return { regions, bucketNames, bucketArns, accessLogBucketNames };
  }, mode);

describe("planArchive", () => {
  it("plans a copy from each region to each other at defaults, whatever the order of the regions", () => {
    expect(ARCHIVE_DEFAULTS).toStrictEqual({ accessLogRetention: "365 days", timedReplication: false });
    expect(planArchive(minimal)).toStrictEqual({
      regions: ["eu-central-1", "eu-west-1"],
      bucketNames: { "eu-central-1": FRANKFURT, "eu-west-1": DUBLIN },
      bucketArns: { "eu-central-1": `arn:aws:s3:::${FRANKFURT}`, "eu-west-1": `arn:aws:s3:::${DUBLIN}` },
      accessLogBucketName: "prod-eu-archive-access",
      accessLogLifecycle: {
        infrequentAccess: "never",
        instantRetrieval: "never",
        deepArchive: "never",
        noncurrentExpiry: "30 days",
        expiry: "365 days",
      },
      replications: {
        "eu-central-1": [{ to: "eu-west-1", priority: 1 }],
        "eu-west-1": [{ to: "eu-central-1", priority: 1 }],
      },
      timedReplication: false,
      locked: false,
    });
    expect(planArchive({ ...minimal, regions: minimal.regions.toReversed() })).toStrictEqual(planArchive(minimal));
  });

  it("plans two rules per bucket for three regions, and none for one", () => {
    const three = planArchive({ ...minimal, regions: ["eu-central-1", "eu-west-1", "eu-west-3"] });
    expect(three.replications["eu-west-1"]).toStrictEqual([
      { to: "eu-central-1", priority: 1 },
      { to: "eu-west-3", priority: 2 },
    ]);
    expect(planArchive(single).replications).toStrictEqual({});
  });

  it("writes ARNs of the AWS partition of the region", () => {
    const keyArns = { "cn-north-1": "arn:aws-cn:kms:cn-north-1:111122223333:key/beijing" };
    expect(planArchive({ ...minimal, keyArns, regions: ["cn-north-1"] } as ArchiveArgs).bucketArns).toStrictEqual({
      "cn-north-1": "arn:aws-cn:s3:::prod-eu-archive-111122223333-cn-north-1",
    });
  });
});

describe("replicationPolicy", () => {
  const bucket = { region: "eu-west-1", arn: "B", objectsArn: "B/*", keyArn: "K" };

  it("reads and writes the buckets, and uses each key through S3 in its region alone", () => {
    expect(replicationPolicy([bucket], false)).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ReadConfiguration",
          Effect: "Allow",
          Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
          Resource: ["B"],
        },
        {
          Sid: "ReadObjects",
          Effect: "Allow",
          Action: ["s3:GetObjectVersionAcl", "s3:GetObjectVersionForReplication", "s3:GetObjectVersionTagging"],
          Resource: ["B/*"],
        },
        {
          Sid: "WriteCopies",
          Effect: "Allow",
          Action: ["s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"],
          Resource: ["B/*"],
        },
        {
          Sid: "UseKeyOfeuwest1",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
          Resource: ["K"],
          Condition: {
            StringLike: { "kms:ViaService": "s3.eu-west-1.*", "kms:EncryptionContext:aws:s3:arn": ["B", "B/*"] },
          },
        },
      ],
    });
  });

  it("reads locks where objects are locked", () => {
    expect(replicationPolicy([bucket], true).Statement[1]?.Action).toStrictEqual([
      "s3:GetObjectVersionAcl",
      "s3:GetObjectVersionForReplication",
      "s3:GetObjectVersionTagging",
      "s3:GetObjectLegalHold",
      "s3:GetObjectRetention",
    ]);
  });
});

describe("Archive", () => {
  it("creates a bucket and its access logs per region, and copies both ways, at defaults", async () => {
    const applied = await plan(minimal);
    const buckets = [
      "stock-eu-central-1",
      "stock-eu-central-1-access-logs",
      "stock-eu-west-1",
      "stock-eu-west-1-access-logs",
    ];
    const own = identities(applied).filter((identity) => identity.endsWith(" stock"));
    expect(own).toStrictEqual([
      "aws:iam/role:Role stock-replication-role stock",
      "aws:iam/rolePolicy:RolePolicy stock-replication-rights stock",
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig stock-eu-central-1-replication stock",
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig stock-eu-west-1-replication stock",
      ...buckets.map((name) => `inventory:archive:PrivateBucket ${name} stock`),
    ]);
    for (const name of buckets) {
      const logging = name.endsWith("-access-logs") ? [] : ["access-logging"];
      const roles = identities(applied)
        .filter((identity) => identity.endsWith(` ${name}`))
        .map((identity) => identity.split(" ")[1]?.slice(name.length + 1));
      expect(roles.toSorted()).toStrictEqual([...logging, ...SETTINGS]);
    }
  });

  it("encrypts each bucket by the key of its region, and lets requests be addressed to the partition alone", async () => {
    const applied = await plan(minimal);
    for (const [region, key] of Object.entries(minimal.keyArns)) {
      expect(child(applied, `stock-${region}-encryption`).inputs).toMatchObject({
        region,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key } }],
      });
      expect(child(applied, `stock-${region}-bucket`).region).toBe(region);
    }
    const policy = JSON.stringify(child(applied, "stock-eu-west-1-policy").inputs);
    expect(policy).toContain('aws:RequestedRegion\\":[\\"eu-west-1\\",\\"eu-central-1\\"]');
  });

  it("logs access to a bucket of the same region, which lets in the logs of that bucket alone", async () => {
    const applied = await plan(minimal);
    expect(child(applied, "stock-eu-west-1-access-logging").inputs).toMatchObject({
      bucket: DUBLIN,
      targetBucket: "prod-eu-archive-access-111122223333-eu-west-1",
    });
    const policy = JSON.stringify(child(applied, "stock-eu-west-1-access-logs-policy").inputs);
    expect(policy).toContain(`aws:SourceArn\\":[\\"arn:aws:s3:::${DUBLIN}\\"]`);
    expect(child(applied, "stock-eu-west-1-access-logs-lifecycle").inputs).toMatchObject({
      rules: [
        { id: "expiry", expiration: { days: 365 } },
        { id: "noncurrent", noncurrentVersionExpiration: { noncurrentDays: 30 } },
        { id: "uploads" },
      ],
    });
  });

  it("copies everything, re-encrypted by the key of the other region", async () => {
    const applied = await plan(minimal);
    const enabled = { status: "Enabled" };
    expect(child(applied, "stock-eu-central-1-replication").inputs).toStrictEqual({
      region: "eu-central-1",
      bucket: FRANKFURT,
      role: expect.stringMatching(/^arn:aws:iam::000000000000:role\/stock-replication-role-/),
      rules: [
        {
          id: "to-eu-west-1",
          status: "Enabled",
          priority: 1,
          filter: { prefix: "" },
          deleteMarkerReplication: enabled,
          sourceSelectionCriteria: { sseKmsEncryptedObjects: enabled, replicaModifications: enabled },
          destination: {
            bucket: `arn:aws:s3:::${DUBLIN}`,
            encryptionConfiguration: { replicaKmsKeyId: dublin },
            metrics: enabled,
          },
        },
      ],
    });
    expect(child(applied, "stock-eu-west-1-replication").inputs["rules"]).toMatchObject([
      { destination: { bucket: `arn:aws:s3:::${FRANKFURT}`, encryptionConfiguration: { replicaKmsKeyId: frankfurt } } },
    ]);
  });

  it("lets S3 alone take the role, which has rights on both buckets", async () => {
    const applied = await plan(minimal);
    expect(child(applied, "stock-replication-role").inputs).toStrictEqual({
      description: "Copies an archive between its regions",
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "s3.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
      tags: { ...tags, Name: "stock-replication-role" },
    });
    const buckets = [
      {
        region: "eu-central-1",
        arn: `arn:aws:s3:::${FRANKFURT}`,
        objectsArn: `arn:aws:s3:::${FRANKFURT}/*`,
        keyArn: frankfurt,
      },
      { region: "eu-west-1", arn: `arn:aws:s3:::${DUBLIN}`, objectsArn: `arn:aws:s3:::${DUBLIN}/*`, keyArn: dublin },
    ];
    expect(child(applied, "stock-replication-rights").inputs["policy"]).toBe(
      JSON.stringify(replicationPolicy(buckets, false)),
    );
  });

  it("copies only once both buckets keep versions and the role has its rights", async () => {
    const applied = await plan(minimal);
    const needed = ["stock-replication-rights", "stock-eu-central-1-versioning", "stock-eu-west-1-versioning"];
    for (const name of needed) {
      expect(child(applied, "stock-eu-west-1-replication").dependencies).toContain(child(applied, name).urn);
    }
  });

  it("creates one bucket and no copies for one region", async () => {
    const applied = await plan(single);
    expect(
      children(applied).filter(({ type }) => type.startsWith("aws:iam") || type.includes("Replication")),
    ).toStrictEqual([]);
    expect(children(applied)).toHaveLength(15);
  });

  it("locks, times and keeps what it is told to, in every region", async () => {
    const applied = await plan({
      ...minimal,
      objectLock: { mode: "compliance", retention: "2557 days" },
      lifecycle: { deepArchive: "never" },
      accessLogRetention: "180 days",
      timedReplication: true,
      protect: false,
    });
    expect(child(applied, "stock-eu-west-1-replication").inputs["rules"]).toMatchObject([
      {
        destination: {
          metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
          replicationTime: { status: "Enabled", time: { minutes: 15 } },
        },
      },
    ]);
    for (const region of minimal.regions) {
      expect(child(applied, `stock-${region}-object-lock`).inputs).toMatchObject({
        rule: { defaultRetention: { mode: "COMPLIANCE", days: 2_557 } },
      });
      expect(JSON.stringify(child(applied, `stock-${region}-lifecycle`).inputs)).not.toContain("DEEP_ARCHIVE");
      expect(child(applied, `stock-${region}-access-logs-bucket`).inputs).not.toHaveProperty("objectLockEnabled");
    }
    expect(
      children(applied).filter(({ options }) => (options.protect ?? options.retainOnDelete) === true),
    ).toStrictEqual([]);
  });

  it("keeps all buckets from deletion by default", async () => {
    const kept = children(await plan(minimal)).filter(({ options }) => options.protect === true);
    expect(kept.map(({ name }) => name).toSorted()).toStrictEqual([
      "stock-eu-central-1-access-logs-bucket",
      "stock-eu-central-1-bucket",
      "stock-eu-west-1-access-logs-bucket",
      "stock-eu-west-1-bucket",
    ]);
  });

  it("gives names and ARNs per region", async () => {
    expect((await plan(minimal)).outputs).toStrictEqual({
      regions: ["eu-central-1", "eu-west-1"],
      bucketNames: { "eu-central-1": FRANKFURT, "eu-west-1": DUBLIN },
      bucketArns: { "eu-central-1": `arn:aws:s3:::${FRANKFURT}`, "eu-west-1": `arn:aws:s3:::${DUBLIN}` },
      accessLogBucketNames: {
        "eu-central-1": "prod-eu-archive-access-111122223333-eu-central-1",
        "eu-west-1": "prod-eu-archive-access-111122223333-eu-west-1",
      },
    });
  });

  it("plans its children where outputs are unknown", async () => {
    expect(children(await plan(minimal, "unknowns"))).toHaveLength(34);
  });
});

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the archive's own. */
const rows: readonly (readonly [string, Partial<ArchiveArgs>, string])[] = [
  [
    "a name that leaves no room for the access logs",
    { bucketName: "a".repeat(29) },
    `bucketName is "${"a".repeat(29)}", expected 1 to 28 lower-case letters, digits or dashes, starting and ending with a letter or digit, without a prefix that S3 reserves; choose a name that leaves room for the account and the region, which are added`,
  ],
  [
    "an archive that lies nowhere",
    { regions: [] },
    "regions is [], expected one region or more, each once; list the regions of the residency partition that hold the archive",
  ],
  [
    "a region that is not one",
    { regions: ["eu-middle-1"], keyArns: { "eu-middle-1": frankfurt } },
    'regions is ["eu-middle-1"], expected regions of the table in facts/regions; correct the spelling',
  ],
  [
    "copies between AWS partitions",
    { regions: ["eu-central-1", "cn-north-1"], keyArns: { "eu-central-1": frankfurt, "cn-north-1": dublin } },
    'regions is ["eu-central-1","cn-north-1"], expected regions of one AWS partition; make an archive in each: nothing is copied between AWS partitions',
  ],
  [
    "a copy outside the residency partition",
    { regions: ["eu-central-1", "us-east-1"] },
    'regions is ["us-east-1"], expected regions of the residency partition, which has keys in eu-central-1, eu-west-1; leave the region out, or give it a customer key if it belongs to the partition',
  ],
  [
    "copies without versions",
    { versioning: false },
    "versioning is false, expected true where there are several regions; leave it out: S3 copies versions",
  ],
  [
    "access logs that are not kept for days",
    { accessLogRetention: "100 hours" },
    'accessLogRetention is "100 hours", expected whole days, one or more; round up to the next day',
  ],
];

describe("Archive", () => {
  it("accepts the longest name", () => {
    const longest = { ...minimal, bucketName: "a".repeat(MAX_ARCHIVE_NAME) };
    expect(archiveRefusals.filter(({ when }) => when(longest))).toStrictEqual([]);
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf(() => new Archive("stock", { ...minimal, ...change }))).toBe(`archive "stock": ${message}`);
  });

  it("has a case for every refusal that is not that of each bucket", () => {
    const own = archiveRefusals.slice(bucketRefusals.length);
    const fired = rows.map(([, change]) => own.findIndex(({ when }) => when({ ...minimal, ...change })));
    expect(fired).toStrictEqual([...own.keys()]);
    expect(archiveRefusals.slice(0, bucketRefusals.length)).toStrictEqual(bucketRefusals);
  });

  it("refuses a region that is listed twice", () => {
    const regions = ["eu-west-1", "eu-west-1"];
    expect(
      archiveRefusals
        .filter(({ when }) => when({ ...minimal, regions }))
        .map(({ say }) => say({ ...minimal, regions }).got),
    ).toStrictEqual([regions]);
  });

  it("refuses several problems at once, the tags' first", () => {
    const args = { ...minimal, tags: { ...tags, feature: "" }, accountId: "", regions: ["us-east-1"] };
    const lines = refusalOf(() => new Archive("stock", args)).split("\n");
    expect(lines.map((line) => line.split(" is ")[0])).toStrictEqual([
      'archive "stock": tags.feature',
      'archive "stock": accountId',
      'archive "stock": regions',
    ]);
  });
});
