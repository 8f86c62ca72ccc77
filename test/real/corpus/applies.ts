import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Resources created in the course of the program: after awaiting, in loops, and below values that are known. */
export async function program(): Promise<Record<string, unknown>> {
  const zones = await new Promise<string[]>((resolve) => setTimeout(() => resolve(["a", "b"]), 10));
  const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
  const subnets = zones.map((zone) => new aws.ec2.Subnet(zone, { vpcId: vpc.id, availabilityZone: zone }));
  vpc.cidrBlock.apply((cidr) => new aws.ssm.Parameter("known", { type: "String", value: cidr }));
  vpc.arn.apply((arn) => new aws.ssm.Parameter("unknown", { type: "String", value: arn }));
  pulumi.output(subnets).apply((all) => all.length);
  return { ids: pulumi.all(subnets.map(({ id }) => id)), zones: pulumi.output(zones) };
}
