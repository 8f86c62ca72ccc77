import type { ResourceValidationPolicy } from "@pulumi/policy";
import { podSecurityStandard } from "../../core/framework";
import { requirePods } from "../../core/pods";
import { eachMember, expecting } from "../../core/settings";

/** Sysctls that concern the pod alone, as the baseline profile lists them. */
const SAFE: ReadonlySet<unknown> = new Set([
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
]);

const isSafe = expecting("a safe one", (name) => SAFE.has(name));

/** A pod changes of the kernel what is its own. */
export const podLimitSysctls: ResourceValidationPolicy = {
  name: "pod-limit-sysctls",
  description: "Pods set safe parameters of the kernel only.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: podSecurityStandard("baseline", "Sysctls"),
  tags: ["isolation"],
  remediationSteps: "Remove what is not among the safe sysctls from securityContext.sysctls.",
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  validateResource: requirePods({
    of: "pod",
    property: ["securityContext", "sysctls"],
    check: eachMember(["name"], isSafe),
  }),
};
