import type { AwsPartition } from "../../facts/regions";

/**
 * Services that can be reached through an interface endpoint, by the last part of the endpoint service's name.
 *
 * Sources: https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html; prefixes of the
 * separate AWS partitions as aws-cdk has them, packages/aws-cdk-lib/aws-ec2/lib/vpc-endpoint.ts (both read 2026-11-24).
 */
export const INTERFACE_ENDPOINT_SERVICES = [
  "application-autoscaling",
  "athena",
  "autoscaling",
  "backup",
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "eks",
  "eks-auth",
  "elasticloadbalancing",
  "events",
  "glue",
  "guardduty-data",
  "kinesis-firehose",
  "kinesis-streams",
  "kms",
  "lambda",
  "logs",
  "monitoring",
  "rds",
  "rds-data",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "states",
  "sts",
  "xray",
] as const satisfies readonly string[];

/** One of {@link INTERFACE_ENDPOINT_SERVICES}. */
export type InterfaceEndpointService = (typeof INTERFACE_ENDPOINT_SERVICES)[number];

/** Services that can be reached through a gateway endpoint, which is free and lives in the route tables. */
export type GatewayEndpointService = "s3" | "dynamodb";

interface OwnPrefix {
  readonly prefix: string;
  readonly services: readonly InterfaceEndpointService[];
}

const COMMON_PREFIX = "com.amazonaws";

const OWN_PREFIXES = {
  aws: { prefix: COMMON_PREFIX, services: [] },
  "aws-cn": {
    prefix: "cn.com.amazonaws",
    services: [
      "application-autoscaling",
      "athena",
      "autoscaling",
      "backup",
      "ec2",
      "ecr.api",
      "ecr.dkr",
      "eks",
      "kinesis-streams",
      "lambda",
      "monitoring",
      "rds",
      "sqs",
      "states",
      "sts",
      "xray",
    ],
  },
  "aws-eusc": { prefix: "eu.amazonaws", services: ["ecr.api", "ecr.dkr"] },
} as const satisfies Record<AwsPartition, OwnPrefix>;

/** Where an endpoint service is asked for. */
export interface EndpointPlace {
  /** AWS partition of the region. */
  readonly partition: AwsPartition;
  /** The region. */
  readonly region: string;
}

/** Full name of the service behind an interface endpoint. */
export function interfaceServiceName(service: InterfaceEndpointService, { partition, region }: EndpointPlace): string {
  const own: OwnPrefix = OWN_PREFIXES[partition];
  return `${own.services.includes(service) ? own.prefix : COMMON_PREFIX}.${region}.${service}`;
}

/** Full name of the service behind a gateway endpoint. */
export function gatewayServiceName(service: GatewayEndpointService, region: string): string {
  return `${COMMON_PREFIX}.${region}.${service}`;
}
