import { accessBindingForbidClusterAdmin } from "../../../../policies/rules/access-binding/forbid-cluster-admin";
import { describeRule, withValue } from "../../harness";

const type = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding";

describeRule(accessBindingForbidClusterAdmin, {
  good: { type, props: { roleRef: { kind: "ClusterRole", name: "viewer" } } },
  broken: [
    { path: "roleRef.name", to: "cluster-admin", message: 'roleRef.name is "cluster-admin", expected another role' },
  ],
  alsoBroken: {
    "one of a namespace": {
      type: "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
      props: withValue({ roleRef: { kind: "ClusterRole", name: "viewer" } }, "roleRef.name", "cluster-admin"),
      message: 'roleRef.name is "cluster-admin", expected another role',
    },
  },
  unknown: ["roleRef", "roleRef.name"],
  secret: ["roleRef.name"],
});
