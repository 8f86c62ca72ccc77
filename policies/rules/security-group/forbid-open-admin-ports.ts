import type { ResourceValidationPolicy } from "@pulumi/policy";
import { securityHubControl } from "../../core/framework";
import { ADMIN_PORTS, covers, onIngress } from "../../core/openings";

/** No machine is administered from the whole internet. */
export const securityGroupForbidOpenAdminPorts: ResourceValidationPolicy = {
  name: "security-group-forbid-open-admin-ports",
  description: "Security groups open no port of administration to the world.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: securityHubControl("EC2.13", "Security groups should not allow ingress from 0.0.0.0/0 or ::/0 to port 22"),
  tags: ["network", "public-exposure"],
  remediationSteps: "Reach machines through Session Manager, or name the blocks they are administered from.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  validateResource: onIngress((opening) =>
    ADMIN_PORTS.some((port) => covers(opening, port)) ? "named blocks for SSH and RDP" : undefined,
  ),
};
