import type { ResourceValidationPolicy } from "@pulumi/policy";
import { podSecurityStandard } from "../../core/framework";
import { requirePods } from "../../core/pods";
import { expecting, isEmpty } from "../../core/settings";

const TYPES: ReadonlySet<unknown> = new Set([
  undefined,
  "",
  "container_t",
  "container_init_t",
  "container_kvm_t",
  "container_engine_t",
]);

const isContained = expecting("a type of containers, or none", (type) => TYPES.has(type));

/** A container keeps the type of SELinux that is made for containers, and takes no user or role. */
export const podLimitSelinux: ResourceValidationPolicy = {
  name: "pod-limit-selinux",
  description: "Pods keep SELinux.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: podSecurityStandard("baseline", "SELinux"),
  tags: ["isolation"],
  remediationSteps:
    "Remove seLinuxOptions.user and role, and set type to container_t, container_init_t, container_kvm_t or container_engine_t.",
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  validateResource: requirePods(
    { of: "pod", property: ["securityContext", "seLinuxOptions", "type"], check: isContained },
    { of: "pod", property: ["securityContext", "seLinuxOptions", "user"], check: isEmpty },
    { of: "pod", property: ["securityContext", "seLinuxOptions", "role"], check: isEmpty },
    { of: "container", property: ["securityContext", "seLinuxOptions", "type"], check: isContained },
    { of: "container", property: ["securityContext", "seLinuxOptions", "user"], check: isEmpty },
    { of: "container", property: ["securityContext", "seLinuxOptions", "role"], check: isEmpty },
  ),
};
