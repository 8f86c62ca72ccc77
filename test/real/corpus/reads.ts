import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Existing resources that are only read: plain, with state, through a provider, below a parent, of an unknown id. */
export function program(): Record<string, unknown> {
  const vpc = aws.ec2.Vpc.get("vpc", "vpc-0123456789");
  const subnet = aws.ec2.Subnet.get("subnet", "subnet-0123456789", { cidrBlock: "10.0.0.0/24", vpcId: vpc.id });
  const provider = new aws.Provider("ireland", { region: "eu-west-1" });
  const abroad = aws.ec2.Vpc.get("abroad", "vpc-abroad", undefined, { provider });
  const parent = new pulumi.ComponentResource("corpus:index:Group", "group");
  const child = aws.ec2.Vpc.get("child", pulumi.output("vpc-child"), undefined, { parent });
  const created = new aws.ec2.Vpc("created", { cidrBlock: "10.1.0.0/16" });
  const late = aws.ec2.Vpc.get("late", created.id);
  new aws.ec2.SecurityGroup("by-known", { vpcId: vpc.id, tags: { cidr: subnet.cidrBlock, child: child.id } });
  new aws.ec2.SecurityGroup("by-unknown", { vpcId: late.id, tags: { arn: abroad.arn } });
  return { id: vpc.id, arn: vpc.arn, cidr: subnet.cidrBlock };
}
