import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { asRole } from "./address-ranges";
import { NAME_QUERIES, planPrivateNames, type NameDirection } from "./private-names.plan";
import type { PlannedDomain, PrivateNamesPlan, PrivateNamesPlanArgs } from "./private-names.plan";
import { privateNamesRefusals } from "./private-names.refusals";

/** Arguments of {@link PrivateNames}. */
export interface PrivateNamesArgs extends ComponentArgs, PrivateNamesPlanArgs {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Ids of the subnets that the endpoints have an address in, one by zone. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
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

/**
 * The flow of names between a VPC and what is on premises, over Route 53 Resolver.
 *
 * Creates:
 * - the inbound endpoint: an address in each zone that name servers on premises ask for private names of the VPC, from
 *   the declared ranges alone
 * - where domains are declared, the outbound endpoint, which reaches their name servers and nothing else, and for each
 *   domain the rule by which the VPC asks there
 * - the log of all queries of the VPC, encrypted by the customer key
 * - an alarm for each endpoint, on addresses that answer no more
 *
 * Costs at defaults: unpriced. service-prices-us-east-1.json (2024-07-01) has no row for Resolver: each address of an
 * endpoint is paid by the hour, and queries by the million.
 *
 * Does not: route packets, which is what {@link OnPremisesLink} is for; configure name servers on premises; encrypt
 * queries: name servers on premises speak plain DNS, inside the link; create private zones.
 *
 * @example
 * new PrivateNames("names", {
 *   resolverName: "prod-eu-central-1-names",
 *   cidr: network.cidr,
 *   onPremisesCidrs: ["10.1.0.0/16"],
 *   domains: { "erp.example.internal": ["10.1.0.2", "10.1.0.3"] },
 *   vpcId: network.vpcId,
 *   subnetIds: network.privateSubnetIds,
 *   logKeyArn: logKey.keyArn,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class PrivateNames extends Component {
  /** Id of the endpoint that name servers on premises ask. */
  readonly inboundEndpointId: pulumi.Output<string>;
  /** Id of the endpoint that asks on premises; absent without a domain. */
  readonly outboundEndpointId?: pulumi.Output<string>;

  readonly #args: PrivateNamesArgs;

  constructor(name: string, args: PrivateNamesArgs, opts?: pulumi.ComponentResourceOptions) {
    const component = `private names "${name}"`;
    super("inventory:hybrid:PrivateNames", name, checkArgs(component, args, privateNamesRefusals), opts);
    this.#args = args;
    const plan = planPrivateNames(args);
    const inbound = this.createInbound(plan);
    const outbound = this.createOutbound(plan);
    this.createLog(plan);

    this.inboundEndpointId = inbound.id;
    if (outbound !== undefined) {
      this.outboundEndpointId = outbound.id;
    }
    this.registerOutputs({
      inboundEndpointId: this.inboundEndpointId,
      outboundEndpointId: this.outboundEndpointId,
    });
  }

  private createInbound(plan: PrivateNamesPlan): aws.route53.ResolverEndpoint {
    const group = this.createSecurityGroup("inbound", "Queries from name servers on premises");
    for (const cidr of plan.askers) {
      for (const protocol of NAME_QUERIES.protocols) {
        const role = `inbound-${asRole(cidr)}-${protocol}`;
        new aws.vpc.SecurityGroupIngressRule(
          this.childName(role),
          { ...this.dnsRule(role, group, protocol), description: `Queries from ${cidr}`, cidrIpv4: cidr },
          this.childOptions(),
        );
      }
    }
    return this.createEndpoint("inbound", plan, group);
  }

