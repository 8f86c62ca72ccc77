import type { ResourceValidationPolicy } from "@pulumi/policy";
import { podSecurityStandard } from "../../core/framework";
import { requirePods } from "../../core/pods";
import { expecting, holdsAll } from "../../core/settings";
import { asList } from "../../core/tags";

const isHarmless = expecting("NET_BIND_SERVICE at most", (added) =>
  asList(added).every((capability) => capability === "NET_BIND_SERVICE"),
);

/** A container gives up what root may do, but for binding low ports. */
export const podLimitCapabilities: ResourceValidationPolicy = {
  name: "pod-limit-capabilities",
  description: "Containers drop all capabilities.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: podSecurityStandard("restricted", "Capabilities"),
  tags: ["isolation"],
  remediationSteps: "Set capabilities.drop to [ALL], and add NET_BIND_SERVICE at most.",
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  validateResource: requirePods(
    { of: "container", property: ["securityContext", "capabilities", "drop"], check: holdsAll("ALL") },
    { of: "container", property: ["securityContext", "capabilities", "add"], check: isHarmless },
  ),
};
