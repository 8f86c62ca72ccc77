import { Network, NETWORK_DEFAULTS, networkRefusals, type NetworkArgs } from "../../../components/network";
import { UNKNOWN, type Plan } from "../../../planner/plan";
import {
  failureOf,
  identities,
  inputsOf,
  inputsOfType,
  planInFrankfurt,
  refusalOf,
  resourceNamed,
  TAGS,
} from "../core/fixtures";

const LOG_KEY = "arn:aws:kms:eu-central-1:111122223333:key/1a2b3c4d";
const ARGS: NetworkArgs = {
  cidr: "10.0.0.0/16",
  zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
  logKeyArn: LOG_KEY,
  tags: TAGS,
};

function planWith(args: Partial<NetworkArgs> = {}): Promise<Plan> {
  return planInFrankfurt(() => {
    new Network("main", { ...ARGS, ...args });
  });
}

function idOf(plan: Plan, name: string): string | undefined {
  return resourceNamed(plan, name).id;
}

const ENDPOINTS = NETWORK_DEFAULTS.endpoints.map((service) => service.replaceAll(".", "-"));

describe("defaults", () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planWith();
  });

  it("creates these children and no others", () => {
    const zones = ["a", "b", "c"];
    expect(identities(plan)).toEqual(
      [
        "inventory:network:Network main test-dev",
        "aws:ec2/vpc:Vpc main-vpc main",
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup main-default-security-group main",
        "aws:ec2/internetGateway:InternetGateway main-internet-gateway main",
        ...["public", "private", "data"].flatMap((tier) =>
          zones.flatMap((zone) => [
            `aws:ec2/subnet:Subnet main-subnet-${tier}-${zone} main`,
            `aws:ec2/routeTableAssociation:RouteTableAssociation main-association-${tier}-${zone} main`,
          ]),
        ),
        ...zones.flatMap((zone) => [
          `aws:ec2/eip:Eip main-nat-address-${zone} main`,
          `aws:ec2/natGateway:NatGateway main-nat-${zone} main`,
          `aws:ec2/routeTable:RouteTable main-routes-private-${zone} main`,
          `aws:ec2/route:Route main-route-private-${zone} main`,
        ]),
        "aws:ec2/routeTable:RouteTable main-routes-public main",
        "aws:ec2/route:Route main-route-public main",
        "aws:ec2/routeTable:RouteTable main-routes-data main",
        "aws:ec2/securityGroup:SecurityGroup main-endpoints main",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule main-endpoints-https main",
        ...["s3", "dynamodb", ...ENDPOINTS].map((key) => `aws:ec2/vpcEndpoint:VpcEndpoint main-endpoint-${key} main`),
        "inventory:network:FlowLogs main-flow-logs main",
        "aws:cloudwatch/logGroup:LogGroup main-flow-logs-group main-flow-logs",
        "aws:iam/role:Role main-flow-logs-role main-flow-logs",
        "aws:iam/rolePolicy:RolePolicy main-flow-logs-policy main-flow-logs",
        "aws:ec2/flowLog:FlowLog main-flow-logs-log main-flow-logs",
      ].toSorted(),
    );
  });

  it("has the documented default values", () => {
    expect(NETWORK_DEFAULTS).toEqual({
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
    });
  });

  it("tags every child that takes tags, with its own name", () => {
    const untagged = plan.resources
      .filter(({ kind, inputs }) => kind === "custom" && inputs.tags === undefined)
      .map(({ type }) => type);
    expect([...new Set(untagged)].toSorted()).toEqual([
      "aws:ec2/route:Route",
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      "aws:iam/rolePolicy:RolePolicy",
    ]);
    for (const { kind, name, inputs } of plan.resources.filter(({ kind }) => kind === "custom")) {
      expect([kind, inputs.tags ?? TAGS]).toEqual(["custom", expect.objectContaining(TAGS)]);
      expect(inputs.tags ?? { Name: name }).toHaveProperty("Name", name);
    }
  });

  it("lays out the VPC, its closed default security group and its subnets", () => {
    const vpcId = idOf(plan, "main-vpc");
    expect(inputsOf(plan, "main-vpc")).toEqual({
      cidrBlock: "10.0.0.0/16",
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { ...TAGS, Name: "main-vpc" },
    });
    expect(inputsOf(plan, "main-default-security-group")).toEqual({
      vpcId,
      ingress: [],
      egress: [],
      tags: { ...TAGS, Name: "main-default-security-group" },
    });
    expect(inputsOf(plan, "main-subnet-public-a")).toEqual({
      vpcId,
      cidrBlock: "10.0.240.0/22",
      availabilityZone: "eu-central-1a",
      mapPublicIpOnLaunch: false,
      tags: { ...TAGS, Name: "main-subnet-public-a", "kubernetes.io/role/elb": "1" },
    });
    expect(inputsOf(plan, "main-subnet-private-b").tags).toEqual({
      ...TAGS,
      Name: "main-subnet-private-b",
      "kubernetes.io/role/internal-elb": "1",
    });
    expect(inputsOf(plan, "main-subnet-data-c").tags).toEqual({ ...TAGS, Name: "main-subnet-data-c" });
  });

  it("leads public subnets to the internet, private ones to NAT in their zone, and data subnets nowhere", () => {
    const routes = Object.values(inputsOfType(plan, "aws:ec2/route:Route"));
    expect(routes).toEqual([
      ...["a", "b", "c"].map((zone) => ({
        routeTableId: idOf(plan, `main-routes-private-${zone}`),
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: idOf(plan, `main-nat-${zone}`),
      })),
      {
        routeTableId: idOf(plan, "main-routes-public"),
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId: idOf(plan, "main-internet-gateway"),
      },
    ]);
    for (const zone of ["a", "b", "c"]) {
      expect(inputsOf(plan, `main-association-public-${zone}`).routeTableId).toBe(idOf(plan, "main-routes-public"));
      expect(inputsOf(plan, `main-association-private-${zone}`)).toEqual({
        subnetId: idOf(plan, `main-subnet-private-${zone}`),
        routeTableId: idOf(plan, `main-routes-private-${zone}`),
      });
      expect(inputsOf(plan, `main-association-data-${zone}`).routeTableId).toBe(idOf(plan, "main-routes-data"));
    }
  });

  it("puts a NAT gateway with an address of its own into each public subnet, after the internet gateway", () => {
    expect(inputsOf(plan, "main-nat-address-b")).toEqual({
      domain: "vpc",
      tags: { ...TAGS, Name: "main-nat-address-b" },
    });
    expect(inputsOf(plan, "main-nat-b")).toEqual({
      connectivityType: "public",
      allocationId: idOf(plan, "main-nat-address-b"),
      subnetId: idOf(plan, "main-subnet-public-b"),
      tags: { ...TAGS, Name: "main-nat-b" },
    });
    const internetGateway = resourceNamed(plan, "main-internet-gateway").urn;
    expect(resourceNamed(plan, "main-nat-b").dependencies).toContain(internetGateway);
    expect(resourceNamed(plan, "main-nat-address-b").dependencies).toContain(internetGateway);
  });

  it("reaches S3 and DynamoDB from every route table", () => {
    const routeTableIds = ["public", "private-a", "private-b", "private-c", "data"].map((key) =>
      idOf(plan, `main-routes-${key}`),
    );
    for (const service of ["s3", "dynamodb"]) {
      expect(inputsOf(plan, `main-endpoint-${service}`)).toEqual({
        vpcId: idOf(plan, "main-vpc"),
        vpcEndpointType: "Gateway",
        serviceName: `com.amazonaws.eu-central-1.${service}`,
        routeTableIds,
        tags: { ...TAGS, Name: `main-endpoint-${service}` },
      });
    }
  });

  it("reaches the other services in the private subnets, by HTTPS from inside the VPC", () => {
    expect(inputsOf(plan, "main-endpoint-ecr-dkr")).toEqual({
      vpcId: idOf(plan, "main-vpc"),
      vpcEndpointType: "Interface",
      serviceName: "com.amazonaws.eu-central-1.ecr.dkr",
      privateDnsEnabled: true,
      subnetIds: ["a", "b", "c"].map((zone) => idOf(plan, `main-subnet-private-${zone}`)),
      securityGroupIds: [idOf(plan, "main-endpoints")],
      tags: { ...TAGS, Name: "main-endpoint-ecr-dkr" },
    });
    expect(inputsOf(plan, "main-endpoints")).toEqual({
      vpcId: idOf(plan, "main-vpc"),
      description: "HTTPS from inside the VPC to interface endpoints",
      tags: { ...TAGS, Name: "main-endpoints" },
    });
    expect(inputsOf(plan, "main-endpoints-https")).toEqual({
      securityGroupId: idOf(plan, "main-endpoints"),
      description: "HTTPS from inside the VPC to interface endpoints",
      cidrIpv4: "10.0.0.0/16",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      tags: { ...TAGS, Name: "main-endpoints-https" },
    });
  });

  it("gives the ids of what others build on", () => {
    const byZone = (tier: string) =>
      Object.fromEntries(
        ["a", "b", "c"].map((zone) => [`eu-central-1${zone}`, idOf(plan, `main-subnet-${tier}-${zone}`)]),
      );
    expect(resourceNamed(plan, "main").outputs).toEqual({
      vpcId: idOf(plan, "main-vpc"),
      cidr: "10.0.0.0/16",
      zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
      publicSubnetIds: byZone("public"),
      privateSubnetIds: byZone("private"),
      dataSubnetIds: byZone("data"),
      routeTableIds: Object.fromEntries(
        ["public", "private-a", "private-b", "private-c", "data"].map((key) => [key, idOf(plan, `main-routes-${key}`)]),
      ),
      natAddresses: { "eu-central-1a": UNKNOWN, "eu-central-1b": UNKNOWN, "eu-central-1c": UNKNOWN },
      gatewayEndpointIds: { s3: idOf(plan, "main-endpoint-s3"), dynamodb: idOf(plan, "main-endpoint-dynamodb") },
      gatewayPrefixListIds: { s3: expect.stringMatching(/^pl-/), dynamodb: expect.stringMatching(/^pl-/) },
      endpointSecurityGroupId: idOf(plan, "main-endpoints"),
    });
  });
});

