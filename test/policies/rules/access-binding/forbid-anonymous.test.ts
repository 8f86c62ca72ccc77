import { accessBindingForbidAnonymous } from "../../../../policies/rules/access-binding/forbid-anonymous";
import { describeRule, withValue } from "../../harness";

const type = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding";

describeRule(accessBindingForbidAnonymous, {
  good: { type, props: { subjects: [{ kind: "ServiceAccount", name: "api" }] } },
  broken: [
    {
      path: "subjects[0].name",
      to: "system:anonymous",
      message: 'subjects[0].name is "system:anonymous", expected somebody',
    },
    {
      path: "subjects[0].name",
      to: "system:unauthenticated",
      message: 'subjects[0].name is "system:unauthenticated", expected somebody',
    },
  ],
  alsoBroken: {
    "one of a namespace": {
      type: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
      props: withValue({ subjects: [{ kind: "ServiceAccount", name: "api" }] }, "subjects[0].name", "system:anonymous"),
      message: 'subjects[0].name is "system:anonymous", expected somebody',
    },
  },
  unknown: ["subjects", "subjects[0].name"],
  secret: ["subjects[0].name"],
});
