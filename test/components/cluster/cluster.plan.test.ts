import { planCluster, planGrants, type ClusterPlanArgs } from "../../../components/cluster";
import * as defaults from "../../../components/cluster/cluster.plan";
import { podIdentityTrust } from "../../../components/cluster/iam";
import { serviceTrust } from "../../../components/core/trust";
import { kubeconfig } from "../../../components/cluster/kubeconfig";
import { volumeKeyPolicy } from "../../../components/cluster/volume-key-policy";
import { CLUSTER_VERSIONS, EKS_ADDONS } from "../../../facts/eks-addons";
import { DEPLOY_ROLE, REQUIRED } from "./fixture";

describe("planCluster", () => {
  it("has these defaults", () => {
    expect(defaults.DEFAULT_KUBERNETES_VERSION).toBe("1.35");
    expect(defaults.DEFAULT_SERVICE_CIDR).toBe("172.20.0.0/16");
    expect(defaults.DEFAULT_LOG_RETENTION).toBe("365 days");
    expect(defaults.DEFAULT_SYSTEM_INSTANCE_TYPES).toStrictEqual(["m7g.large"]);
    expect(defaults.DEFAULT_SYSTEM_NODE_COUNT).toBe(3);
    expect(defaults.DEFAULT_SYSTEM_VOLUME_SIZE).toBe("50 GiB");
    expect(defaults.DEFAULT_PROTECT).toBe(true);
  });

  it("plans the defaults", () => {
    const { addons, ...plan } = planCluster(REQUIRED);
    expect(plan).toStrictEqual({
      version: "1.35",
      logGroupName: "/aws/eks/shop-test/cluster",
      logRetentionDays: 365,
      endpoint: { publicAccess: true, publicCidrs: ["192.0.2.0/24"] },
      serviceCidr: "172.20.0.0/16",
      system: { instanceTypes: ["m7g.large"], nodeCount: 3, volumeSizeGiB: 50 },
      protect: true,
    });
    expect(addons.map(({ name, beforeNodes }) => `${name} ${beforeNodes ? "before" : "after"} nodes`)).toStrictEqual([
      "vpc-cni before nodes",
      "kube-proxy before nodes",
      "eks-pod-identity-agent before nodes",
      "coredns after nodes",
      "aws-ebs-csi-driver after nodes",
      "metrics-server after nodes",
    ]);
  });

  it.each(CLUSTER_VERSIONS)("pins every add-on to what fits Kubernetes %s", (kubernetesVersion) => {
    const { addons } = planCluster({ ...REQUIRED, kubernetesVersion });
    const pinned = Object.fromEntries(addons.map(({ name, version }) => [name, version]));
    expect(pinned).toStrictEqual({ ...EKS_ADDONS[kubernetesVersion] });
  });

  it("keeps the API inside the VPC where a runner reaches it", () => {
    const args: ClusterPlanArgs = { ...REQUIRED, apiAccess: { kind: "private", runnerSecurityGroupId: "sg-runner" } };
    expect(planCluster(args).endpoint).toStrictEqual({ publicAccess: false });
  });
});

describe("planGrants", () => {
  it("grants the whole cluster unless namespaces are named", () => {
    const access = {
      deploy: { principalArn: DEPLOY_ROLE, policy: "AmazonEKSClusterAdminPolicy" },
      support: { principalArn: "arn:support", policy: "AmazonEKSViewPolicy", namespaces: ["allocation"] },
    } as const;
    expect(planGrants({ region: "eu-central-1", access })).toStrictEqual([
      {
        key: "deploy",
        principalArn: DEPLOY_ROLE,
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        scope: { type: "cluster" },
      },
      {
        key: "support",
        principalArn: "arn:support",
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
        scope: { type: "namespace", namespaces: ["allocation"] },
      },
    ]);
  });

  it("writes the ARNs of the region's AWS partition", () => {
    const { access } = REQUIRED;
    expect(planGrants({ region: "cn-north-1", access }).map(({ policyArn }) => policyArn)).toStrictEqual([
      "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    ]);
  });
});

describe("kubeconfig", () => {
  const values = {
    name: "shop-test",
    region: "eu-central-1",
    endpoint: "https://api.example.com",
    certificateAuthority: "Y2VydA==",
  };

  it("proves who the caller is through the aws command line and holds no secret", () => {
    expect(JSON.parse(kubeconfig({ ...values, roleArn: undefined }))).toStrictEqual({
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name: "shop-test",
          cluster: { server: "https://api.example.com", "certificate-authority-data": "Y2VydA==" },
        },
      ],
      users: [
        {
          name: "shop-test",
          user: {
            exec: {
              apiVersion: "client.authentication.k8s.io/v1beta1",
              command: "aws",
              args: ["eks", "get-token", "--cluster-name", "shop-test", "--region", "eu-central-1", "--output", "json"],
            },
          },
        },
      ],
      contexts: [{ name: "shop-test", context: { cluster: "shop-test", user: "shop-test" } }],
      "current-context": "shop-test",
    });
  });

  it("assumes a role where one is named", () => {
    expect(kubeconfig({ ...values, roleArn: DEPLOY_ROLE })).toContain(`"json","--role-arn","${DEPLOY_ROLE}"]`);
  });
});

describe("policies", () => {
  it("trust a service", () => {
    expect(serviceTrust("eks.amazonaws.com")).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
    );
  });

  it("trust one service account of one cluster", () => {
    const identity = { clusterName: "shop-test", namespace: "kube-system", serviceAccount: "aws-node" };
    expect(JSON.parse(podIdentityTrust(identity))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: {
            StringEquals: {
              "aws:RequestTag/eks-cluster-name": "shop-test",
              "aws:RequestTag/kubernetes-namespace": "kube-system",
              "aws:RequestTag/kubernetes-service-account": "aws-node",
            },
          },
        },
      ],
    });
  });

  it("lend the volume key to volumes alone", () => {
    expect(JSON.parse(volumeKeyPolicy("arn:key"))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "UseTheVolumeKey",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncrypt*"],
          Resource: "arn:key",
        },
        {
          Sid: "LendTheVolumeKeyToVolumes",
          Effect: "Allow",
          Action: "kms:CreateGrant",
          Resource: "arn:key",
          Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
      ],
    });
  });
});
