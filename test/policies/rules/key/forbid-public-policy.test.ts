import { keyForbidPublicPolicy } from "../../../../policies/rules/key/forbid-public-policy";
import { describePublicPolicyRule } from "../../documents";

describePublicPolicyRule(keyForbidPublicPolicy, { type: "aws:kms/key:Key", property: "policy" }, [
  { type: "aws:kms/keyPolicy:KeyPolicy", property: "policy" },
  { type: "aws:kms/replicaKey:ReplicaKey", property: "policy" },
]);
