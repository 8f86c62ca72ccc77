import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";

/** Arguments of {@link ClientGroup}. */
export interface ClientGroupArgs extends ComponentArgs {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** What its members are clients of, for the reader: `the database`. */
  readonly clientsOf: string;
  /**
   * Region of the group.
   *
   * @default - the provider's region
   */
  readonly region?: string;
}

/**
 * A security group without a rule, by which a store knows its clients: the store lets the group in, and whoever is to
 * reach it joins the group. So a store can be made before its clients, and these can be given its address.
 *
 * Creates:
 * - the security group
 *
 * Costs at defaults: 0 USD.
 *
 * Does not: let its members out, which a group of their own does.
 *
 * @example
 * new ClientGroup("database-clients", { vpcId: network.vpcId, clientsOf: "the database", tags });
 */
export class ClientGroup extends Component {
  /** Id of the security group. */
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: ClientGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:network:ClientGroup", name, checkArgs(`client group "${name}"`, args, []), opts);
    const group = new aws.ec2.SecurityGroup(
      this.childName("group"),
      {
        region: args.region,
        vpcId: args.vpcId,
        description: `Clients of ${args.clientsOf}`,
        tags: this.childTags("group"),
      },
      this.childOptions(),
    );

    this.securityGroupId = group.id;
    this.registerOutputs({ securityGroupId: this.securityGroupId });
  }
}
