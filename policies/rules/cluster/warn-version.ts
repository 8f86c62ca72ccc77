import type { ClusterArgs } from "@pulumi/aws/eks";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { KUBERNETES_VERSIONS, KUBERNETES_VERSIONS_SOURCE, kubernetesSupport } from "../../../facts/kubernetes-versions";
import { awsBestPractice } from "../../core/framework";
import { describeProblem } from "../../core/message";
import { ofType } from "../../core/rule";

const DEFAULTS = { day: KUBERNETES_VERSIONS_SOURCE.comparedOn } as const;

/** An EKS cluster runs a version in standard support on the configured day; extended support costs six times as much. */
export const clusterWarnVersion: ResourceValidationPolicy = {
  name: "cluster-warn-version",
  description: "A cluster runs a version in standard support.",
  enforcementLevel: "advisory",
  severity: "medium",
  framework: awsBestPractice("EKS.2", "EKS clusters should run on a supported Kubernetes version"),
  tags: ["cost", "upgrades"],
  remediationSteps: "Raise the cluster's version, one minor version at a time, control plane before nodes.",
  url: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
  configSchema: { properties: { day: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$", default: DEFAULTS.day } } },
  validateResource: ofType<ClusterArgs>("aws:eks/cluster:Cluster", ({ version: got }, args, report) => {
    const { day } = { ...DEFAULTS, ...args.getConfig<{ day?: string }>() };
    const support = got === undefined ? "unlisted" : kubernetesSupport(got, day);
    if (support !== "standard") {
      const supported = Object.keys(KUBERNETES_VERSIONS).filter(
        (version) => kubernetesSupport(version, day) === "standard",
      );
      const said = describeProblem({ property: "version", got, expected: `one of ${supported.join(", ")}` });
      report(`${said}; on ${day} its support is ${support}`);
    }
  }),
};
