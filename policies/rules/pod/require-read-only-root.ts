import type { ResourceValidationPolicy } from "@pulumi/policy";
import { requirePods } from "../../core/pods";
import { isTrue } from "../../core/settings";

/** Who gets into a container cannot change what it runs. */
export const podRequireReadOnlyRoot: ResourceValidationPolicy = {
  name: "pod-require-read-only-root",
  description: "Containers have a root file system that is read-only.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["isolation"],
  remediationSteps:
    "Set securityContext.readOnlyRootFilesystem to true, and mount an emptyDir where the container has to write.",
  url: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
  validateResource: requirePods({
    of: "container",
    property: ["securityContext", "readOnlyRootFilesystem"],
    check: isTrue,
  }),
};