  private createOutbound(plan: PrivateNamesPlan): aws.route53.ResolverEndpoint | undefined {
    if (plan.domains.length === 0) {
      return undefined;
    }
    const group = this.createSecurityGroup("outbound", "Queries to name servers on premises");
    for (const server of plan.servers) {
      for (const protocol of NAME_QUERIES.protocols) {
        const role = `outbound-${asRole(server)}-${protocol}`;
        new aws.vpc.SecurityGroupEgressRule(
          this.childName(role),
          { ...this.dnsRule(role, group, protocol), description: `Queries to ${server}`, cidrIpv4: `${server}/32` },
          this.childOptions(),
        );
      }
    }
    const endpoint = this.createEndpoint("outbound", plan, group);
    for (const domain of plan.domains) {
      this.createRule(domain, endpoint);
    }
    return endpoint;
  }

  private createSecurityGroup(direction: NameDirection, description: string): aws.ec2.SecurityGroup {
    const role = `${direction}-security-group`;
    const { region, vpcId } = this.#args;
    return new aws.ec2.SecurityGroup(
      this.childName(role),
      { region, vpcId, description, tags: this.childTags(role) },
      this.childOptions(),
    );
  }

  /** What a rule of either direction has. */
  private dnsRule(role: string, { id }: aws.ec2.SecurityGroup, ipProtocol: string) {
    return {
      region: this.#args.region,
      securityGroupId: id,
      ipProtocol,
      fromPort: NAME_QUERIES.port,
      toPort: NAME_QUERIES.port,
      tags: this.childTags(role),
    };
  }

  private createEndpoint(
    direction: NameDirection,
    plan: PrivateNamesPlan,
    { id }: aws.ec2.SecurityGroup,
  ): aws.route53.ResolverEndpoint {
    const { region, subnetIds, alarmTopicArns } = this.#args;
    const endpoint = new aws.route53.ResolverEndpoint(
      this.childName(direction),
      {
        region,
        direction: direction.toUpperCase(),
        resolverEndpointType: "IPV4",
        protocols: ["Do53"],
        securityGroupIds: [id],
        ipAddresses: Object.entries(subnetIds)
          .toSorted(([left], [right]) => left.localeCompare(right))
          .map(([, subnetId]) => ({ subnetId })),
        tags: this.childTags(direction),
      },
      this.childOptions(),
    );
    const role = `${direction}-unhealthy`;
    new aws.cloudwatch.MetricAlarm(
      this.childName(role),
      {
        region,
        ...plan.alarms[direction],
        dimensions: { EndpointId: endpoint.id },
        alarmActions: [...alarmTopicArns],
        okActions: [...alarmTopicArns],
        tags: this.childTags(role),
      },
      this.childOptions(),
    );
    return endpoint;
  }

  private createRule({ domain, servers }: PlannedDomain, endpoint: aws.route53.ResolverEndpoint): void {
    const { region, vpcId } = this.#args;
    const role = `rule-${asRole(domain)}`;
    const rule = new aws.route53.ResolverRule(
      this.childName(role),
      {
        region,
        ruleType: "FORWARD",
        domainName: domain,
        resolverEndpointId: endpoint.id,
        targetIps: servers.map((ip) => ({ ip, port: NAME_QUERIES.port, protocol: "Do53" })),
        tags: this.childTags(role),
      },
      this.childOptions(),
    );
    new aws.route53.ResolverRuleAssociation(
      this.childName(`${role}-association`),
      { region, resolverRuleId: rule.id, vpcId },
      this.childOptions(),
    );
  }

  private createLog(plan: PrivateNamesPlan): void {
    const { region, vpcId, logKeyArn } = this.#args;
    const log = new aws.cloudwatch.LogGroup(
      this.childName("query-log"),
      {
        region,
        name: plan.logGroupName,
        retentionInDays: plan.logRetentionDays,
        kmsKeyId: logKeyArn,
        tags: this.childTags("query-log"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    const config = new aws.route53.ResolverQueryLogConfig(
      this.childName("query-logging"),
      { region, destinationArn: log.arn, tags: this.childTags("query-logging") },
      this.childOptions(),
    );
    new aws.route53.ResolverQueryLogConfigAssociation(
      this.childName("query-logging-association"),
      { region, resolverQueryLogConfigId: config.id, resourceId: vpcId },
      this.childOptions(),
    );
  }
}
