import { HOURS_OF_A_MONTH } from "../../../facts";
import { fixed, product, used, type Charge } from "../charge";
import type { Pricer } from "../pricer";
import type { Subject } from "../subject";

export const natGateway: Pricer = {
  type: "aws:ec2/natGateway:NatGateway",
  usage: { processedGb: "GB that pass through it" },
  charges: (gateway) => [
    fixed("NAT gateway", "nat-gateway:hour", HOURS_OF_A_MONTH),
    used("data processed", "nat-gateway:processed-gb", gateway.use("processedGb")),
  ],
};

/** Nothing that a program declares carries data from place to place; the network that it leaves stands for it. */
export const network: Pricer = {
  type: "aws:ec2/vpc:Vpc",
  usage: {
    internetGb: "GB sent to the internet",
    otherRegionsGb: "GB sent to other regions",
    betweenZonesGb: "GB sent from zone to zone; each is paid on both sides",
  },
  charges: (network) => [
    used("data to the internet", "transfer:internet-gb", network.use("internetGb")),
    used("data to other regions", "transfer:region-gb", network.use("otherRegionsGb")),
    used("data between zones", "transfer:zone-gb", product(network.use("betweenZonesGb"), 2)),
  ],
};

export const directConnection: Pricer = {
  type: "aws:directconnect/connection:Connection",
  usage: { sentGb: "GB sent to the other side" },
  charges: (connection) => [
    fixed("port", `direct-connect:${connection.text("bandwidth").toLowerCase()}-hour`, HOURS_OF_A_MONTH),
    used("data sent", "direct-connect:out-gb", connection.use("sentGb")),
  ],
};

export const vpcEndpoint: Pricer = {
  type: "aws:ec2/vpcEndpoint:VpcEndpoint",
  usage: { processedGb: "GB that pass through an interface endpoint" },
  charges(endpoint) {
    const kind = endpoint.text("vpcEndpointType", "Gateway");
    if (kind === "Gateway") {
      return [];
    }
    const name = kind === "Interface" ? "interface" : "gateway-load-balancer";
    // One network interface a subnet, and each is paid for.
    const interfaces = Math.max(endpoint.list("subnetIds").length, endpoint.list("subnetConfigurations").length, 1);
    return [
      fixed("endpoint interfaces", `vpc-endpoint:${name}-hour`, interfaces * HOURS_OF_A_MONTH),
      used("data processed", `vpc-endpoint:${name}-gb`, endpoint.use("processedGb")),
    ];
  },
};

export const elasticIp: Pricer = {
  type: "aws:ec2/eip:Eip",
  usage: {},
  charges: () => [fixed("public IPv4 address", "public-ipv4:hour", HOURS_OF_A_MONTH)],
};

export const vpnConnection: Pricer = {
  type: "aws:ec2/vpnConnection:VpnConnection",
  usage: { processedGb: "GB that a connection of a transit gateway sends to it" },
  charges: (connection) => [
    fixed("VPN connection", "vpn:connection-hour", HOURS_OF_A_MONTH),
    ...(connection.has("transitGatewayId") ? attachmentCharges(connection) : []),
  ],
};

export const transitGatewayAttachment: Pricer = {
  type: "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
  usage: { processedGb: "GB that the attachment sends to the gateway" },
  charges: attachmentCharges,
};

function attachmentCharges(attachment: Subject): readonly Charge[] {
  return [
    fixed("transit gateway attachment", "transit-gateway:attachment-hour", HOURS_OF_A_MONTH),
    used("data processed", "transit-gateway:processed-gb", attachment.use("processedGb")),
  ];
}

/** How the price list calls the kinds of load balancer. */
const LOAD_BALANCERS: Readonly<Record<string, string>> = { application: "alb", network: "nlb", gateway: "gwlb" };

export const loadBalancer: Pricer = {
  type: "aws:lb/loadBalancer:LoadBalancer",
  usage: { capacityUnits: "capacity units in the mean of the month's hours" },
  charges(balancer) {
    const kind = balancer.text("loadBalancerType", "application");
    const capacityHours = product(balancer.use("capacityUnits"), HOURS_OF_A_MONTH);
    return [
      fixed(`${kind} load balancer`, `${LOAD_BALANCERS[kind] ?? kind}:hour`, HOURS_OF_A_MONTH),
      used("capacity units", `${LOAD_BALANCERS[kind] ?? kind}:lcu-hour`, capacityHours),
    ];
  },
};

export const resolverEndpoint: Pricer = {
  type: "aws:route53/resolverEndpoint:ResolverEndpoint",
  usage: { monthlyQueries: "queries that pass through it" },
  charges: (endpoint) => [
    fixed("interfaces", "route53:resolver-interface-hour", endpoint.list("ipAddresses").length * HOURS_OF_A_MONTH),
    used("queries", "route53:resolver-query", endpoint.use("monthlyQueries")),
  ],
};

export const hostedZone: Pricer = {
  type: "aws:route53/zone:Zone",
  isGlobal: true,
  usage: { monthlyQueries: "queries answered, without those for aliases of AWS resources" },
  charges: (zone) => [
    fixed("hosted zone", "route53:zone", 1),
    used("queries", "route53:query", zone.use("monthlyQueries")),
  ],
};

/** What a health check is paid extra for, beside asking over plain HTTP. */
const HEALTH_CHECK_OPTIONS: readonly ((
  type: string,
  check: { flag(path: string): boolean; interval: number },
) => boolean)[] = [
  (type) => type.startsWith("HTTPS"),
  (type) => type.endsWith("STR_MATCH"),
  (_, { interval }) => interval < 30,
  (_, { flag }) => flag("measureLatency"),
];

export const healthCheck: Pricer = {
  type: "aws:route53/healthCheck:HealthCheck",
  isGlobal: true,
  usage: {},
  charges(check) {
    const type = check.text("type");
    if (type === "CALCULATED" || type === "CLOUDWATCH_METRIC" || type === "RECOVERY_CONTROL") {
      return type === "RECOVERY_CONTROL" ? [] : [fixed("health check", "route53:health-check-aws", 1)];
    }
    const asked = { flag: (path: string) => check.flag(path), interval: check.number("requestInterval", 30) };
    const options = HEALTH_CHECK_OPTIONS.filter((has) => has(type, asked)).length;
    return [
      // Endpoints are named by their domain: nothing says that they lie in AWS, and outside costs more.
      fixed("health check", "route53:health-check-endpoint", 1),
      ...(options > 0 ? [fixed("optional features", "route53:health-check-feature", options)] : []),
    ];
  },
};
