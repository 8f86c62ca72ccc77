import * as kubernetes from "@pulumi/kubernetes";
import { Cluster, type ClusterArgs } from "../../../components/cluster";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource, PlanMode } from "../../../planner/plan";
import { DEPLOY_ROLE, REQUIRED, TAGS } from "./fixture";

const KEY = REQUIRED.secretsKeyArn;
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const CHILDREN = [
  "aws:cloudwatch/logGroup:LogGroup main-logs",
  "aws:ec2/launchTemplate:LaunchTemplate main-system-template",
  "aws:eks/accessEntry:AccessEntry main-access-deploy",
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation main-access-deploy-policy",
  "aws:eks/addon:Addon main-aws-ebs-csi-driver",
  "aws:eks/addon:Addon main-coredns",
  "aws:eks/addon:Addon main-eks-pod-identity-agent",
  "aws:eks/addon:Addon main-kube-proxy",
  "aws:eks/addon:Addon main-metrics-server",
  "aws:eks/addon:Addon main-vpc-cni",
  "aws:eks/cluster:Cluster main-control-plane",
  "aws:eks/nodeGroup:NodeGroup main-system",
  "aws:iam/role:Role main-network-role",
  "aws:iam/role:Role main-node-role",
  "aws:iam/role:Role main-role",
  "aws:iam/role:Role main-storage-role",
  "aws:iam/rolePolicy:RolePolicy main-storage-role-key-policy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment main-network-role-policy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment main-node-role-registry",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment main-node-role-worker",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment main-role-policy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment main-storage-role-policy",
];

function planOf(change: Partial<ClusterArgs> = {}, mode: PlanMode = "as-applied"): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "dev",
    config: { "aws:region": "eu-west-1" },
    mode,
    program: () => {
      const cluster = new Cluster("main", { ...REQUIRED, ...change });
      const { name, arn, endpoint, certificateAuthority, kubeconfig, securityGroupId, nodeRoleArn } = cluster;
      const { clusterName, kubernetesVersion } = cluster;
      return {
        ...{ name, arn, endpoint, certificateAuthority, kubeconfig, securityGroupId, nodeRoleArn },
        ...{ clusterName, kubernetesVersion },
      };
    },
  });
}

function children(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ kind }) => kind === "custom");
}

function child(plan: Plan, role: string): PlannedResource {
  const found = children(plan).find(({ name }) => name === `main-${role}`);
  if (found === undefined) {
    throw new Error(`main-${role} is not in the plan`);
  }
  return found;
}

function waitsFor(plan: Plan, role: string): string[] {
  return child(plan, role)
    .dependencies.map((urn) => urn.slice(urn.lastIndexOf("::main-") + "::main-".length))
    .toSorted();
}

