import type { ResourceValidationPolicy } from "@pulumi/policy";
import { eachMember, expecting, requireSettings } from "../../core/settings";
import { asList, at, member } from "../../core/tags";

const READING = ["get", "list", "watch"];

const hasNames = expecting("the names of secrets", (names) => asList(names).length > 0);

/** A star has a rule of its own. */
const readsNamed = eachMember(["resourceNames"], hasNames, (rule) => {
  const reads = asList(member(rule, "verbs")).some((verb) => READING.some((reading) => reading === verb));
  return reads && asList(member(rule, "resources")).includes("secrets");
});

/** Who may read every secret may be everybody. */
export const accessRoleForbidOpenSecrets: ResourceValidationPolicy = {
  name: "access-role-forbid-open-secrets",
  description: "Roles of clusters name the secrets that they let read.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["identity"],
  remediationSteps: "Name the secrets in resourceNames, and allow get only.",
  url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  validateResource: [
    "kubernetes:rbac.authorization.k8s.io/v1:Role",
    "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
  ].map((type) =>
    requireSettings<Record<string, unknown>>(type, [
      { property: "rules", read: (props) => at(props, ["rules"]), check: readsNamed },
    ]),
  ),
};
