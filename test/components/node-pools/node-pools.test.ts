import { Cluster } from "../../../components/cluster";
import { NodePools, type NodePoolsArgs } from "../../../components/node-pools";
import { SPOT_INSTANCE_TYPE_NAMES } from "../../../facts/spot-instance-types";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource } from "../../../planner/plan";
import { REQUIRED as CLUSTER } from "../cluster/fixture";
import { KEY, provider, REQUIRED, TAGS } from "./fixture";

const LABELS = Object.fromEntries(Object.entries(TAGS).map(([key, value]) => [`inventory-platform/${key}`, value]));

const CHILDREN = [
  "aws:cloudwatch/eventRule:EventRule main-health-event",
  "aws:cloudwatch/eventRule:EventRule main-instance-state-change",
  "aws:cloudwatch/eventRule:EventRule main-rebalance-recommendation",
  "aws:cloudwatch/eventRule:EventRule main-spot-interruption",
  "aws:cloudwatch/eventTarget:EventTarget main-health-event-target",
  "aws:cloudwatch/eventTarget:EventTarget main-instance-state-change-target",
  "aws:cloudwatch/eventTarget:EventTarget main-rebalance-recommendation-target",
  "aws:cloudwatch/eventTarget:EventTarget main-spot-interruption-target",
  "aws:eks/accessEntry:AccessEntry main-node-access",
  "aws:eks/podIdentityAssociation:PodIdentityAssociation main-controller-identity",
  "aws:iam/instanceProfile:InstanceProfile main-node-profile",
  "aws:iam/role:Role main-controller-role",
  "aws:iam/role:Role main-node-role",
  "aws:iam/rolePolicy:RolePolicy main-controller-role-discovery",
  "aws:iam/rolePolicy:RolePolicy main-controller-role-interruption",
  "aws:iam/rolePolicy:RolePolicy main-controller-role-lifecycle",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment main-node-role-registry",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment main-node-role-worker",
  "aws:sqs/queue:Queue main-interruptions",
  "aws:sqs/queuePolicy:QueuePolicy main-interruptions-policy",
  "kubernetes:helm.sh/v3:Release main-karpenter",
  "kubernetes:helm.sh/v3:Release main-karpenter-crd",
  "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass main-node-class",
  "kubernetes:karpenter.sh/v1:NodePool main-pool-critical",
  "kubernetes:karpenter.sh/v1:NodePool main-pool-critical-amd64",
  "kubernetes:karpenter.sh/v1:NodePool main-pool-spot-batch",
];

