import { bucketForbidPublicPolicy } from "../../../../policies/rules/bucket/forbid-public-policy";
import { describePublicPolicyRule } from "../../documents";

describePublicPolicyRule(bucketForbidPublicPolicy, { type: "aws:s3/bucketPolicy:BucketPolicy", property: "policy" }, [
  { type: "aws:s3control/accessPointPolicy:AccessPointPolicy", property: "policy" },
  { type: "aws:s3/accessPoint:AccessPoint", property: "policy" },
]);
