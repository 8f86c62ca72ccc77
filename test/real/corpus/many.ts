import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

class Group extends pulumi.ComponentResource {
  constructor(name: string, vpc: aws.ec2.Vpc) {
    super("corpus:index:Group", name);
    for (let index = 0; index < 15; index += 1) {
      const cidrBlock = `10.0.${index}.0/24`;
      new aws.ec2.Subnet(
        `${name}-${index}`,
        { vpcId: vpc.id, cidrBlock, tags: { index: `${index}` } },
        { parent: this },
      );
    }
    this.registerOutputs({ vpc: vpc.id });
  }
}

/** Several hundred resources registered at once. */
export function program(): void {
  const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
  for (let index = 0; index < 20; index += 1) {
    new Group(`group-${index}`, vpc);
  }
}
