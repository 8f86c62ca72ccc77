import type { DefaultSecurityGroupArgs } from "@pulumi/aws/ec2";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isEmpty, requireSettings } from "../../core/settings";

/** The security group that a network begins with lets nothing through: what is put into it by mistake is cut off, not open. */
export const defaultSecurityGroupForbidRules: ResourceValidationPolicy = {
  name: "default-security-group-forbid-rules",
  description: "Default security groups let nothing through.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("EC2.2", "VPC default security groups should not allow inbound or outbound traffic"),
  tags: ["network"],
  remediationSteps: "Remove the rules of ingress and egress.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  validateResource: requireSettings<DefaultSecurityGroupArgs>("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", [
    { property: "ingress", read: ({ ingress }) => ingress, check: isEmpty },
    { property: "egress", read: ({ egress }) => egress, check: isEmpty },
  ]),
};
