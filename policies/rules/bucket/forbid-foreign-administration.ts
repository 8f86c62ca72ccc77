import type { BucketPolicyArgs } from "@pulumi/aws/s3";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { accountOf, accountsOf } from "../../core/accounts";
import type { Statement } from "../../core/statement";
import { eachStatement } from "../../core/document";
import { awsBestPractice } from "../../core/framework";
import { describeProblem } from "../../core/message";
import { allowsAction } from "../../core/permission";
import { ofType } from "../../core/rule";

const ADMINISTRATION = [
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketPolicy",
  "s3:PutEncryptionConfiguration",
  "s3:PutObjectAcl",
] as const;

/** No other account may change who reaches a bucket, how it is encrypted, or its policy. */
export const bucketForbidForeignAdministration: ResourceValidationPolicy = {
  name: "bucket-forbid-foreign-administration",
  description: "Other accounts do not administer a bucket.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("S3.6", "S3 general purpose bucket policies should restrict access to other AWS accounts"),
  tags: ["identity"],
  remediationSteps:
    "Allow the actions to principals of the bucket's own account, and name that account in the provider's " +
    "allowedAccountIds.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  validateResource: ofType<BucketPolicyArgs>("aws:s3/bucketPolicy:BucketPolicy", ({ policy }, { provider }, report) => {
    const own = accountsOf(provider);
    for (const problem of eachStatement((statement) => problemsOf(statement, own))("policy", () => policy)) {
      report(problem);
    }
  }),
};

function problemsOf(statement: Statement, own: ReadonlySet<unknown>): readonly string[] {
  if (!ADMINISTRATION.some((action) => allowsAction(statement, action))) {
    return [];
  }
  return statement.principals
    .filter(({ kind, id }) => (kind === "AWS" || kind === "*") && !own.has(accountOf(id)))
    .map(({ id: got }) => describeProblem({ property: `${statement.path}.Principal`, got, expected: EXPECTED }));
}

const EXPECTED = "a principal of one of the provider's allowedAccountIds";
