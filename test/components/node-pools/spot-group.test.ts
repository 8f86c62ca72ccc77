import {
  planSpotGroup,
  SPOT_GROUP_DEFAULTS,
  SpotGroup,
  spotGroupRefusals,
  vcpusOf,
  type SpotGroupArgs,
} from "../../../components/node-pools";
import { SPOT_INSTANCE_TYPE_NAMES, SPOT_INSTANCE_TYPES } from "../../../facts/spot-instance-types";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource, PlanMode } from "../../../planner/plan";
import { KEY, TAGS } from "./fixture";

const REQUIRED: SpotGroupArgs = {
  region: "eu-central-1",
  vpcId: "vpc-a",
  subnetIds: { a: "subnet-a", b: "subnet-b" },
  imageIds: { arm64: "ami-arm", amd64: "ami-amd" },
  volumesKeyArn: KEY,
  tags: TAGS,
};
const SIZES = ["medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"];
const typesOf = (...families: string[]): string[] =>
  families.flatMap((family) => SIZES.map((size) => `${family}.${size}`));

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table, in its order. */
const rows: readonly (readonly [string, Partial<SpotGroupArgs>, string])[] = [
  [
    "a region that does not exist",
    { region: "eu-middle-1" },
    'region is "eu-middle-1", expected an AWS region listed in facts/regions.ts; correct the region\'s code',
  ],
  [
    "a single zone",
    { subnetIds: { a: "subnet-a" } },
    'subnetIds is ["a"], expected a subnet in at least 2 zones; pass the network\'s private subnets: spot capacity is short by the zone',
  ],
  [
    "types whose processors cannot be told",
    { instanceTypes: [...SPOT_INSTANCE_TYPE_NAMES, "m7g.metal", "m7g"] },
    'instanceTypes is ["m7g.metal","m7g"], expected EC2 instance types of a size from medium up, such as m7g.xlarge; correct their names: capacity is counted by the processors that the size says',
  ],
  [
    "few types",
    { instanceTypes: [...SPOT_INSTANCE_TYPE_NAMES.slice(0, 14), "m7g.large"] },
    "instanceTypes is 14, expected 15 to 40 types; with few to choose from, spot capacity runs out; a group takes no more than 40",
  ],
  [
    "two families",
    { instanceTypes: typesOf("m7g", "m7i") },
    'instanceTypes is ["m7g","m7i"], expected at least 3 families; add types of other families: capacity is short by the family',
  ],
  [
    "one architecture",
    { instanceTypes: typesOf("m7g", "c7g", "r7g") },
    'instanceTypes is ["arm64"], expected types of both architectures, arm64 and amd64; add types of the other one, and build images for both',
  ],
  [
    "a maximum below the largest type",
    { maxVcpus: 8 },
    "maxVcpus is 8, expected a whole number from 16, which the largest type has; raise it, or leave the largest types out",
  ],
  [
    "a base above the maximum",
    { onDemandBaseVcpus: 129 },
    "onDemandBaseVcpus is 129, expected a whole number from 0 to maxVcpus (128); choose how much of a run does not depend on spot capacity",
  ],
  [
    "a group without spot",
    { onDemandPercent: 100 },
    "onDemandPercent is 100, expected a whole number from 0 to 99; leave a share to spot, or run the work where nothing is interrupted",
  ],
  [
    "a hook that is too short",
    { checkpointTime: "29 seconds" },
    'checkpointTime is "29 seconds", expected 30 seconds to 2 hours; save smaller checkpoints more often',
  ],
  [
    "disks that the image fills",
    { volumeSize: "8 GiB" },
    'volumeSize is "8 GiB", expected whole GiB, at least 30; leave room for the image and the job\'s files',
  ],
];

function planOf(args: SpotGroupArgs, mode: PlanMode = "as-applied"): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "prod-eu-central-1",
    config: { "aws:region": "eu-central-1" },
    mode,
    program: () => {
      const { groupName, groupArn, roleName, securityGroupId } = new SpotGroup("nightly", args);
      return { groupName, groupArn, roleName, securityGroupId };
    },
  });
}

function children(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ kind }) => kind === "custom");
}

function inputs(plan: Plan, role: string): PlannedResource["inputs"] {
  return children(plan).find(({ name }) => name === `nightly-${role}`)?.inputs ?? {};
}

