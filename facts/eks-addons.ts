import type { KubernetesVersion } from "./kubernetes-versions";

/** The EKS add-ons the kit installs, by the name EKS gives them. */
export type EksAddonName =
  "vpc-cni" | "kube-proxy" | "eks-pod-identity-agent" | "coredns" | "aws-ebs-csi-driver" | "metrics-server";

/**
 * Where the versions below come from. They are second-hand: EKS's default builds of that day, as public records of
 * clusters upgraded through these versions state them. EKS itself answers only to an account; to compare or renew a row:
 * `aws eks describe-addon-versions --kubernetes-version 1.35 --addon-name coredns`.
 */
export const EKS_ADDONS_SOURCE = {
  url: "https://docs.aws.amazon.com/eks/latest/userguide/updating-an-add-on.html",
  date: "2026-09-24",
} as const;

const EVERY_VERSION = {
  "vpc-cni": "v1.22.4-eksbuild.3",
  "eks-pod-identity-agent": "v1.3.10-eksbuild.3",
  "aws-ebs-csi-driver": "v1.66.0-eksbuild.1",
  "metrics-server": "v0.9.0-eksbuild.11",
} as const;

/** Add-on versions, pinned for each Kubernetes version the kit runs on. */
export const EKS_ADDONS = {
  "1.34": { ...EVERY_VERSION, "kube-proxy": "v1.34.6-eksbuild.29", coredns: "v1.12.4-eksbuild.38" },
  "1.35": { ...EVERY_VERSION, "kube-proxy": "v1.35.3-eksbuild.29", coredns: "v1.13.2-eksbuild.31" },
} as const satisfies Partial<Record<KubernetesVersion, Readonly<Record<EksAddonName, string>>>>;

/** A Kubernetes version whose add-ons are pinned. */
export type ClusterVersion = keyof typeof EKS_ADDONS;

/** The versions of {@link EKS_ADDONS}, oldest first. */
export const CLUSTER_VERSIONS = Object.keys(EKS_ADDONS) as readonly ClusterVersion[];

/**
 * Release of the EKS-optimised Amazon Linux 2023 image for nodes outside managed node groups, from the same records.
 * Releases are listed at https://github.com/awslabs/amazon-eks-ami/releases.
 */
export const NODE_IMAGE = { family: "al2023", release: "v20260917", date: "2026-09-17" } as const;

/**
 * The add-on that collects logs and traces. Its version is second-hand too: that of a public record of a cluster of
 * Kubernetes 1.36. Names are those of its chart, https://github.com/aws-observability/helm-charts (read 2026-11-26), whose log
 * collector runs under the agent's service account, and whose agent has a Service of the same name.
 */
export const OBSERVABILITY_ADDON = {
  name: "amazon-cloudwatch-observability",
  version: "v6.7.0-eksbuild.1",
  namespace: "amazon-cloudwatch",
  serviceAccount: "cloudwatch-agent",
} as const;
