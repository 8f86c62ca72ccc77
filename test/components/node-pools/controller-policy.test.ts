import {
  discoveryPolicy,
  interruptionPolicy,
  lifecyclePolicy,
  queuePolicy,
} from "../../../components/node-pools/controller-policy";

const SCOPE = {
  partition: "aws",
  region: "eu-central-1",
  clusterName: "shop-test",
  clusterArn: "arn:cluster",
  nodeRoleArn: "arn:node-role",
  volumesKeyArn: "arn:key",
  queueArn: "arn:queue",
} as const;

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function statements(policy: string): Statement[] {
  return (JSON.parse(policy) as { readonly Statement: Statement[] }).Statement;
}

function statement(policy: string, sid: string): Statement | undefined {
  return statements(policy).find(({ Sid }) => Sid === sid);
}

const made = ["fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request"].map(
  (kind) => `arn:aws:ec2:eu-central-1:*:${kind}/*`,
);

describe("the controller's rights", () => {
  const lifecycle = lifecyclePolicy(SCOPE);

  it("cover these statements and no others", () => {
    const all = [lifecycle, discoveryPolicy(SCOPE), interruptionPolicy(SCOPE)].flatMap(statements);
    expect(all.map(({ Sid }) => Sid)).toStrictEqual([
      "UseImagesSubnetsAndGroups",
      "UseOwnLaunchTemplates",
      "CreateTagged",
      "TagWhileCreating",
      "TagOwnInstances",
      "EndOwnInstancesAndTemplates",
      "GiveNodesTheirRole",
      "EncryptDisks",
      "LendTheKeyToDisks",
      "ReadWhatTheRegionOffers",
      "ReadImageParameters",
      "ReadPrices",
      "ReadInstanceProfiles",
      "ReadTheCluster",
      "ReadTheClustersZonalShift",
      "ReadInterruptions",
    ]);
  });

  it("fit into the 10,240 characters that a role's own policies may have together", () => {
    const sizes = [lifecycle, discoveryPolicy(SCOPE), interruptionPolicy(SCOPE)].map(({ length }) => length);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(10_240);
  });

  it("name a resource or a condition wherever they change something", () => {
    const unbound = statements(lifecycle).filter(
      ({ Resource, Condition }) => Resource === "*" && Condition === undefined,
    );
    expect(unbound).toStrictEqual([]);
  });

  it("create only what carries the cluster's tags", () => {
    expect(statement(lifecycle, "CreateTagged")).toStrictEqual({
      Sid: "CreateTagged",
      Effect: "Allow",
      Action: ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
      Resource: made,
      Condition: {
        StringEquals: {
          "aws:RequestTag/kubernetes.io/cluster/shop-test": "owned",
          "aws:RequestTag/eks:eks-cluster-name": "shop-test",
        },
        StringLike: { "aws:RequestTag/karpenter.sh/nodepool": "*" },
      },
    });
  });

  it("tag while creating, and of instances only the names afterwards", () => {
    expect(statement(lifecycle, "TagWhileCreating")?.Condition?.["StringEquals"]).toStrictEqual({
      "aws:RequestTag/kubernetes.io/cluster/shop-test": "owned",
      "aws:RequestTag/eks:eks-cluster-name": "shop-test",
      "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"],
    });
    expect(statement(lifecycle, "TagOwnInstances")).toStrictEqual({
      Sid: "TagOwnInstances",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: ["arn:aws:ec2:eu-central-1:*:instance/*"],
      Condition: {
        StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/shop-test": "owned" },
        StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
        StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": "shop-test" },
        "ForAllValues:StringEquals": { "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"] },
      },
    });
  });

  it("end only what carries the cluster's tags", () => {
    expect(statement(lifecycle, "EndOwnInstancesAndTemplates")).toStrictEqual({
      Sid: "EndOwnInstancesAndTemplates",
      Effect: "Allow",
      Action: ["ec2:TerminateInstances", "ec2:RebootInstances", "ec2:DeleteLaunchTemplate"],
      Resource: ["arn:aws:ec2:eu-central-1:*:instance/*", "arn:aws:ec2:eu-central-1:*:launch-template/*"],
      Condition: {
        StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/shop-test": "owned" },
        StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
      },
    });
  });

  it("give nodes one role, and to EC2 alone", () => {
    expect(statement(lifecycle, "GiveNodesTheirRole")).toStrictEqual({
      Sid: "GiveNodesTheirRole",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: "arn:node-role",
      Condition: { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] } },
    });
  });

  it("use the disks' key through EC2 alone", () => {
    const viaEc2 = { StringLike: { "kms:ViaService": "ec2.eu-central-1.amazonaws.com*" } };
    expect(statement(lifecycle, "EncryptDisks")).toMatchObject({ Resource: "arn:key", Condition: viaEc2 });
    expect(statement(lifecycle, "LendTheKeyToDisks")).toMatchObject({
      Action: "kms:CreateGrant",
      Resource: "arn:key",
      Condition: { ...viaEc2, Bool: { "kms:GrantIsForAWSResource": "true" } },
    });
  });

  it("read in the cluster's region alone", () => {
    expect(statement(discoveryPolicy(SCOPE), "ReadWhatTheRegionOffers")?.Condition).toStrictEqual({
      StringEquals: { "aws:RequestedRegion": "eu-central-1" },
    });
    expect(statement(discoveryPolicy(SCOPE), "ReadTheCluster")?.Resource).toBe("arn:cluster");
  });

  it("write ARNs of the AWS partition", () => {
    const policy = lifecyclePolicy({ ...SCOPE, partition: "aws-cn", region: "cn-north-1" });
    expect(statement(policy, "UseImagesSubnetsAndGroups")?.Resource).toStrictEqual([
      "arn:aws-cn:ec2:cn-north-1::image/*",
      "arn:aws-cn:ec2:cn-north-1::snapshot/*",
      "arn:aws-cn:ec2:cn-north-1:*:security-group/*",
      "arn:aws-cn:ec2:cn-north-1:*:subnet/*",
    ]);
  });
});

describe("the interruption queue's policy", () => {
  it("lets the rules send, and nobody without TLS", () => {
    expect(statements(queuePolicy("arn:queue", ["arn:rule-1", "arn:rule-2"]))).toStrictEqual([
      {
        Sid: "LetTheRulesSend",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: "arn:queue",
        Condition: { ArnEquals: { "aws:SourceArn": ["arn:rule-1", "arn:rule-2"] } },
      },
      {
        Sid: "RefuseWithoutTls",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: "arn:queue",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });
});
