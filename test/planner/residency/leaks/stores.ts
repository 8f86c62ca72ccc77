import { aws, allows, bucket, type Leak } from "./program";

const EU = "222222222222";
const key = (region: string, account: string) => `arn:aws:kms:${region}:${account}:key/k`;

/** Copies, buckets, keys and backups. */
export const LEAKS_OF_STORES: readonly Leak[] = [
  {
    title: "a table is exported by name into a bucket of another partition",
    leak: [
      aws(
        "eu dynamodb/table:Table carts",
        { hashKey: "id" },
        { arn: `arn:aws:dynamodb:eu-central-1:${EU}:table/carts` },
      ),
      bucket("us", "exports"),
      aws(
        "eu dynamodb/tableExport:TableExport x",
        { tableArn: `arn:aws:dynamodb:eu-central-1:${EU}:table/carts`, s3Bucket: "exports" },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu dynamodb/table:Table carts",
        { hashKey: "id" },
        { arn: `arn:aws:dynamodb:eu-central-1:${EU}:table/carts` },
      ),
      bucket("eu", "exports"),
      aws(
        "eu dynamodb/tableExport:TableExport x",
        { tableArn: `arn:aws:dynamodb:eu-central-1:${EU}:table/carts`, s3Bucket: "exports" },
        { holds: null },
      ),
    ],
    at: "x s3Bucket",
  },
  {
    title: "a bucket that no plan has takes the copies of a personal one",
    leak: [
      bucket("eu", "orders"),
      aws(
        "eu s3/bucketReplicationConfig:BucketReplicationConfig r",
        { bucket: "orders", rules: [{ destination: { bucket: "arn:aws:s3:::somewhere" } }] },
        { holds: null },
      ),
    ],
    twin: [
      bucket("eu", "orders", { holds: "internal" }),
      bucket("us", "somewhere", { holds: "internal" }),
      aws(
        "eu s3/bucketReplicationConfig:BucketReplicationConfig r",
        { bucket: "orders", rules: [{ destination: { bucket: "arn:aws:s3:::somewhere" } }] },
        { holds: null },
      ),
    ],
    at: "r rules[0].destination.bucket",
  },
  {
    title: "the replica of a table is a resource of another region",
    leak: [
      aws(
        "eu dynamodb/table:Table carts",
        { hashKey: "id" },
        { arn: `arn:aws:dynamodb:eu-central-1:${EU}:table/carts` },
      ),
      aws(
        "eu dynamodb/tableReplica:TableReplica copy",
        { globalTableArn: `arn:aws:dynamodb:eu-central-1:${EU}:table/carts` },
        { region: "us-east-1" },
      ),
    ],
    twin: [
      aws(
        "eu dynamodb/table:Table carts",
        { hashKey: "id" },
        { arn: `arn:aws:dynamodb:eu-central-1:${EU}:table/carts` },
      ),
      aws(
        "eu dynamodb/tableReplica:TableReplica copy",
        { globalTableArn: `arn:aws:dynamodb:eu-central-1:${EU}:table/carts` },
        { region: "eu-west-1" },
      ),
    ],
    at: "copy region",
  },
  {
    title: "a database is restored abroad from a snapshot of the Union",
    leak: [
      aws("us rds/cluster:Cluster c", {
        clusterIdentifier: "c",
        snapshotIdentifier: `arn:aws:rds:eu-central-1:${EU}:cluster-snapshot:s`,
      }),
    ],
    twin: [
      aws("us rds/cluster:Cluster c", {
        clusterIdentifier: "c",
        snapshotIdentifier: "arn:aws:rds:us-east-1:333333333333:cluster-snapshot:s",
      }),
    ],
    at: "c snapshotIdentifier",
  },
  {
    title: "a read replica in India follows a database of the Union",
    leak: [
      aws("eu rds/instance:Instance db", { identifier: "db" }, { arn: `arn:aws:rds:eu-central-1:${EU}:db:db` }),
      aws("in rds/instance:Instance replica", {
        identifier: "replica",
        replicateSourceDb: `arn:aws:rds:eu-central-1:${EU}:db:db`,
      }),
    ],
    twin: [
      aws("eu rds/instance:Instance db", { identifier: "db" }, { arn: `arn:aws:rds:eu-central-1:${EU}:db:db` }),
      aws(
        "eu rds/instance:Instance replica",
        { identifier: "replica", replicateSourceDb: `arn:aws:rds:eu-central-1:${EU}:db:db` },
        { region: "eu-west-1" },
      ),
    ],
    at: "replica replicateSourceDb",
  },
  {
    title: "a database snapshot is shared with everybody",
    leak: [
      aws("eu rds/snapshot:Snapshot s", {
        dbInstanceIdentifier: "db",
        dbSnapshotIdentifier: "s",
        sharedAccounts: ["all"],
      }),
    ],
    twin: [
      aws("eu rds/snapshot:Snapshot s", {
        dbInstanceIdentifier: "db",
        dbSnapshotIdentifier: "s",
        sharedAccounts: [EU],
      }),
    ],
    at: "s sharedAccounts[0]",
  },
  {
    title: "a volume is copied to another region as a snapshot",
    leak: [
      aws(
        "eu ebs/snapshotCopy:SnapshotCopy s",
        { sourceRegion: "eu-central-1", sourceSnapshotId: "snap-1" },
        { region: "us-west-2" },
      ),
    ],
    twin: [
      aws(
        "eu ebs/snapshotCopy:SnapshotCopy s",
        { sourceRegion: "eu-central-1", sourceSnapshotId: "snap-1" },
        { region: "eu-west-1" },
      ),
    ],
    at: "s region",
  },
  {
    title: "an image with data on its disks may be launched by another account",
    leak: [
      aws(
        "eu ec2/amiLaunchPermission:AmiLaunchPermission p",
        { imageId: "ami-1", accountId: "404040404040" },
        { holds: null },
      ),
    ],
    twin: [
      aws("eu ec2/amiLaunchPermission:AmiLaunchPermission p", { imageId: "ami-1", accountId: EU }, { holds: null }),
    ],
    at: "p accountId",
  },
  {
    title: "a warehouse copies its snapshots to Oregon",
    leak: [
      aws(
        "eu redshift/snapshotCopy:SnapshotCopy s",
        { clusterIdentifier: "w", destinationRegion: "us-west-2" },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu redshift/snapshotCopy:SnapshotCopy s",
        { clusterIdentifier: "w", destinationRegion: "eu-west-1" },
        { holds: null },
      ),
    ],
    at: "s destinationRegion",
  },
  {
    title: "a personal table is encrypted by a key that lies in Virginia",
    leak: [
      aws("eu dynamodb/table:Table t", {
        hashKey: "id",
        serverSideEncryption: { enabled: true, kmsKeyArn: key("us-east-1", EU) },
      }),
    ],
    twin: [
      aws("eu dynamodb/table:Table t", {
        hashKey: "id",
        serverSideEncryption: { enabled: true, kmsKeyArn: key("eu-central-1", EU) },
      }),
    ],
    at: "t serverSideEncryption.kmsKeyArn",
  },
  {
    title: "a personal bucket is encrypted by another account's key",
    leak: [
      bucket("eu", "b"),
      aws(
        "eu s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration e",
        {
          bucket: "b",
          rules: [
            {
              applyServerSideEncryptionByDefault: {
                sseAlgorithm: "aws:kms",
                kmsMasterKeyId: key("eu-central-1", "404040404040"),
              },
            },
          ],
        },
        { holds: null },
      ),
    ],
    twin: [
      bucket("eu", "b"),
      aws(
        "eu s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration e",
        {
          bucket: "b",
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/aws/s3" } }],
        },
        { holds: null },
      ),
    ],
    at: "e rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId",
  },
  {
    title: "a key of the Union may be used by a role of the United States",
    leak: [
      aws(
        "eu kms/grant:Grant g",
        { keyId: "k", granteePrincipal: "arn:aws:iam::333333333333:role/reader", operations: ["Decrypt"] },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu kms/grant:Grant g",
        { keyId: "k", granteePrincipal: `arn:aws:iam::${EU}:role/reader`, operations: ["Decrypt"] },
        { holds: null },
      ),
    ],
    at: "g granteePrincipal",
  },
  {
    title: "a key's policy lets the whole of an organisation in",
    leak: [
      aws("eu kms/key:Key k", {
        policy: allows("*", { StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } }),
      }),
    ],
    twin: [aws("eu kms/key:Key k", { policy: allows("*", { StringEquals: { "kms:CallerAccount": EU } }) })],
    at: "k policy",
  },
  {
    title: "a key says it is internal, and has a copy of itself in Virginia all the same",
    leak: [
      aws(
        "eu kms/key:Key k",
        { multiRegion: true },
        { holds: "internal", arn: `arn:aws:kms:eu-central-1:${EU}:key/mrk-1` },
      ),
      aws(
        "eu kms/replicaKey:ReplicaKey r",
        { primaryKeyArn: `arn:aws:kms:eu-central-1:${EU}:key/mrk-1` },
        { holds: "internal", region: "us-east-1" },
      ),
    ],
    twin: [
      aws(
        "eu kms/key:Key k",
        { multiRegion: true },
        { holds: "internal", arn: `arn:aws:kms:eu-central-1:${EU}:key/mrk-1` },
      ),
      aws(
        "eu kms/replicaKey:ReplicaKey r",
        { primaryKeyArn: `arn:aws:kms:eu-central-1:${EU}:key/mrk-1` },
        { holds: "internal", region: "eu-west-1" },
      ),
    ],
    at: "r region",
  },
  {
    title: "a vault lets another account copy recovery points out of it",
    leak: [
      aws(
        "eu backup/vaultPolicy:VaultPolicy p",
        { backupVaultName: "v", policy: allows({ AWS: "arn:aws:iam::333333333333:root" }) },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu backup/vaultPolicy:VaultPolicy p",
        { backupVaultName: "v", policy: allows({ AWS: `arn:aws:iam::${EU}:root` }) },
        { holds: null },
      ),
    ],
    at: "p policy",
  },
  {
    title: "a cache joins a global datastore whose primary is in the United States",
    leak: [
      aws(
        "us elasticache/globalReplicationGroup:GlobalReplicationGroup g",
        { globalReplicationGroupIdSuffix: "g", primaryReplicationGroupId: "p" },
        { holds: null, outputs: { globalReplicationGroupId: "xyz-g" } },
      ),
      aws("us elasticache/replicationGroup:ReplicationGroup p", { replicationGroupId: "p" }),
      aws("eu elasticache/replicationGroup:ReplicationGroup c", {
        replicationGroupId: "c",
        globalReplicationGroupId: "xyz-g",
      }),
    ],
    twin: [
      aws(
        "eu elasticache/globalReplicationGroup:GlobalReplicationGroup g",
        { globalReplicationGroupIdSuffix: "g", primaryReplicationGroupId: "p" },
        { holds: null, outputs: { globalReplicationGroupId: "xyz-g" } },
      ),
      aws("eu elasticache/replicationGroup:ReplicationGroup p", { replicationGroupId: "p" }),
      aws(
        "eu elasticache/replicationGroup:ReplicationGroup c",
        { replicationGroupId: "c", globalReplicationGroupId: "xyz-g" },
        { region: "eu-west-1" },
      ),
    ],
    at: "c globalReplicationGroupId",
  },
  {
    title: "an access point over several regions joins buckets of two partitions",
    leak: [
      bucket("eu", "one"),
      bucket("us", "two"),
      aws(
        "eu s3control/multiRegionAccessPoint:MultiRegionAccessPoint m",
        { details: { name: "m", regions: [{ bucket: "one" }, { bucket: "two" }] } },
        { holds: null },
      ),
    ],
    twin: [
      bucket("eu", "one"),
      bucket("eu", "two", { region: "eu-west-1" }),
      aws(
        "eu s3control/multiRegionAccessPoint:MultiRegionAccessPoint m",
        { details: { name: "m", regions: [{ bucket: "one" }, { bucket: "two" }] } },
        { holds: null },
      ),
    ],
    at: "m details.regions[1].bucket",
  },
  {
    title: "an inventory of a personal bucket is written into a bucket of no partition",
    leak: [
      bucket("eu", "orders"),
      bucket("global", "reports", { holds: "internal", region: "us-east-1" }),
      aws(
        "eu s3/inventory:Inventory i",
        { bucket: "orders", destination: { bucket: { bucketArn: "arn:aws:s3:::reports", format: "CSV" } } },
        { holds: null },
      ),
    ],
    twin: [
      bucket("eu", "orders"),
      bucket("eu", "reports", { holds: "internal" }),
      aws(
        "eu s3/inventory:Inventory i",
        { bucket: "orders", destination: { bucket: { bucketArn: "arn:aws:s3:::reports", format: "CSV" } } },
        { holds: null },
      ),
    ],
    at: "i destination.bucket.bucketArn",
  },
  {
    title: "images of the Union, with what was built into them, are replicated to another account",
    leak: [
      aws(
        "eu ecr/replicationConfiguration:ReplicationConfiguration r",
        {
          replicationConfiguration: {
            rules: [{ destinations: [{ region: "eu-west-1", registryId: "404040404040" }] }],
          },
        },
        { holds: null },
      ),
    ],
    twin: [
      aws(
        "eu ecr/replicationConfiguration:ReplicationConfiguration r",
        { replicationConfiguration: { rules: [{ destinations: [{ region: "eu-west-1", registryId: EU }] }] } },
        { holds: null },
      ),
    ],
    at: "r replicationConfiguration.rules[0].destinations[0].registryId",
  },
  {
    title: "a table of the catalogue lies over files of another partition, and queries write there",
    leak: [
      bucket("us", "lake"),
      aws("eu athena/workgroup:Workgroup w", {
        configuration: { resultConfiguration: { outputLocation: "s3://lake/results/" } },
      }),
    ],
    twin: [
      bucket("eu", "lake"),
      aws("eu athena/workgroup:Workgroup w", {
        configuration: { resultConfiguration: { outputLocation: "s3://lake/results/" } },
      }),
    ],
    at: "w configuration.resultConfiguration.outputLocation",
  },
  {
    title: "a store says nothing of what it holds",
    leak: [aws("eu sqs/queue:Queue q", { name: "q", tags: { residency: "eu" } }, { holds: null })],
    twin: [aws("eu sqs/queue:Queue q", { name: "q" })],
    at: "q tags.data-class",
  },
  {
    title: "a store says that it holds a class that nobody knows",
    leak: [
      aws("eu sqs/queue:Queue q", { name: "q", tags: { residency: "eu", "data-class": "secret" } }, { holds: null }),
    ],
    twin: [aws("eu sqs/queue:Queue q", { name: "q" }, { holds: "confidential" })],
    at: "q tags.data-class",
  },
  {
    title: "a resource of the Union's stack says that it belongs to the United States",
    leak: [
      aws("eu sqs/queue:Queue q", { name: "q", tags: { residency: "us", "data-class": "personal" } }, { holds: null }),
    ],
    twin: [
      aws("us sqs/queue:Queue q", { name: "q", tags: { residency: "us", "data-class": "personal" } }, { holds: null }),
    ],
    at: "q region of the provider",
  },
  {
    title: "a replica's region is only known after pulumi up",
    leak: [
      aws("eu secretsmanager/secret:Secret s", {
        name: "s",
        replicas: [{ region: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }],
      }),
    ],
    twin: [aws("eu secretsmanager/secret:Secret s", { name: "s", replicas: [{ region: "eu-west-1" }] })],
    at: "s replicas[0].region",
  },
  {
    title: "a type that is newer than the classification stands beside personal data",
    leak: [
      aws("eu newservice/vessel:Vessel v", {
        destinationArn: "arn:aws:newservice:us-east-1:333333333333:vessel/v",
      }),
    ],
    twin: [aws("eu sqs/queue:Queue v", { name: "v" })],
    at: "v type",
  },
];
