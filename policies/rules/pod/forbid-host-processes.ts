import type { ResourceValidationPolicy } from "@pulumi/policy";
import { podSecurityStandard } from "../../core/framework";
import { requirePods } from "../../core/pods";
import { isNotTrue } from "../../core/settings";

/** A container of Windows does not run on its host as if it were no container. */
export const podForbidHostProcesses: ResourceValidationPolicy = {
  name: "pod-forbid-host-processes",
  description: "Pods run no processes of their host.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: podSecurityStandard("baseline", "HostProcess"),
  tags: ["isolation"],
  remediationSteps: "Remove windowsOptions.hostProcess.",
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  validateResource: requirePods(
    { of: "pod", property: ["securityContext", "windowsOptions", "hostProcess"], check: isNotTrue },
    { of: "container", property: ["securityContext", "windowsOptions", "hostProcess"], check: isNotTrue },
  ),
};
