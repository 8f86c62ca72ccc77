import {
  LINK_DEFAULTS,
  OnPremisesLink,
  onPremisesLinkRefusals,
  planOnPremisesLink,
  type OnPremisesLinkArgs,
} from "../../../components/hybrid";
import { planProgram } from "../../../planner/engine";
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
import { LOG_KEY, SIDES, SURROUNDINGS, TOPIC } from "./fixtures";

const ARGS: OnPremisesLinkArgs = {
  ...SURROUNDINGS,
  ...SIDES,
  linkName: "test-premises",
  vpnDevices: { hall: { address: "203.0.113.10", asn: 65_010 } },
  routeTableIds: { data: "rtb-data" },
};
const CONNECTIONS = { carrier: { connectionId: "dxcon-ffabc123", vlan: 101, asn: 4_200_000_001 } };

describe("planOnPremisesLink", () => {
  it("plans one VPN and its alarms (defaults)", () => {
    const state = {
      namespace: "AWS/VPN",
      metricName: "TunnelState",
      period: 300,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
    };

    expect(LINK_DEFAULTS).toEqual({
      vpnDevices: {},
      directConnections: {},
      amazonAsn: 64_512,
      directConnectAsn: 64_513,
      logRetention: "365 days",
    });
    expect(planOnPremisesLink(ARGS)).toEqual({
      linkName: "test-premises",
      cidr: "10.64.0.0/16",
      onPremisesCidrs: ["10.1.0.0/16", "192.168.0.0/20"],
      amazonAsn: 64_512,
      directConnectAsn: 64_513,
      logGroupName: "/aws/vendedlogs/test-premises-tunnels",
      logRetentionDays: 365,
      vpns: [
        {
          name: "hall",
          address: "203.0.113.10",
          asn: 65_010,
          alarms: {
            "tunnel-down": {
              ...state,
              statistic: "Minimum",
              evaluationPeriods: 3,
              alarmDescription:
                "test-premises to hall: one of the two tunnels is down. Runbook: https://runbooks.example.com/link-tunnel-down.md",
            },
            "tunnels-down": {
              ...state,
              statistic: "Maximum",
              evaluationPeriods: 1,
              alarmDescription:
                "test-premises to hall: both tunnels are down. Runbook: https://runbooks.example.com/link-tunnels-down.md",
            },
          },
        },
      ],
      interfaces: [],
    });
  });

  it("plans the same whatever the order of names and ranges", () => {
    const devices = { a: { address: "203.0.113.1", asn: 1 }, b: { address: "203.0.113.2", asn: 2 } };
    const turned = { b: devices.b, a: devices.a };

    expect(planOnPremisesLink({ ...ARGS, vpnDevices: turned })).toEqual(
      planOnPremisesLink({ ...ARGS, vpnDevices: devices, onPremisesCidrs: SIDES.onPremisesCidrs.toReversed() }),
    );
  });
});

