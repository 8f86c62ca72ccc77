import type { ResourceValidationPolicy } from "@pulumi/policy";
import { eachMember, expecting, requireSettings } from "../../core/settings";
import { asList, at } from "../../core/tags";

const RISING: ReadonlySet<unknown> = new Set(["bind", "escalate", "impersonate"]);

const isBound = expecting(
  "none of bind, escalate and impersonate",
  (verbs) => !asList(verbs).some((verb) => RISING.has(verb)),
);

/** A role does not let its holder give itself another. */
export const accessRoleForbidEscalation: ResourceValidationPolicy = {
  name: "access-role-forbid-escalation",
  description: "Roles of clusters do not let their holders rise.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["identity"],
  remediationSteps: "Remove the verbs bind, escalate and impersonate.",
  url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  validateResource: [
    "kubernetes:rbac.authorization.k8s.io/v1:Role",
    "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
  ].map((type) =>
    requireSettings<Record<string, unknown>>(type, [
      { property: "rules", read: (props) => at(props, ["rules"]), check: eachMember(["verbs"], isBound) },
    ]),
  ),
};
