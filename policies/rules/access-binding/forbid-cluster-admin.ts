import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isNoneOf, requireSettings } from "../../core/settings";
import { at } from "../../core/tags";

/** Nobody may do everything all the time; who has to comes by an access entry, and for a while. */
export const accessBindingForbidClusterAdmin: ResourceValidationPolicy = {
  name: "access-binding-forbid-cluster-admin",
  description: "Nobody is bound to the role that may do everything.",
  enforcementLevel: "mandatory",
  severity: "critical",
  tags: ["identity"],
  remediationSteps: "Bind a role with the rights that are needed.",
  url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  validateResource: [
    "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
    "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
  ].map((type) =>
    requireSettings<Record<string, unknown>>(type, [
      {
        property: "roleRef.name",
        read: (props) => at(props, ["roleRef", "name"]),
        check: isNoneOf(["cluster-admin"], "another role"),
      },
    ]),
  ),
};
