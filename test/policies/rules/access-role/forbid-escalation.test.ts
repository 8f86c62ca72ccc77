import { accessRoleForbidEscalation } from "../../../../policies/rules/access-role/forbid-escalation";
import { describeRule, withValue } from "../../harness";

const type = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";

describeRule(accessRoleForbidEscalation, {
  good: { type, props: { rules: [{ verbs: ["get", "list"], resources: ["roles"] }] } },
  broken: [
    {
      path: "rules[0].verbs",
      to: ["get", "escalate"],
      message: 'rules[0].verbs is ["get","escalate"], expected none of bind, escalate and impersonate',
    },
    {
      path: "rules[0].verbs",
      to: ["bind"],
      message: 'rules[0].verbs is ["bind"], expected none of bind, escalate and impersonate',
    },
    {
      path: "rules[0].verbs",
      to: ["impersonate"],
      message: 'rules[0].verbs is ["impersonate"], expected none of bind, escalate and impersonate',
    },
  ],
  alsoBroken: {
    "one of a namespace": {
      type: "kubernetes:rbac.authorization.k8s.io/v1:Role",
      props: withValue({ rules: [{ verbs: ["get", "list"], resources: ["roles"] }] }, "rules[0].verbs", [
        "get",
        "escalate",
      ]),
      message: 'rules[0].verbs is ["get","escalate"], expected none of bind, escalate and impersonate',
    },
  },
  unknown: ["rules", "rules[0].verbs"],
  secret: ["rules[0].verbs"],
});