function planOf(change: Partial<NodePoolsArgs> = {}): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "dev",
    config: { "aws:region": "eu-west-1" },
    program: () => {
      const pools = new NodePools("main", { ...REQUIRED, ...change }, { providers: [provider()] });
      const { nodeRoleArn, interruptionQueueArn, poolNames } = pools;
      return { nodeRoleArn, interruptionQueueArn, poolNames };
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

describe("NodePools at defaults", () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planOf();
  });

  it("creates these children, all of them its own", () => {
    const component = plan.resources.find(({ type }) => type === "inventory:node-pools:NodePools");
    const created = children(plan).map(({ type, name }) => `${type} ${name}`);
    expect(created.toSorted()).toStrictEqual(CHILDREN);
    expect(new Set(children(plan).map(({ parent }) => parent))).toStrictEqual(new Set([component?.urn]));
  });

  it("puts its objects into the caller's cluster and everything else into AWS", () => {
    for (const { type, provider: urn } of children(plan)) {
      const [own] = type.split(":");
      expect(urn).toContain(`::pulumi:providers:${own}::${own === "aws" ? "default" : "cluster"}`);
    }
  });

  it("tags every AWS child that takes tags, and labels every object", () => {
    const aws = children(plan).filter(({ type }) => type.startsWith("aws:"));
    const untagged = aws.filter(({ inputs }) => inputs["tags"] === undefined);
    expect(new Set(untagged.map(({ type }) => type))).toStrictEqual(
      new Set([
        "aws:cloudwatch/eventTarget:EventTarget",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "aws:sqs/queuePolicy:QueuePolicy",
      ]),
    );
    for (const { name, inputs } of aws.filter((each) => !untagged.includes(each))) {
      expect(inputs["tags"]).toStrictEqual({ ...TAGS, Name: name });
    }
    for (const { inputs } of children(plan).filter(({ type }) => type.startsWith("kubernetes:karpenter"))) {
      expect(inputs["metadata"]).toMatchObject({ labels: LABELS });
    }
  });

  it("places every regional child in its own region, not in the provider's", () => {
    const regional = children(plan).filter(({ type }) => /^aws:(?!iam)/.test(type));
    expect(new Set(regional.map(({ inputs }) => inputs["region"]))).toStrictEqual(new Set(["eu-central-1"]));
  });

  it("lets nodes join the cluster, and pull images, and no more", () => {
    expect(child(plan, "node-access").inputs).toStrictEqual({
      clusterName: "shop-test",
      principalArn: plan.outputs["nodeRoleArn"],
      type: "EC2_LINUX",
      region: "eu-central-1",
      tags: { ...TAGS, Name: "main-node-access" },
    });
    expect(child(plan, "node-role-worker").inputs["policyArn"]).toBe(
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
    );
    expect(child(plan, "node-role-registry").inputs["policyArn"]).toBe(
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
    );
    expect(child(plan, "node-profile").inputs["role"]).toBe(child(plan, "node-role").outputs["name"]);
  });

  it("gives the controller its role through Pod Identity", () => {
    expect(child(plan, "controller-identity").inputs).toStrictEqual({
      clusterName: "shop-test",
      namespace: "kube-system",
      serviceAccount: "karpenter",
      roleArn: child(plan, "controller-role").outputs["arn"],
      region: "eu-central-1",
      tags: { ...TAGS, Name: "main-controller-identity" },
    });
    expect(child(plan, "controller-role").inputs["assumeRolePolicy"]).toContain(
      '"aws:RequestTag/kubernetes-service-account":"karpenter"',
    );
    const lifecycle = String(child(plan, "controller-role-lifecycle").inputs["policy"]);
    expect(lifecycle).toContain(`"Action":"iam:PassRole","Resource":"${String(plan.outputs["nodeRoleArn"])}"`);
    expect(lifecycle).toContain(`"Resource":"${KEY}"`);
    expect(child(plan, "controller-role-interruption").inputs["policy"]).toContain(
      `"Resource":"${String(plan.outputs["interruptionQueueArn"])}"`,
    );
  });

  it("keeps interruptions five minutes, encrypted", () => {
    expect(child(plan, "interruptions").inputs).toStrictEqual({
      messageRetentionSeconds: 300,
      sqsManagedSseEnabled: true,
      region: "eu-central-1",
      tags: { ...TAGS, Name: "main-interruptions" },
    });
  });

  it.each([
    ["spot-interruption", "aws.ec2", "EC2 Spot Instance Interruption Warning"],
    ["rebalance-recommendation", "aws.ec2", "EC2 Instance Rebalance Recommendation"],
    ["instance-state-change", "aws.ec2", "EC2 Instance State-change Notification"],
    ["health-event", "aws.health", "AWS Health Event"],
  ])("sends the queue each %s", (role, source, detailType) => {
    const { inputs, outputs } = child(plan, role);
    expect(inputs["eventPattern"]).toBe(JSON.stringify({ source: [source], "detail-type": [detailType] }));
    expect(child(plan, `${role}-target`).inputs).toStrictEqual({
      rule: outputs["name"],
      arn: plan.outputs["interruptionQueueArn"],
      region: "eu-central-1",
    });
    expect(child(plan, "interruptions-policy").inputs["policy"]).toContain(JSON.stringify(outputs["arn"]));
  });

  it("installs Karpenter's definitions first, then its controller, of one pinned version", () => {
    const shared = {
      namespace: "kube-system",
      version: "1.15.0",
      atomic: true,
      timeout: 600,
      maxHistory: 5,
      compat: "true",
    };
    expect(child(plan, "karpenter-crd").inputs).toStrictEqual({
      ...shared,
      name: "karpenter-crd",
      chart: "oci://public.ecr.aws/karpenter/karpenter-crd",
    });
    expect(child(plan, "karpenter").inputs).toStrictEqual({
      ...shared,
      name: "karpenter",
      chart: "oci://public.ecr.aws/karpenter/karpenter",
      skipCrds: true,
      values: {
        replicas: 2,
        additionalLabels: LABELS,
        serviceAccount: { create: true, name: "karpenter" },
        settings: {
          clusterName: "shop-test",
          clusterEndpoint: "https://api.example.com",
          interruptionQueue: child(plan, "interruptions").outputs["name"],
        },
        controller: {
          env: [
            { name: "AWS_REGION", value: "eu-central-1" },
            { name: "ENABLE_ZONAL_SHIFT", value: "true" },
          ],
          resources: { requests: { cpu: "500m", memory: "1Gi" }, limits: { memory: "1Gi" } },
        },
      },
    });
    expect(waitsFor(plan, "karpenter")).toStrictEqual(
      [
        "controller-identity",
        "controller-role-discovery",
        "controller-role-interruption",
        "controller-role-lifecycle",
        "health-event-target",
        "instance-state-change-target",
        "interruptions",
        "interruptions-policy",
        "karpenter-crd",
        "rebalance-recommendation-target",
        "spot-interruption-target",
      ].toSorted(),
    );
  });

  it("describes a node after the controller runs and before the pools", () => {
    expect(child(plan, "node-class").inputs).toStrictEqual({
      apiVersion: "karpenter.k8s.aws/v1",
      kind: "EC2NodeClass",
      metadata: { name: "platform", labels: LABELS },
      spec: {
        amiSelectorTerms: [{ alias: "al2023@v20260917" }],
        instanceProfile: child(plan, "node-profile").outputs["name"],
        subnetSelectorTerms: [{ id: "subnet-a" }, { id: "subnet-b" }, { id: "subnet-c" }],
        securityGroupSelectorTerms: [{ id: "sg-cluster" }],
        associatePublicIPAddress: false,
        metadataOptions: {
          httpEndpoint: "enabled",
          httpProtocolIPv6: "disabled",
          httpPutResponseHopLimit: 1,
          httpTokens: "required",
        },
        blockDeviceMappings: [
          {
            deviceName: "/dev/xvda",
            ebs: {
              volumeType: "gp3",
              volumeSize: "50Gi",
              encrypted: true,
              kmsKeyID: KEY,
              deleteOnTermination: true,
            },
          },
        ],
        tags: { ...TAGS, Name: "main-nodes" },
      },
    });
    expect(waitsFor(plan, "node-class")).toStrictEqual(
      [
        "karpenter",
        "karpenter-crd",
        "node-access",
        "node-profile",
        "node-role-registry",
        "node-role-worker",
      ].toSorted(),
    );
    expect(waitsFor(plan, "pool-spot-batch")).toStrictEqual(["node-class"]);
  });

  it("writes the spot pool as Karpenter reads it", () => {
    expect(child(plan, "pool-spot-batch").inputs).toStrictEqual({
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: "spot-batch", labels: LABELS },
      spec: {
        weight: 10,
        limits: { cpu: "128", memory: "512Gi" },
        disruption: {
          consolidationPolicy: "WhenEmpty",
          consolidateAfter: "1m",
          budgets: [
            { nodes: "100%", reasons: ["Empty"] },
            { nodes: "0", reasons: ["Drifted", "Underutilized"] },
          ],
        },
        template: {
          metadata: {
            labels: { ...LABELS, "inventory-platform/pool": "spot-batch", "inventory-platform/kind": "batch" },
          },
          spec: {
            nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "platform" },
            requirements: [
              { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot", "on-demand"] },
              { key: "kubernetes.io/arch", operator: "In", values: ["arm64", "amd64"] },
              { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
              { key: "node.kubernetes.io/instance-type", operator: "In", values: SPOT_INSTANCE_TYPE_NAMES },
            ],
            taints: [{ key: "inventory-platform/batch", value: "true", effect: "NoSchedule" }],
            expireAfter: "720h",
            terminationGracePeriod: "24h",
          },
        },
      },
    });
  });

  it("leaves critical nodes untainted", () => {
    expect(child(plan, "pool-critical").inputs).toMatchObject({
      metadata: { name: "critical" },
      spec: { weight: 100 },
    });
    expect(JSON.stringify(child(plan, "pool-critical").inputs)).not.toContain('"taints"');
  });

  it("deletes what has a name of its own before it is replaced", () => {
    const named = children(plan).filter(({ type }) => type.startsWith("kubernetes:"));
    expect(named.map(({ options }) => options.deleteBeforeReplace)).toStrictEqual(named.map(() => true));
  });

  it("returns the names of the pools", () => {
    expect(plan.outputs["poolNames"]).toStrictEqual({
      critical: "critical",
      "critical-amd64": "critical-amd64",
      "spot-batch": "spot-batch",
    });
  });
});

