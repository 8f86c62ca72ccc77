import * as kubernetes from "@pulumi/kubernetes";
import type { NodePoolsArgs } from "../../../components/node-pools";

const ARN = "arn:aws:eks:eu-central-1:111122223333:cluster/shop-test";

export const KEY = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-000000000001";

export const TAGS = {
  environment: "test",
  service: "platform",
  owner: "platform-team",
  "cost-center": "cc-100",
  channel: "all",
  feature: "compute",
  "data-class": "internal",
  residency: "eu",
} as const;

/** The arguments every set of node pools needs, and nothing else. */
export const REQUIRED: NodePoolsArgs = {
  region: "eu-central-1",
  cluster: {
    clusterName: "shop-test",
    kubernetesVersion: "1.35",
    name: "shop-test",
    arn: ARN,
    endpoint: "https://api.example.com",
    securityGroupId: "sg-cluster",
  },
  subnetIds: { a: "subnet-a", b: "subnet-b", c: "subnet-c" },
  volumesKeyArn: KEY,
  tags: TAGS,
};

/** A provider for the objects inside the cluster. Called within a program. */
export function provider(): kubernetes.Provider {
  return new kubernetes.Provider("cluster", { kubeconfig: "{}" });
}
