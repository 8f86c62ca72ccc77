import { accessRoleForbidWildcards } from "../../../../policies/rules/access-role/forbid-wildcards";
import { describeRule, withValue } from "../../harness";

const type = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";

describeRule(accessRoleForbidWildcards, {
  good: { type, props: { rules: [{ verbs: ["get"], resources: ["pods"], apiGroups: [""] }] } },
  broken: [
    { path: "rules[0].verbs", to: ["*"], message: 'rules[0].verbs is ["*"], expected names in place of *' },
    {
      path: "rules[0].resources",
      to: ["pods", "*"],
      message: 'rules[0].resources is ["pods","*"], expected names in place of *',
    },
    { path: "rules[0].apiGroups", to: ["*"], message: 'rules[0].apiGroups is ["*"], expected names in place of *' },
  ],
  alsoBroken: {
    "one of a namespace": {
      type: "kubernetes:rbac.authorization.k8s.io/v1:Role",
      props: withValue({ rules: [{ verbs: ["get"], resources: ["pods"], apiGroups: [""] }] }, "rules[0].verbs", ["*"]),
      message: 'rules[0].verbs is ["*"], expected names in place of *',
    },
  },
  unknown: ["rules", "rules[0].verbs"],
  secret: ["rules[0].verbs"],
});
