/** What a resource does with data: keeps them, keeps them for a while, carries them, or keeps copies, logs or keys of them. */
export type HolderKind = "store" | "cache" | "channel" | "backup" | "log" | "key" | "edge";

/** Where the table below comes from, and when it was last compared with it. */
export const DATA_HOLDERS_SOURCE = {
  url: "https://www.pulumi.com/registry/packages/aws/api-docs/",
  also: "types of @pulumi/aws 7.48.0 that take tags, by service",
  comparedOn: "2026-11-27",
} as const;

/** Types that hold data themselves, so that their own tag `data-class` says what of. */
export const DATA_HOLDERS: Readonly<Record<string, HolderKind>> = {
  "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault": "backup",
  "aws:backup/vault:Vault": "backup",
  "aws:cloudfront/distribution:Distribution": "edge",
  "aws:cloudwatch/eventBus:EventBus": "channel",
  "aws:cloudwatch/logGroup:LogGroup": "log",
  "aws:docdb/cluster:Cluster": "store",
  "aws:dsql/cluster:Cluster": "store",
  "aws:dynamodb/table:Table": "store",
  "aws:dynamodb/tableReplica:TableReplica": "store",
  "aws:ebs/snapshot:Snapshot": "backup",
  "aws:ebs/snapshotCopy:SnapshotCopy": "backup",
  "aws:ebs/volume:Volume": "store",
  "aws:ec2/amiCopy:AmiCopy": "backup",
  "aws:ecr/repository:Repository": "store",
  "aws:efs/fileSystem:FileSystem": "store",
  "aws:elasticache/cluster:Cluster": "cache",
  "aws:elasticache/replicationGroup:ReplicationGroup": "cache",
  "aws:elasticache/serverlessCache:ServerlessCache": "cache",
  "aws:fsx/lustreFileSystem:LustreFileSystem": "store",
  "aws:fsx/ontapFileSystem:OntapFileSystem": "store",
  "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": "store",
  "aws:fsx/windowsFileSystem:WindowsFileSystem": "store",
  "aws:glacier/vault:Vault": "backup",
  "aws:glue/catalogDatabase:CatalogDatabase": "store",
  "aws:keyspaces/table:Table": "store",
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": "channel",
  "aws:kinesis/stream:Stream": "channel",
  "aws:kinesis/videoStream:VideoStream": "channel",
  "aws:kms/key:Key": "key",
  "aws:kms/replicaKey:ReplicaKey": "key",
  "aws:memorydb/cluster:Cluster": "cache",
  "aws:mq/broker:Broker": "channel",
  "aws:msk/cluster:Cluster": "channel",
  "aws:msk/serverlessCluster:ServerlessCluster": "channel",
  "aws:neptune/cluster:Cluster": "store",
  "aws:opensearch/domain:Domain": "store",
  "aws:opensearch/serverlessCollection:ServerlessCollection": "store",
  "aws:qldb/ledger:Ledger": "store",
  "aws:rds/cluster:Cluster": "store",
  "aws:rds/clusterSnapshot:ClusterSnapshot": "backup",
  "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy": "backup",
  "aws:rds/globalCluster:GlobalCluster": "store",
  "aws:rds/instance:Instance": "store",
  "aws:rds/snapshot:Snapshot": "backup",
  "aws:rds/snapshotCopy:SnapshotCopy": "backup",
  "aws:redshift/cluster:Cluster": "store",
  "aws:redshiftserverless/namespace:Namespace": "store",
  "aws:s3/bucket:Bucket": "store",
  "aws:secretsmanager/secret:Secret": "store",
  "aws:sns/topic:Topic": "channel",
  "aws:sqs/queue:Queue": "channel",
  "aws:ssm/parameter:Parameter": "store",
  "aws:timestreamwrite/table:Table": "store",
};

/** Types without a tag of their own, and the input that names the holder whose class is theirs. */
export const PART_OF_HOLDER: Readonly<Record<string, string>> = {
  "aws:dynamodb/kinesisStreamingDestination:KinesisStreamingDestination": "tableName",
  "aws:dynamodb/resourcePolicy:ResourcePolicy": "resourceArn",
  "aws:dynamodb/tableExport:TableExport": "tableArn",
  "aws:ecr/repositoryPolicy:RepositoryPolicy": "repository",
  "aws:kinesis/resourcePolicy:ResourcePolicy": "resourceArn",
  "aws:kinesis/streamConsumer:StreamConsumer": "streamArn",
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": "logGroup",
  "aws:lambda/eventSourceMapping:EventSourceMapping": "eventSourceArn",
  "aws:msk/clusterPolicy:ClusterPolicy": "clusterArn",
  "aws:rds/clusterInstance:ClusterInstance": "clusterIdentifier",
  "aws:s3/bucketAcl:BucketAcl": "bucket",
  "aws:s3/bucketLogging:BucketLogging": "bucket",
  "aws:s3/bucketNotification:BucketNotification": "bucket",
  "aws:s3/bucketPolicy:BucketPolicy": "bucket",
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": "bucket",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": "bucket",
  "aws:secretsmanager/secretPolicy:SecretPolicy": "secretArn",
  "aws:secretsmanager/secretVersion:SecretVersion": "secretId",
  "aws:sns/topicPolicy:TopicPolicy": "arn",
  "aws:sns/topicSubscription:TopicSubscription": "topic",
  "aws:sqs/queuePolicy:QueuePolicy": "queueUrl",
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": "queueUrl",
};

/** Types that write records themselves into what holds them, which puts the records into the stack's state as well. */
export const RECORD_WRITERS: Readonly<Record<string, string>> = {
  "aws:dynamodb/tableItem:TableItem": "tableName",
  "aws:s3/bucketObject:BucketObject": "bucket",
  "aws:s3/bucketObjectv2:BucketObjectv2": "bucket",
};

/** What a type holds; nothing where it holds no data itself. */
export function holderKindOf(type: string): HolderKind | undefined {
  return Object.hasOwn(DATA_HOLDERS, type) ? DATA_HOLDERS[type] : undefined;
}