describe("OnPremisesLink", () => {
  it("creates gateway, attachment, VPN, tables and routes for the declared ranges alone (defaults)", async () => {
    const plan = await planInFrankfurt(() => new OnPremisesLink("link", ARGS));

    expect(identities(plan)).toEqual([
      "aws:cloudwatch/logGroup:LogGroup link-tunnel-log link",
      "aws:cloudwatch/metricAlarm:MetricAlarm link-tunnel-down-hall link",
      "aws:cloudwatch/metricAlarm:MetricAlarm link-tunnels-down-hall link",
      "aws:ec2/customerGateway:CustomerGateway link-device-hall link",
      "aws:ec2/route:Route link-route-data-10-1-0-0-16 link",
      "aws:ec2/route:Route link-route-data-192-168-0-0-20 link",
      "aws:ec2/vpnConnection:VpnConnection link-vpn-hall link",
      "aws:ec2transitgateway/routeTable:RouteTable link-routes-of-network link",
      "aws:ec2transitgateway/routeTable:RouteTable link-routes-of-premises link",
      "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation link-association-network link",
      "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation link-association-vpn-hall link",
      "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation link-propagation-network link",
      "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation link-propagation-vpn-hall link",
      "aws:ec2transitgateway/transitGateway:TransitGateway link-transit-gateway link",
      "aws:ec2transitgateway/vpcAttachment:VpcAttachment link-attachment link",
      "inventory:hybrid:OnPremisesLink link test-dev",
    ]);
    expect(Object.values(inputsOfType(plan, "aws:ec2/route:Route"))).toEqual(
      ["10.1.0.0/16", "192.168.0.0/20"].map((cidr) => ({
        routeTableId: "rtb-data",
        destinationCidrBlock: cidr,
        transitGatewayId: resourceNamed(plan, "link-transit-gateway").id,
      })),
    );
    expect(inputsOf(plan, "link-attachment")).toMatchObject({
      vpcId: "vpc-1",
      subnetIds: ["subnet-a", "subnet-b"],
      transitGatewayDefaultRouteTableAssociation: false,
      transitGatewayDefaultRouteTablePropagation: false,
    });
    expect(inputsOf(plan, "link-tunnels-down-hall")).toEqual({
      ...planOnPremisesLink(ARGS).vpns[0]?.alarms["tunnels-down"],
      dimensions: { VpnId: resourceNamed(plan, "link-vpn-hall").id },
      alarmActions: [TOPIC],
      okActions: [TOPIC],
      tags: { ...TAGS, Name: "link-tunnels-down-hall" },
    });
  });

  it("negotiates both tunnels alike, logs them, and leaves their keys to Secrets Manager", async () => {
    const plan = await planInFrankfurt(() => new OnPremisesLink("link", ARGS));
    const inputs = inputsOf(plan, "link-vpn-hall");
    const logGroupArn = resourceNamed(plan, "link-tunnel-log").outputs["arn"];
    const strip = (tunnel: string) =>
      Object.fromEntries(
        Object.entries(inputs)
          .filter(([key]) => key.startsWith(tunnel))
          .map(([key, value]) => [key.slice(tunnel.length), value]),
      );

    expect(inputs["presharedKeyStorage"]).toBe("SecretsManager");
    expect(strip("tunnel1")).toEqual({
      IkeVersions: ["ikev2"],
      Phase1EncryptionAlgorithms: ["AES256-GCM-16"],
      Phase1IntegrityAlgorithms: ["SHA2-384", "SHA2-512"],
      Phase1DhGroupNumbers: [19, 20, 21],
      Phase2EncryptionAlgorithms: ["AES256-GCM-16"],
      Phase2IntegrityAlgorithms: ["SHA2-384", "SHA2-512"],
      Phase2DhGroupNumbers: [19, 20, 21],
      StartupAction: "start",
      DpdTimeoutAction: "restart",
      EnableTunnelLifecycleControl: true,
      LogOptions: {
        cloudwatchLogOptions: {
          logEnabled: true,
          logGroupArn,
          logOutputFormat: "json",
          bgpLogEnabled: true,
          bgpLogGroupArn: logGroupArn,
          bgpLogOutputFormat: "json",
        },
      },
    });
    expect(strip("tunnel2")).toEqual(strip("tunnel1"));
    expect(Object.keys(inputs).filter((key) => key.includes("PresharedKey"))).toEqual([]);
    expect(inputsOf(plan, "link-tunnel-log")).toMatchObject({ kmsKeyId: LOG_KEY, retentionInDays: 365 });
  });

  it("announces the VPC's range alone over Direct Connect, and joins no line with another", async () => {
    const plan = await planInFrankfurt(
      () => new OnPremisesLink("link", { ...ARGS, directConnections: CONNECTIONS, region: "eu-central-1" }),
    );
    const table = (role: string) => resourceNamed(plan, `link-routes-of-${role}`).id;
    const propagated = Object.entries(
      inputsOfType(plan, "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation"),
    );

    expect(inputsOf(plan, "link-direct-connect-association")).toMatchObject({ allowedPrefixes: ["10.64.0.0/16"] });
    expect(inputsOf(plan, "link-interface-carrier")).toMatchObject({
      connectionId: "dxcon-ffabc123",
      vlan: 101,
      bgpAsnLong: "4200000001",
      mtu: 8_500,
      sitelinkEnabled: false,
    });
    expect(inputsOf(plan, "link-direct-connect-down-carrier")).toMatchObject({
      namespace: "AWS/DX",
      metricName: "VirtualInterfaceBgpStatus",
      dimensions: {
        ConnectionId: "dxcon-ffabc123",
        VirtualInterfaceId: resourceNamed(plan, "link-interface-carrier").id,
      },
    });
    expect(propagated.map(([name, inputs]) => [name, inputs["transitGatewayRouteTableId"]]).toSorted()).toEqual([
      ["link-propagation-direct-connect", table("network")],
      ["link-propagation-network", table("premises")],
      ["link-propagation-vpn-hall", table("network")],
    ]);
  });

  it("takes large numbers of autonomous systems by the input that has room for them", async () => {
    const plan = await planInFrankfurt(
      () =>
        new OnPremisesLink("link", { ...ARGS, vpnDevices: { hall: { address: "203.0.113.10", asn: 4_200_000_001 } } }),
    );

    expect(inputsOf(plan, "link-device-hall")).toMatchObject({ bgpAsnExtended: "4200000001" });
    expect(inputsOf(plan, "link-device-hall")).not.toHaveProperty("bgpAsn");
  });

  it("plans its children where outputs are unknown", async () => {
    const plan = await planProgram({
      project: "test",
      stack: "dev",
      config: { "aws:region": "eu-central-1" },
      mode: "unknowns",
      program: () => new OnPremisesLink("link", { ...ARGS, directConnections: CONNECTIONS }),
    });

    expect(identities(plan)).toHaveLength(22);
  });

  it("registers nothing where its arguments are refused", async () => {
    const { message, registered } = await failureOf(() => new OnPremisesLink("link", { ...ARGS, alarmTopicArns: [] }));

    expect(message).toBe(
      'link on premises "link": alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever runs the network',
    );
    expect(registered).toEqual([]);
  });
});

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table. */
const rows: readonly (readonly [string, Partial<OnPremisesLinkArgs>, string])[] = [
  [
    "a name that is none",
    { linkName: "Link" },
    'linkName is "Link", expected 1 to 60 lower-case letters, digits or dashes, starting with a letter; name the link after its region\'s stack',
  ],
  [
    "a range that is all the world",
    { onPremisesCidrs: ["192.168.0.0/20", "0.0.0.0/0"] },
    'onPremisesCidrs is ["0.0.0.0/0"], expected at least one range of IPv4, each of /8 or longer and written with its first address; declare each network on premises that the platform talks to\n' +
      'link on premises "link": onPremisesCidrs is ["0.0.0.0/0"], expected ranges apart from 10.64.0.0/16, the VPC\'s; declare a narrower range, or give the VPC another one: addresses that both sides have reach one of them\n' +
      'link on premises "link": onPremisesCidrs is ["0.0.0.0/0"], expected ranges apart from one another; keep the wider of two ranges alone',
  ],
  [
    "a range that the VPC has too",
    { onPremisesCidrs: ["10.64.128.0/20"] },
    'onPremisesCidrs is ["10.64.128.0/20"], expected ranges apart from 10.64.0.0/16, the VPC\'s; declare a narrower range, or give the VPC another one: addresses that both sides have reach one of them',
  ],
  [
    "ranges that overlap",
    { onPremisesCidrs: ["10.1.0.0/16", "10.1.4.0/24"] },
    'onPremisesCidrs is ["10.1.4.0/24"], expected ranges apart from one another; keep the wider of two ranges alone',
  ],
  [
    "a link to nothing",
    { vpnDevices: {} },
    "vpnDevices and directConnections is [], expected a device or a connection; name what the link leads to",
  ],
  [
    "a device whose name is none",
    { vpnDevices: { "Hall A": { address: "203.0.113.10", asn: 65_010 } } },
    'vpnDevices and directConnections is ["Hall A"], expected names of 1 to 20 lower-case letters, digits or dashes, starting with a letter; rename them: they are part of the names of what is created',
  ],
  [
    "no route table",
    { routeTableIds: {} },
    "routeTableIds is [], expected the route table of at least one subnet; name the tables of the subnets that talk to the other side",
  ],
  [
    "one zone",
    { subnetIds: { "eu-central-1a": "subnet-a" } },
    'subnetIds is ["eu-central-1a"], expected a subnet in at least 2 zones; attach the transit gateway in more zones: traffic of a zone without it takes another\'s',
  ],
  [
    "a device with a private address",
    { vpnDevices: { hall: { address: "192.168.1.1", asn: 65_010 } } },
    'vpnDevices is ["192.168.1.1"], expected public IPv4 addresses such as 203.0.113.10; give the address that the device has on the internet',
  ],
  [
    "two devices with one address",
    { vpnDevices: { a: { address: "203.0.113.10", asn: 65_010 }, b: { address: "203.0.113.10", asn: 65_011 } } },
    'vpnDevices is ["203.0.113.10"], expected an address for each device; name a device once: both tunnels lead to it, and a second device has an address of its own',
  ],
  [
    "no autonomous system",
    { vpnDevices: { hall: { address: "203.0.113.10", asn: 0 } } },
    "vpnDevices and directConnections is [0], expected numbers of autonomous systems, from 1 to 4294967295; ask whoever runs the routers on premises",
  ],
  [
    "a connection that was not ordered",
    { directConnections: { carrier: { connectionId: "soon", vlan: 101, asn: 65_010 } } },
    'directConnections is ["soon"], expected ids of connections such as dxcon-ffabc123, or of groups such as dxlag-ffabc123; order the connection first; the link does not create it',
  ],
  [
    "no VLAN",
    { directConnections: { carrier: { connectionId: "dxcon-ffabc123", vlan: 4_095, asn: 65_010 } } },
    "directConnections is [4095], expected VLANs from 1 to 4094; ask the provider of the connection",
  ],
  [
    "a public autonomous system on the side of AWS",
    { amazonAsn: 7_224 },
    "amazonAsn and directConnectAsn is [7224,64513], expected 64512 to 65534, or 4200000000 to 4294967294; choose numbers that nobody else has",
  ],
  [
    "one autonomous system on two sides",
    { amazonAsn: 65_010 },
    "amazonAsn and directConnectAsn is [65010,64513], expected two numbers, neither of them 65010; choose another: a router drops routes that bear its own number",
  ],
  [
    "a retention that CloudWatch Logs does not have",
    { logRetention: "10 days" },
    'logRetention is "10 days", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose one of them',
  ],
  [
    "no address of runbooks",
    { runbooksUrl: "https://runbooks.example.com/" },
    'runbooksUrl is "https://runbooks.example.com/", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "alarms that nobody hears",
    { alarmTopicArns: [] },
    "alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever runs the network",
  ],
];

describe("onPremisesLinkRefusals", () => {
  it("have a test each", () => {
    expect(rows).toHaveLength(onPremisesLinkRefusals.length);
  });

  it.each(rows)("refuses %s", (_what, change, message) => {
    expect(refusalOf('link on premises "link"', { ...ARGS, ...change }, onPremisesLinkRefusals)).toBe(
      `link on premises "link": ${message}`,
    );
  });

  it("lets valid arguments pass", () => {
    expect(
      refusalOf('link on premises "link"', { ...ARGS, directConnections: CONNECTIONS }, onPremisesLinkRefusals),
    ).toBe("not refused");
  });
});
