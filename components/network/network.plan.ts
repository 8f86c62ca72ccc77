import { awsPartitionOf } from "../../facts/regions";
import type { Duration } from "../core/units";
import {
  gatewayServiceName,
  interfaceServiceName,
  type GatewayEndpointService,
  type InterfaceEndpointService,
} from "./interface-endpoints";
import { formatRange, parseRange, quarterOf, type Ipv4Range } from "./ipv4";

/** Kinds of subnet: reachable from the internet, for workloads, and for stores that never leave the VPC. */
export const SUBNET_TIERS = ["public", "private", "data"] as const;

/** One of {@link SUBNET_TIERS}. */
export type SubnetTier = (typeof SUBNET_TIERS)[number];

/** How private subnets reach the internet: a gateway in every zone, one gateway for all zones, or not at all. */
export type NatMode = "per-zone" | "single" | "none";

/** What decides the shape of a network. */
export interface NetworkPlanArgs {
  /** Address range of the VPC: private, a /16 to /20. It is never changed afterwards. */
  readonly cidr: string;
  /** Three zones of one region, such as `eu-central-1a`, in any order. They are never changed afterwards. */
  readonly zones: readonly string[];
  /**
   * How private subnets reach the internet.
   *
   * @default "per-zone"
   */
  readonly nat?: NatMode;
  /**
   * Services that are reached through an interface endpoint, without leaving the VPC.
   *
   * @default - what EKS nodes and the platform's workloads call: `NETWORK_DEFAULTS.endpoints`
   */
  readonly endpoints?: readonly InterfaceEndpointService[];
  /**
   * How long flow logs are kept.
   *
   * @default "180 days"
   */
  readonly flowLogRetention?: Duration;
  /**
   * Name of the EKS cluster whose Karpenter finds the private subnets by the tag `karpenter.sh/discovery`.
   *
   * @default - the subnets carry no such tag
   */
  readonly clusterName?: string;
  /**
   * Region of the VPC and of everything in it; it has to be the zones' own.
   *
   * @default - the provider's region
   */
  readonly region?: string;
}

/** Values that are used where an argument is left out. */
export const NETWORK_DEFAULTS = {
  nat: "per-zone",
  endpoints: [
    "ecr.api",
    "ecr.dkr",
    "kms",
    "secretsmanager",
    "sqs",
    "kinesis-streams",
    "logs",
    "sts",
    "monitoring",
    "ec2",
    "eks",
    "eks-auth",
    "elasticloadbalancing",
    "autoscaling",
    "ssm",
  ],
  flowLogRetention: "180 days",
} as const satisfies Partial<NetworkPlanArgs>;

/** One subnet. */
export interface PlannedSubnet {
  /** Kind of subnet. */
  readonly tier: SubnetTier;
  /** Zone it lies in. */
  readonly zone: string;
  /** Tier and letter of the zone: `private-a`. */
  readonly key: string;
  /** Its addresses. */
  readonly cidr: string;
  /** Key of the route table it uses. */
  readonly routeTable: string;
  /** Tags by which the load balancer controller and Karpenter find it. */
  readonly discoveryTags: Readonly<Record<string, string>>;
}

/** One interface endpoint. */
export interface PlannedInterfaceEndpoint {
  /** Service with dashes for dots: `ecr-api`. */
  readonly key: string;
  /** Full name of the service. */
  readonly serviceName: string;
}

/** One NAT gateway. */
export interface PlannedNatGateway {
  /** Letter of its zone. */
  readonly key: string;
  /** Zone whose public subnet it lies in. */
  readonly zone: string;
  /** Keys of the route tables that lead to it. */
  readonly routeTables: readonly string[];
}

/** A network as plain data. */
export interface NetworkPlan {
  /** Address range of the VPC. */
  readonly cidr: string;
  /** The zones, sorted. */
  readonly zones: readonly string[];
  /** All subnets: by tier, then by zone. */
  readonly subnets: readonly PlannedSubnet[];
  /** Keys of the route tables: `public`, one per private subnet, `data`. */
  readonly routeTables: readonly string[];
  /** The NAT gateways, by zone. */
  readonly natGateways: readonly PlannedNatGateway[];
  /** Full names of the services behind the endpoints in the route tables. */
  readonly gatewayEndpoints: Readonly<Record<GatewayEndpointService, string>>;
  /** Endpoints in the private subnets. */
  readonly interfaceEndpoints: readonly PlannedInterfaceEndpoint[];
  /** How long flow logs are kept. */
  readonly flowLogRetention: Duration;
}

