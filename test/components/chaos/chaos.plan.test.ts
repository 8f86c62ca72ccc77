import { EXPERIMENT_DEFAULTS, FIS_ACTIONS, planChaos, type Experiment } from "../../../components/chaos";
import { ACCOUNT } from "../core/fixtures";
import { EXPERIMENTS, REQUIRED } from "./fixture";

const { interrupt, zone, writer, table, archive } = EXPERIMENTS;
const EC2 = `arn:aws:ec2:eu-central-1:${ACCOUNT}`;
const VPC = [`${EC2}:vpc/`, "vpc-1"];
const ANYTHING = [["*"]];
const FIND = { sid: "FindTargets", actions: ["tag:GetResources"], resources: ANYTHING };
const LOG = {
  sid: "Log",
  actions: ["logs:CreateLogDelivery", "logs:DescribeLogGroups", "logs:DescribeResourcePolicies"],
  resources: ANYTHING,
};

const planned = (experiment: Experiment<string>) =>
  planChaos<string>({ ...REQUIRED, experiments: { it: experiment } }).experiments["it"];

describe("planChaos", () => {
  it("interrupts a quarter of the running spot instances that have the tags, and may interrupt no others", () => {
    expect(planned(interrupt)).toStrictEqual({
      actionId: "aws:ec2:send-spot-instance-interruptions",
      resourceType: "aws:ec2:spot-instance",
      targetKey: "SpotInstances",
      description: "Hypothesis: the run resumes. Otherwise: https://runbooks.example.com/batch-run-failed.md",
      actionDescription: "spot-interruption",
      parameters: { durationBeforeInterruption: "PT2M" },
      target: {
        tags: { "inventory-platform/batch": "true" },
        arns: [],
        filters: { "State.Name": "running" },
        selectionMode: "PERCENT(25)",
      },
      emptyTargets: "fail",
      rights: [
        {
          sid: "Interrupt",
          actions: ["ec2:SendSpotInstanceInterruptions"],
          resources: [[`${EC2}:instance/*`]],
          conditions: { StringEquals: { "aws:ResourceTag/inventory-platform/batch": ["true"] } },
        },
        { sid: "Describe", actions: ["ec2:DescribeInstances"], resources: ANYTHING },
        LOG,
      ],
    });
  });

  it("cuts off the subnets of one zone, VPC and tags, and may touch no other subnet and no ACL but its own", () => {
    const { parameters, target, rights } = planned(zone) ?? {};
    expect({ parameters, target }).toStrictEqual({
      parameters: { duration: "PT10M", scope: "all" },
      target: {
        tags: { environment: "test" },
        arns: [],
        filters: { AvailabilityZone: "eu-central-1a", VpcId: "vpc-1" },
        selectionMode: "ALL",
      },
    });
    const acls = [[`${EC2}:network-acl/*`]];
    expect(rights).toStrictEqual([
      {
        sid: "CreateAcls",
        actions: ["ec2:CreateNetworkAcl"],
        resources: acls,
        conditions: { StringEquals: { "aws:RequestTag/managedByFIS": ["true"] } },
      },
      { sid: "CreateAclsInVpc", actions: ["ec2:CreateNetworkAcl"], resources: [VPC] },
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
      {
        sid: "CutSubnets",
        actions: ["ec2:ReplaceNetworkAclAssociation"],
        resources: [[`${EC2}:subnet/*`]],
        conditions: {
          StringEquals: { "ec2:AvailabilityZone": ["eu-central-1a"], "aws:ResourceTag/environment": ["test"] },
          ArnEquals: { "ec2:Vpc": VPC },
        },
      },
      {
        sid: "SwapAcls",
        actions: ["ec2:ReplaceNetworkAclAssociation"],
        resources: acls,
        conditions: { ArnEquals: { "ec2:Vpc": VPC } },
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
        resources: ANYTHING,
      },
      LOG,
    ]);
  });

  it("fails over one cluster, without a duration", () => {
    const { parameters, target, rights } = planned(writer) ?? {};
    expect({ parameters, target, rights }).toStrictEqual({
      parameters: {},
      target: { tags: {}, arns: [writer.clusterArn], filters: {}, selectionMode: "ALL" },
      rights: [
        { sid: "FailOver", actions: ["rds:FailoverDBCluster"], resources: [[writer.clusterArn]] },
        { sid: "Describe", actions: ["rds:DescribeDBClusters"], resources: ANYTHING },
        FIND,
        LOG,
      ],
    });
  });

  it("pauses one table by its policy and its stream's, or by errors where it is strongly consistent", () => {
    const { parameters, target, rights } = planned(table) ?? {};
    expect({ parameters, target, rights }).toStrictEqual({
      parameters: { duration: "PT30M" },
      target: { tags: {}, arns: [table.tableArn], filters: {}, selectionMode: "ALL" },
      rights: [
        {
          sid: "Pause",
          actions: [
            "dynamodb:DeleteResourcePolicy",
            "dynamodb:DescribeTable",
            "dynamodb:GetResourcePolicy",
            "dynamodb:PutResourcePolicy",
          ],
          resources: [[table.tableArn], [table.tableArn, "/stream/*"]],
        },
        {
          sid: "PauseStrong",
          actions: ["dynamodb:InjectError"],
          resources: ANYTHING,
          conditions: {
            StringEquals: { "dynamodb:FisActionId": ["aws:dynamodb:global-table-pause-replication"] },
            "ForAllValues:ArnEquals": { "dynamodb:FisTargetArns": [table.tableArn] },
          },
        },
        FIND,
        LOG,
      ],
    });
  });

  it("pauses buckets that have the tags and are named, into one region", () => {
    const { parameters, target, rights } = planned(archive) ?? {};
    expect({ parameters, target, rights }).toStrictEqual({
      parameters: { duration: "PT120M", region: "eu-west-1" },
      target: { tags: { feature: "archive" }, arns: [], filters: {}, selectionMode: "ALL" },
      rights: [
        {
          sid: "Pause",
          actions: ["s3:PauseReplication"],
          resources: [["arn:aws:s3:::archive"]],
          conditions: { StringEquals: { "s3:DestinationRegion": ["eu-west-1"] } },
        },
        {
          sid: "ChangeReplicationToPause",
          actions: ["s3:GetReplicationConfiguration", "s3:PutReplicationConfiguration"],
          resources: [["arn:aws:s3:::archive"]],
          conditions: { BoolIfExists: { "s3:IsReplicationPauseRequest": ["true"] } },
        },
        { sid: "ListBuckets", actions: ["s3:ListAllMyBuckets"], resources: ANYTHING },
        FIND,
        LOG,
      ],
    });
  });

  it("takes what experiments choose themselves", () => {
    const spot = planned({ ...interrupt, percent: 60, notice: "5 minutes", emptyTargets: "skip" });
    expect([spot?.target.selectionMode, spot?.parameters, spot?.emptyTargets]).toStrictEqual([
      "PERCENT(60)",
      { durationBeforeInterruption: "PT5M" },
      "skip",
    ]);
    expect(planned({ ...zone, traffic: "vpc", duration: "1 hour" })?.parameters).toStrictEqual({
      duration: "PT60M",
      scope: "vpc",
    });
    expect(planned({ ...table, duration: "12 hours" })?.parameters).toStrictEqual({ duration: "PT720M" });
    expect(planned({ ...archive, duration: "3 hours" })?.parameters).toStrictEqual({
      duration: "PT180M",
      region: "eu-west-1",
    });
  });

  it("says in the action why an experiment may be run in production", () => {
    const { experiments } = planChaos<string>({
      ...REQUIRED,
      production: true,
      experiments: { writer },
      allowInProduction: { writer: "tried in staging" },
    });
    expect(experiments["writer"]?.actionDescription).toBe("database-failover, allowed in production: tried in staging");
  });

  it("keeps the log for a year, or for as long as it is told", () => {
    expect(planChaos(REQUIRED).logRetentionDays).toBe(365);
    expect(planChaos({ ...REQUIRED, logRetention: "90 days" }).logRetentionDays).toBe(90);
  });

  it("writes ARNs of the region's own AWS partition", () => {
    const { partition, experimentArns, experiments } = planChaos({
      ...REQUIRED,
      region: "cn-north-1",
      experiments: { interrupt },
    });
    expect([partition, experimentArns, experiments["interrupt"]?.rights[0]?.resources]).toStrictEqual([
      "aws-cn",
      `arn:aws-cn:fis:cn-north-1:${ACCOUNT}:experiment/*`,
      [[`arn:aws-cn:ec2:cn-north-1:${ACCOUNT}:instance/*`]],
    ]);
  });
});

describe("FIS_ACTIONS", () => {
  it("names each action, what it is done to, and by which key, as FIS does", () => {
    expect(
      Object.values(FIS_ACTIONS).map(({ actionId, resourceType, targetKey }) => [actionId, resourceType, targetKey]),
    ).toStrictEqual([
      ["aws:ec2:send-spot-instance-interruptions", "aws:ec2:spot-instance", "SpotInstances"],
      ["aws:network:disrupt-connectivity", "aws:ec2:subnet", "Subnets"],
      ["aws:rds:failover-db-cluster", "aws:rds:cluster", "Clusters"],
      ["aws:dynamodb:global-table-pause-replication", "aws:dynamodb:global-table", "Tables"],
      ["aws:s3:bucket-pause-replication", "aws:s3:bucket", "Buckets"],
    ]);
  });
});

describe("EXPERIMENT_DEFAULTS", () => {
  it("are what the settings' documentation says", () => {
    expect(EXPERIMENT_DEFAULTS).toStrictEqual({
      emptyTargets: "fail",
      percent: 25,
      notice: "2 minutes",
      traffic: "all",
      zoneLoss: "10 minutes",
      tableReplicationPause: "30 minutes",
      bucketReplicationPause: "2 hours",
    });
  });
});
