import { tableForbidPublicPolicy } from "../../../../policies/rules/table/forbid-public-policy";
import { describePublicPolicyRule } from "../../documents";

describePublicPolicyRule(tableForbidPublicPolicy, {
  type: "aws:dynamodb/resourcePolicy:ResourcePolicy",
  property: "policy",
});
