import type { LaunchTemplateArgs } from "@pulumi/aws/ec2";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { securityHubControl } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isAtMost } from "../../core/settings";

/** A machine's metadata does not leave it: a container a hop further does not get its credentials. */
export const launchTemplateLimitMetadataHops: ResourceValidationPolicy = {
  name: "launch-template-limit-metadata-hops",
  description: "Metadata of machines stays within them.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: securityHubControl(
    "AutoScaling.4",
    "Auto Scaling group launch configuration should not have a metadata response hop limit greater than 1",
  ),
  tags: ["identity"],
  remediationSteps: "Remove httpPutResponseHopLimit, or set it to 1; pods get credentials by EKS Pod Identity.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html",
  ...mendableSettings<LaunchTemplateArgs>("aws:ec2/launchTemplate:LaunchTemplate", [
    {
      property: "metadataOptions.httpPutResponseHopLimit",
      read: ({ metadataOptions }) => metadataOptions?.httpPutResponseHopLimit ?? 1,
      check: isAtMost(1),
      mend: 1,
    },
  ]),
};