describe("Cluster at defaults", () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planOf();
  });

  it("creates these children, all of them its own", () => {
    const component = plan.resources.find(({ type }) => type === "inventory:cluster:Cluster");
    const created = children(plan).map(({ type, name }) => `${type} ${name}`);
    expect(created.toSorted()).toStrictEqual(CHILDREN);
    expect(new Set(children(plan).map(({ parent }) => parent))).toStrictEqual(new Set([component?.urn]));
  });

  it("tags every child that takes tags", () => {
    const untagged = children(plan).filter(({ inputs }) => inputs["tags"] === undefined);
    expect(new Set(untagged.map(({ type }) => type))).toStrictEqual(
      new Set([
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      ]),
    );
    for (const { name, inputs } of children(plan).filter((each) => !untagged.includes(each))) {
      expect(inputs["tags"]).toStrictEqual({ ...TAGS, Name: name });
    }
  });

  it("places every regional child in its own region, not in the provider's", () => {
    const regional = children(plan).filter(({ type }) => !type.startsWith("aws:iam/"));
    expect(new Set(regional.map(({ inputs }) => inputs["region"]))).toStrictEqual(new Set(["eu-central-1"]));
  });

  it("hardens the control plane", () => {
    const { inputs, options } = child(plan, "control-plane");
    expect(inputs).toStrictEqual({
      name: "shop-test",
      version: "1.35",
      roleArn: child(plan, "role").outputs["arn"],
      vpcConfig: {
        subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
        endpointPrivateAccess: true,
        endpointPublicAccess: true,
        publicAccessCidrs: ["192.0.2.0/24"],
      },
      kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: "172.20.0.0/16" },
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      encryptionConfig: { provider: { keyArn: KEY }, resources: ["secrets"] },
      enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
      bootstrapSelfManagedAddons: false,
      upgradePolicy: { supportType: "STANDARD" },
      zonalShiftConfig: { enabled: true },
      deletionProtection: true,
      region: "eu-central-1",
      tags: { ...TAGS, Name: "main-control-plane" },
    });
    expect(options).toMatchObject({ protect: true, deleteBeforeReplace: true });
    expect(options.retainOnDelete).toBeUndefined();
  });

  it("creates the control plane's log group before the control plane", () => {
    expect(child(plan, "logs").inputs).toStrictEqual({
      name: "/aws/eks/shop-test/cluster",
      retentionInDays: 365,
      kmsKeyId: KEY,
      region: "eu-central-1",
      tags: { ...TAGS, Name: "main-logs" },
    });
    expect(child(plan, "logs").options).toMatchObject({
      protect: true,
      retainOnDelete: true,
      deleteBeforeReplace: true,
    });
    expect(waitsFor(plan, "control-plane")).toStrictEqual(["logs", "role", "role-policy"]);
  });

  it("grants access by access entries", () => {
    const shared = { clusterName: "shop-test", principalArn: DEPLOY_ROLE, region: "eu-central-1" };
    expect(child(plan, "access-deploy").inputs).toStrictEqual({
      ...shared,
      type: "STANDARD",
      tags: { ...TAGS, Name: "main-access-deploy" },
    });
    expect(child(plan, "access-deploy-policy").inputs).toStrictEqual({
      ...shared,
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      accessScope: { type: "cluster" },
    });
    expect(waitsFor(plan, "access-deploy-policy")).toStrictEqual(["access-deploy", "control-plane"]);
  });

  it("installs what nodes need before the nodes, and the rest after", () => {
    const network = ["network-role", "network-role-policy"];
    expect(waitsFor(plan, "vpc-cni")).toStrictEqual(["control-plane", ...network]);
    expect(waitsFor(plan, "kube-proxy")).toStrictEqual(["control-plane"]);
    expect(waitsFor(plan, "eks-pod-identity-agent")).toStrictEqual(["control-plane"]);
    expect(waitsFor(plan, "system")).toStrictEqual(
      [
        "control-plane",
        "eks-pod-identity-agent",
        "kube-proxy",
        "node-role",
        "node-role-registry",
        "node-role-worker",
        "system-template",
        "vpc-cni",
      ].toSorted(),
    );
    expect(waitsFor(plan, "coredns")).toStrictEqual(["control-plane", "system"]);
    expect(waitsFor(plan, "metrics-server")).toStrictEqual(["control-plane", "system"]);
    expect(waitsFor(plan, "aws-ebs-csi-driver")).toStrictEqual(
      ["control-plane", "storage-role", "storage-role-key-policy", "storage-role-policy", "system"].toSorted(),
    );
  });

  it("pins the add-ons, enforces network policies and lets the metrics server onto system nodes", () => {
    const addon = { clusterName: "shop-test", resolveConflictsOnCreate: "OVERWRITE", region: "eu-central-1" };
    const shared = { ...addon, resolveConflictsOnUpdate: "OVERWRITE" };
    expect(child(plan, "vpc-cni").inputs).toStrictEqual({
      ...shared,
      addonName: "vpc-cni",
      addonVersion: "v1.22.4-eksbuild.3",
      configurationValues: '{"enableNetworkPolicy":"true"}',
      podIdentityAssociations: [{ roleArn: child(plan, "network-role").outputs["arn"], serviceAccount: "aws-node" }],
      tags: { ...TAGS, Name: "main-vpc-cni" },
    });
    expect(child(plan, "aws-ebs-csi-driver").inputs).toStrictEqual({
      ...shared,
      addonName: "aws-ebs-csi-driver",
      addonVersion: "v1.66.0-eksbuild.1",
      podIdentityAssociations: [
        { roleArn: child(plan, "storage-role").outputs["arn"], serviceAccount: "ebs-csi-controller-sa" },
      ],
      tags: { ...TAGS, Name: "main-aws-ebs-csi-driver" },
    });
    expect(child(plan, "metrics-server").inputs).toStrictEqual({
      ...shared,
      addonName: "metrics-server",
      addonVersion: "v0.9.0-eksbuild.11",
      configurationValues: '{"tolerations":[{"key":"CriticalAddonsOnly","operator":"Exists"}]}',
      tags: { ...TAGS, Name: "main-metrics-server" },
    });
    expect(child(plan, "coredns").inputs).toStrictEqual({
      ...shared,
      addonName: "coredns",
      addonVersion: "v1.13.2-eksbuild.31",
      tags: { ...TAGS, Name: "main-coredns" },
    });
  });

  it("gives each role its one managed policy, and nodes two", () => {
    const attachments = children(plan).filter(({ type }) => type.endsWith(":RolePolicyAttachment"));
    expect(Object.fromEntries(attachments.map(({ name, inputs }) => [name, inputs["policyArn"]]))).toStrictEqual({
      "main-role-policy": "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
      "main-network-role-policy": "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy",
      "main-storage-role-policy": "arn:aws:iam::aws:policy/AmazonEBSCSIDriverPolicyV2",
      "main-node-role-worker": "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
      "main-node-role-registry": "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
    });
  });

  it("runs three tainted Graviton nodes on demand", () => {
    const labels = Object.fromEntries(Object.entries(TAGS).map(([key, value]) => [`inventory-platform/${key}`, value]));
    expect(child(plan, "system").inputs).toStrictEqual({
      clusterName: "shop-test",
      version: "1.35",
      nodeRoleArn: child(plan, "node-role").outputs["arn"],
      subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
      amiType: "AL2023_ARM_64_STANDARD",
      capacityType: "ON_DEMAND",
      instanceTypes: ["m7g.large"],
      launchTemplate: {
        id: child(plan, "system-template").id,
        version: String(child(plan, "system-template").outputs["latestVersion"]),
      },
      scalingConfig: { minSize: 3, desiredSize: 3, maxSize: 3 },
      updateConfig: { maxUnavailable: 1 },
      nodeRepairConfig: { enabled: true },
      taints: [{ key: "CriticalAddonsOnly", value: "true", effect: "NO_SCHEDULE" }],
      labels: { ...labels, "inventory-platform/pool": "system" },
      region: "eu-central-1",
      tags: { ...TAGS, Name: "main-system" },
    });
  });

  it("launches nodes with IMDSv2 at one hop, encrypted disks and tags on all they consist of", () => {
    expect(child(plan, "system-template").inputs).toStrictEqual({
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: { volumeType: "gp3", volumeSize: 50, encrypted: "true", kmsKeyId: KEY, deleteOnTermination: "true" },
        },
      ],
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: { ...TAGS, Name: "main-system" },
      })),
      updateDefaultVersion: true,
      region: "eu-central-1",
      tags: { ...TAGS, Name: "main-system-template" },
    });
  });

  it("returns what others need to use it", () => {
    const control = child(plan, "control-plane").outputs;
    expect(plan.outputs).toMatchObject({
      clusterName: "shop-test",
      kubernetesVersion: "1.35",
      name: "shop-test",
      arn: control["arn"],
      endpoint: control["endpoint"],
      nodeRoleArn: child(plan, "node-role").outputs["arn"],
    });
    expect(control["vpcConfig"]).toMatchObject({ clusterSecurityGroupId: plan.outputs["securityGroupId"] });
    expect(JSON.parse(String(plan.outputs["kubeconfig"]))).toMatchObject({
      clusters: [{ cluster: { server: control["endpoint"] } }],
      users: [{ user: { exec: { args: expect.arrayContaining(["--cluster-name", "shop-test"]) as unknown } } }],
    });
  });
});

