import {
  BUCKET_DEFAULTS,
  bucketRefusals,
  LIFECYCLE_DEFAULTS,
  MAX_BUCKET_NAME,
  planPrivateBucket,
  PrivateBucket,
  privateBucketRefusals,
  type PrivateBucketArgs,
} from "../../../components/archive";
import { bucketPolicy } from "../../../components/archive/bucket-policy";
import type { PlanMode } from "../../../planner/plan";
import { child, children, frankfurt, identities, planOf, refusalOf, tags } from "./fixture";

const minimal: PrivateBucketArgs = {
  bucketName: "prod-eu-results",
  accountId: "111122223333",
  region: "eu-central-1",
  keyArn: frankfurt,
  tags,
};
const WARM = { infrequentAccess: "never", instantRetrieval: "never", deepArchive: "never" } as const;
const NAME = "prod-eu-results-111122223333-eu-central-1";
const ARN = `arn:aws:s3:::${NAME}`;
const AT = { bucket: NAME, region: "eu-central-1" };

const plan = (args: PrivateBucketArgs, mode?: PlanMode) =>
  planOf(() => {
    const { bucketName, arn, region } = new PrivateBucket("results", args);
    return { bucketName, arn, region };
  }, mode);

describe("planPrivateBucket", () => {
  it("ends the name in account and region, keeps versions and moves objects to the cheaper tiers at defaults", () => {
    expect(BUCKET_DEFAULTS).toStrictEqual({ versioning: true, protect: true });
    expect(LIFECYCLE_DEFAULTS).toStrictEqual({
      infrequentAccess: "30 days",
      instantRetrieval: "90 days",
      deepArchive: "365 days",
      expiry: "never",
      noncurrentExpiry: "90 days",
      abortUploads: "7 days",
    });
    expect(planPrivateBucket(minimal)).toStrictEqual({
      bucketName: NAME,
      region: "eu-central-1",
      accountId: "111122223333",
      allowedRegions: ["eu-central-1"],
      versioning: true,
      lifecycleRules: [
        {
          id: "tiers",
          transitions: [
            { days: 30, storageClass: "STANDARD_IA" },
            { days: 90, storageClass: "GLACIER_IR" },
            { days: 365, storageClass: "DEEP_ARCHIVE" },
          ],
        },
        { id: "noncurrent", noncurrentDays: 90, expiration: { expiredObjectDeleteMarker: true } },
        { id: "uploads", abortDays: 7 },
      ],
    });
  });

  it("plans objects that stay warm, go, and leave no versions, where it is told to", () => {
    const lifecycle = {
      infrequentAccess: "never",
      instantRetrieval: "never",
      deepArchive: "never",
      expiry: "1 week",
      abortUploads: "1 day",
    } as const;
    expect(planPrivateBucket({ ...minimal, versioning: false, lifecycle }).lifecycleRules).toStrictEqual([
      { id: "expiry", expiration: { days: 7 } },
      { id: "uploads", abortDays: 1 },
    ]);
  });

  it("lets objects below a prefix go earlier than the others, each prefix by a rule of its own", () => {
    const earlierExpiry = { "work/": "14 days", "failures/old/": "30 days" } as const;
    expect(planPrivateBucket({ ...minimal, versioning: false, earlierExpiry }).lifecycleRules.slice(-2)).toStrictEqual([
      { id: "expiry-of-failures/old", prefix: "failures/old/", expiration: { days: 30 } },
      { id: "expiry-of-work", prefix: "work/", expiration: { days: 14 } },
    ]);
  });

  it("lets requests be addressed to its own region first, then to the others, sorted", () => {
    const otherRegions = ["eu-west-3", "eu-central-1", "eu-north-1"];
    expect(planPrivateBucket({ ...minimal, otherRegions }).allowedRegions).toStrictEqual([
      "eu-central-1",
      "eu-north-1",
      "eu-west-3",
    ]);
  });

  it("fits the longest name into the limit of S3, in the region with the longest name", () => {
    const name = planPrivateBucket({ ...minimal, bucketName: "a".repeat(MAX_BUCKET_NAME), region: "ap-northeast-1" });
    expect([MAX_BUCKET_NAME, name.bucketName.length]).toStrictEqual([35, 63]);
  });
});

