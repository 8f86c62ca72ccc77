import type { ResourceValidationPolicy } from "@pulumi/policy";
import { eachMember, isNoneOf, requireSettings } from "../../core/settings";
import { at } from "../../core/tags";

/** Who does not say who they are has no rights. */
export const accessBindingForbidAnonymous: ResourceValidationPolicy = {
  name: "access-binding-forbid-anonymous",
  description: "Nobody is bound who does not say who they are.",
  enforcementLevel: "mandatory",
  severity: "critical",
  tags: ["identity"],
  remediationSteps: "Remove system:anonymous and system:unauthenticated from subjects.",
  url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  validateResource: [
    "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
    "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
  ].map((type) =>
    requireSettings<Record<string, unknown>>(type, [
      {
        property: "subjects",
        read: (props) => at(props, ["subjects"]),
        check: eachMember(["name"], isNoneOf(["system:anonymous", "system:unauthenticated"], "somebody")),
      },
    ]),
  ),
};
