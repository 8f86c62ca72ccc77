import type { ResourceValidationPolicy } from "@pulumi/policy";
import { podSecurityStandard } from "../../core/framework";
import { requirePods } from "../../core/pods";
import { isOneOf } from "../../core/settings";

/** A container may make the calls of the kernel that containers need. */
export const podRequireSeccomp: ResourceValidationPolicy = {
  name: "pod-require-seccomp",
  description: "Pods filter calls of the kernel.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: podSecurityStandard("restricted", "Seccomp"),
  tags: ["isolation"],
  remediationSteps:
    "Set seccompProfile.type to RuntimeDefault in the securityContext of the pod, or to Localhost with a profile of its own.",
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  validateResource: requirePods({
    of: "container",
    property: ["securityContext", "seccompProfile", "type"],
    check: isOneOf("RuntimeDefault", "Localhost"),
    inherited: true,
  }),
};
