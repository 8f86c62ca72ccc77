import fc from "fast-check";
import { NETWORK_DEFAULTS, planNetwork, type NetworkPlanArgs } from "../../../components/network";
import { addressesIn, formatRange, isInside, parseRange, type Ipv4Range } from "../../../components/network/ipv4";

const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
const ARGS: NetworkPlanArgs = { cidr: "10.0.0.0/16", zones: ZONES };

const cidrs = fc
  .tuple(fc.integer({ min: 16, max: 20 }), fc.nat())
  .map(([prefix, seed]) =>
    formatRange({ prefix, first: 10 * 2 ** 24 + (seed % 2 ** (prefix - 8)) * addressesIn(prefix) }),
  );

const zoneSets = fc
  .uniqueArray(fc.constantFrom(..."abcdef"), { minLength: 3, maxLength: 3 })
  .map((letters) => letters.map((letter) => `us-east-1${letter}`));

function range(cidr: string): Ipv4Range {
  const parsed = parseRange(cidr);
  if (parsed === undefined) {
    throw new Error(`${cidr} is malformed`);
  }
  return parsed;
}

describe("subnets", () => {
  it("take three quarters, three sixteenths and three sixty-fourths of a /16", () => {
    expect(planNetwork(ARGS).subnets.map(({ key, zone, cidr, routeTable }) => [key, zone, cidr, routeTable])).toEqual([
      ["public-a", "eu-central-1a", "10.0.240.0/22", "public"],
      ["public-b", "eu-central-1b", "10.0.244.0/22", "public"],
      ["public-c", "eu-central-1c", "10.0.248.0/22", "public"],
      ["private-a", "eu-central-1a", "10.0.0.0/18", "private-a"],
      ["private-b", "eu-central-1b", "10.0.64.0/18", "private-b"],
      ["private-c", "eu-central-1c", "10.0.128.0/18", "private-c"],
      ["data-a", "eu-central-1a", "10.0.192.0/20", "data"],
      ["data-b", "eu-central-1b", "10.0.208.0/20", "data"],
      ["data-c", "eu-central-1c", "10.0.224.0/20", "data"],
    ]);
  });

  it("are inside the VPC, disjoint, and leave the last sixty-fourth free", () => {
    fc.assert(
      fc.property(cidrs, zoneSets, (cidr, zones) => {
        const vpc = range(cidr);
        const subnets = planNetwork({ cidr, zones }).subnets.map((subnet) => range(subnet.cidr));
        expect(subnets).toHaveLength(9);
        expect(subnets.every((subnet) => isInside(subnet, vpc))).toBe(true);
        const ordered = subnets.toSorted((one, other) => one.first - other.first);
        const ends = ordered.map(({ first, prefix }) => first + addressesIn(prefix));
        expect(ordered.slice(1).every(({ first }, index) => first >= (ends[index] ?? Infinity))).toBe(true);
        expect(ends.at(-1)).toBe(vpc.first + addressesIn(vpc.prefix) - addressesIn(vpc.prefix + 6));
      }),
    );
  });

  it("hold at least 59 usable addresses in a public subnet of the smallest VPC", () => {
    const smallest = planNetwork({ cidr: "10.0.16.0/20", zones: ZONES }).subnets.map(({ cidr }) => range(cidr).prefix);
    expect(addressesIn(Math.max(...smallest)) - 5).toBe(59);
  });

  it("carry the tags of the load balancer controller, and Karpenter's where a cluster is named", () => {
    const tagsOf = (args: NetworkPlanArgs) =>
      planNetwork(args)
        .subnets.filter(({ zone }) => zone.endsWith("a"))
        .map(({ discoveryTags }) => discoveryTags);
    expect(tagsOf(ARGS)).toEqual([{ "kubernetes.io/role/elb": "1" }, { "kubernetes.io/role/internal-elb": "1" }, {}]);
    expect(tagsOf({ ...ARGS, clusterName: "shop" })).toEqual([
      { "kubernetes.io/role/elb": "1" },
      { "kubernetes.io/role/internal-elb": "1", "karpenter.sh/discovery": "shop" },
      {},
    ]);
  });
});

describe("the plan", () => {
  it("does not depend on the order of zones and endpoints", () => {
    const orders = fc.tuple(
      fc.shuffledSubarray(ZONES, { minLength: 3 }),
      fc.shuffledSubarray([...NETWORK_DEFAULTS.endpoints], { minLength: NETWORK_DEFAULTS.endpoints.length }),
      fc.constantFrom("per-zone", "single", "none"),
    );
    fc.assert(
      fc.property(orders, ([zones, endpoints, nat]) => {
        expect(planNetwork({ ...ARGS, zones, endpoints, nat })).toEqual(planNetwork({ ...ARGS, nat }));
      }),
    );
  });

  it("has a route table for the public subnets, one per private subnet, and one for the data subnets", () => {
    expect(planNetwork(ARGS).routeTables).toEqual(["public", "private-a", "private-b", "private-c", "data"]);
  });

  it.each([
    [
      "per-zone",
      [
        { key: "a", zone: "eu-central-1a", routeTables: ["private-a"] },
        { key: "b", zone: "eu-central-1b", routeTables: ["private-b"] },
        { key: "c", zone: "eu-central-1c", routeTables: ["private-c"] },
      ],
    ],
    ["single", [{ key: "a", zone: "eu-central-1a", routeTables: ["private-a", "private-b", "private-c"] }]],
    ["none", []],
  ] as const)("leads private subnets to NAT gateways: %s", (nat, gateways) => {
    expect(planNetwork({ ...ARGS, nat }).natGateways).toEqual(gateways);
  });

  it("spells service names as each AWS partition does", () => {
    const names = (zones: readonly string[]) => {
      const plan = planNetwork({ cidr: "10.0.0.0/16", zones, endpoints: ["ecr.api", "kms", "sqs"] });
      return [
        ...plan.interfaceEndpoints.map(({ serviceName }) => serviceName),
        ...Object.values(plan.gatewayEndpoints),
      ];
    };
    expect(names(ZONES)).toEqual([
      "com.amazonaws.eu-central-1.ecr.api",
      "com.amazonaws.eu-central-1.kms",
      "com.amazonaws.eu-central-1.sqs",
      "com.amazonaws.eu-central-1.s3",
      "com.amazonaws.eu-central-1.dynamodb",
    ]);
    expect(names(["cn-north-1a", "cn-north-1b", "cn-north-1d"])).toEqual([
      "cn.com.amazonaws.cn-north-1.ecr.api",
      "com.amazonaws.cn-north-1.kms",
      "cn.com.amazonaws.cn-north-1.sqs",
      "com.amazonaws.cn-north-1.s3",
      "com.amazonaws.cn-north-1.dynamodb",
    ]);
    expect(names(["eusc-de-east-1a", "eusc-de-east-1b", "eusc-de-east-1c"])).toEqual([
      "eu.amazonaws.eusc-de-east-1.ecr.api",
      "com.amazonaws.eusc-de-east-1.kms",
      "com.amazonaws.eusc-de-east-1.sqs",
      "com.amazonaws.eusc-de-east-1.s3",
      "com.amazonaws.eusc-de-east-1.dynamodb",
    ]);
  });
});
