import type { AwsPartition } from "../../facts/regions";

/** How a service comes to a key. */
export interface KeyUse {
  /** Whether it calls KMS with the rights of whoever called it, and then names itself in `kms:ViaService`. */
  readonly via: boolean;
  /** Whether it calls KMS in its own name as well, by a principal with one name everywhere or one per region. */
  readonly principal: "none" | "global" | "regional";
}

/**
 * Services that can be allowed to use a key, by their name in `kms:ViaService` and in a service principal.
 *
 * Sources: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service;
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html for `logs`;
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html for `cloudwatch`, `events` and `sns`
 * (all read 2026-11-24); for `aps` and `xray`, which the first does not list in the copies that were read, their own pages
 * https://docs.aws.amazon.com/prometheus/latest/userguide/encryption-at-rest-Amazon-Service-Prometheus.html and
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-console-encryption.html (read 2026-11-26).
 */
export const KEY_SERVICES = {
  aps: { via: true, principal: "none" },
  backup: { via: true, principal: "none" },
  cloudwatch: { via: false, principal: "global" },
  dms: { via: true, principal: "none" },
  dynamodb: { via: true, principal: "none" },
  ec2: { via: true, principal: "none" },
  ecr: { via: true, principal: "none" },
  eks: { via: true, principal: "none" },
  elasticache: { via: true, principal: "none" },
  events: { via: false, principal: "global" },
  kafka: { via: true, principal: "none" },
  kinesis: { via: true, principal: "none" },
  lambda: { via: true, principal: "none" },
  logs: { via: true, principal: "regional" },
  rds: { via: true, principal: "none" },
  s3: { via: true, principal: "none" },
  secretsmanager: { via: true, principal: "none" },
  sns: { via: true, principal: "global" },
  sqs: { via: true, principal: "none" },
  ssm: { via: true, principal: "none" },
  xray: { via: true, principal: "none" },
} as const satisfies Record<string, KeyUse>;

/** One of {@link KEY_SERVICES}. */
export type KeyService = keyof typeof KEY_SERVICES;

/**
 * Domain of service names, first as the AWS partition spells its own, then as it also appears in the others.
 *
 * Source: botocore 1.44.5, data/partitions.json (dnsSuffix, read 2026-11-24).
 */
export const SERVICE_DOMAINS = {
  aws: ["amazonaws.com"],
  "aws-cn": ["amazonaws.com.cn", "amazonaws.com"],
  "aws-eusc": ["amazonaws.eu", "amazonaws.com"],
} as const satisfies Record<AwsPartition, readonly [string, ...string[]]>;
