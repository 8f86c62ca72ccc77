import type { ResourceValidationPolicy } from "@pulumi/policy";
import { podSecurityStandard } from "../../core/framework";
import { requirePods } from "../../core/pods";
import { expecting } from "../../core/settings";

const isFalse = expecting("false", (got) => got === false);

/** A process gets no more rights than the one that started it. */
export const podForbidPrivilegeEscalation: ResourceValidationPolicy = {
  name: "pod-forbid-privilege-escalation",
  description: "Containers get no more rights than they start with.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: podSecurityStandard("restricted", "Privilege Escalation"),
  tags: ["isolation"],
  remediationSteps: "Set securityContext.allowPrivilegeEscalation to false.",
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  validateResource: requirePods({
    of: "container",
    property: ["securityContext", "allowPrivilegeEscalation"],
    check: isFalse,
  }),
};