describe("custom", () => {
  it("shares one NAT gateway between the zones", async () => {
    const plan = await planWith({ nat: "single" });
    expect(Object.keys(inputsOfType(plan, "aws:ec2/natGateway:NatGateway"))).toEqual(["main-nat-a"]);
    expect(Object.keys(inputsOfType(plan, "aws:ec2/eip:Eip"))).toEqual(["main-nat-address-a"]);
    for (const zone of ["a", "b", "c"]) {
      expect(inputsOf(plan, `main-route-private-${zone}`).natGatewayId).toBe(idOf(plan, "main-nat-a"));
    }
  });

  it("leaves private subnets without a way out", async () => {
    const plan = await planWith({ nat: "none" });
    expect(inputsOfType(plan, "aws:ec2/natGateway:NatGateway")).toEqual({});
    expect(inputsOfType(plan, "aws:ec2/eip:Eip")).toEqual({});
    expect(Object.keys(inputsOfType(plan, "aws:ec2/route:Route"))).toEqual(["main-route-public"]);
    expect(resourceNamed(plan, "main").outputs.natAddresses).toEqual({});
  });

  it("takes other endpoints", async () => {
    const plan = await planWith({ endpoints: ["sns"] });
    expect(Object.keys(inputsOfType(plan, "aws:ec2/vpcEndpoint:VpcEndpoint"))).toEqual([
      "main-endpoint-dynamodb",
      "main-endpoint-s3",
      "main-endpoint-sns",
    ]);
  });

  it("creates no security group without interface endpoints", async () => {
    const plan = await planWith({ endpoints: [] });
    expect(inputsOfType(plan, "aws:ec2/securityGroup:SecurityGroup")).toEqual({});
    expect(inputsOfType(plan, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).toEqual({});
    expect(resourceNamed(plan, "main").outputs).not.toHaveProperty("endpointSecurityGroupId");
  });

  it("takes another range, a retention and a cluster's name", async () => {
    const plan = await planWith({ cidr: "172.20.16.0/20", flowLogRetention: "365 days", clusterName: "shop" });
    expect(inputsOf(plan, "main-vpc").cidrBlock).toBe("172.20.16.0/20");
    expect(inputsOf(plan, "main-endpoints-https").cidrIpv4).toBe("172.20.16.0/20");
    expect(inputsOf(plan, "main-flow-logs-group").retentionInDays).toBe(365);
    expect(inputsOf(plan, "main-subnet-private-a").tags).toHaveProperty(["karpenter.sh/discovery"], "shop");
    expect(inputsOf(plan, "main-subnet-public-a").tags).not.toHaveProperty(["karpenter.sh/discovery"]);
  });

  it("puts everything that has a region into the given one", async () => {
    const plan = await planWith({
      region: "eu-west-1",
      zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
      logKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d",
    });
    const elsewhere = plan.resources
      .filter(({ kind, inputs }) => kind === "custom" && inputs.region !== "eu-west-1")
      .map(({ type }) => type);
    expect(elsewhere.toSorted()).toEqual(["aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy"]);
    expect(inputsOf(plan, "main-endpoint-kms").serviceName).toBe("com.amazonaws.eu-west-1.kms");
  });

  it("keeps the caller's options", async () => {
    const plan = await planInFrankfurt(() => new Network("main", ARGS, { protect: true }));
    expect(resourceNamed(plan, "main-vpc").options.protect).toBe(true);
  });
});

describe("refusals", () => {
  const zones = (...letters: readonly string[]) => letters.map((letter) => `eu-central-1${letter}`);
  const cases: readonly [string, Partial<NetworkArgs>, string][] = [
    [
      "a range with host bits",
      { cidr: "10.0.0.1/16" },
      'cidr is "10.0.0.1/16", expected an IPv4 range without host bits, such as 10.0.0.0/16; ' +
        "write the first address of the range and the length of its prefix",
    ],
    [
      "a range too large",
      { cidr: "10.0.0.0/8" },
      'cidr is "10.0.0.0/8", expected a /16 to /20; choose a longer prefix',
    ],
    [
      "a range too small",
      { cidr: "10.0.0.0/24" },
      'cidr is "10.0.0.0/24", expected a /16 to /20; choose a shorter prefix',
    ],
    [
      "a public range",
      { cidr: "8.8.0.0/16" },
      'cidr is "8.8.0.0/16", expected a range inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10; ' +
        "choose a private range",
    ],
    [
      "two zones",
      { zones: zones("a", "b") },
      'zones is ["eu-central-1a","eu-central-1b"], expected 3 different zones; name 3 zones of the region, each once',
    ],
    [
      "zones that do not exist",
      { zones: [...zones("a", "b"), "middle-earth-1c"], region: "eu-central-1" },
      'zones is ["middle-earth-1c"], expected zones of a known region, such as eu-central-1a; ' +
        "write the region and the letter of the zone",
    ],
    [
      "zones of two regions",
      { zones: [...zones("a", "b"), "eu-west-1a"] },
      'zones is ["eu-central-1a","eu-central-1b","eu-west-1a"], expected zones of one region; ' +
        "name zones of eu-central-1 or of eu-west-1",
    ],
    [
      "a region that is not the zones'",
      { region: "eu-west-1" },
      'region is "eu-west-1", expected the region of the zones (eu-central-1); ' +
        "name the zones' region, or zones of this one",
    ],
    [
      "an endpoint twice",
      { endpoints: ["kms", "kms"] },
      'endpoints is ["kms","kms"], expected each service once; list a service once',
    ],
    [
      "a retention that CloudWatch does not offer",
      { flowLogRetention: "45 days" },
      'flowLogRetention is "45 days", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, ' +
        "1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose the next longer one",
    ],
    [
      "a malformed name of a cluster",
      { clusterName: "" },
      'clusterName is "", expected 1 to 100 letters, digits, dashes or underscores, starting with a letter or digit; ' +
        "give the cluster's name, or leave it out",
    ],
  ];

  it("has a case per rule", () => {
    expect(cases).toHaveLength(networkRefusals.length);
    cases.forEach(([, args], index) => {
      expect(networkRefusals[index]?.when({ ...ARGS, ...args })).toBe(true);
    });
  });

  it.each(cases)("refuses %s", (_, args, message) => {
    expect(refusalOf('network "main"', { ...ARGS, ...args }, networkRefusals).split("\n")).toContain(
      `network "main": ${message}`,
    );
  });

  it("lets each private range pass", () => {
    for (const cidr of ["10.255.0.0/16", "172.31.240.0/20", "192.168.0.0/16", "100.127.0.0/18"]) {
      expect(refusalOf('network "main"', { ...ARGS, cidr }, networkRefusals)).toBe("not refused");
    }
  });

  it("refuses several problems at once, before anything is registered", async () => {
    const { message, registered } = await failureOf(
      () => new Network("main", { ...ARGS, cidr: "10.0.0.0/8", zones: zones("a", "b"), endpoints: ["sqs", "sqs"] }),
    );
    expect(message).toBe(
      'network "main": cidr is "10.0.0.0/8", expected a /16 to /20; choose a longer prefix\n' +
        'network "main": zones is ["eu-central-1a","eu-central-1b"], expected 3 different zones; ' +
        "name 3 zones of the region, each once\n" +
        'network "main": endpoints is ["sqs","sqs"], expected each service once; list a service once',
    );
    expect(registered).toEqual([]);
  });
});
