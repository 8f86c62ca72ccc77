import type {
  BucketReplicationPause,
  Experiment,
  SpotInterruption,
  TableReplicationPause,
  ZoneLoss,
} from "./experiments";
import { FIS_ACTIONS } from "./experiments";

/** A text in parts that are joined, as some are known only when it is applied. */
export type Joined<Text> = readonly (Text | string)[];

/** Operators of a policy, with the keys they compare. */
export type Conditions<Text> = Readonly<Record<string, Readonly<Record<string, Joined<Text>>>>>;

/** One statement of a policy that allows something. */
export interface Statement<Text> {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly Joined<Text>[];
  readonly conditions?: Conditions<Text>;
}

/** Where an experiment is run. */
export interface Place {
  /** AWS partition: `aws`. */
  readonly partition: string;
  /** Region of the experiment. */
  readonly region: string;
  /** Account of the experiment. */
  readonly accountId: string;
}

const EVERYTHING: readonly Joined<never>[] = [["*"]];

/** FIS asks for it wherever targets have an ARN; it reads, and it takes no resource. */
const FIND_TARGETS = { sid: "FindTargets", actions: ["tag:GetResources"], resources: EVERYTHING } as const;

/** What FIS needs to log: the group's own policy lets the log in, so that the role changes none. */
const LOG = {
  sid: "Log",
  actions: ["logs:CreateLogDelivery", "logs:DescribeLogGroups", "logs:DescribeResourcePolicies"],
  resources: EVERYTHING,
} as const;

/**
 * What the role of an experiment may do: what its action takes, at its targets alone.
 *
 * Sources: "Permissions" of each action in https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html;
 * the policies AWSFaultInjectionSimulatorNetworkAccess (v5) and of the scenario
 * https://docs.aws.amazon.com/fis/latest/userguide/cross-region-scenario.html; condition keys by the service authorization
 * reference (read 2026-11-26).
 */
export function rightsOf<Text>(experiment: Experiment<Text>, place: Place): readonly Statement<Text>[] {
  return [...rightsOfKind(experiment, place), LOG];
}

function rightsOfKind<Text>(experiment: Experiment<Text>, place: Place): readonly Statement<Text>[] {
  switch (experiment.kind) {
    case "spot-interruption":
      return spotRights(experiment, place);
    case "zone-loss":
      return [...networkAclRights(experiment, place), ...subnetRights(experiment, place)];
    case "database-failover":
      return [
        { sid: "FailOver", actions: ["rds:FailoverDBCluster"], resources: [[experiment.clusterArn]] },
        { sid: "Describe", actions: ["rds:DescribeDBClusters"], resources: EVERYTHING },
        FIND_TARGETS,
      ];
    case "table-replication-pause":
      return tableRights(experiment);
    case "bucket-replication-pause":
      return bucketRights(experiment);
  }
}

function spotRights({ targetTags }: SpotInterruption, place: Place): readonly Statement<never>[] {
  return [
    {
      sid: "Interrupt",
      actions: ["ec2:SendSpotInstanceInterruptions"],
      resources: [ec2(place, "instance/*")],
      conditions: { StringEquals: tagged(targetTags) },
    },
    { sid: "Describe", actions: ["ec2:DescribeInstances"], resources: EVERYTHING },
  ];
}

/** Network ACLs: those that FIS makes, and tags as its own. */
function networkAclRights<Text>({ vpcId }: ZoneLoss<Text>, place: Place): readonly Statement<Text>[] {
  const acls = [ec2(place, "network-acl/*")];
  return [
    {
      sid: "CreateAcls",
      actions: ["ec2:CreateNetworkAcl"],
      resources: acls,
      conditions: { StringEquals: { "aws:RequestTag/managedByFIS": ["true"] } },
    },
    { sid: "CreateAclsInVpc", actions: ["ec2:CreateNetworkAcl"], resources: [[...ec2(place, "vpc/"), vpcId]] },
    {
      sid: "TagAcls",
      actions: ["ec2:CreateTags"],
      resources: acls,
      conditions: {
        StringEquals: { "ec2:CreateAction": ["CreateNetworkAcl"], "aws:RequestTag/managedByFIS": ["true"] },
      },
    },
    {
      sid: "ChangeOwnAcls",
      actions: ["ec2:CreateNetworkAclEntry", "ec2:DeleteNetworkAcl"],
      resources: acls,
      conditions: { StringEquals: { "ec2:ResourceTag/managedByFIS": ["true"] } },
    },
  ];
}

/** Subnets: those of the zone, in the VPC, that have the tags. */
function subnetRights<Text>({ vpcId, zone, targetTags }: ZoneLoss<Text>, place: Place): readonly Statement<Text>[] {
  const inVpc = { "ec2:Vpc": [...ec2(place, "vpc/"), vpcId] };
  return [
    {
      sid: "CutSubnets",
      actions: ["ec2:ReplaceNetworkAclAssociation"],
      resources: [ec2(place, "subnet/*")],
      conditions: { StringEquals: { "ec2:AvailabilityZone": [zone], ...tagged(targetTags) }, ArnEquals: inVpc },
    },
    {
      sid: "SwapAcls",
      actions: ["ec2:ReplaceNetworkAclAssociation"],
      resources: [ec2(place, "network-acl/*")],
      conditions: { ArnEquals: inVpc },
    },
    {
      sid: "Describe",
      actions: [
        "ec2:DescribeManagedPrefixLists",
        "ec2:DescribeNetworkAcls",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
        "ec2:GetManagedPrefixListEntries",
      ],
      resources: EVERYTHING,
    },
  ];
}

/** A pause is a statement in the policies of the table and of its stream, or, with strong consistency, an error. */
function tableRights<Text>({ tableArn }: TableReplicationPause<Text>): readonly Statement<Text>[] {
  return [
    {
      sid: "Pause",
      actions: [
        "dynamodb:DeleteResourcePolicy",
        "dynamodb:DescribeTable",
        "dynamodb:GetResourcePolicy",
        "dynamodb:PutResourcePolicy",
      ],
      resources: [[tableArn], [tableArn, "/stream/*"]],
    },
    {
      sid: "PauseStrong",
      actions: ["dynamodb:InjectError"],
      resources: EVERYTHING,
      conditions: {
        StringEquals: { "dynamodb:FisActionId": [FIS_ACTIONS["table-replication-pause"].actionId] },
        "ForAllValues:ArnEquals": { "dynamodb:FisTargetArns": [tableArn] },
      },
    },
    FIND_TARGETS,
  ];
}

function bucketRights<Text>({
  bucketArns,
  destinationRegion,
}: BucketReplicationPause<Text>): readonly Statement<Text>[] {
  const buckets = bucketArns.map((bucketArn) => [bucketArn]);
  return [
    {
      sid: "Pause",
      actions: ["s3:PauseReplication"],
      resources: buckets,
      conditions: { StringEquals: { "s3:DestinationRegion": [destinationRegion] } },
    },
    {
      sid: "ChangeReplicationToPause",
      actions: ["s3:GetReplicationConfiguration", "s3:PutReplicationConfiguration"],
      resources: buckets,
      conditions: { BoolIfExists: { "s3:IsReplicationPauseRequest": ["true"] } },
    },
    { sid: "ListBuckets", actions: ["s3:ListAllMyBuckets"], resources: EVERYTHING },
    FIND_TARGETS,
  ];
}

function ec2({ partition, region, accountId }: Place, resource: string): readonly string[] {
  return [`arn:${partition}:ec2:${region}:${accountId}:${resource}`];
}

function tagged(tags: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, [value]]));
}