describe("Cluster with every argument set", () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planOf({
      apiAccess: { kind: "private", runnerSecurityGroupId: "sg-runner" },
      access: {
        deploy: { principalArn: DEPLOY_ROLE, policy: "AmazonEKSClusterAdminPolicy" },
        support: { principalArn: "arn:support", policy: "AmazonEKSViewPolicy", namespaces: ["allocation"] },
      },
      kubernetesVersion: "1.34",
      serviceCidr: "10.200.0.0/16",
      logRetention: "731 days",
      systemInstanceTypes: ["m7g.xlarge", "m6g.xlarge"],
      systemNodeCount: 2,
      systemVolumeSize: "80 GiB",
      protect: false,
      kubeconfigRoleArn: DEPLOY_ROLE,
    });
  });

  it("closes the API to the internet and opens it to the runner", () => {
    expect(child(plan, "control-plane").inputs["vpcConfig"]).toStrictEqual({
      subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
    });
    expect(child(plan, "runner-access").inputs).toStrictEqual({
      securityGroupId: plan.outputs["securityGroupId"],
      referencedSecurityGroupId: "sg-runner",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      description: "Kubernetes API from the deployment runner",
      region: "eu-central-1",
      tags: { ...TAGS, Name: "main-runner-access" },
    });
  });

  it("limits a grant to its namespaces", () => {
    expect(child(plan, "access-support-policy").inputs["accessScope"]).toStrictEqual({
      type: "namespace",
      namespaces: ["allocation"],
    });
  });

  it("takes versions, ranges, retention and sizes as given", () => {
    const control = child(plan, "control-plane");
    expect(control.inputs).toMatchObject({
      version: "1.34",
      kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: "10.200.0.0/16" },
      deletionProtection: false,
    });
    expect(child(plan, "kube-proxy").inputs["addonVersion"]).toBe("v1.34.6-eksbuild.29");
    expect(child(plan, "logs").inputs["retentionInDays"]).toBe(731);
    expect(child(plan, "system").inputs).toMatchObject({
      version: "1.34",
      instanceTypes: ["m7g.xlarge", "m6g.xlarge"],
      scalingConfig: { minSize: 2, desiredSize: 2, maxSize: 2 },
    });
    expect(child(plan, "system-template").inputs["blockDeviceMappings"]).toMatchObject([{ ebs: { volumeSize: 80 } }]);
  });

  it("can be deleted without protection", () => {
    expect([child(plan, "control-plane").options.protect, child(plan, "logs").options.protect]).not.toContain(true);
    expect(child(plan, "logs").options.retainOnDelete ?? false).toBe(false);
  });

  it("lets users of the kubeconfig assume a role", () => {
    expect(plan.outputs["kubeconfig"]).toContain(`"--role-arn","${DEPLOY_ROLE}"`);
  });
});

