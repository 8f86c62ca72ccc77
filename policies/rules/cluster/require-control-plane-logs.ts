import type { ClusterArgs } from "@pulumi/aws/eks";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { holdsAll } from "../../core/settings";

/** A cluster logs who asked its API for what. */
export const clusterRequireControlPlaneLogs: ResourceValidationPolicy = {
  name: "cluster-require-control-plane-logs",
  description: "Clusters log who asked their API for what.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("EKS.8", "EKS clusters should have audit logging enabled"),
  tags: ["observability"],
  remediationSteps: "Name api, audit and authenticator in enabledClusterLogTypes.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html",
  ...mendableSettings<ClusterArgs>("aws:eks/cluster:Cluster", [
    {
      property: "enabledClusterLogTypes",
      read: (cluster) => cluster.enabledClusterLogTypes,
      check: holdsAll("api", "audit", "authenticator"),
      mend: ["api", "audit", "authenticator"],
    },
  ]),
};
