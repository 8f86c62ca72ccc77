import { accessRoleForbidOpenSecrets } from "../../../../policies/rules/access-role/forbid-open-secrets";
import { describeRule, withValue } from "../../harness";

const type = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";

describeRule(accessRoleForbidOpenSecrets, {
  good: { type, props: { rules: [{ verbs: ["get"], resources: ["secrets"], resourceNames: ["database"] }] } },
  alsoGood: {
    "a role that writes secrets": { type, props: { rules: [{ verbs: ["create"], resources: ["secrets"] }] } },
  },
  broken: [
    {
      path: "rules[0].resourceNames",
      to: null,
      message: "rules[0].resourceNames is missing, expected the names of secrets",
    },
    { path: "rules[0].resourceNames", to: [], message: "rules[0].resourceNames is [], expected the names of secrets" },
  ],
  alsoBroken: {
    "one of a namespace": {
      type: "kubernetes:rbac.authorization.k8s.io/v1:Role",
      props: withValue(
        { rules: [{ verbs: ["get"], resources: ["secrets"], resourceNames: ["database"] }] },
        "rules[0].resourceNames",
        null,
      ),
      message: "rules[0].resourceNames is missing, expected the names of secrets",
    },
  },
  unknown: ["rules", "rules[0].verbs", "rules[0].resourceNames"],
  secret: ["rules[0].resourceNames"],
});
