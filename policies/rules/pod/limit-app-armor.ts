import type { ResourceValidationPolicy } from "@pulumi/policy";
import { podSecurityStandard } from "../../core/framework";
import { requirePods } from "../../core/pods";
import { isNoneOf } from "../../core/settings";

/** A container keeps the profile of AppArmor that the node gives it. */
export const podLimitAppArmor: ResourceValidationPolicy = {
  name: "pod-limit-app-armor",
  description: "Pods keep AppArmor.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: podSecurityStandard("baseline", "AppArmor"),
  tags: ["isolation"],
  remediationSteps: "Set appArmorProfile.type to RuntimeDefault or Localhost, or remove it.",
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  validateResource: requirePods(
    {
      of: "pod",
      property: ["securityContext", "appArmorProfile", "type"],
      check: isNoneOf(["Unconfined"], "RuntimeDefault, Localhost or none"),
    },
    {
      of: "container",
      property: ["securityContext", "appArmorProfile", "type"],
      check: isNoneOf(["Unconfined"], "RuntimeDefault, Localhost or none"),
    },
  ),
};
