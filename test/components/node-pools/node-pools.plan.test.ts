import * as defaults from "../../../components/node-pools";
import { instanceTypesOf, planNodePools, type NodePoolPlan } from "../../../components/node-pools";
import { SPOT_INSTANCE_TYPE_NAMES } from "../../../facts/spot-instance-types";
import { REQUIRED } from "./fixture";

const ON_DEMAND = { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] };
const LINUX = { key: "kubernetes.io/os", operator: "In", values: ["linux"] };
const SIZES = {
  key: "karpenter.k8s.aws/instance-size",
  operator: "In",
  values: ["large", "xlarge", "2xlarge", "4xlarge"],
};

function pool(name: string): NodePoolPlan | undefined {
  return planNodePools(REQUIRED).nodePools.find((each) => each.name === name);
}

describe("planNodePools", () => {
  it("has these defaults", () => {
    expect(defaults.DEFAULT_POOLS).toStrictEqual({
      critical: { kind: "critical", vcpuLimit: 64, memoryLimit: "256 GiB" },
      "spot-batch": { kind: "batch", vcpuLimit: 128, memoryLimit: "512 GiB" },
    });
    expect(defaults.DEFAULT_NODE_VOLUME_SIZE).toBe("50 GiB");
    expect(defaults.INTERRUPTION_RETENTION_SECONDS).toBe(300);
    expect(defaults.BATCH_TAINT).toStrictEqual({
      key: "inventory-platform/batch",
      value: "true",
      effect: "NoSchedule",
    });
  });

  it("pins the nodes' image and sizes their disks", () => {
    expect(planNodePools(REQUIRED)).toMatchObject({ imageAlias: "al2023@v20260917", volumeSize: "50Gi" });
    expect(planNodePools({ ...REQUIRED, nodeVolumeSize: "1 TiB" }).volumeSize).toBe("1024Gi");
  });

  it("serves critical work by Graviton on demand, and by amd64 only where that is not to be had", () => {
    const disruption = {
      consolidationPolicy: "WhenEmptyOrUnderutilized",
      consolidateAfter: "5m",
      budgets: [{ nodes: "10%" }],
    };
    expect(pool("critical")).toStrictEqual({
      name: "critical",
      kind: "critical",
      weight: 100,
      requirements: [
        ON_DEMAND,
        { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] },
        LINUX,
        { key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["c7g", "m7g", "r7g"] },
        SIZES,
      ],
      taints: [],
      disruption,
      limits: { cpu: "64", memory: "256Gi" },
    });
    expect(pool("critical-amd64")).toStrictEqual({
      name: "critical-amd64",
      kind: "critical",
      weight: 50,
      requirements: [
        ON_DEMAND,
        { key: "kubernetes.io/arch", operator: "In", values: ["amd64"] },
        LINUX,
        { key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["c7i", "m7i", "r7i"] },
        SIZES,
      ],
      taints: [],
      disruption,
      limits: { cpu: "64", memory: "256Gi" },
    });
  });

  it("serves batch work by spot of many types, falls back to on demand, and leaves running jobs alone", () => {
    expect(pool("spot-batch")).toStrictEqual({
      name: "spot-batch",
      kind: "batch",
      weight: 10,
      requirements: [
        { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot", "on-demand"] },
        { key: "kubernetes.io/arch", operator: "In", values: ["arm64", "amd64"] },
        LINUX,
        { key: "node.kubernetes.io/instance-type", operator: "In", values: SPOT_INSTANCE_TYPE_NAMES },
      ],
      taints: [{ key: "inventory-platform/batch", value: "true", effect: "NoSchedule" }],
      disruption: {
        consolidationPolicy: "WhenEmpty",
        consolidateAfter: "1m",
        budgets: [
          { nodes: "100%", reasons: ["Empty"] },
          { nodes: "0", reasons: ["Drifted", "Underutilized"] },
        ],
      },
      limits: { cpu: "128", memory: "512Gi" },
    });
  });

  it("takes pools as named", () => {
    const pools = { nightly: { kind: "batch", vcpuLimit: 16, memoryLimit: "64 GiB" } } as const;
    expect(planNodePools({ ...REQUIRED, pools }).nodePools.map(({ name }) => name)).toStrictEqual(["nightly"]);
  });

  it("draws on the listed types, and on every known one where none is listed", () => {
    const limits = { vcpuLimit: 16, memoryLimit: "64 GiB" } as const;
    expect(instanceTypesOf({ kind: "batch", ...limits })).toStrictEqual(SPOT_INSTANCE_TYPE_NAMES);
    expect(instanceTypesOf({ kind: "batch", ...limits, instanceTypes: ["m7g.large"] })).toStrictEqual(["m7g.large"]);
  });
});
