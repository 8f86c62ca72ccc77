import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { ADMIN_PORTS, covers, DATA_PORTS, onIngress } from "../../core/openings";

const SERVING: readonly number[] = [80, 443];
const SHARPER: readonly number[] = [...ADMIN_PORTS, ...DATA_PORTS];

/** The whole internet reaches what serves pages, at the ports of HTTP and HTTPS, and nothing else. */
export const securityGroupLimitOpenPorts: ResourceValidationPolicy = {
  name: "security-group-limit-open-ports",
  description: "Security groups open ports 80 and 443 at most to the world.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice(
    "EC2.18",
    "Security groups should only allow unrestricted incoming traffic for authorized ports",
  ),
  tags: ["network", "public-exposure"],
  remediationSteps: "Name the security groups or blocks that the port is reached from.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  validateResource: onIngress((opening) => {
    const serves = SERVING.some((port) => opening.from === port && opening.to === port);
    return serves || SHARPER.some((port) => covers(opening, port))
      ? undefined
      : "named groups or blocks, or port 80 or 443";
  }),
};
