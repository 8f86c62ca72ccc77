import type { LaunchTemplateArgs } from "@pulumi/aws/ec2";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { eachMember, isNotTrue, requireSettings } from "../../core/settings";

/** Machines get no public address: what reaches them comes through a load balancer. */
export const launchTemplateForbidPublicAddresses: ResourceValidationPolicy = {
  name: "launch-template-forbid-public-addresses",
  description: "Launch templates hand out no public addresses.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice(
    "EC2.25",
    "Amazon EC2 launch templates should not assign public IPs to network interfaces",
  ),
  tags: ["network"],
  remediationSteps: "Remove associatePublicIpAddress from networkInterfaces, or set it to false.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  validateResource: requireSettings<LaunchTemplateArgs>("aws:ec2/launchTemplate:LaunchTemplate", [
    {
      property: "networkInterfaces",
      read: ({ networkInterfaces }) => networkInterfaces,
      check: eachMember(["associatePublicIpAddress"], isNotTrue),
    },
  ]),
};
