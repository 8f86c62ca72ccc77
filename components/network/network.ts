import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { FlowLogs } from "./flow-logs";
import type { GatewayEndpointService } from "./interface-endpoints";
import { planNetwork, type NetworkPlan, type NetworkPlanArgs, type SubnetTier } from "./network.plan";
import type { PlannedNatGateway, PlannedSubnet } from "./network.plan";
import { networkRefusals } from "./network.refusals";

/** Arguments of {@link Network}. */
export interface NetworkArgs extends ComponentArgs, NetworkPlanArgs {
  /** ARN of the customer key, in the VPC's region, that encrypts the flow logs; it has to serve CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
}

type ByKey<T> = Readonly<Record<string, T>>;

interface Subnet {
  readonly planned: PlannedSubnet;
  readonly resource: aws.ec2.Subnet;
}

interface NatGateway {
  readonly planned: PlannedNatGateway;
  readonly address: aws.ec2.Eip;
  readonly resource: aws.ec2.NatGateway;
}

type RouteTarget = Pick<aws.ec2.RouteArgs, "gatewayId" | "natGatewayId">;

const ANYWHERE = "0.0.0.0/0";
const HTTPS = 443;

/**
 * A VPC over three zones, with public, private and isolated data subnets, private ways to AWS services, and flow logs.
 *
 * Creates:
 * - the VPC, and its default security group without a rule
 * - nine subnets: public, private (workloads) and data (no route to or from the internet) in each zone
 * - the internet gateway; NAT gateways in as many zones as `nat` says, each with its address
 * - route tables: one for the public subnets, one per private subnet, one for the data subnets
 * - gateway endpoints for S3 and DynamoDB in every route table
 * - interface endpoints in the private subnets, and their security group: HTTPS from inside the VPC
 * - flow logs of all traffic, in an encrypted log group with a retention, and the role that writes them
 *
 * Costs at defaults: 427.05 USD a month. us-east-1, prices of 2024-10-18 (service-prices-us-east-1.json, nat_gateway,
 * vpc_endpoint and cloudwatch_log_group): 98.55 USD for three NAT gateways at 0.045 USD an hour, 328.50 USD for fifteen
 * interface endpoints in three zones at 0.01 USD an hour each. Traffic comes on top: 0.045 USD per GB through NAT,
 * 0.01 USD per GB through interface endpoints, 0.50 USD per GB of flow logs and 0.03 USD per GB-month to keep them.
 * The gateways' public addresses are unpriced: there is no price row for them. `nat: "single"` saves 65.70 USD.
 *
 * Does not: reach other networks (peering, transit gateway, VPN); carry IPv6; filter by network ACL or firewall; limit
 * by endpoint policies what callers may do; name zones itself: the caller does.
 *
 * @example
 * new Network("main", {
 *   cidr: "10.0.0.0/16",
 *   zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
 *   logKeyArn: logKey.keyArn,
 *   tags,
 * });
 */
export class Network extends Component {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Output<string>;
  /** Address range of the VPC. */
  readonly cidr: string;
  /** The zones, sorted. */
  readonly zones: readonly string[];
  /** Ids of the public subnets, by zone. */
  readonly publicSubnetIds: ByKey<pulumi.Output<string>>;
  /** Ids of the subnets for workloads, by zone. */
  readonly privateSubnetIds: ByKey<pulumi.Output<string>>;
  /** Ids of the isolated subnets for stores, by zone. */
  readonly dataSubnetIds: ByKey<pulumi.Output<string>>;
  /** Ids of the route tables: `public`, `data`, and `private-<letter of the zone>`. */
  readonly routeTableIds: ByKey<pulumi.Output<string>>;
  /** Public addresses that private subnets appear with, by zone of the NAT gateway; empty without one. */
  readonly natAddresses: ByKey<pulumi.Output<string>>;
  /** Ids of the gateway endpoints, which bucket and table policies can name. */
  readonly gatewayEndpointIds: Readonly<Record<GatewayEndpointService, pulumi.Output<string>>>;
  /** Ids of the gateway endpoints' prefix lists, by which rules of security groups name S3 and DynamoDB. */
  readonly gatewayPrefixListIds: Readonly<Record<GatewayEndpointService, pulumi.Output<string>>>;
  /** Id of the interface endpoints' security group; absent without interface endpoints. */
  readonly endpointSecurityGroupId?: pulumi.Output<string>;

  readonly #region: string | undefined;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:network:Network", name, checkArgs(`network "${name}"`, args, networkRefusals), opts);
    this.#region = args.region;
    const plan = planNetwork(args);
    const vpc = this.createVpc(plan);
    this.closeDefaultSecurityGroup(vpc);
    const internetGateway = this.createInternetGateway(vpc);
    const subnets = this.createSubnets(plan, vpc);
    const natGateways = this.createNatGateways(plan, subnets, internetGateway);
    const routeTables = this.createRouteTables(plan, vpc);
    this.associate(subnets, routeTables);
    this.createRoutes(routeTables, { public: { gatewayId: internetGateway.id }, ...natRoutes(natGateways) });
    const gatewayEndpoints = this.createGatewayEndpoints(plan, vpc, routeTables);
    const endpointSecurityGroup = this.createInterfaceEndpoints(plan, vpc, subnets);
    this.createFlowLogs(plan, vpc, args);

