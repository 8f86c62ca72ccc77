import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Functions of a provider: awaited, as outputs, with known and unknown arguments, through a provider. */
export async function program(): Promise<Record<string, unknown>> {
  const ami = await aws.ec2.getAmi({ owners: ["amazon"], mostRecent: true });
  const provider = new aws.Provider("ireland", { region: "eu-west-1" });
  const abroad = aws.ec2.getAmiOutput({ owners: ["amazon"] }, { provider });
  const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
  const unknown = aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] });
  const after = aws.ec2.getAmiOutput({ owners: ["self"] }, { dependsOn: [vpc] });
  const hidden = aws.ec2.getAmiOutput({ owners: pulumi.secret(["amazon"]) });
  new aws.ec2.Instance("known", { ami: ami.id, instanceType: "m7g.large" });
  new aws.ec2.Instance("abroad", { ami: abroad.id, instanceType: "m7g.large" }, { provider });
  new aws.ec2.Instance("unknown", { ami: "ami-1", subnetId: unknown.ids.apply(([id]) => id ?? "none") });
  new aws.ec2.Instance("after", { ami: after.id });
  new aws.ec2.Instance("hidden", { ami: hidden.id });
  return { ami: ami.id, architecture: abroad.architecture };
}
