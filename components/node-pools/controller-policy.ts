/** What the policies of Karpenter's controller are written for. */
export interface ControllerScope {
  /** AWS partition, as in ARNs. */
  readonly partition: string;
  /** Region of the cluster. */
  readonly region: string;
  /** Name of the cluster. */
  readonly clusterName: string;
  /** ARN of the cluster. */
  readonly clusterArn: string;
  /** ARN of the role that nodes run as. */
  readonly nodeRoleArn: string;
  /** ARN of the key that encrypts nodes' disks. */
  readonly volumesKeyArn: string;
  /** ARN of the interruption queue. */
  readonly queueArn: string;
}

type Statement = Readonly<Record<string, unknown>>;

const MADE_BY_LAUNCH = [
  "fleet",
  "instance",
  "volume",
  "network-interface",
  "launch-template",
  "spot-instances-request",
] as const;

/**
 * Lets the controller launch, tag and end instances of its own cluster, and nothing else: what it makes must carry
 * the cluster's tags, and what it ends must carry them already.
 * Guide: https://karpenter.sh/v1.15/reference/cloudformation/ (read 2026-10-10)
 */
export function lifecyclePolicy(scope: ControllerScope): string {
  return policy([
    useSharedParts(scope),
    useOwnLaunchTemplates(scope),
    createTagged(scope),
    tagWhileCreating(scope),
    tagOwnInstances(scope),
    endOwn(scope),
    passNodeRole(scope),
    ...useVolumeKey(scope),
  ]);
}

