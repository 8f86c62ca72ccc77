import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { asRole } from "./address-ranges";
import type { PlannedAlarm } from "./alarms";
import { tunnelInputs } from "./tunnel-inputs";
import { DIRECT_CONNECT_MTU, KEY_STORAGE, planOnPremisesLink, VPN_ALARMS } from "./on-premises-link.plan";
import type { OnPremisesLinkPlan, OnPremisesLinkPlanArgs, PlannedInterface, PlannedVpn } from "./on-premises-link.plan";
import { onPremisesLinkRefusals } from "./on-premises-link.refusals";

/** Arguments of {@link OnPremisesLink}. */
export interface OnPremisesLinkArgs extends ComponentArgs, OnPremisesLinkPlanArgs {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Ids of the subnets that the transit gateway is attached in, one by zone. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Ids of the route tables that lead on premises, by a name for each. */
  readonly routeTableIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** ARN of the customer key, in the VPC's region, that encrypts the log; it has to serve CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  /** ARNs of the SNS topics, in the VPC's region, that alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  /**
   * Region of the VPC and of everything in it.
   *
   * @default - the provider's region
   */
  readonly region?: string;
}

/** A line to the other side, and its attachment to the transit gateway. */
interface Line {
  /** Part of the names of what is created for it. */
  readonly role: string;
  readonly attachmentId: pulumi.Output<string>;
}

/** The two tables of the transit gateway: what comes from the VPC reads one, what comes from premises the other. */
type Tables = Readonly<Record<"network" | "premises", aws.ec2transitgateway.RouteTable>>;

