import type { ListenerArgs } from "@pulumi/aws/lb";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { LISTENERS } from "../../core/load-balancers";
import { isLike, requireSettings, where } from "../../core/settings";

/** What is encrypted is so with nothing that is broken. */
export const listenerRequireModernCiphers: ResourceValidationPolicy = {
  name: "listener-require-modern-ciphers",
  description: "Listeners offer TLS 1.3 and no ciphers that are weak.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice(
    "ELB.17",
    "Application and Network Load Balancers with listeners should use recommended security policies",
  ),
  tags: ["encryption"],
  remediationSteps: "Set sslPolicy to ELBSecurityPolicy-TLS13-1-2-2021-06 or a later one of its kind.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  validateResource: LISTENERS.map((type) =>
    where<ListenerArgs>(
      requireSettings<ListenerArgs>(type, [
        {
          property: "sslPolicy",
          read: ({ sslPolicy }) => sslPolicy,
          check: isLike(/^ELBSecurityPolicy-TLS13-1-[23]-/, "a policy ELBSecurityPolicy-TLS13-1-2 or -1-3"),
        },
      ]),
      ({ protocol }) => protocol === "HTTPS" || protocol === "TLS",
    ),
  ),
};
