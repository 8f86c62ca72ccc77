import { clusterRequireControlPlaneLogs } from "../../../../policies/rules/cluster/require-control-plane-logs";
import { describeRule } from "../../harness";

const type = "aws:eks/cluster:Cluster";

describeRule(clusterRequireControlPlaneLogs, {
  good: { type, props: { enabledClusterLogTypes: ["api", "audit", "authenticator", "scheduler"] } },
  broken: [
    {
      path: "enabledClusterLogTypes",
      to: ["api"],
      message: 'enabledClusterLogTypes is ["api"], expected api, audit, authenticator among them',
    },
    {
      path: "enabledClusterLogTypes",
      to: undefined,
      message: "enabledClusterLogTypes is missing, expected api, audit, authenticator among them",
    },
  ],
  unknown: ["enabledClusterLogTypes"],
  secret: ["enabledClusterLogTypes"],
});
