import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../core";
import { serviceTrust } from "../core/trust";

/** Where machines for batch work stand. */
export interface BatchMachinesPlace {
  /** Their region. */
  readonly region: string;
  /** Their VPC. */
  readonly vpcId: pulumi.Input<string>;
}

/** What disks of such machines are made of. */
export interface BatchDisk {
  /** Size in GiB. */
  readonly volumeSizeGiB: number;
  /** Customer key. */
  readonly volumesKeyArn: pulumi.Input<string>;
}

/** What machines for batch work outside Kubernetes have in common: role, profile, security group, disks, metadata. */
export abstract class BatchMachines extends Component {
  protected createRole(): aws.iam.Role {
    return new aws.iam.Role(
      this.childName("role"),
      { assumeRolePolicy: serviceTrust("ec2.amazonaws.com"), tags: this.childTags("role") },
      this.childOptions(),
    );
  }

  protected createProfile(role: aws.iam.Role): aws.iam.InstanceProfile {
    return new aws.iam.InstanceProfile(
      this.childName("profile"),
      { role: role.name, tags: this.childTags("profile") },
      this.childOptions(),
    );
  }

  /** A security group that lets nothing in, and HTTPS out. */
  protected createSecurityGroup({ region, vpcId }: BatchMachinesPlace, description: string): aws.ec2.SecurityGroup {
    const group = new aws.ec2.SecurityGroup(
      this.childName("security-group"),
      { vpcId, description, region, tags: this.childTags("security-group") },
      this.childOptions(),
    );
    new aws.vpc.SecurityGroupEgressRule(
      this.childName("https-out"),
      {
        securityGroupId: group.id,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "0.0.0.0/0",
        description: "AWS services and registries",
        region,
        tags: this.childTags("https-out"),
      },
      this.childOptions(),
    );
    return group;
  }
}

/** What a launch template of such machines says of metadata, which containers do not reach, and of the root disk. */
export function machineInputs({ volumeSizeGiB, volumesKeyArn }: BatchDisk) {
  return {
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    blockDeviceMappings: [
      {
        deviceName: "/dev/xvda",
        ebs: {
          volumeType: "gp3",
          volumeSize: volumeSizeGiB,
          encrypted: "true",
          kmsKeyId: volumesKeyArn,
          deleteOnTermination: "true",
        },
      },
    ],
  } satisfies aws.ec2.LaunchTemplateArgs;
}
