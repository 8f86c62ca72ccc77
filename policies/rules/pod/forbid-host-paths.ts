import type { ResourceValidationPolicy } from "@pulumi/policy";
import { podSecurityStandard } from "../../core/framework";
import { requirePods } from "../../core/pods";
import { eachMember, isEmpty } from "../../core/settings";

/** A pod does not reach the files of its host. */
export const podForbidHostPaths: ResourceValidationPolicy = {
  name: "pod-forbid-host-paths",
  description: "Pods mount nothing of their host.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: podSecurityStandard("baseline", "HostPath Volumes"),
  tags: ["isolation"],
  remediationSteps: "Replace hostPath by emptyDir, a persistent volume claim or a projected volume.",
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  validateResource: requirePods({ of: "pod", property: ["volumes"], check: eachMember(["hostPath"], isEmpty) }),
};
