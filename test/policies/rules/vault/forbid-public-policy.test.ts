import { vaultForbidPublicPolicy } from "../../../../policies/rules/vault/forbid-public-policy";
import { describePublicPolicyRule } from "../../documents";

describePublicPolicyRule(vaultForbidPublicPolicy, { type: "aws:backup/vaultPolicy:VaultPolicy", property: "policy" });