/**
 * Tiers by the size of their subnets. Each takes three quarters of what the tier before it left, a quarter per zone:
 * of a /16, a /18 per private subnet, a /20 per data subnet, a /22 per public subnet. The last /22 stays free.
 */
const TIERS_BY_SIZE = ["private", "data", "public"] as const satisfies readonly SubnetTier[];
const REST = 3;

/** Turns checked arguments into a plan. */
export function planNetwork(args: NetworkPlanArgs): NetworkPlan {
  const zones = args.zones.toSorted();
  return {
    cidr: args.cidr,
    zones,
    subnets: planSubnets({ ...args, zones }),
    routeTables: ["public", ...zones.map((zone) => routeTableOf("private", zone)), "data"],
    natGateways: planNatGateways(args.nat ?? NETWORK_DEFAULTS.nat, zones),
    ...planEndpoints(args),
    flowLogRetention: args.flowLogRetention ?? NETWORK_DEFAULTS.flowLogRetention,
  };
}

/** The region of a zone: all but its last letter. */
export function regionOfZone(zone: string): string {
  return zone.slice(0, -1);
}

function planSubnets({ cidr, zones, clusterName }: NetworkPlanArgs): readonly PlannedSubnet[] {
  const whole = parseRange(cidr);
  if (whole === undefined) {
    return [];
  }
  return SUBNET_TIERS.flatMap((tier) =>
    zones.map((zone, index) => ({
      tier,
      zone,
      key: `${tier}-${letterOf(zone)}`,
      cidr: formatRange(quarterOf(blockOf(tier, whole), index)),
      routeTable: routeTableOf(tier, zone),
      discoveryTags: discoveryTags(tier, clusterName),
    })),
  );
}

function blockOf(tier: SubnetTier, whole: Ipv4Range): Ipv4Range {
  return TIERS_BY_SIZE.slice(0, TIERS_BY_SIZE.indexOf(tier)).reduce((block) => quarterOf(block, REST), whole);
}

function discoveryTags(tier: SubnetTier, clusterName: string | undefined): Readonly<Record<string, string>> {
  switch (tier) {
    case "public":
      return { "kubernetes.io/role/elb": "1" };
    case "private":
      return {
        "kubernetes.io/role/internal-elb": "1",
        ...(clusterName === undefined ? {} : { "karpenter.sh/discovery": clusterName }),
      };
    case "data":
      return {};
  }
}

function planNatGateways(mode: NatMode, zones: readonly string[]): readonly PlannedNatGateway[] {
  const gateway = (zone: string, served: readonly string[]): PlannedNatGateway => ({
    key: letterOf(zone),
    zone,
    routeTables: served.map((servedZone) => routeTableOf("private", servedZone)),
  });
  switch (mode) {
    case "per-zone":
      return zones.map((zone) => gateway(zone, [zone]));
    case "single":
      return zones.slice(0, 1).map((zone) => gateway(zone, zones));
    case "none":
      return [];
  }
}

function planEndpoints(args: NetworkPlanArgs): Pick<NetworkPlan, "gatewayEndpoints" | "interfaceEndpoints"> {
  const region = regionOfZone(args.zones[0] ?? "");
  const partition = awsPartitionOf(region) ?? "aws";
  return {
    gatewayEndpoints: { s3: gatewayServiceName("s3", region), dynamodb: gatewayServiceName("dynamodb", region) },
    interfaceEndpoints: (args.endpoints ?? NETWORK_DEFAULTS.endpoints).toSorted().map((service) => ({
      key: service.replaceAll(".", "-"),
      serviceName: interfaceServiceName(service, { partition, region }),
    })),
  };
}

function routeTableOf(tier: SubnetTier, zone: string): string {
  return tier === "private" ? `private-${letterOf(zone)}` : tier;
}

function letterOf(zone: string): string {
  return zone.slice(-1);
}
