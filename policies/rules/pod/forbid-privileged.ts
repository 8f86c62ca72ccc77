import type { ResourceValidationPolicy } from "@pulumi/policy";
import { podSecurityStandard } from "../../core/framework";
import { requirePods } from "../../core/pods";
import { isNotTrue } from "../../core/settings";

/** A container has no more rights on its host than others. */
export const podForbidPrivileged: ResourceValidationPolicy = {
  name: "pod-forbid-privileged",
  description: "Containers are not privileged.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: podSecurityStandard("baseline", "Privileged Containers"),
  tags: ["isolation"],
  remediationSteps: "Remove securityContext.privileged.",
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  validateResource: requirePods({ of: "container", property: ["securityContext", "privileged"], check: isNotTrue }),
};
