import type { Plant } from "./plant";

export const cachePlants: readonly Plant[] = [
  {
    folder: "cache",
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "availability-slow-log",
    path: "retentionInDays",
    to: 0,
    rule: "log-group-require-retention",
    says: "retentionInDays is 0, expected a number of days above 0",
  },
  {
    folder: "cache",
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    name: "availability-cluster",
    path: "kmsKeyId",
    to: "alias/aws/elasticache",
    rule: "cache-require-customer-key",
    says: 'kmsKeyId is "alias/aws/elasticache", expected a customer\'s key',
  },
  {
    folder: "cache",
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    name: "availability-cluster",
    path: "transitEncryptionEnabled",
    to: false,
    rule: "cache-require-tls",
    says: "transitEncryptionEnabled is false, expected true",
  },
  {
    folder: "cache",
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    name: "availability-cluster",
    path: "snapshotRetentionLimit",
    to: 0,
    rule: "cache-require-snapshots",
    says: "snapshotRetentionLimit is 0, expected at least 1",
  },
];