    this.vpcId = vpc.id;
    this.cidr = plan.cidr;
    this.zones = plan.zones;
    this.publicSubnetIds = subnetIds(subnets, "public");
    this.privateSubnetIds = subnetIds(subnets, "private");
    this.dataSubnetIds = subnetIds(subnets, "data");
    this.routeTableIds = idsOf(routeTables);
    this.natAddresses = Object.fromEntries(natGateways.map(({ planned, address }) => [planned.zone, address.publicIp]));
    this.gatewayEndpointIds = { s3: gatewayEndpoints.s3.id, dynamodb: gatewayEndpoints.dynamodb.id };
    this.gatewayPrefixListIds = {
      s3: gatewayEndpoints.s3.prefixListId,
      dynamodb: gatewayEndpoints.dynamodb.prefixListId,
    };
    if (endpointSecurityGroup !== undefined) {
      this.endpointSecurityGroupId = endpointSecurityGroup.id;
    }
    this.registerOutputs({
      vpcId: this.vpcId,
      cidr: this.cidr,
      zones: this.zones,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      dataSubnetIds: this.dataSubnetIds,
      routeTableIds: this.routeTableIds,
      natAddresses: this.natAddresses,
      gatewayEndpointIds: this.gatewayEndpointIds,
      gatewayPrefixListIds: this.gatewayPrefixListIds,
      endpointSecurityGroupId: this.endpointSecurityGroupId,
    });
  }

  private createVpc(plan: NetworkPlan): aws.ec2.Vpc {
    return new aws.ec2.Vpc(
      this.childName("vpc"),
      {
        region: this.#region,
        cidrBlock: plan.cidr,
        enableDnsSupport: true,
        enableDnsHostnames: true,
        tags: this.childTags("vpc"),
      },
      this.childOptions(),
    );
  }

  private closeDefaultSecurityGroup(vpc: aws.ec2.Vpc): void {
    new aws.ec2.DefaultSecurityGroup(
      this.childName("default-security-group"),
      {
        region: this.#region,
        vpcId: vpc.id,
        ingress: [],
        egress: [],
        tags: this.childTags("default-security-group"),
      },
      this.childOptions(),
    );
  }

