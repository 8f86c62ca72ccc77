import type { SubnetArgs } from "@pulumi/aws/ec2";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isNotTrue } from "../../core/settings";

/** A subnet hands out no public addresses: what needs one asks for it. */
export const subnetForbidPublicAddresses: ResourceValidationPolicy = {
  name: "subnet-forbid-public-addresses",
  description: "Subnets hand out no public addresses.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("EC2.15", "Amazon EC2 subnets should not automatically assign public IP addresses"),
  tags: ["network"],
  remediationSteps: "Remove mapPublicIpOnLaunch, or set it to false.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  ...mendableSettings<SubnetArgs>("aws:ec2/subnet:Subnet", [
    { property: "mapPublicIpOnLaunch", read: (subnet) => subnet.mapPublicIpOnLaunch, check: isNotTrue, mend: false },
  ]),
};
