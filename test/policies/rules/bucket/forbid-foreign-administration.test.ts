import { bucketForbidForeignAdministration } from "../../../../policies/rules/bucket/forbid-foreign-administration";
import { documentOf, grant } from "../../documents";
import { describeRule } from "../../harness";

const type = "aws:s3/bucketPolicy:BucketPolicy";
const provider = { allowedAccountIds: '["123456789012"]' };
const policyOf = (principal: unknown, Action: unknown) => documentOf(grant({ Principal: principal, Action }));
const expected = "expected a principal of one of the provider's allowedAccountIds";

describeRule(bucketForbidForeignAdministration, {
  good: {
    type,
    props: { policy: policyOf({ AWS: "arn:aws:iam::123456789012:root" }, "s3:PutBucketPolicy") },
    provider,
  },
  alsoGood: {
    "another account that reads": {
      type,
      props: { policy: policyOf({ AWS: "arn:aws:iam::999999999999:root" }, "s3:GetObject") },
      provider,
    },
    "a service": { type, props: { policy: policyOf({ Service: "logging.s3.amazonaws.com" }, "s3:Put*") }, provider },
    "another account that is refused": {
      type,
      props: { policy: documentOf(grant({ Effect: "Deny", Principal: "*", Action: "s3:*" })) },
      provider,
    },
  },
  broken: [
    {
      path: "policy",
      to: policyOf({ AWS: "arn:aws:iam::999999999999:root" }, "s3:PutBucketPolicy"),
      message: `policy.Statement[0].Principal is "arn:aws:iam::999999999999:root", ${expected}`,
    },
    {
      path: "policy",
      to: policyOf({ AWS: "999999999999" }, "s3:*"),
      message: `policy.Statement[0].Principal is "999999999999", ${expected}`,
    },
    {
      path: "policy",
      to: policyOf({ AWS: ["arn:aws:iam::123456789012:root", "arn:aws:sts::999999999999:assumed-role/orders/x"] }, [
        "s3:GetObject",
        "s3:Put*",
      ]),
      message: `policy.Statement[0].Principal is "arn:aws:sts::999999999999:assumed-role/orders/x", ${expected}`,
    },
    {
      path: "policy",
      to: policyOf("*", "s3:PutObjectAcl"),
      message: `policy.Statement[0].Principal is "*", ${expected}`,
    },
  ],
  alsoBroken: {
    "an account that no provider names": {
      type,
      props: { policy: policyOf({ AWS: "arn:aws:iam::123456789012:root" }, "s3:PutBucketPolicy") },
      message: `policy.Statement[0].Principal is "arn:aws:iam::123456789012:root", ${expected}`,
    },
  },
  unknown: ["policy"],
  secret: ["policy"],
});
