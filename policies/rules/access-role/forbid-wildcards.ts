import type { ResourceValidationPolicy } from "@pulumi/policy";
import { expecting, requireSettings } from "../../core/settings";
import { asList, at, member } from "../../core/tags";

const isNamed = expecting("names in place of *", (names) => !asList(names).includes("*"));

/** A role says what it allows, so that it does not allow tomorrow what comes tomorrow. */
export const accessRoleForbidWildcards: ResourceValidationPolicy = {
  name: "access-role-forbid-wildcards",
  description: "Roles of clusters name what they allow.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["identity"],
  remediationSteps: "Name the verbs, the resources and the API groups in place of *.",
  url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  validateResource: [
    "kubernetes:rbac.authorization.k8s.io/v1:Role",
    "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
  ].map((type) =>
    requireSettings<Record<string, unknown>>(type, [
      { property: "rules", read: (props) => at(props, ["rules"]), check: namesAll },
    ]),
  ),
};

function* namesAll(property: string, read: () => unknown): Generator<string> {
  for (const [index, rule] of asList(read()).entries()) {
    for (const key of ["verbs", "resources", "apiGroups"]) {
      yield* isNamed(`${property}[${index}].${key}`, () => member(rule, key));
    }
  }
}
