import type { ResourceValidationPolicy } from "@pulumi/policy";
import { podSecurityStandard } from "../../core/framework";
import { requirePods } from "../../core/pods";
import { eachMember, expecting } from "../../core/settings";

const isNone = expecting("none or 0", (port) => port === undefined || port === 0);

/** A pod takes no port of its host. */
export const podForbidHostPorts: ResourceValidationPolicy = {
  name: "pod-forbid-host-ports",
  description: "Containers take no ports of their host.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: podSecurityStandard("baseline", "Host Ports"),
  tags: ["isolation"],
  remediationSteps: "Remove hostPort, and reach the pod by a Service.",
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  validateResource: requirePods({ of: "container", property: ["ports"], check: eachMember(["hostPort"], isNone) }),
};
