import type { ResourceValidationPolicy } from "@pulumi/policy";
import { podSecurityStandard } from "../../core/framework";
import { requirePods } from "../../core/pods";
import { isNoneOf } from "../../core/settings";

/** A container sees of /proc what it has to. */
export const podForbidUnmaskedProc: ResourceValidationPolicy = {
  name: "pod-forbid-unmasked-proc",
  description: "Containers keep /proc masked.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: podSecurityStandard("baseline", "/proc Mount Type"),
  tags: ["isolation"],
  remediationSteps: "Remove securityContext.procMount, or set it to Default.",
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  validateResource: requirePods({
    of: "container",
    property: ["securityContext", "procMount"],
    check: isNoneOf(["Unmasked"], "Default or none"),
  }),
};
