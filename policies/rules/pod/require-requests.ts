import type { ResourceValidationPolicy } from "@pulumi/policy";
import { requirePods } from "../../core/pods";
import { isGiven } from "../../core/settings";

/** A pod says what it needs, so that it gets a place where there is that much. */
export const podRequireRequests: ResourceValidationPolicy = {
  name: "pod-require-requests",
  description: "Containers say how much processor and memory they need.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["reliability", "cost"],
  remediationSteps: "Set resources.requests.cpu and resources.requests.memory.",
  url: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
  validateResource: requirePods(
    { of: "container", property: ["resources", "requests", "cpu"], check: isGiven("a quantity") },
    { of: "container", property: ["resources", "requests", "memory"], check: isGiven("a quantity") },
  ),
};