describe("NodePools with every argument set", () => {
  it("makes the pools that are named, with their types, limits and disks", async () => {
    const instanceTypes = [...SPOT_INSTANCE_TYPE_NAMES, "m6a.xlarge"];
    const plan = await planOf({
      pools: {
        web: { kind: "critical", vcpuLimit: 16, memoryLimit: "64 GiB" },
        nightly: { kind: "batch", vcpuLimit: 32, memoryLimit: "1 TiB", instanceTypes },
      },
      nodeVolumeSize: "100 GiB",
    });
    expect(Object.keys(Object(plan.outputs["poolNames"])).toSorted()).toStrictEqual(["nightly", "web", "web-amd64"]);
    expect(child(plan, "pool-nightly").inputs).toMatchObject({
      metadata: { name: "nightly" },
      spec: { limits: { cpu: "32", memory: "1024Gi" } },
    });
    expect(JSON.stringify(child(plan, "pool-nightly").inputs)).toContain(JSON.stringify(instanceTypes));
    expect(child(plan, "pool-web-amd64").inputs).toMatchObject({ spec: { limits: { cpu: "16", memory: "64Gi" } } });
    expect(JSON.stringify(child(plan, "node-class").inputs)).toContain('"volumeSize":"100Gi"');
  });
});

describe("NodePools on a Cluster", () => {
  it("takes what it needs from the cluster, and waits for it", async () => {
    const plan = await planProgram({
      config: { "aws:region": "eu-central-1" },
      program: () => {
        const cluster = new Cluster("shop", CLUSTER);
        new NodePools("main", { ...REQUIRED, cluster }, { providers: [provider()] });
        return { arn: cluster.arn, endpoint: cluster.endpoint, securityGroupId: cluster.securityGroupId };
      },
    });
    const { arn, endpoint, securityGroupId } = plan.outputs;
    expect(child(plan, "controller-role-discovery").inputs["policy"]).toContain(
      `"Action":"eks:DescribeCluster","Resource":"${String(arn)}"`,
    );
    expect(child(plan, "karpenter").inputs).toMatchObject({ values: { settings: { clusterEndpoint: endpoint } } });
    expect(child(plan, "node-class").inputs).toMatchObject({
      spec: { securityGroupSelectorTerms: [{ id: securityGroupId }] },
    });
    const control = plan.resources.find(({ name }) => name === "shop-control-plane");
    expect(child(plan, "node-access").dependencies).toContain(control?.urn);
    expect(child(plan, "controller-identity").dependencies).toContain(control?.urn);
  });
});
