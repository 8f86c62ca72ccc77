import type { PolicyResource } from "@pulumi/policy";
import { BUCKETS, bucketSetting, isBillTarget, isLogTarget } from "../../core/buckets";
import { requireCompanion } from "../../core/companions";
import { securityHubControl } from "../../core/framework";
import { keyProblems } from "../../core/keys";
import type { RelationalRule } from "../../core/relational";
import type { Stack } from "../../core/stack";
import { asList, at, member } from "../../core/tags";

/**
 * What is in a bucket is encrypted with a key that its owner can take away. Access logs are not: S3 writes them under its own
 * key only. Exports of the bill need not be: AWS does not say that it delivers them under a customer's key.
 */
export const bucketRequireCustomerKey: RelationalRule = {
  name: "bucket-require-customer-key",
  description: "Buckets are encrypted with a customer's key.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: securityHubControl("S3.17", "S3 general purpose buckets should be encrypted at rest with AWS KMS keys"),
  tags: ["encryption"],
  remediationSteps:
    "Add an encryption configuration with the bucket as bucket, the algorithm aws:kms and a customer's key as kmsMasterKeyId.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  judgeStack: requireCompanion({
    of: BUCKETS,
    what: "encryption with a customer's key",
    types: bucketSetting("BucketServerSideEncryptionConfiguration"),
    by: "bucket",
    holds: usesCustomerKey,
    except: needsNone,
  }),
};

const KMS: ReadonlySet<unknown> = new Set(["aws:kms", "aws:kms:dsse"]);

function usesCustomerKey({ props }: PolicyResource): boolean {
  return asList(props["rules"]).some(isByCustomerKey);
}

function isByCustomerKey(rule: unknown): boolean {
  const standard = member(rule, "applyServerSideEncryptionByDefault");
  const key = () => member(standard, "kmsMasterKeyId");
  return KMS.has(member(standard, "sseAlgorithm")) && keyProblems("kmsMasterKeyId", key).length === 0;
}

function needsNone(bucket: PolicyResource, stack: Stack): boolean {
  return (
    isByCustomerKey(at(bucket.props, ["serverSideEncryptionConfiguration", "rule"])) ||
    isLogTarget(bucket, stack) ||
    isBillTarget(bucket, stack)
  );
}
