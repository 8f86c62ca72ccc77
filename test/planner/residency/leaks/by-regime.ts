import type { Leak } from "./program";

const bucket = "aws:s3/bucket:Bucket";
const replication = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
const table = "aws:dynamodb/table:Table";

/** One leak and more for each regime, written from the table of regimes before any check existed. */
export const LEAKS_BY_REGIME: readonly Leak[] = [
  {
    title: "a table of the Union whose strongly consistent replicas have their witness in London",
    leak: [
      {
        in: "eu",
        type: table,
        name: "t",
        inputs: {
          hashKey: "id",
          replicas: [{ regionName: "eu-west-1" }],
          globalTableWitness: { regionName: "eu-west-2" },
        },
      },
    ],
    twin: [
      {
        in: "eu",
        type: table,
        name: "t",
        inputs: {
          hashKey: "id",
          replicas: [{ regionName: "eu-west-1" }],
          globalTableWitness: { regionName: "eu-central-1" },
        },
      },
    ],
    at: "t globalTableWitness.regionName",
  },
  {
    title: "a secret of the Union with a replica in Zurich",
    leak: [
      {
        in: "eu",
        type: "aws:secretsmanager/secret:Secret",
        name: "s",
        inputs: { name: "db", replicas: [{ region: "eu-central-2" }] },
      },
    ],
    twin: [
      {
        in: "eu",
        type: "aws:secretsmanager/secret:Secret",
        name: "s",
        inputs: { name: "db", replicas: [{ region: "eu-west-1" }] },
      },
    ],
    at: "s replicas[0].region",
  },
  {
    title: "a British bucket that replicates to Dublin, without the transfer on record",
    leak: [
      { in: "uk", type: bucket, name: "b", inputs: { bucket: "orders-uk" }, arn: "arn:aws:s3:::orders-uk" },
      {
        in: "eu",
        type: bucket,
        name: "copy",
        inputs: { bucket: "orders-uk-copy", region: "eu-west-1" },
        region: "eu-west-1",
        arn: "arn:aws:s3:::orders-uk-copy",
      },
      {
        in: "uk",
        type: replication,
        name: "r",
        holds: null,
        inputs: {
          bucket: "orders-uk",
          role: "arn:aws:iam::777777777777:role/r",
          rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::orders-uk-copy" } }],
        },
      },
    ],
    twin: [
      { in: "uk", type: bucket, name: "b", inputs: { bucket: "orders-uk" }, arn: "arn:aws:s3:::orders-uk" },
      {
        in: "uk",
        type: bucket,
        name: "copy",
        inputs: { bucket: "orders-uk-copy" },
        arn: "arn:aws:s3:::orders-uk-copy",
      },
      {
        in: "uk",
        type: replication,
        name: "r",
        holds: null,
        inputs: {
          bucket: "orders-uk",
          role: "arn:aws:iam::777777777777:role/r",
          rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::orders-uk-copy" } }],
        },
      },
    ],
    at: "r rules[0].destination.bucket",
  },
  {
    title: "a Swiss backup plan that copies recovery points to Frankfurt",
    leak: [
      {
        in: "ch",
        type: "aws:backup/plan:Plan",
        name: "p",
        holds: "internal",
        inputs: {
          name: "p",
          rules: [
            {
              ruleName: "d",
              targetVaultName: "v",
              copyActions: [{ destinationVaultArn: "arn:aws:backup:eu-central-1:555555555555:backup-vault:v" }],
            },
          ],
        },
      },
      {
        in: "ch",
        type: "aws:backup/vault:Vault",
        name: "v",
        inputs: { name: "v" },
        arn: "arn:aws:backup:eu-central-2:555555555555:backup-vault:v",
      },
    ],
    twin: [
      {
        in: "ch",
        type: "aws:backup/plan:Plan",
        name: "p",
        holds: "internal",
        inputs: {
          name: "p",
          rules: [
            {
              ruleName: "d",
              targetVaultName: "v",
              copyActions: [{ destinationVaultArn: "arn:aws:backup:eu-central-2:555555555555:backup-vault:w" }],
            },
          ],
        },
      },
      {
        in: "ch",
        type: "aws:backup/vault:Vault",
        name: "v",
        inputs: { name: "v" },
        arn: "arn:aws:backup:eu-central-2:555555555555:backup-vault:v",
      },
      {
        in: "ch",
        type: "aws:backup/vault:Vault",
        name: "w",
        inputs: { name: "w" },
        arn: "arn:aws:backup:eu-central-2:555555555555:backup-vault:w",
      },
    ],
    at: "p rules[0].copyActions[0].destinationVaultArn",
  },
  {
    title: "payment data of India in a table with a replica in Singapore",
    leak: [
      {
        in: "in",
        type: table,
        name: "payments",
        holds: "payment",
        inputs: { hashKey: "id", replicas: [{ regionName: "ap-south-2" }, { regionName: "ap-southeast-1" }] },
      },
    ],
    twin: [
      {
        in: "in",
        type: table,
        name: "payments",
        holds: "payment",
        inputs: { hashKey: "id", replicas: [{ regionName: "ap-south-2" }] },
      },
    ],
    at: "payments replicas[1].regionName",
  },
  {
    title: "a payment stream of India read by a function in Frankfurt",
    leak: [
      {
        in: "in",
        type: "aws:kinesis/stream:Stream",
        name: "k",
        holds: "payment",
        inputs: { name: "payments" },
        arn: "arn:aws:kinesis:ap-south-1:666666666666:stream/payments",
      },
      {
        in: "eu",
        type: "aws:lambda/eventSourceMapping:EventSourceMapping",
        name: "m",
        inputs: { functionName: "f", eventSourceArn: "arn:aws:kinesis:ap-south-1:666666666666:stream/payments" },
      },
    ],
    twin: [
      {
        in: "in",
        type: "aws:kinesis/stream:Stream",
        name: "k",
        holds: "payment",
        inputs: { name: "payments" },
        arn: "arn:aws:kinesis:ap-south-1:666666666666:stream/payments",
      },
      {
        in: "in",
        type: "aws:lambda/eventSourceMapping:EventSourceMapping",
        name: "m",
        inputs: { functionName: "f", eventSourceArn: "arn:aws:kinesis:ap-south-1:666666666666:stream/payments" },
      },
    ],
    at: "m eventSourceArn",
  },
  {
    title: "logs under the directions of CERT-In that are kept for 90 days",
    leak: [
      {
        in: "logs",
        type: "aws:cloudwatch/logGroup:LogGroup",
        name: "l",
        inputs: { name: "/app", retentionInDays: 90 },
      },
    ],
    twin: [
      {
        in: "logs",
        type: "aws:cloudwatch/logGroup:LogGroup",
        name: "l",
        inputs: { name: "/app", retentionInDays: 365 },
      },
    ],
    at: "l retentionInDays",
  },
  {
    title: "logs under the directions of CERT-In that a subscription sends to Virginia",
    leak: [
      {
        in: "logs",
        type: "aws:cloudwatch/logGroup:LogGroup",
        name: "l",
        inputs: { name: "/app", retentionInDays: 365 },
      },
      {
        in: "logs",
        type: "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
        name: "f",
        holds: null,
        inputs: {
          logGroup: "/app",
          filterPattern: "",
          destinationArn: "arn:aws:logs:us-east-1:333333333333:destination:central",
        },
      },
    ],
    twin: [
      {
        in: "logs",
        type: "aws:cloudwatch/logGroup:LogGroup",
        name: "l",
        inputs: { name: "/app", retentionInDays: 365 },
      },
      {
        in: "logs",
        type: "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
        name: "f",
        holds: null,
        inputs: {
          logGroup: "/app",
          filterPattern: "",
          destinationArn: "arn:aws:kinesis:ap-south-1:616161616161:stream/logs",
        },
      },
    ],
    at: "f destinationArn",
  },
  {
    title: "a Quebec cluster whose automated backups are replicated to Calgary",
    leak: [
      {
        in: "ca",
        type: "aws:rds/instance:Instance",
        name: "db",
        inputs: { identifier: "db", engine: "postgres" },
        arn: "arn:aws:rds:ca-central-1:888888888888:db:db",
      },
      {
        in: "ca",
        type: "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
        name: "r",
        holds: null,
        region: "ca-west-1",
        inputs: { region: "ca-west-1", sourceDbInstanceArn: "arn:aws:rds:ca-central-1:888888888888:db:db" },
      },
    ],
    twin: [
      {
        in: "ca",
        type: "aws:rds/instance:Instance",
        name: "db",
        inputs: { identifier: "db", engine: "postgres", backupRetentionPeriod: 35 },
        arn: "arn:aws:rds:ca-central-1:888888888888:db:db",
      },
    ],
    at: "r region",
  },
  {
    title: "a Brazilian database that joins a global cluster with a member in Virginia",
    leak: [
      {
        in: "us",
        type: "aws:rds/globalCluster:GlobalCluster",
        name: "g",
        inputs: { globalClusterIdentifier: "world" },
      },
      {
        in: "br",
        type: "aws:rds/cluster:Cluster",
        name: "c",
        inputs: { clusterIdentifier: "c", globalClusterIdentifier: "world" },
      },
    ],
    twin: [
      {
        in: "br",
        type: "aws:rds/globalCluster:GlobalCluster",
        name: "g",
        inputs: { globalClusterIdentifier: "world" },
      },
      {
        in: "br",
        type: "aws:rds/cluster:Cluster",
        name: "c",
        inputs: { clusterIdentifier: "c", globalClusterIdentifier: "world" },
      },
    ],
    at: "c globalClusterIdentifier",
  },
  {
    title: "a Korean snapshot copied to Tokyo",
    leak: [
      {
        in: "kr",
        type: "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
        name: "s",
        inputs: {
          sourceDbClusterSnapshotIdentifier: "arn:aws:rds:ap-northeast-2:141414141414:cluster-snapshot:s",
          targetDbClusterSnapshotIdentifier: "copy",
          destinationRegion: "ap-northeast-1",
        },
      },
    ],
    twin: [
      {
        in: "kr",
        type: "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
        name: "s",
        inputs: {
          sourceDbClusterSnapshotIdentifier: "arn:aws:rds:ap-northeast-2:141414141414:cluster-snapshot:s",
          targetDbClusterSnapshotIdentifier: "copy",
          destinationRegion: "ap-northeast-2",
        },
      },
    ],
    at: "s destinationRegion",
  },
  {
    title: "a Japanese image registry and a customer file system replicated to Seoul",
    leak: [
      {
        in: "jp",
        type: "aws:efs/replicationConfiguration:ReplicationConfiguration",
        name: "r",
        holds: null,
        inputs: { sourceFileSystemId: "fs-1", destination: { region: "ap-northeast-2" } },
      },
    ],
    twin: [
      {
        in: "jp",
        type: "aws:efs/replicationConfiguration:ReplicationConfiguration",
        name: "r",
        holds: null,
        inputs: { sourceFileSystemId: "fs-1", destination: { region: "ap-northeast-3" } },
      },
    ],
    at: "r destination.region",
  },
  {
    title: "an Australian customer key with a replica in Oregon",
    leak: [
      {
        in: "au",
        type: "aws:kms/key:Key",
        name: "k",
        inputs: { multiRegion: true },
        arn: "arn:aws:kms:ap-southeast-2:999999999999:key/mrk-1",
      },
      {
        in: "us",
        type: "aws:kms/replicaKey:ReplicaKey",
        name: "r",
        region: "us-west-2",
        inputs: { region: "us-west-2", primaryKeyArn: "arn:aws:kms:ap-southeast-2:999999999999:key/mrk-1" },
      },
    ],
    twin: [
      {
        in: "au",
        type: "aws:kms/key:Key",
        name: "k",
        inputs: { multiRegion: true },
        arn: "arn:aws:kms:ap-southeast-2:999999999999:key/mrk-1",
      },
      {
        in: "au",
        type: "aws:kms/replicaKey:ReplicaKey",
        name: "r",
        region: "ap-southeast-4",
        inputs: { region: "ap-southeast-4", primaryKeyArn: "arn:aws:kms:ap-southeast-2:999999999999:key/mrk-1" },
      },
    ],
    at: "r primaryKeyArn",
  },
  {
    title: "a queue of the Emirates whose dead letters lie in Bahrain",
    leak: [
      {
        in: "ae",
        type: "aws:sqs/queue:Queue",
        name: "q",
        inputs: {
          name: "q",
          redrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:me-south-1:151515151515:dead","maxReceiveCount":5}',
        },
      },
    ],
    twin: [
      {
        in: "ae",
        type: "aws:sqs/queue:Queue",
        name: "q",
        inputs: {
          name: "q",
          redrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:me-central-1:151515151515:dead","maxReceiveCount":5}',
        },
      },
    ],
    at: "q redrivePolicy",
  },
  {
    title: "Indonesian orders in a topic that mails them to a firm abroad",
    leak: [
      {
        in: "id",
        type: "aws:sns/topicSubscription:TopicSubscription",
        name: "s",
        holds: null,
        inputs: {
          topic: "arn:aws:sns:ap-southeast-3:171717171717:orders",
          protocol: "https",
          endpoint: "https://hooks.abroad.example/orders",
        },
      },
    ],
    twin: [
      {
        in: "id",
        type: "aws:sns/topicSubscription:TopicSubscription",
        name: "s",
        holds: null,
        inputs: {
          topic: "arn:aws:sns:ap-southeast-3:171717171717:orders",
          protocol: "sqs",
          endpoint: "arn:aws:sqs:ap-southeast-3:171717171717:orders",
        },
      },
    ],
    at: "s endpoint",
  },
  {
    title: "bulk data of the United States shared with an account of a stranger",
    leak: [
      {
        in: "us",
        type: "aws:ram/principalAssociation:PrincipalAssociation",
        name: "p",
        holds: null,
        inputs: { principal: "404040404040", resourceShareArn: "arn:aws:ram:us-east-1:333333333333:resource-share/s" },
      },
    ],
    twin: [
      {
        in: "us",
        type: "aws:ram/principalAssociation:PrincipalAssociation",
        name: "p",
        holds: null,
        inputs: { principal: "333333333333", resourceShareArn: "arn:aws:ram:us-east-1:333333333333:resource-share/s" },
      },
    ],
    at: "p principal",
  },
  {
    title: "bulk data of the United States replicated to Hong Kong",
    leak: [{ in: "us", type: table, name: "t", inputs: { hashKey: "id", replicas: [{ regionName: "ap-east-1" }] } }],
    twin: [{ in: "us", type: table, name: "t", inputs: { hashKey: "id", replicas: [{ regionName: "us-west-2" }] } }],
    at: "t replicas[0].regionName",
  },
  {
    title: "a role of the Union that an account in India may take on",
    leak: [
      {
        in: "eu",
        type: "aws:iam/role:Role",
        name: "r",
        inputs: {
          assumeRolePolicy:
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"arn:aws:iam::666666666666:root"}}]}',
        },
      },
    ],
    twin: [
      {
        in: "eu",
        type: "aws:iam/role:Role",
        name: "r",
        inputs: {
          assumeRolePolicy:
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"arn:aws:iam::222222222222:root"}}]}',
        },
      },
    ],
    at: "r assumeRolePolicy",
  },
  {
    title: "customers of the Union in a bucket that lies in Virginia",
    leak: [
      { in: "eu", type: bucket, name: "b", region: "us-east-1", inputs: { bucket: "customers", region: "us-east-1" } },
    ],
    twin: [
      { in: "eu", type: bucket, name: "b", region: "eu-west-1", inputs: { bucket: "customers", region: "eu-west-1" } },
    ],
    at: "b region",
  },
  {
    title: "customers of the Union in a table of the stack of no partition",
    leak: [
      { in: "global", type: table, name: "t", region: "us-east-1", inputs: { hashKey: "id", region: "us-east-1" } },
    ],
    twin: [
      {
        in: "global",
        type: table,
        name: "t",
        region: "us-east-1",
        holds: "internal",
        inputs: { hashKey: "id", region: "us-east-1" },
      },
    ],
    at: "t tags.data-class",
  },
  {
    title: "a peering of networks between the Union and the United States",
    leak: [
      {
        in: "eu",
        type: "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
        name: "p",
        inputs: { vpcId: "vpc-eu", peerVpcId: "vpc-us", peerOwnerId: "333333333333", peerRegion: "us-east-1" },
      },
    ],
    twin: [
      {
        in: "eu",
        type: "aws:ec2/vpc:Vpc",
        name: "vpc-eu-west",
        region: "eu-west-1",
        inputs: { cidrBlock: "10.1.0.0/16", region: "eu-west-1" },
      },
      {
        in: "eu",
        type: "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
        name: "p",
        inputs: { vpcId: "vpc-eu", peerVpcId: "vpc-eu-west", peerOwnerId: "222222222222", peerRegion: "eu-west-1" },
      },
    ],
    at: "p peerRegion",
  },
  {
    title: "a bucket of the Union that anybody can read",
    leak: [
      {
        in: "eu",
        type: "aws:s3/bucketPolicy:BucketPolicy",
        name: "p",
        holds: null,
        inputs: {
          bucket: "orders",
          policy:
            '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::orders/*"}]}',
        },
      },
      { in: "eu", type: bucket, name: "b", inputs: { bucket: "orders" }, arn: "arn:aws:s3:::orders" },
    ],
    twin: [
      {
        in: "eu",
        type: "aws:s3/bucketPolicy:BucketPolicy",
        name: "p",
        holds: null,
        inputs: {
          bucket: "orders",
          policy:
            '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::orders/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}',
        },
      },
      { in: "eu", type: bucket, name: "b", inputs: { bucket: "orders" }, arn: "arn:aws:s3:::orders" },
    ],
    at: "p policy",
  },
];
