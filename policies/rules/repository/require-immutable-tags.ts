import type { RepositoryArgs } from "@pulumi/aws/ecr";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isOneOf } from "../../core/settings";

/** A tag of an image always means the same image. */
export const repositoryRequireImmutableTags: ResourceValidationPolicy = {
  name: "repository-require-immutable-tags",
  description: "The tags of images cannot be moved.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("ECR.2", "ECR private repositories should have tag immutability configured"),
  tags: ["supply-chain"],
  remediationSteps: "Set imageTagMutability to IMMUTABLE.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html",
  ...mendableSettings<RepositoryArgs>("aws:ecr/repository:Repository", [
    {
      property: "imageTagMutability",
      read: (repository) => repository.imageTagMutability,
      check: isOneOf("IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"),
      mend: "IMMUTABLE",
    },
  ]),
};
