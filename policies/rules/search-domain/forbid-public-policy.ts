import type { DomainArgs, DomainPolicyArgs } from "@pulumi/aws/opensearch";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isNotPublic } from "../../core/public";
import { requireSettings } from "../../core/settings";

/** A search domain lets in only whom its policy names. */
export const searchDomainForbidPublicPolicy: ResourceValidationPolicy = {
  name: "search-domain-forbid-public-policy",
  description: "Search domains let nobody in whom they do not name.",
  enforcementLevel: "mandatory",
  severity: "critical",
  tags: ["identity", "public-exposure"],
  remediationSteps:
    "Name the accounts, roles or services as Principal, or add a condition such as aws:PrincipalOrgID, " +
    "aws:SourceAccount or aws:SourceVpce.",
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html",
  validateResource: [
    requireSettings<DomainArgs>("aws:opensearch/domain:Domain", [
      { property: "accessPolicies", read: ({ accessPolicies }) => accessPolicies, check: isNotPublic },
    ]),
    requireSettings<DomainPolicyArgs>("aws:opensearch/domainPolicy:DomainPolicy", [
      { property: "accessPolicies", read: ({ accessPolicies }) => accessPolicies, check: isNotPublic },
    ]),
  ],
};
