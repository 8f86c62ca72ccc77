/** An operation of an AWS API, as far as runbooks call it. */
export interface AwsOperation {
  /** Parameters that it does not work without. */
  readonly required: readonly string[];
  /** Other parameters that it takes, of those that runbooks give. */
  readonly optional: readonly string[];
}

/** Where the table below comes from, and when it was last compared with it. */
export const AWS_OPERATIONS_SOURCE = {
  url: "https://github.com/boto/botocore/tree/1.44.8/botocore/data",
  comparedOn: "2026-11-26",
} as const;

/**
 * Operations that runbooks call, by the namespace of the service and the name of the operation; both are what SSM
 * Automation and the CLI call them too.
 */
export const AWS_OPERATIONS = {
  "acm:DescribeCertificate": { required: ["CertificateArn"], optional: [] },
  "batch:DescribeJobs": { required: ["jobs"], optional: [] },
  "batch:TerminateJob": { required: ["jobId", "reason"], optional: [] },
  "cloudwatch:DescribeAlarms": { required: [], optional: ["AlarmNames", "StateValue"] },
  "directconnect:DescribeVirtualInterfaces": { required: [], optional: ["connectionId", "virtualInterfaceId"] },
  "ec2:DescribeVpnConnections": { required: [], optional: ["VpnConnectionIds"] },
  "elasticache:DescribeReplicationGroups": { required: [], optional: ["ReplicationGroupId"] },
  "elasticache:DescribeServerlessCaches": { required: [], optional: ["ServerlessCacheName"] },
  "firehose:DescribeDeliveryStream": { required: ["DeliveryStreamName"], optional: [] },
  "kafka:DescribeClusterV2": { required: ["ClusterArn"], optional: [] },
  "kafka:DescribeReplicator": { required: ["ReplicatorArn"], optional: [] },
  "kafkaconnect:DescribeConnector": { required: ["connectorArn"], optional: [] },
  "kinesis:DescribeStreamSummary": { required: [], optional: ["StreamName"] },
  "lambda:GetFunctionConfiguration": { required: ["FunctionName"], optional: [] },
  "lambda:GetFunctionConcurrency": { required: ["FunctionName"], optional: [] },
  "lambda:ListEventSourceMappings": { required: [], optional: ["EventSourceArn", "FunctionName"] },
  "lambda:UpdateEventSourceMapping": { required: ["UUID"], optional: ["Enabled"] },
  "rds:CreateDBClusterSnapshot": { required: ["DBClusterSnapshotIdentifier", "DBClusterIdentifier"], optional: [] },
  "rds:DescribeDBClusterSnapshots": {
    required: [],
    optional: ["DBClusterIdentifier", "DBClusterSnapshotIdentifier", "SnapshotType"],
  },
  "rds:DescribeDBClusters": { required: [], optional: ["DBClusterIdentifier"] },
  "rds:DescribeGlobalClusters": { required: [], optional: ["GlobalClusterIdentifier"] },
  "rds:FailoverGlobalCluster": {
    required: ["GlobalClusterIdentifier", "TargetDbClusterIdentifier"],
    optional: ["AllowDataLoss"],
  },
  "rds:SwitchoverGlobalCluster": { required: ["GlobalClusterIdentifier", "TargetDbClusterIdentifier"], optional: [] },
  "route53:GetHealthCheckLastFailureReason": { required: ["HealthCheckId"], optional: [] },
  "route53resolver:ListResolverEndpointIpAddresses": { required: ["ResolverEndpointId"], optional: [] },
  "sqs:GetQueueAttributes": { required: ["QueueUrl"], optional: ["AttributeNames"] },
  "sqs:ListMessageMoveTasks": { required: ["SourceArn"], optional: [] },
  "sqs:StartMessageMoveTask": { required: ["SourceArn"], optional: [] },
  "synthetics:GetCanaryRuns": { required: ["Name"], optional: [] },
  "synthetics:StartCanary": { required: ["Name"], optional: [] },
} as const satisfies Readonly<Record<string, AwsOperation>>;

/** Key of {@link AWS_OPERATIONS}. */
export type AwsOperationName = keyof typeof AWS_OPERATIONS;
