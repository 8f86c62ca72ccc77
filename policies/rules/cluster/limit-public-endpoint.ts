import type { ClusterArgs } from "@pulumi/aws/eks";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { describeProblem } from "../../core/message";
import { ofType } from "../../core/rule";
import { asList } from "../../core/tags";

/** Blocks that let the whole internet in. */
const ANYWHERE: ReadonlySet<unknown> = new Set(["0.0.0.0/0", "::/0"]);

/** An EKS cluster's API is private, or open to named addresses only. EKS opens it to everyone where nothing is said. */
export const clusterLimitPublicEndpoint: ResourceValidationPolicy = {
  name: "cluster-limit-public-endpoint",
  description: "The API of a cluster is not open to the internet.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("EKS.1", "EKS cluster endpoints should not be publicly accessible"),
  tags: ["network"],
  remediationSteps:
    "Set vpcConfig.endpointPublicAccess to false, or name the blocks it is reached from in publicAccessCidrs.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html",
  validateResource: ofType<ClusterArgs>("aws:eks/cluster:Cluster", ({ vpcConfig }, _args, report) => {
    if (vpcConfig.endpointPublicAccess === false) {
      return;
    }
    const { publicAccessCidrs: got } = vpcConfig;
    const blocks = asList(got);
    if (blocks.length === 0 || blocks.some((block) => ANYWHERE.has(block))) {
      const expected = "named blocks, or endpointPublicAccess false";
      report(describeProblem({ property: "vpcConfig.publicAccessCidrs", got, expected }));
    }
  }),
};
