import { streamForbidPublicPolicy } from "../../../../policies/rules/stream/forbid-public-policy";
import { describePublicPolicyRule } from "../../documents";

describePublicPolicyRule(streamForbidPublicPolicy, {
  type: "aws:kinesis/resourcePolicy:ResourcePolicy",
  property: "policy",
});
