import { secretForbidPublicPolicy } from "../../../../policies/rules/secret/forbid-public-policy";
import { describePublicPolicyRule } from "../../documents";

describePublicPolicyRule(
  secretForbidPublicPolicy,
  { type: "aws:secretsmanager/secretPolicy:SecretPolicy", property: "policy" },
  [{ type: "aws:secretsmanager/secret:Secret", property: "policy" }],
);