describe("bucketPolicy", () => {
  const facts = { bucketArn: ARN, accountId: "111122223333", allowedRegions: ["eu-central-1"] };
  const denied = { Effect: "Deny", Principal: { AWS: "*" }, Action: "s3:*", Resource: [ARN, `${ARN}/*`] };
  const closed = [
    { Sid: "DenyWithoutTls", ...denied, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    {
      Sid: "DenyOtherAccounts",
      ...denied,
      Condition: {
        StringNotEquals: { "aws:PrincipalAccount": "111122223333" },
        Bool: { "aws:PrincipalIsAWSService": "false" },
      },
    },
    {
      Sid: "DenyOtherRegions",
      ...denied,
      Condition: {
        StringNotEquals: { "aws:RequestedRegion": ["eu-central-1"] },
        Bool: { "aws:PrincipalIsAWSService": "false" },
      },
    },
  ];

  it("denies calls without TLS, from other accounts, to other regions, and uploads under another key", () => {
    expect(bucketPolicy({ ...facts, keyArn: frankfurt }).Statement).toStrictEqual([
      ...closed,
      {
        Sid: "DenyOtherKeys",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "s3:PutObject",
        Resource: `${ARN}/*`,
        Condition: {
          Null: { "s3:x-amz-server-side-encryption": "false" },
          StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": frankfurt },
        },
      },
    ]);
  });

  it("lets S3 deliver the access logs of the sources, from its own account", () => {
    const source = "arn:aws:s3:::source";
    expect(bucketPolicy({ ...facts, accessLogSourceArns: [source] }).Statement).toStrictEqual([
      ...closed,
      {
        Sid: "AllowAccessLogs",
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${ARN}/*`,
        Condition: { StringEquals: { "aws:SourceAccount": "111122223333" }, ArnLike: { "aws:SourceArn": [source] } },
      },
    ]);
  });

  it("lets services deliver what they are let, for the bucket's account alone", () => {
    const delivery = {
      services: ["billingreports.amazonaws.com"],
      actions: ["s3:PutObject"],
      sourceArns: ["arn:aws:cur:us-east-1:111122223333:definition/*"],
    };
    expect(bucketPolicy({ ...facts, delivery }).Statement).toStrictEqual([
      ...closed,
      {
        Sid: "AllowDelivery",
        Effect: "Allow",
        Principal: { Service: delivery.services },
        Action: delivery.actions,
        Resource: [ARN, `${ARN}/*`],
        Condition: { StringLike: { "aws:SourceAccount": "111122223333", "aws:SourceArn": delivery.sourceArns } },
      },
    ]);
  });
});

describe("PrivateBucket", () => {
  it("creates these children at defaults, all its own", async () => {
    expect(identities(await plan(minimal))).toStrictEqual([
      "aws:s3/bucket:Bucket results-bucket results",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration results-lifecycle results",
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls results-ownership results",
      "aws:s3/bucketPolicy:BucketPolicy results-policy results",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock results-public-access results",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration results-encryption results",
      "aws:s3/bucketVersioning:BucketVersioning results-versioning results",
      "inventory:archive:PrivateBucket results test-prod-eu",
    ]);
  });

  it("creates the bucket of the defaults, closed to the public", async () => {
    const applied = await plan(minimal);
    expect(child(applied, "results-bucket").inputs).toStrictEqual({ ...AT, tags: { ...tags, Name: "results-bucket" } });
    expect(child(applied, "results-public-access").inputs).toStrictEqual({
      ...AT,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(child(applied, "results-ownership").inputs).toStrictEqual({
      ...AT,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    expect(child(applied, "results-policy").inputs).toStrictEqual({
      ...AT,
      policy: JSON.stringify(
        bucketPolicy({
          bucketArn: ARN,
          accountId: "111122223333",
          allowedRegions: ["eu-central-1"],
          keyArn: frankfurt,
        }),
      ),
    });
  });

  it("encrypts, keeps versions and moves to the cheaper tiers at defaults", async () => {
    const applied = await plan(minimal);
    expect(child(applied, "results-encryption").inputs).toStrictEqual({
      ...AT,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: frankfurt },
          bucketKeyEnabled: true,
          blockedEncryptionTypes: ["SSE-C"],
        },
      ],
    });
    expect(child(applied, "results-versioning").inputs).toStrictEqual({
      ...AT,
      versioningConfiguration: { status: "Enabled" },
    });
    const rule = { status: "Enabled", filter: {} };
    expect(child(applied, "results-lifecycle").inputs).toStrictEqual({
      ...AT,
      transitionDefaultMinimumObjectSize: "all_storage_classes_128K",
      rules: [
        {
          id: "tiers",
          ...rule,
          transitions: [
            { days: 30, storageClass: "STANDARD_IA" },
            { days: 90, storageClass: "GLACIER_IR" },
            { days: 365, storageClass: "DEEP_ARCHIVE" },
          ],
        },
        {
          id: "noncurrent",
          ...rule,
          expiration: { expiredObjectDeleteMarker: true },
          noncurrentVersionExpiration: { noncurrentDays: 90 },
        },
        { id: "uploads", ...rule, abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } },
      ],
    });
  });

  it("keeps the bucket alone from deletion by default, and not where it is told otherwise", async () => {
    const kept = children(await plan(minimal)).filter(({ options }) => options.protect === true);
    expect(kept.map(({ name }) => name)).toStrictEqual(["results-bucket"]);
    expect(kept[0]?.options).toMatchObject({ retainOnDelete: true, deleteBeforeReplace: true });
    const disposable = children(await plan({ ...minimal, protect: false }));
    expect(disposable.filter(({ options }) => (options.protect ?? options.retainOnDelete) === true)).toStrictEqual([]);
  });

  it("locks new objects of a bucket that is created with a lock", async () => {
    const applied = await plan({ ...minimal, objectLock: { mode: "compliance", retention: "400 days" } });
    expect(child(applied, "results-bucket").inputs).toMatchObject({ objectLockEnabled: true });
    expect(child(applied, "results-object-lock").inputs).toStrictEqual({
      ...AT,
      rule: { defaultRetention: { mode: "COMPLIANCE", days: 400 } },
    });
    expect(child(applied, "results-object-lock").dependencies).toContain(child(applied, "results-versioning").urn);
  });

  it("logs access to another bucket, where there is one", async () => {
    const applied = await plan({ ...minimal, accessLogBucketName: "logs" });
    expect(child(applied, "results-access-logging").inputs).toStrictEqual({
      ...AT,
      targetBucket: "logs",
      targetPrefix: "access/",
      targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
    });
  });

  it("receives access logs under the key of S3, and suspends versions where it is told to", async () => {
    const { keyArn, ...keyless } = minimal;
    const applied = await plan({ ...keyless, versioning: false, accessLogSourceArns: [ARN] });
    expect(child(applied, "results-encryption").inputs).toMatchObject({
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, blockedEncryptionTypes: ["SSE-C"] }],
    });
    expect(child(applied, "results-versioning").inputs).toMatchObject({
      versioningConfiguration: { status: "Suspended" },
    });
    expect(child(applied, "results-policy").inputs["policy"]).not.toContain(keyArn);
  });

  it("gives its name, ARN and region", async () => {
    expect((await plan(minimal)).outputs).toStrictEqual({ bucketName: NAME, arn: ARN, region: "eu-central-1" });
  });

  it("plans its children where outputs are unknown", async () => {
    expect(children(await plan(minimal, "unknowns"))).toHaveLength(7);
  });
});

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the tables. */
const rows: readonly (readonly [string, Partial<PrivateBucketArgs>, string])[] = [
  [
    "a name that leaves no room for account and region",
    { bucketName: "a".repeat(36) },
    `bucketName is "${"a".repeat(36)}", expected 1 to 35 lower-case letters, digits or dashes, starting and ending with a letter or digit, without a prefix that S3 reserves; choose a name that leaves room for the account and the region, which are added`,
  ],
  [
    "an account that is not one",
    { accountId: "1111" },
    'accountId is "1111", expected 12 digits; give the account of the bucket, which is a part of its name',
  ],
  [
    "a lifecycle that does not count in days",
    { lifecycle: { infrequentAccess: "721 hours", abortUploads: "0 days" } },
    'lifecycle is {"infrequentAccess":"721 hours","abortUploads":"0 days"}, expected whole days, one or more; round up to the next day',
  ],
  [
    "a move before the tier that comes first is paid for",
    { lifecycle: { instantRetrieval: "59 days" } },
    'lifecycle is {"instantRetrieval":"59 days"}, expected 60 days or more; move later, or skip the tier before it: each has a shortest time that is paid for',
  ],
  [
    "objects that go before their tier is paid for",
    { lifecycle: { expiry: "365 days" } },
    'lifecycle.expiry is "365 days", expected 545 days or more; set the tiers that an object does not stay in to "never"',
  ],
  [
    "a lock without versions",
    { objectLock: { mode: "governance", retention: "1 day" }, versioning: false },
    "versioning is false, expected true where objects are locked; leave it out: a lock protects versions",
  ],
  [
    "a lock that is not in days",
    { objectLock: { mode: "governance", retention: "36 hours" } },
    'objectLock.retention is "36 hours", expected whole days, 1 to 36500; choose how long nobody may delete an object',
  ],
  [
    "objects that go while they are locked",
    { objectLock: { mode: "compliance", retention: "700 days" }, lifecycle: { expiry: "600 days" } },
    'lifecycle.expiry is "600 days", expected objectLock.retention (700 days) or more; keep objects as long as they are locked',
  ],
  [
    "a region that is not one",
    { region: "eu-middle-1" },
    'region is ["eu-middle-1"], expected regions of the table in facts/regions; correct the spelling',
  ],
  [
    "access logs under a customer key",
    { accessLogSourceArns: [ARN] },
    "accessLogSourceArns is 1, expected none where a customer key is given; use a bucket of its own: S3 delivers access logs only under its own key",
  ],
  [
    "a prefix that is none",
    { earlierExpiry: { "/failures": "30 days" } },
    'earlierExpiry is {"/failures":"30 days"}, expected prefixes with a slash at their end and none at their beginning, and whole days before lifecycle.expiry; correct the prefix, or leave it out where its objects go with the others',
  ],
];

describe("PrivateBucket", () => {
  const all = [...bucketRefusals, ...privateBucketRefusals];
  const { keyArn: _key, ...keyless } = minimal;

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf(() => new PrivateBucket("results", { ...minimal, ...change }))).toBe(
      `private bucket "results": ${message}`,
    );
  });

  it("refuses a bucket of data without a customer key", () => {
    expect(refusalOf(() => new PrivateBucket("results", keyless))).toBe(
      'private bucket "results": keyArn is missing, expected the ARN of a customer key in the bucket\'s region; give a key; only a bucket that receives access logs, or what a service delivers, goes without',
    );
  });

  it("refuses access logs into a locked bucket", () => {
    const objectLock = { mode: "governance", retention: "1 day" } as const;
    const args = { ...keyless, objectLock, accessLogSourceArns: [ARN] };
    expect(refusalOf(() => new PrivateBucket("results", args))).toBe(
      'private bucket "results": objectLock is {"mode":"governance","retention":"1 day"}, expected none where access logs are received; use a bucket of its own: S3 delivers no access logs into a locked bucket',
    );
  });

  it("has a case for every refusal", () => {
    expect(all.filter(({ when }) => when(minimal))).toStrictEqual([]);
    const fired = rows.map(([, change]) => all.findIndex(({ when }) => when({ ...minimal, ...change })));
    const others = [all.length - 4, all.length - 2];
    expect([...fired, ...others].toSorted((left, right) => left - right)).toStrictEqual([...all.keys()]);
  });

  it.each([
    ["a name that S3 reserves", { bucketName: "xn--archive" }, "bucketName"],
    ["a name in capitals", { bucketName: "Archive" }, "bucketName"],
    ["a first move before 30 days", { lifecycle: { infrequentAccess: "29 days" } }, "lifecycle"],
    ["a move into the past", { lifecycle: { deepArchive: "100 days" } }, "lifecycle"],
    [
      "a lock of more than a hundred years",
      { objectLock: { mode: "governance", retention: "36501 days" } },
      "objectLock.retention",
    ],
    ["another region that is not one", { otherRegions: ["mars"] }, "region"],
    [
      "objects that would not go earlier than the others",
      { lifecycle: { ...WARM, expiry: "30 days" }, earlierExpiry: { "failures/": "30 days" } },
      "earlierExpiry",
    ],
  ] as const)("refuses %s", (_, change, arg) => {
    const args = { ...minimal, ...change };
    expect(all.filter(({ when }) => when(args)).map(({ say }) => say(args).arg)).toStrictEqual([arg]);
  });

  it("refuses several problems at once, the tags' first", () => {
    const args = {
      ...minimal,
      tags: { ...tags, owner: "" },
      accountId: "",
      lifecycle: { abortUploads: "1 hour" },
    } as const;
    const lines = refusalOf(() => new PrivateBucket("results", args)).split("\n");
    expect(lines.map((line) => line.split(" is ")[0])).toStrictEqual([
      'private bucket "results": tags.owner',
      'private bucket "results": accountId',
      'private bucket "results": lifecycle',
    ]);
  });
});