describe("Cluster before it exists", () => {
  it("knows its names and version, and nothing that AWS makes up", async () => {
    const plan = await planOf({}, "unknowns");
    expect(plan.outputs).toMatchObject({ clusterName: "shop-test", kubernetesVersion: "1.35", name: "shop-test" });
    expect(children(plan)).toHaveLength(CHILDREN.length);
    expect(plan.outputs["endpoint"]).toBe(UNKNOWN);
    expect(plan.outputs["kubeconfig"]).toBe(UNKNOWN);
  });

  it("keeps users of its kubeconfig waiting for add-ons, nodes and grants", async () => {
    const plan = await planProgram({
      config: { "aws:region": "eu-central-1" },
      program: () => {
        const { kubeconfig } = new Cluster("main", REQUIRED);
        new kubernetes.Provider("cluster", { kubeconfig });
      },
    });
    const provider = plan.resources.find(({ type }) => type === "pulumi:providers:kubernetes");
    const names = provider?.dependencies.map((urn) => urn.slice(urn.lastIndexOf("::") + 2));
    expect(names?.toSorted()).toStrictEqual([
      "main-access-deploy",
      "main-access-deploy-policy",
      "main-aws-ebs-csi-driver",
      "main-control-plane",
      "main-coredns",
      "main-metrics-server",
    ]);
  });
});
