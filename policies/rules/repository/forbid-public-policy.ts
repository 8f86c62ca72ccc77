import type { RepositoryCreationTemplateArgs, RepositoryPolicyArgs } from "@pulumi/aws/ecr";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isNotPublic } from "../../core/public";
import { requireSettings } from "../../core/settings";

/** A registry of private images lets in only whom it names. */
export const repositoryForbidPublicPolicy: ResourceValidationPolicy = {
  name: "repository-forbid-public-policy",
  description: "Image repositories let nobody in whom they do not name.",
  enforcementLevel: "mandatory",
  severity: "critical",
  tags: ["identity", "public-exposure"],
  remediationSteps:
    "Name the accounts, roles or services as Principal, or add a condition such as aws:PrincipalOrgID, " +
    "aws:SourceAccount or aws:SourceVpce.",
  url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
  validateResource: [
    requireSettings<RepositoryPolicyArgs>("aws:ecr/repositoryPolicy:RepositoryPolicy", [
      { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
    ]),
    requireSettings<RepositoryCreationTemplateArgs>("aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate", [
      { property: "repositoryPolicy", read: ({ repositoryPolicy }) => repositoryPolicy, check: isNotPublic },
    ]),
  ],
};
