import type { ResourceValidationPolicy } from "@pulumi/policy";
import { podSecurityStandard } from "../../core/framework";
import { requirePods } from "../../core/pods";
import { isNotTrue } from "../../core/settings";

/** Pods see neither the processes nor the network of their host. */
export const podForbidHostNamespaces: ResourceValidationPolicy = {
  name: "pod-forbid-host-namespaces",
  description: "Pods do not share the namespaces of their host.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: podSecurityStandard("baseline", "Host Namespaces"),
  tags: ["isolation"],
  remediationSteps: "Remove hostNetwork, hostPID and hostIPC.",
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  validateResource: requirePods(
    { of: "pod", property: ["hostNetwork"], check: isNotTrue },
    { of: "pod", property: ["hostPID"], check: isNotTrue },
    { of: "pod", property: ["hostIPC"], check: isNotTrue },
  ),
};
