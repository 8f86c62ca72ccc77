import type { LaunchTemplateArgs } from "@pulumi/aws/ec2";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isOneOf } from "../../core/settings";

/** Machines give their credentials only to who asks with a token. */
export const launchTemplateRequireMetadataTokens: ResourceValidationPolicy = {
  name: "launch-template-require-metadata-tokens",
  description: "Machines ask for a token before they give their metadata.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("EC2.170", "EC2 launch templates should use Instance Metadata Service Version 2 (IMDSv2)"),
  tags: ["identity"],
  remediationSteps: "Set metadataOptions.httpTokens to required.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  ...mendableSettings<LaunchTemplateArgs>("aws:ec2/launchTemplate:LaunchTemplate", [
    {
      property: "metadataOptions.httpTokens",
      read: ({ metadataOptions }) => metadataOptions?.httpTokens,
      check: isOneOf("required"),
      mend: "required",
    },
  ]),
};
