import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PlatformOutputs } from "../platform";

/** Class of the database's instances. */
export const INSTANCE_CLASS = "db.r7g.large";
/** What answers and reserves: general purpose, two processors, 8 GiB. */
const WEB_TYPE = "m7i.large";
/** What reconciles at night, and waits by day: four processors. */
const NIGHT_TYPE = "m7i.xlarge";
const IMAGE = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
const PORT = 8080;

/** Instances that are always on: those that answer behind a load balancer, and one that reconciles. */
export function addFleet({ vpcId, privateSubnetIds }: PlatformOutputs, instances: number): void {
  const place = { vpcId: textOf(vpcId), subnetIds: textsOf(privateSubnetIds) };
  const targetGroup = addLoadBalancer(place);
  addGroup({ ...place, name: "web", instanceType: WEB_TYPE, instances, targetGroupArns: [targetGroup.arn] });
  addGroup({ ...place, name: "night", instanceType: NIGHT_TYPE, instances: 1, targetGroupArns: [] });
}

/** Where the instances lie. */
interface Place {
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: pulumi.Output<string[]>;
}

function addLoadBalancer({ vpcId, subnetIds }: Place): aws.lb.TargetGroup {
  const balancer = new aws.lb.LoadBalancer("fleet-balancer", {
    internal: true,
    loadBalancerType: "application",
    subnets: subnetIds,
    tags: TAGS,
  });
  const targetGroup = new aws.lb.TargetGroup("fleet-targets", { vpcId, port: PORT, protocol: "HTTP", tags: TAGS });
  new aws.lb.Listener("fleet-listener", {
    loadBalancerArn: balancer.arn,
    port: PORT,
    protocol: "HTTP",
    defaultActions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
    tags: TAGS,
  });
  return targetGroup;
}

interface Group extends Place {
  readonly name: string;
  readonly instanceType: string;
  readonly instances: number;
  readonly targetGroupArns: readonly pulumi.Output<string>[];
}

function addGroup({ name, instanceType, instances, targetGroupArns, subnetIds }: Group): void {
  const template = new aws.ec2.LaunchTemplate(`fleet-${name}-template`, {
    imageId: IMAGE,
    instanceType,
    metadataOptions: { httpTokens: "required" },
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 20, volumeType: "gp3", encrypted: "true" } }],
    tags: TAGS,
  });
  new aws.autoscaling.Group(`fleet-${name}-group`, {
    minSize: instances,
    maxSize: instances,
    desiredCapacity: instances,
    vpcZoneIdentifiers: subnetIds,
    targetGroupArns: [...targetGroupArns],
    launchTemplate: { id: template.id, version: "$Latest" },
    tags: Object.entries(TAGS).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
  });
}

const TAGS = {
  environment: "fleet",
  owner: "inventory",
  "cost-center": "shop",
  service: "allocation",
  feature: "platform",
};

function textOf(value: unknown): pulumi.Output<string> {
  return pulumi.Output.isInstance<string>(value) ? value : pulumi.output(String(value));
}

function textsOf(value: unknown): pulumi.Output<string[]> {
  return pulumi.Output.isInstance<string[]>(value) ? value : pulumi.output<string[]>([]);
}
