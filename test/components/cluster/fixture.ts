import type { ClusterArgs } from "../../../components/cluster";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-000000000001";

export const DEPLOY_ROLE = "arn:aws:iam::111122223333:role/deploy";

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

/** The arguments every cluster needs, and nothing else. */
export const REQUIRED: ClusterArgs = {
  clusterName: "shop-test",
  region: "eu-central-1",
  subnetIds: { a: "subnet-a", b: "subnet-b", c: "subnet-c" },
  apiAccess: { kind: "public", cidrs: ["192.0.2.0/24"] },
  access: { deploy: { principalArn: DEPLOY_ROLE, policy: "AmazonEKSClusterAdminPolicy" } },
  secretsKeyArn: KEY,
  logsKeyArn: KEY,
  volumesKeyArn: KEY,
  tags: TAGS,
};
