import type * as pulumi from "@pulumi/pulumi";
import { EncryptionKey, type KeyService } from "../../components/keys";
import type { RegionStack } from "../topology";

/** What the parts of a region are built with. */
export interface Site {
  /** The region's stack. */
  readonly stack: RegionStack;
  /** Options of its components: the providers. */
  readonly opts: pulumi.ComponentResourceOptions;
}

/** What the region's own keys are for, and the services that use them. */
const KEY_USERS = {
  logs: ["logs"],
  secrets: ["eks"],
  volumes: ["ec2"],
  capture: ["dms"],
  streams: ["kafka", "kinesis", "sqs"],
  functions: ["lambda", "sqs"],
  feeds: ["events", "logs", "s3", "sqs"],
  jobs: ["logs", "sqs"],
  "partner-keys": ["lambda", "secretsmanager", "sqs"],
  chaos: ["logs"],
  cache: ["elasticache", "secretsmanager"],
  telemetry: ["aps", "logs", "s3", "xray"],
} as const satisfies Record<string, readonly KeyService[]>;

/** A customer key of the region for one purpose. */
export function buildKey({ stack, opts }: Site, purpose: keyof typeof KEY_USERS): EncryptionKey {
  const { account: accountId, region, protect, tags } = stack;
  return new EncryptionKey(purpose, { purpose, accountId, region, services: KEY_USERS[purpose], protect, tags }, opts);
}
