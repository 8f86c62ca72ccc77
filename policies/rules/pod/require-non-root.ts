import type { ResourceValidationPolicy } from "@pulumi/policy";
import { podSecurityStandard } from "../../core/framework";
import { requirePods } from "../../core/pods";
import { isTrue } from "../../core/settings";

/** Nothing in a container runs as root. */
export const podRequireNonRoot: ResourceValidationPolicy = {
  name: "pod-require-non-root",
  description: "Containers do not run as root.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: podSecurityStandard("restricted", "Running as Non-root"),
  tags: ["isolation"],
  remediationSteps: "Set runAsNonRoot to true in the securityContext of the pod.",
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  validateResource: requirePods({
    of: "container",
    property: ["securityContext", "runAsNonRoot"],
    check: isTrue,
    inherited: true,
  }),
};
