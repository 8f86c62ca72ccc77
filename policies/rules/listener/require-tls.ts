import type { ListenerArgs } from "@pulumi/aws/lb";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { LISTENERS } from "../../core/load-balancers";
import { eachMember, isOneOf, requireSettings, where } from "../../core/settings";

/** Who comes without TLS is sent to where there is TLS. */
export const listenerRequireTls: ResourceValidationPolicy = {
  name: "listener-require-tls",
  description: "Listeners without TLS do nothing but redirect.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice(
    "ELB.1",
    "Application Load Balancer should be configured to redirect all HTTP requests to HTTPS",
  ),
  tags: ["encryption"],
  remediationSteps: "Set protocol to HTTPS with a certificateArn, or let every action redirect to the protocol HTTPS.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  validateResource: LISTENERS.map((type) =>
    where<ListenerArgs>(
      requireSettings<ListenerArgs>(type, [
        {
          property: "defaultActions",
          read: ({ defaultActions }) => defaultActions,
          check: eachMember(["redirect", "protocol"], isOneOf("HTTPS")),
        },
      ]),
      ({ protocol }) => protocol === "HTTP",
    ),
  ),
};
