import { bucketForbidAccessLists } from "../../../../policies/rules/bucket/forbid-access-lists";
import { describeRule } from "../../harness";

const type = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";

describeRule(bucketForbidAccessLists, {
  good: { type, props: { rule: { objectOwnership: "BucketOwnerEnforced" } } },
  broken: [
    {
      path: "rule.objectOwnership",
      to: "ObjectWriter",
      message: 'rule.objectOwnership is "ObjectWriter", expected BucketOwnerEnforced',
    },
    {
      path: "rule.objectOwnership",
      to: "BucketOwnerPreferred",
      message: 'rule.objectOwnership is "BucketOwnerPreferred", expected BucketOwnerEnforced',
    },
  ],
  unknown: ["rule.objectOwnership"],
  secret: ["rule.objectOwnership"],
});
