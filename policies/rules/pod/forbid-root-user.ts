import type { ResourceValidationPolicy } from "@pulumi/policy";
import { podSecurityStandard } from "../../core/framework";
import { requirePods } from "../../core/pods";
import { expecting } from "../../core/settings";

const isSomeone = expecting("another user", (user) => user !== 0);

/** Nothing in a container runs as user 0. */
export const podForbidRootUser: ResourceValidationPolicy = {
  name: "pod-forbid-root-user",
  description: "Containers do not run as user 0.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: podSecurityStandard("restricted", "Running as Non-root user"),
  tags: ["isolation"],
  remediationSteps: "Remove runAsUser, or set it to another than 0.",
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  validateResource: requirePods(
    { of: "pod", property: ["securityContext", "runAsUser"], check: isSomeone },
    { of: "container", property: ["securityContext", "runAsUser"], check: isSomeone },
  ),
};