/**
 * What joins the VPC of a region with a data centre on premises: a transit gateway, VPNs of two tunnels each, Direct
 * Connect, and routes for the declared ranges alone.
 *
 * Creates:
 * - the transit gateway, without default tables, and its attachment to the VPC
 * - two route tables: the VPC's learns what the lines announce; the lines' knows the VPC alone, so that no line leads
 *   through the platform to another
 * - routes in the given tables of the VPC, one for each declared range on premises: whatever else the other side
 *   announces, nothing is sent there
 * - for each device a customer gateway and a VPN: two tunnels, IKEv2, AES-256 in GCM, with keys that AWS makes and keeps
 *   in Secrets Manager, and the log of both tunnels, encrypted by the customer key
 * - for Direct Connect its gateway, the association that announces the VPC's range alone, and a transit virtual
 *   interface on each connection
 * - alarms: one tunnel down, both tunnels down, no routes over Direct Connect
 *
 * Costs at defaults: unpriced. service-prices-us-east-1.json (2024-07-01) has no row for a transit gateway, a VPN or
 * Direct Connect: each attachment and each VPN is paid by the hour, and traffic by the GB.
 *
 * Does not: order a physical connection; configure the devices on premises; encrypt Direct Connect (see the README);
 * open security groups; resolve names, which is what {@link PrivateNames} is for; join two regions.
 *
 * @example
 * new OnPremisesLink("premises", {
 *   linkName: "prod-eu-central-1-premises",
 *   cidr: network.cidr,
 *   onPremisesCidrs: ["10.1.0.0/16"],
 *   vpnDevices: { frankfurt: { address: "203.0.113.10", asn: 65010 } },
 *   vpcId: network.vpcId,
 *   subnetIds: network.privateSubnetIds,
 *   routeTableIds: network.routeTableIds,
 *   logKeyArn: logKey.keyArn,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class OnPremisesLink extends Component {
  /** Id of the transit gateway. */
  readonly transitGatewayId: pulumi.Output<string>;
  /** ARN of the secret with the keys of both tunnels, by the name of the device. */
  readonly tunnelKeyArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** Addresses that the tunnels of a device lead to, by its name. */
  readonly tunnelAddresses: Readonly<Record<string, pulumi.Output<readonly string[]>>>;
  /** Ids of the routes in the VPC: whatever talks to the other side begins after them. */
  readonly routeIds: readonly pulumi.Output<string>[];

  readonly #args: OnPremisesLinkArgs;

  constructor(name: string, args: OnPremisesLinkArgs, opts?: pulumi.ComponentResourceOptions) {
    const component = `link on premises "${name}"`;
    super("inventory:hybrid:OnPremisesLink", name, checkArgs(component, args, onPremisesLinkRefusals), opts);
    this.#args = args;
    const plan = planOnPremisesLink(args);
    const gateway = this.createGateway(plan);
    const attachment = this.createAttachment(gateway);
    const vpns = this.createVpns(plan, gateway);
    const direct = this.createDirectConnect(plan, gateway);
    const tables = this.createTables(gateway);
    this.join(tables, { role: "network", attachmentId: attachment.id }, [
      ...Object.values(vpns).map(({ line }) => line),
      ...direct,
    ]);
    const routes = this.createRoutes(plan, gateway, attachment);

    this.transitGatewayId = gateway.id;
    this.tunnelKeyArns = mapValues(vpns, ({ vpn }) => vpn.presharedKeyArn);
    this.tunnelAddresses = mapValues(vpns, ({ vpn }) => pulumi.all([vpn.tunnel1Address, vpn.tunnel2Address]));
    this.routeIds = routes.map(({ id }) => id);
    this.registerOutputs({
      transitGatewayId: this.transitGatewayId,
      tunnelKeyArns: this.tunnelKeyArns,
      tunnelAddresses: this.tunnelAddresses,
      routeIds: this.routeIds,
    });
  }

  private createGateway(plan: OnPremisesLinkPlan): aws.ec2transitgateway.TransitGateway {
    return new aws.ec2transitgateway.TransitGateway(
      this.childName("transit-gateway"),
      {
        region: this.#args.region,
        description: `Joins ${plan.cidr} with what is on premises`,
        amazonSideAsn: plan.amazonAsn,
        autoAcceptSharedAttachments: "disable",
        defaultRouteTableAssociation: "disable",
        defaultRouteTablePropagation: "disable",
        dnsSupport: "enable",
        vpnEcmpSupport: "enable",
        tags: this.childTags("transit-gateway"),
      },
      this.childOptions(),
    );
  }

  private createAttachment(gateway: aws.ec2transitgateway.TransitGateway): aws.ec2transitgateway.VpcAttachment {
    const { region, vpcId, subnetIds } = this.#args;
    return new aws.ec2transitgateway.VpcAttachment(
      this.childName("attachment"),
      {
        region,
        transitGatewayId: gateway.id,
        vpcId,
        subnetIds: Object.entries(subnetIds)
          .toSorted(([left], [right]) => left.localeCompare(right))
          .map(([, id]) => id),
        dnsSupport: "enable",
        transitGatewayDefaultRouteTableAssociation: false,
        transitGatewayDefaultRouteTablePropagation: false,
        tags: this.childTags("attachment"),
      },
      this.childOptions(),
    );
  }

  private createVpns(
    plan: OnPremisesLinkPlan,
    gateway: aws.ec2transitgateway.TransitGateway,
  ): Readonly<Record<string, { readonly vpn: aws.ec2.VpnConnection; readonly line: Line }>> {
    if (plan.vpns.length === 0) {
      return {};
    }
    const log = this.createLog(plan);
    const vpns = plan.vpns.map((planned) => {
      const vpn = this.createVpn(planned, gateway, log);
      const line = { role: `vpn-${planned.name}`, attachmentId: vpn.transitGatewayAttachmentId };
      return [planned.name, { vpn, line }] as const;
    });
    return Object.fromEntries(vpns);
  }

  private createLog(plan: OnPremisesLinkPlan): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      this.childName("tunnel-log"),
      {
        region: this.#args.region,
        name: plan.logGroupName,
        retentionInDays: plan.logRetentionDays,
        kmsKeyId: this.#args.logKeyArn,
        tags: this.childTags("tunnel-log"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createVpn(
    planned: PlannedVpn,
    gateway: aws.ec2transitgateway.TransitGateway,
    log: aws.cloudwatch.LogGroup,
  ): aws.ec2.VpnConnection {
    const { region } = this.#args;
    const role = `vpn-${planned.name}`;
    const device = new aws.ec2.CustomerGateway(
      this.childName(`device-${planned.name}`),
      {
        region,
        type: "ipsec.1",
        ipAddress: planned.address,
        ...asnOf(planned.asn),
        deviceName: planned.name,
        tags: this.childTags(`device-${planned.name}`),
      },
      this.childOptions(),
    );
    const vpn = new aws.ec2.VpnConnection(
      this.childName(role),
      {
        region,
        type: "ipsec.1",
        customerGatewayId: device.id,
        transitGatewayId: gateway.id,
        staticRoutesOnly: false,
        presharedKeyStorage: KEY_STORAGE,
        ...tunnelInputs(log.arn),
        tags: this.childTags(role),
      },
      this.childOptions({ additionalSecretOutputs: [...SECRET_OUTPUTS] }),
    );
    for (const alarm of VPN_ALARMS) {
      this.createAlarm(`${alarm}-${planned.name}`, planned.alarms[alarm], { VpnId: vpn.id });
    }
    return vpn;
  }

  private createDirectConnect(
    plan: OnPremisesLinkPlan,
    gateway: aws.ec2transitgateway.TransitGateway,
  ): readonly Line[] {
    if (plan.interfaces.length === 0) {
      return [];
    }
    const direct = new aws.directconnect.Gateway(
      this.childName("direct-connect"),
      { name: plan.linkName, amazonSideAsn: String(plan.directConnectAsn), tags: this.childTags("direct-connect") },
      this.childOptions(),
    );
    for (const planned of plan.interfaces) {
      this.createInterface(planned, direct);
    }
    const association = new aws.directconnect.GatewayAssociation(
      this.childName("direct-connect-association"),
      {
        region: this.#args.region,
        dxGatewayId: direct.id,
        associatedGatewayId: gateway.id,
        allowedPrefixes: [plan.cidr],
      },
      this.childOptions(),
    );
    return [{ role: "direct-connect", attachmentId: association.transitGatewayAttachmentId }];
  }

  private createInterface(planned: PlannedInterface, direct: aws.directconnect.Gateway): void {
    const role = `interface-${planned.name}`;
    const virtual = new aws.directconnect.TransitVirtualInterface(
      this.childName(role),
      {
        region: this.#args.region,
        name: this.childName(role),
        connectionId: planned.connectionId,
        dxGatewayId: direct.id,
        vlan: planned.vlan,
        addressFamily: "ipv4",
        bgpAsnLong: String(planned.asn),
        mtu: DIRECT_CONNECT_MTU,
        sitelinkEnabled: false,
        tags: this.childTags(role),
      },
      this.childOptions({ deleteBeforeReplace: true, additionalSecretOutputs: ["bgpAuthKey"] }),
    );
    const dimensions = { ConnectionId: planned.connectionId, VirtualInterfaceId: virtual.id };
    this.createAlarm(`direct-connect-down-${planned.name}`, planned.alarm, dimensions);
  }

  private createTables(gateway: aws.ec2transitgateway.TransitGateway): Tables {
    const create = (role: string): aws.ec2transitgateway.RouteTable =>
      new aws.ec2transitgateway.RouteTable(
        this.childName(role),
        { region: this.#args.region, transitGatewayId: gateway.id, tags: this.childTags(role) },
        this.childOptions(),
      );
    return { network: create("routes-of-network"), premises: create("routes-of-premises") };
  }

  /** The VPC learns the routes of every line; each line learns the VPC's alone. */
  private join(tables: Tables, network: Line, lines: readonly Line[]): void {
    this.associate(network, tables.network);
    this.propagate(network, tables.premises);
    for (const line of lines) {
      this.associate(line, tables.premises);
      this.propagate(line, tables.network);
    }
  }

  private associate({ role, attachmentId }: Line, table: aws.ec2transitgateway.RouteTable): void {
    new aws.ec2transitgateway.RouteTableAssociation(
      this.childName(`association-${role}`),
      {
        region: this.#args.region,
        transitGatewayAttachmentId: attachmentId,
        transitGatewayRouteTableId: table.id,
      },
      this.childOptions(),
    );
  }

  private propagate({ role, attachmentId }: Line, table: aws.ec2transitgateway.RouteTable): void {
    new aws.ec2transitgateway.RouteTablePropagation(
      this.childName(`propagation-${role}`),
      {
        region: this.#args.region,
        transitGatewayAttachmentId: attachmentId,
        transitGatewayRouteTableId: table.id,
      },
      this.childOptions(),
    );
  }

  private createRoutes(
    { onPremisesCidrs }: OnPremisesLinkPlan,
    gateway: aws.ec2transitgateway.TransitGateway,
    attachment: aws.ec2transitgateway.VpcAttachment,
  ): readonly aws.ec2.Route[] {
    const { region, routeTableIds } = this.#args;
    return Object.entries(routeTableIds).flatMap(([table, routeTableId]) =>
      onPremisesCidrs.map(
        (cidr) =>
          new aws.ec2.Route(
            this.childName(`route-${table}-${asRole(cidr)}`),
            { region, routeTableId, destinationCidrBlock: cidr, transitGatewayId: gateway.id },
            this.childOptions({ dependsOn: [attachment] }),
          ),
      ),
    );
  }

  private createAlarm(
    role: string,
    alarm: PlannedAlarm,
    dimensions: Readonly<Record<string, pulumi.Input<string>>>,
  ): void {
    const { region, alarmTopicArns } = this.#args;
    new aws.cloudwatch.MetricAlarm(
      this.childName(role),
      {
        region,
        ...alarm,
        dimensions,
        alarmActions: [...alarmTopicArns],
        okActions: [...alarmTopicArns],
        tags: this.childTags(role),
      },
      this.childOptions(),
    );
  }
}

/** What the provider reads of a VPN that nobody is to read in a state file. */
const SECRET_OUTPUTS = ["customerGatewayConfiguration", "tunnel1PresharedKey", "tunnel2PresharedKey"] as const;

/** Largest number of an autonomous system that a customer gateway takes as the old input. */
const LARGEST_SHORT_ASN = 2_147_483_647;

function asnOf(asn: number): Pick<aws.ec2.CustomerGatewayArgs, "bgpAsn" | "bgpAsnExtended"> {
  return asn > LARGEST_SHORT_ASN ? { bgpAsnExtended: String(asn) } : { bgpAsn: String(asn) };
}

function mapValues<From, To>(values: Readonly<Record<string, From>>, take: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, take(value)]));
}
