import { roleForbidPublicTrust } from "../../../../policies/rules/role/forbid-public-trust";
import { describePublicPolicyRule } from "../../documents";

describePublicPolicyRule(roleForbidPublicTrust, { type: "aws:iam/role:Role", property: "assumeRolePolicy" });
