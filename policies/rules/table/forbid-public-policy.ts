import type { ResourcePolicyArgs } from "@pulumi/aws/dynamodb";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isNotPublic } from "../../core/public";
import { requireSettings } from "../../core/settings";

/** A DynamoDB table or stream lets in only whom its policy names. */
export const tableForbidPublicPolicy: ResourceValidationPolicy = {
  name: "table-forbid-public-policy",
  description: "Table policies let nobody in whom they do not name.",
  enforcementLevel: "mandatory",
  severity: "critical",
  tags: ["identity", "public-exposure"],
  remediationSteps:
    "Name the accounts, roles or services as Principal, or add a condition such as aws:PrincipalOrgID, " +
    "aws:SourceAccount or aws:SourceVpce.",
  url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-bpa-rbp.html",
  validateResource: requireSettings<ResourcePolicyArgs>("aws:dynamodb/resourcePolicy:ResourcePolicy", [
    { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
  ]),
};
