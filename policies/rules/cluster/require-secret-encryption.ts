import type { ClusterArgs } from "@pulumi/aws/eks";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { keyProblems } from "../../core/keys";
import { describeProblem } from "../../core/message";
import { ofType } from "../../core/rule";
import { asList } from "../../core/tags";

/** An EKS cluster encrypts its secrets with a key of the customer's. */
export const clusterRequireSecretEncryption: ResourceValidationPolicy = {
  name: "cluster-require-secret-encryption",
  description: "A cluster encrypts its secrets with a customer's key.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("EKS.3", "EKS clusters should use encrypted Kubernetes secrets"),
  tags: ["encryption"],
  remediationSteps:
    "Set encryptionConfig with resources [secrets] and provider.keyArn of a key in the cluster's region.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html",
  validateResource: ofType<ClusterArgs>("aws:eks/cluster:Cluster", ({ encryptionConfig }, _args, report) => {
    const resources = asList(encryptionConfig?.resources);
    if (!resources.includes("secrets")) {
      const got = encryptionConfig?.resources;
      report(describeProblem({ property: "encryptionConfig.resources", got, expected: "secrets among them" }));
      return;
    }
    const key = () => encryptionConfig?.provider.keyArn;
    keyProblems("encryptionConfig.provider.keyArn", key).forEach((problem) => report(problem));
  }),
};