  private createInternetGateway(vpc: aws.ec2.Vpc): aws.ec2.InternetGateway {
    return new aws.ec2.InternetGateway(
      this.childName("internet-gateway"),
      { region: this.#region, vpcId: vpc.id, tags: this.childTags("internet-gateway") },
      this.childOptions(),
    );
  }

  private createSubnets(plan: NetworkPlan, vpc: aws.ec2.Vpc): readonly Subnet[] {
    return plan.subnets.map((planned) => {
      const role = `subnet-${planned.key}`;
      const resource = new aws.ec2.Subnet(
        this.childName(role),
        {
          region: this.#region,
          vpcId: vpc.id,
          cidrBlock: planned.cidr,
          availabilityZone: planned.zone,
          mapPublicIpOnLaunch: false,
          tags: { ...this.childTags(role), ...planned.discoveryTags },
        },
        this.childOptions(),
      );
      return { planned, resource };
    });
  }

  private createNatGateways(
    plan: NetworkPlan,
    subnets: readonly Subnet[],
    internetGateway: aws.ec2.InternetGateway,
  ): readonly NatGateway[] {
    return plan.natGateways.map((planned) => {
      const address = new aws.ec2.Eip(
        this.childName(`nat-address-${planned.key}`),
        { region: this.#region, domain: "vpc", tags: this.childTags(`nat-address-${planned.key}`) },
        this.childOptions({ dependsOn: [internetGateway] }),
      );
      const resource = new aws.ec2.NatGateway(
        this.childName(`nat-${planned.key}`),
        {
          region: this.#region,
          connectivityType: "public",
          allocationId: address.id,
          subnetId: subnetIds(subnets, "public")[planned.zone],
          tags: this.childTags(`nat-${planned.key}`),
        },
        this.childOptions({ dependsOn: [internetGateway] }),
      );
      return { planned, address, resource };
    });
  }

  private createRouteTables(plan: NetworkPlan, vpc: aws.ec2.Vpc): ByKey<aws.ec2.RouteTable> {
    const tables = plan.routeTables.map((key) => {
      const role = `routes-${key}`;
      const inputs = { region: this.#region, vpcId: vpc.id, tags: this.childTags(role) };
      return [key, new aws.ec2.RouteTable(this.childName(role), inputs, this.childOptions())] as const;
    });
    return Object.fromEntries(tables);
  }

  private associate(subnets: readonly Subnet[], routeTables: ByKey<aws.ec2.RouteTable>): void {
    for (const [key, table] of Object.entries(routeTables)) {
      for (const { planned, resource } of subnets.filter((subnet) => subnet.planned.routeTable === key)) {
        new aws.ec2.RouteTableAssociation(
          this.childName(`association-${planned.key}`),
          { region: this.#region, subnetId: resource.id, routeTableId: table.id },
          this.childOptions(),
        );
      }
    }
  }

  private createRoutes(routeTables: ByKey<aws.ec2.RouteTable>, targets: ByKey<RouteTarget>): void {
    for (const [key, table] of Object.entries(routeTables)) {
      if (targets[key] !== undefined) {
        new aws.ec2.Route(
          this.childName(`route-${key}`),
          { region: this.#region, routeTableId: table.id, destinationCidrBlock: ANYWHERE, ...targets[key] },
          this.childOptions(),
        );
      }
    }
  }

  private createGatewayEndpoints(
    plan: NetworkPlan,
    vpc: aws.ec2.Vpc,
    routeTables: ByKey<aws.ec2.RouteTable>,
  ): Readonly<Record<GatewayEndpointService, aws.ec2.VpcEndpoint>> {
    const create = (service: GatewayEndpointService): aws.ec2.VpcEndpoint =>
      new aws.ec2.VpcEndpoint(
        this.childName(`endpoint-${service}`),
        {
          region: this.#region,
          vpcId: vpc.id,
          vpcEndpointType: "Gateway",
          serviceName: plan.gatewayEndpoints[service],
          routeTableIds: Object.values(routeTables).map(({ id }) => id),
          tags: this.childTags(`endpoint-${service}`),
        },
        this.childOptions(),
      );
    return { s3: create("s3"), dynamodb: create("dynamodb") };
  }

  private createInterfaceEndpoints(
    plan: NetworkPlan,
    vpc: aws.ec2.Vpc,
    subnets: readonly Subnet[],
  ): aws.ec2.SecurityGroup | undefined {
    if (plan.interfaceEndpoints.length === 0) {
      return undefined;
    }
    const securityGroup = this.createEndpointSecurityGroup(plan, vpc);
    for (const { key, serviceName } of plan.interfaceEndpoints) {
      const role = `endpoint-${key}`;
      new aws.ec2.VpcEndpoint(
        this.childName(role),
        {
          region: this.#region,
          vpcId: vpc.id,
          vpcEndpointType: "Interface",
          serviceName,
          privateDnsEnabled: true,
          subnetIds: Object.values(subnetIds(subnets, "private")),
          securityGroupIds: [securityGroup.id],
          tags: this.childTags(role),
        },
        this.childOptions(),
      );
    }
    return securityGroup;
  }

  private createEndpointSecurityGroup(plan: NetworkPlan, vpc: aws.ec2.Vpc): aws.ec2.SecurityGroup {
    const description = "HTTPS from inside the VPC to interface endpoints";
    const securityGroup = new aws.ec2.SecurityGroup(
      this.childName("endpoints"),
      { region: this.#region, vpcId: vpc.id, description, tags: this.childTags("endpoints") },
      this.childOptions(),
    );
    new aws.vpc.SecurityGroupIngressRule(
      this.childName("endpoints-https"),
      {
        region: this.#region,
        securityGroupId: securityGroup.id,
        description,
        cidrIpv4: plan.cidr,
        ipProtocol: "tcp",
        fromPort: HTTPS,
        toPort: HTTPS,
        tags: this.childTags("endpoints-https"),
      },
      this.childOptions(),
    );
    return securityGroup;
  }

  private createFlowLogs(plan: NetworkPlan, vpc: aws.ec2.Vpc, args: NetworkArgs): FlowLogs {
    return new FlowLogs(
      this.childName("flow-logs"),
      {
        vpcId: vpc.id,
        vpcArn: vpc.arn,
        accountId: vpc.ownerId,
        retention: plan.flowLogRetention,
        logKeyArn: args.logKeyArn,
        tags: args.tags,
        ...(args.region === undefined ? {} : { region: args.region }),
      },
      this.childOptions(),
    );
  }
}

function subnetIds(subnets: readonly Subnet[], tier: SubnetTier): ByKey<pulumi.Output<string>> {
  const chosen = subnets.filter(({ planned }) => planned.tier === tier);
  return Object.fromEntries(chosen.map(({ planned, resource }) => [planned.zone, resource.id]));
}

function natRoutes(gateways: readonly NatGateway[]): ByKey<RouteTarget> {
  const routes = gateways.flatMap(({ planned, resource }) =>
    planned.routeTables.map((table) => [table, { natGatewayId: resource.id }] as const),
  );
  return Object.fromEntries(routes);
}

function idsOf(resources: ByKey<pulumi.CustomResource>): ByKey<pulumi.Output<string>> {
  return Object.fromEntries(Object.entries(resources).map(([key, { id }]) => [key, id]));
}
