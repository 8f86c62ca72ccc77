import { secretRequireTls } from "../../../../policies/rules/secret/require-tls";
import { describeTlsRule } from "../../documents";

describeTlsRule(secretRequireTls, "secretsmanager", {
  type: "aws:secretsmanager/secretPolicy:SecretPolicy",
  property: "policy",
});
