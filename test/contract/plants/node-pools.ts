import type { Plant } from "./plant";

export const nodePoolsPlants: readonly Plant[] = [
  {
    folder: "node-pools",
    type: "kubernetes:karpenter.sh/v1:NodePool",
    name: "main-pools-pool-spot-batch",
    path: "spec.template.spec.taints",
    to: [],
    rule: "node-pool-forbid-untainted-spot",
    says: "spec.template.spec allows spot and its taints lack it",
  },
  {
    folder: "node-pools",
    type: "aws:autoscaling/group:Group",
    name: "nightly-group",
    path: "tags[9].value",
    to: "false",
    rule: "auto-scaling-group-forbid-untagged-spot",
    says: "onDemandPercentageAboveBaseCapacity is 0, expected 100 or ",
  },
  {
    folder: "node-pools",
    type: "aws:batch/computeEnvironment:ComputeEnvironment",
    name: "batch-spot-arm64",
    path: 'tags["inventory-platform/batch"]',
    to: undefined,
    rule: "compute-environment-forbid-untagged-spot",
    says: 'computeResources.type is "SPOT", expected EC2, FARGATE or a tag',
  },
];
