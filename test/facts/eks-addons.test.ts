import { CLUSTER_VERSIONS, EKS_ADDONS, EKS_ADDONS_SOURCE, NODE_IMAGE } from "../../facts/eks-addons";
import { isKubernetesVersion, kubernetesSupport } from "../../facts/kubernetes-versions";

const ADDONS = [
  "aws-ebs-csi-driver",
  "coredns",
  "eks-pod-identity-agent",
  "kube-proxy",
  "metrics-server",
  "vpc-cni",
] as const;

describe("EKS_ADDONS", () => {
  it("covers the versions that were in standard support when the add-ons were read", () => {
    expect(CLUSTER_VERSIONS).toStrictEqual(["1.34", "1.35"]);
    expect(CLUSTER_VERSIONS.every(isKubernetesVersion)).toBe(true);
    expect(CLUSTER_VERSIONS.map((version) => kubernetesSupport(version, EKS_ADDONS_SOURCE.date))).toStrictEqual([
      "standard",
      "standard",
    ]);
  });

  it.each(CLUSTER_VERSIONS)("pins each add-on to one build for Kubernetes %s", (version) => {
    expect(Object.keys(EKS_ADDONS[version]).toSorted()).toStrictEqual(ADDONS);
    for (const pinned of Object.values(EKS_ADDONS[version])) {
      expect(pinned).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
    }
    expect(EKS_ADDONS[version]["kube-proxy"]).toMatch(new RegExp(`^v${version}\\.`));
  });

  it("pins the nodes' image to a dated release", () => {
    expect(NODE_IMAGE).toStrictEqual({ family: "al2023", release: "v20260917", date: "2026-09-17" });
  });
});
