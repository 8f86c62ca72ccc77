import { logGroupForbidPublicPolicy } from "../../../../policies/rules/log-group/forbid-public-policy";
import { describePublicPolicyRule } from "../../documents";

describePublicPolicyRule(logGroupForbidPublicPolicy, {
  type: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
  property: "policyDocument",
});
