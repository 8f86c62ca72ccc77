import type { RepositoryArgs } from "@pulumi/aws/ecr";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isTrue } from "../../core/settings";

/** An image is looked through for known weaknesses when it is pushed. */
export const repositoryRequireScan: ResourceValidationPolicy = {
  name: "repository-require-scan",
  description: "Images are scanned when they are pushed.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("ECR.1", "ECR private repositories should have image scanning configured"),
  tags: ["supply-chain"],
  remediationSteps: "Set imageScanningConfiguration.scanOnPush to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html",
  ...mendableSettings<RepositoryArgs>("aws:ecr/repository:Repository", [
    {
      property: "imageScanningConfiguration.scanOnPush",
      read: ({ imageScanningConfiguration: scanning }) => scanning?.scanOnPush,
      check: isTrue,
      mend: true,
    },
  ]),
};