function refusalOf(change: Partial<SpotGroupArgs>): string {
  try {
    new SpotGroup("nightly", { ...REQUIRED, ...change });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no refusal";
}

describe("planSpotGroup", () => {
  it("plans every known type, Graviton first, weighed by its processors", () => {
    const { overrides, ...rest } = planSpotGroup(REQUIRED);
    expect(SPOT_GROUP_DEFAULTS.instanceTypes).toBe(SPOT_INSTANCE_TYPE_NAMES);
    expect(rest).toStrictEqual({
      maxVcpus: 128,
      onDemandBaseVcpus: 4,
      onDemandPercent: 0,
      checkpointSeconds: 120,
      volumeSizeGiB: 50,
    });
    expect(overrides).toHaveLength(16);
    expect(overrides.map(({ architecture }) => architecture)).toStrictEqual([
      ...Array.from({ length: 12 }, () => "arm64"),
      ...Array.from({ length: 4 }, () => "amd64"),
    ]);
    expect(overrides[0]).toStrictEqual({ architecture: "arm64", instanceType: "m7g.large", weight: 2 });
  });

  it("counts the processors that the table of instance types has", () => {
    for (const [name, { vcpus }] of Object.entries(SPOT_INSTANCE_TYPES)) {
      expect(vcpusOf(name)).toBe(vcpus);
    }
    expect(["m7g.medium", "m7g.16xlarge", "m7g.metal"].map(vcpusOf)).toStrictEqual([1, 64, Number.NaN]);
  });
});

describe("SpotGroup", () => {
  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf(change)).toBe(`spot group "nightly": ${message}`);
  });

  it("has a case for every row of its table, in the table's order", () => {
    const fired = rows.map(([, change]) => spotGroupRefusals.findIndex(({ when }) => when({ ...REQUIRED, ...change })));
    expect(fired).toStrictEqual([...spotGroupRefusals.keys()]);
  });

  it("refuses more types than a group takes, and accepts what lies at the limits", () => {
    const many = typesOf("m7g", "m7i", "c7g", "c7i", "r7g", "r7i");
    expect(refusalOf({ instanceTypes: many })).toMatch(/^spot group "nightly": instanceTypes is 48, expected 15 to 40/);
    const edge = { ...REQUIRED, maxVcpus: 16, onDemandBaseVcpus: 0, onDemandPercent: 99 } as const;
    const limits = { ...edge, checkpointTime: "2 hours", volumeSize: "30 GiB" } as const;
    expect(spotGroupRefusals.filter(({ when }) => when(limits))).toStrictEqual([]);
  });

  it("creates these children at defaults, all its own", async () => {
    const identities = children(await planOf(REQUIRED)).map(
      ({ type, name, parent }) => `${type} ${name} ${parent?.split("::").at(-1)}`,
    );
    expect(identities.toSorted()).toStrictEqual([
      "aws:autoscaling/group:Group nightly-group nightly",
      "aws:autoscaling/lifecycleHook:LifecycleHook nightly-checkpoint nightly",
      "aws:ec2/launchTemplate:LaunchTemplate nightly-template-amd64 nightly",
      "aws:ec2/launchTemplate:LaunchTemplate nightly-template-arm64 nightly",
      "aws:ec2/securityGroup:SecurityGroup nightly-security-group nightly",
      "aws:iam/instanceProfile:InstanceProfile nightly-profile nightly",
      "aws:iam/role:Role nightly-role nightly",
      "aws:iam/rolePolicy:RolePolicy nightly-role-lifecycle nightly",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule nightly-https-out nightly",
    ]);
  });

  it("starts at zero, rebalances, and takes spot by price and capacity above a base on demand", async () => {
    const group = inputs(await planOf(REQUIRED), "group");
    expect(group).toMatchObject({
      minSize: 0,
      maxSize: 128,
      capacityRebalance: true,
      vpcZoneIdentifiers: ["subnet-a", "subnet-b"],
      instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 110 },
      suspendedProcesses: ["AZRebalance"],
      mixedInstancesPolicy: {
        instancesDistribution: {
          onDemandAllocationStrategy: "prioritized",
          onDemandBaseCapacity: 4,
          onDemandPercentageAboveBaseCapacity: 0,
          spotAllocationStrategy: "price-capacity-optimized",
        },
      },
    });
    expect(Object.keys(group)).not.toEqual(expect.arrayContaining(["desiredCapacity"]));
    expect(Object.keys(group)).not.toEqual(expect.arrayContaining(["instanceRefresh"]));
    expect(group["tags"]).toStrictEqual([
      ...Object.entries({ ...TAGS, Name: "nightly-group" }).map(([key, value]) => ({
        key,
        value,
        propagateAtLaunch: true,
      })),
      { key: "inventory-platform/batch", value: "true", propagateAtLaunch: true },
    ]);
  });

  it("launches each architecture from its own template: encrypted, IMDSv2, no public address, tagged", async () => {
    const plan = await planOf(REQUIRED);
    const tags = { ...TAGS, Name: "nightly-group" };
    for (const [architecture, imageId] of Object.entries({ arm64: "ami-arm", amd64: "ami-amd" })) {
      expect(inputs(plan, `template-${architecture}`)).toMatchObject({
        imageId,
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        networkInterfaces: [{ associatePublicIpAddress: "false", deleteOnTermination: "true" }],
        blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 50, encrypted: "true", kmsKeyId: KEY } }],
        tagSpecifications: [
          { resourceType: "instance", tags },
          { resourceType: "volume", tags },
          { resourceType: "network-interface", tags },
        ],
      });
    }
  });

  it("holds an ending instance back, and lets it alone say that it is done", async () => {
    const plan = await planOf({ ...REQUIRED, checkpointTime: "5 minutes" });
    expect(inputs(plan, "checkpoint")).toMatchObject({
      lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
      heartbeatTimeout: 300,
      defaultResult: "CONTINUE",
    });
    expect(inputs(plan, "role-lifecycle")["policy"]).toBe(
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "FinishOwnLifecycleActions",
            Effect: "Allow",
            Action: ["autoscaling:CompleteLifecycleAction", "autoscaling:RecordLifecycleActionHeartbeat"],
            Resource: plan.outputs["groupArn"],
          },
        ],
      }),
    );
  });

  it("gives whoever scales it what they need, and lets nobody in", async () => {
    const plan = await planOf(REQUIRED);
    expect(plan.outputs).toMatchObject({
      groupArn: expect.stringMatching(
        /^arn:aws:autoscaling:eu-central-1:\d{12}:autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName\/nightly-group/,
      ),
      groupName: expect.stringMatching(/^nightly-group/),
    });
    expect(Object.keys(inputs(plan, "security-group"))).not.toEqual(expect.arrayContaining(["ingress"]));
    expect(children(await planOf(REQUIRED, "unknowns"))).toHaveLength(9);
  });
});
