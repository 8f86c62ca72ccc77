import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { BATCH_KEY } from "../../facts/labels";
import type { Architecture } from "../../facts/spot-instance-types";
import { checkArgs, type ComponentArgs } from "../core";
import { BatchMachines, machineInputs } from "./batch-machines";
import { ARCHITECTURES, planSpotGroup, type SpotGroupPlan, type SpotGroupPlanArgs } from "./spot-group.plan";
import { spotGroupRefusals } from "./spot-group.refusals";

/** Arguments of {@link SpotGroup}. */
export interface SpotGroupArgs extends ComponentArgs, SpotGroupPlanArgs {
  /** VPC of the group. */
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets, by zone; two zones at least. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Machine image for each architecture; it starts the job, and tells it when the instance is to end. */
  readonly imageIds: Readonly<Record<Architecture, pulumi.Input<string>>>;
  /** Customer key of the disks, which has to serve EC2. */
  readonly volumesKeyArn: pulumi.Input<string>;
}

/** What instances are launched with. */
interface Launching {
  readonly profile: aws.iam.InstanceProfile;
  readonly securityGroup: aws.ec2.SecurityGroup;
}

type Templates = Readonly<Record<Architecture, aws.ec2.LaunchTemplate>>;

/**
 * An Auto Scaling group on spot capacity, for work that checkpoints and retries, where there is no Kubernetes.
 *
 * Creates:
 * - a launch template per architecture: encrypted disk, IMDSv2, no public address, tags on everything launched
 * - a security group without ingress, and with HTTPS out
 * - the instances' role, which may finish its own group's lifecycle actions and nothing else, and its profile
 * - the group: 16 instance types of both architectures, Graviton first, spot by price and capacity, an on-demand base,
 *   capacity rebalancing, from zero
 * - a lifecycle hook that holds an instance back until its job has saved its state
 *
 * Costs at defaults: nothing while the group is empty; then what the instances cost. In us-east-1 an m7g.xlarge costs
 * 119.14 USD a month on demand (2026-07-20) and about 45 on spot (saving of 62 percent, 2025-06-28). The first 4 virtual
 * processors are on demand. Disks are unpriced: there is no price row for them.
 *
 * Does not: scale itself (whoever has the backlog sets the desired capacity, in virtual processors); replace working
 * instances when the image changes; save a job's state; reach anything but HTTPS until a rule is added.
 *
 * @example
 * new SpotGroup("nightly", {
 *   region: "eu-central-1",
 *   vpcId: network.vpcId,
 *   subnetIds: network.privateSubnetIds,
 *   imageIds: { arm64: "ami-0a", amd64: "ami-0b" },
 *   volumesKeyArn: key.keyArn,
 *   tags,
 * });
 */
export class SpotGroup extends BatchMachines {
  /** Name of the group, for whoever scales it. */
  readonly groupName: pulumi.Output<string>;
  /** ARN of the group. */
  readonly groupArn: pulumi.Output<string>;
  /** Name of the instances' role: what a job may do is attached to it. */
  readonly roleName: pulumi.Output<string>;
  /** Security group of the instances. */
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: SpotGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:node-pools:SpotGroup", name, checkArgs(`spot group "${name}"`, args, spotGroupRefusals), opts);
    const plan = planSpotGroup(args);
    const role = this.createRole();
    const profile = this.createProfile(role);
    const securityGroup = this.createSecurityGroup(args, "Instances of a spot group");
    const template = (architecture: Architecture): aws.ec2.LaunchTemplate =>
      this.createTemplate({ architecture, plan }, args, { profile, securityGroup });
    const group = this.createGroup(plan, args, { arm64: template("arm64"), amd64: template("amd64") });
    this.createHook(plan, args, group);
    this.allowToFinish(role, group);

    this.groupName = group.name;
    this.groupArn = group.arn;
    this.roleName = role.name;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs({
      groupName: this.groupName,
      groupArn: this.groupArn,
      roleName: this.roleName,
      securityGroupId: this.securityGroupId,
    });
  }

  private createTemplate(
    { architecture, plan }: { readonly architecture: Architecture; readonly plan: SpotGroupPlan },
    args: SpotGroupArgs,
    { profile, securityGroup }: Launching,
  ): aws.ec2.LaunchTemplate {
    const role = `template-${architecture}`;
    return new aws.ec2.LaunchTemplate(
      this.childName(role),
      {
        imageId: args.imageIds[architecture],
        iamInstanceProfile: { arn: profile.arn },
        ...machineInputs({ volumeSizeGiB: plan.volumeSizeGiB, volumesKeyArn: args.volumesKeyArn }),
        networkInterfaces: [
          { associatePublicIpAddress: "false", deleteOnTermination: "true", securityGroups: [securityGroup.id] },
        ],
        tagSpecifications: this.childTagSpecifications("group"),
        updateDefaultVersion: true,
        region: args.region,
        tags: this.childTags(role),
      },
      this.childOptions(),
    );
  }

  private createGroup(plan: SpotGroupPlan, args: SpotGroupArgs, templates: Templates): aws.autoscaling.Group {
    return new aws.autoscaling.Group(
      this.childName("group"),
      {
        minSize: 0,
        maxSize: plan.maxVcpus,
        vpcZoneIdentifiers: Object.values(args.subnetIds),
        capacityRebalance: true,
        mixedInstancesPolicy: {
          instancesDistribution: {
            onDemandAllocationStrategy: "prioritized",
            onDemandBaseCapacity: plan.onDemandBaseVcpus,
            onDemandPercentageAboveBaseCapacity: plan.onDemandPercent,
            spotAllocationStrategy: "price-capacity-optimized",
          },
          launchTemplate: {
            launchTemplateSpecification: specificationOf(templates[ARCHITECTURES[0]]),
            overrides: plan.overrides.map(({ architecture, instanceType, weight }) => ({
              instanceType,
              weightedCapacity: String(weight),
              launchTemplateSpecification: specificationOf(templates[architecture]),
            })),
          },
        },
        instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 110 },
        suspendedProcesses: ["AZRebalance"],
        region: args.region,
        tags: [...this.childAutoScalingTags("group"), { key: BATCH_KEY, value: "true", propagateAtLaunch: true }],
      },
      this.childOptions(),
    );
  }

  private createHook(plan: SpotGroupPlan, { region }: SpotGroupArgs, group: aws.autoscaling.Group): void {
    new aws.autoscaling.LifecycleHook(
      this.childName("checkpoint"),
      {
        name: "checkpoint",
        autoscalingGroupName: group.name,
        lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
        heartbeatTimeout: plan.checkpointSeconds,
        defaultResult: "CONTINUE",
        region,
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private allowToFinish(role: aws.iam.Role, group: aws.autoscaling.Group): void {
    new aws.iam.RolePolicy(
      this.childName("role-lifecycle"),
      { role: role.name, policy: group.arn.apply(lifecyclePolicyOf) },
      this.childOptions(),
    );
  }
}

function specificationOf(template: aws.ec2.LaunchTemplate): {
  readonly launchTemplateId: pulumi.Output<string>;
  readonly version: pulumi.Output<string>;
} {
  return { launchTemplateId: template.id, version: template.latestVersion.apply(String) };
}

/** Lets an instance ask for time, and say that its job has saved its state. */
function lifecyclePolicyOf(groupArn: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "FinishOwnLifecycleActions",
        Effect: "Allow",
        Action: ["autoscaling:CompleteLifecycleAction", "autoscaling:RecordLifecycleActionHeartbeat"],
        Resource: groupArn,
      },
    ],
  });
}
