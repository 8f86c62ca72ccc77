import type { LogResourcePolicyArgs } from "@pulumi/aws/cloudwatch";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isNotPublic } from "../../core/public";
import { requireSettings } from "../../core/settings";

/** A policy on log groups lets in only whom it names. */
export const logGroupForbidPublicPolicy: ResourceValidationPolicy = {
  name: "log-group-forbid-public-policy",
  description: "Log policies let nobody in whom they do not name.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["identity", "public-exposure"],
  remediationSteps:
    "Name the accounts, roles or services as Principal, or add a condition such as aws:PrincipalOrgID, " +
    "aws:SourceAccount or aws:SourceVpce.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html",
  validateResource: requireSettings<LogResourcePolicyArgs>("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", [
    { property: "policyDocument", read: ({ policyDocument }) => policyDocument, check: isNotPublic },
  ]),
};