/** Lets the controller read what it chooses from: instance types, prices, images, its cluster. */
export function discoveryPolicy({ partition, region, clusterArn }: ControllerScope): string {
  return policy([
    {
      Sid: "ReadWhatTheRegionOffers",
      Effect: "Allow",
      Action: [
        "ec2:DescribeCapacityReservations",
        "ec2:DescribeImages",
        "ec2:DescribeInstances",
        "ec2:DescribeInstanceStatus",
        "ec2:DescribeInstanceTypeOfferings",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeLaunchTemplates",
        "ec2:DescribePlacementGroups",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSpotPriceHistory",
        "ec2:DescribeSubnets",
      ],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
    {
      Sid: "ReadImageParameters",
      Effect: "Allow",
      Action: "ssm:GetParameter",
      Resource: `arn:${partition}:ssm:${region}::parameter/aws/service/*`,
    },
    { Sid: "ReadPrices", Effect: "Allow", Action: "pricing:GetProducts", Resource: "*" },
    {
      Sid: "ReadInstanceProfiles",
      Effect: "Allow",
      Action: ["iam:GetInstanceProfile", "iam:ListInstanceProfiles"],
      Resource: "*",
    },
    { Sid: "ReadTheCluster", Effect: "Allow", Action: "eks:DescribeCluster", Resource: clusterArn },
    {
      Sid: "ReadTheClustersZonalShift",
      Effect: "Allow",
      Action: "arc-zonal-shift:GetManagedResource",
      Resource: "*",
      Condition: { StringEquals: { "arc-zonal-shift:ResourceIdentifier": clusterArn } },
    },
  ]);
}

/** Lets the controller read the interruption queue. */
export function interruptionPolicy({ queueArn }: ControllerScope): string {
  return policy([
    {
      Sid: "ReadInterruptions",
      Effect: "Allow",
      Action: ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
      Resource: queueArn,
    },
  ]);
}

/** Lets EventBridge's rules, and nobody else, send to the interruption queue. */
export function queuePolicy(queueArn: string, ruleArns: readonly string[]): string {
  return policy([
    {
      Sid: "LetTheRulesSend",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: { ArnEquals: { "aws:SourceArn": ruleArns } },
    },
    {
      Sid: "RefuseWithoutTls",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: queueArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}

function useSharedParts({ partition, region }: ControllerScope): Statement {
  return {
    Sid: "UseImagesSubnetsAndGroups",
    Effect: "Allow",
    Action: ["ec2:RunInstances", "ec2:CreateFleet"],
    Resource: [
      `arn:${partition}:ec2:${region}::image/*`,
      `arn:${partition}:ec2:${region}::snapshot/*`,
      `arn:${partition}:ec2:${region}:*:security-group/*`,
      `arn:${partition}:ec2:${region}:*:subnet/*`,
    ],
  };
}

function useOwnLaunchTemplates(scope: ControllerScope): Statement {
  return {
    Sid: "UseOwnLaunchTemplates",
    Effect: "Allow",
    Action: ["ec2:RunInstances", "ec2:CreateFleet"],
    Resource: ec2(scope, ["launch-template"]),
    Condition: owned(scope, "aws:ResourceTag"),
  };
}

function createTagged(scope: ControllerScope): Statement {
  const { StringEquals, StringLike } = owned(scope, "aws:RequestTag");
  return {
    Sid: "CreateTagged",
    Effect: "Allow",
    Action: ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
    Resource: ec2(scope, MADE_BY_LAUNCH),
    Condition: {
      StringEquals: { ...StringEquals, "aws:RequestTag/eks:eks-cluster-name": scope.clusterName },
      StringLike,
    },
  };
}

function tagWhileCreating(scope: ControllerScope): Statement {
  const { StringEquals, StringLike } = owned(scope, "aws:RequestTag");
  return {
    Sid: "TagWhileCreating",
    Effect: "Allow",
    Action: "ec2:CreateTags",
    Resource: ec2(scope, MADE_BY_LAUNCH),
    Condition: {
      StringEquals: {
        ...StringEquals,
        "aws:RequestTag/eks:eks-cluster-name": scope.clusterName,
        "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"],
      },
      StringLike,
    },
  };
}

function tagOwnInstances(scope: ControllerScope): Statement {
  return {
    Sid: "TagOwnInstances",
    Effect: "Allow",
    Action: "ec2:CreateTags",
    Resource: ec2(scope, ["instance"]),
    Condition: {
      ...owned(scope, "aws:ResourceTag"),
      StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": scope.clusterName },
      "ForAllValues:StringEquals": { "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"] },
    },
  };
}

function endOwn(scope: ControllerScope): Statement {
  return {
    Sid: "EndOwnInstancesAndTemplates",
    Effect: "Allow",
    Action: ["ec2:TerminateInstances", "ec2:RebootInstances", "ec2:DeleteLaunchTemplate"],
    Resource: ec2(scope, ["instance", "launch-template"]),
    Condition: owned(scope, "aws:ResourceTag"),
  };
}

function passNodeRole({ nodeRoleArn }: ControllerScope): Statement {
  return {
    Sid: "GiveNodesTheirRole",
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: nodeRoleArn,
    Condition: { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] } },
  };
}

function useVolumeKey({ region, volumesKeyArn }: ControllerScope): Statement[] {
  const viaEc2 = { StringLike: { "kms:ViaService": `ec2.${region}.amazonaws.com*` } };
  return [
    {
      Sid: "EncryptDisks",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncrypt*"],
      Resource: volumesKeyArn,
      Condition: viaEc2,
    },
    {
      Sid: "LendTheKeyToDisks",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: volumesKeyArn,
      Condition: { ...viaEc2, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

function owned({ clusterName }: ControllerScope, tag: "aws:RequestTag" | "aws:ResourceTag") {
  return {
    StringEquals: { [`${tag}/kubernetes.io/cluster/${clusterName}`]: "owned" },
    StringLike: { [`${tag}/karpenter.sh/nodepool`]: "*" },
  };
}

function ec2({ partition, region }: ControllerScope, kinds: readonly string[]): string[] {
  return kinds.map((kind) => `arn:${partition}:ec2:${region}:*:${kind}/*`);
}

function policy(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
