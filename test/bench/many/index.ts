import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const RESOURCES_PER_GROUP = 20;

/** A component of one network and nineteen subnets, the shape that real platforms are made of. */
class Group extends pulumi.ComponentResource {
  constructor(name: string, size: number) {
    super("bench:index:Group", name);
    const tags = { group: name };
    const vpc = new aws.ec2.Vpc(`${name}-vpc`, { cidrBlock: "10.0.0.0/16", tags }, { parent: this });
    for (let n = 1; n < size; n += 1) {
      const cidrBlock = `10.0.${n}.0/24`;
      new aws.ec2.Subnet(`${name}-${n}`, { vpcId: vpc.id, cidrBlock, tags }, { parent: this });
    }
    this.registerOutputs({ vpcId: vpc.id });
  }
}

const wanted = new pulumi.Config().requireNumber("resources");
for (let made = 0; made < wanted; made += RESOURCES_PER_GROUP) {
  new Group(`group-${made}`, Math.min(RESOURCES_PER_GROUP, wanted - made));
}
