import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { ADMIN_PORTS, covers, DATA_PORTS, onIngress } from "../../core/openings";

/** No database, cache or broker is reached from the whole internet. */
export const securityGroupForbidOpenDataPorts: ResourceValidationPolicy = {
  name: "security-group-forbid-open-data-ports",
  description: "Security groups open no port of data to the world.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: awsBestPractice("EC2.19", "Security groups should not allow unrestricted access to ports with high risk"),
  tags: ["network", "public-exposure"],
  remediationSteps: "Name the security groups or blocks that the port is reached from.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  validateResource: onIngress((opening) =>
    !ADMIN_PORTS.some((port) => covers(opening, port)) && DATA_PORTS.some((port) => covers(opening, port))
      ? "named groups or blocks for ports of data"
      : undefined,
  ),
};
