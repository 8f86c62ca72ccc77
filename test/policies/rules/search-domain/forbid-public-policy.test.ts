import { searchDomainForbidPublicPolicy } from "../../../../policies/rules/search-domain/forbid-public-policy";
import { describePublicPolicyRule } from "../../documents";

describePublicPolicyRule(
  searchDomainForbidPublicPolicy,
  { type: "aws:opensearch/domain:Domain", property: "accessPolicies" },
  [{ type: "aws:opensearch/domainPolicy:DomainPolicy", property: "accessPolicies" }],
);
