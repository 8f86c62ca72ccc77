import {
  NAMES_DEFAULTS,
  planPrivateNames,
  PrivateNames,
  privateNamesRefusals,
  type PrivateNamesArgs,
} from "../../../components/hybrid";
import { planProgram } from "../../../planner/engine";
import { identities, inputsOf, inputsOfType, planInFrankfurt, refusalOf, resourceNamed, TAGS } from "../core/fixtures";
import { LOG_KEY, SIDES, SURROUNDINGS, TOPIC } from "./fixtures";

const ARGS: PrivateNamesArgs = { ...SURROUNDINGS, ...SIDES, resolverName: "test-names" };
const DOMAINS = { "erp.example.com": ["10.1.0.3", "10.1.0.2"] };

describe("planPrivateNames", () => {
  it("lets premises ask, and asks nothing there (defaults)", () => {
    const alarm = {
      namespace: "AWS/Route53Resolver",
      metricName: "EndpointUnhealthyENICount",
      statistic: "Maximum",
      period: 300,
      evaluationPeriods: 3,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treatMissingData: "notBreaching",
    };

    expect(NAMES_DEFAULTS).toEqual({ domains: {}, logRetention: "365 days" });
    expect(planPrivateNames(ARGS)).toEqual({
      askers: ["10.1.0.0/16", "192.168.0.0/20"],
      domains: [],
      servers: [],
      logGroupName: "/aws/vendedlogs/test-names-queries",
      logRetentionDays: 365,
      alarms: {
        inbound: {
          ...alarm,
          alarmDescription:
            "test-names: an address of the inbound resolver answers no more. Runbook: https://runbooks.example.com/names-resolver-unhealthy.md",
        },
        outbound: {
          ...alarm,
          alarmDescription:
            "test-names: an address of the outbound resolver answers no more. Runbook: https://runbooks.example.com/names-resolver-unhealthy.md",
        },
      },
    });
  });

  it("names a name server once, however many domains it has", () => {
    const domains = { "b.example.com": ["10.1.0.2"], "a.example.com": ["10.1.0.3", "10.1.0.2"] };
    const plan = planPrivateNames({ ...ARGS, domains });

    expect(plan.servers).toEqual(["10.1.0.2", "10.1.0.3"]);
    expect(plan.domains.map(({ domain }) => domain)).toEqual(["a.example.com", "b.example.com"]);
  });
});

describe("PrivateNames", () => {
  it("creates the inbound endpoint and the log of queries (defaults)", async () => {
    const plan = await planInFrankfurt(() => new PrivateNames("names", ARGS));

    expect(identities(plan)).toEqual([
      "aws:cloudwatch/logGroup:LogGroup names-query-log names",
      "aws:cloudwatch/metricAlarm:MetricAlarm names-inbound-unhealthy names",
      "aws:ec2/securityGroup:SecurityGroup names-inbound-security-group names",
      "aws:route53/resolverEndpoint:ResolverEndpoint names-inbound names",
      "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig names-query-logging names",
      "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation names-query-logging-association names",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule names-inbound-10-1-0-0-16-tcp names",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule names-inbound-10-1-0-0-16-udp names",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule names-inbound-192-168-0-0-20-tcp names",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule names-inbound-192-168-0-0-20-udp names",
      "inventory:hybrid:PrivateNames names test-dev",
    ]);
    expect(inputsOf(plan, "names-inbound")).toEqual({
      direction: "INBOUND",
      resolverEndpointType: "IPV4",
      protocols: ["Do53"],
      securityGroupIds: [resourceNamed(plan, "names-inbound-security-group").id],
      ipAddresses: [{ subnetId: "subnet-a" }, { subnetId: "subnet-b" }],
      tags: { ...TAGS, Name: "names-inbound" },
    });
    expect(inputsOf(plan, "names-query-log")).toMatchObject({ kmsKeyId: LOG_KEY, retentionInDays: 365 });
    expect(inputsOf(plan, "names-inbound-unhealthy")).toMatchObject({
      dimensions: { EndpointId: resourceNamed(plan, "names-inbound").id },
      alarmActions: [TOPIC],
    });
    expect(resourceNamed(plan, "names").outputs).not.toHaveProperty("outboundEndpointId");
  });

  it("asks for the declared domains on premises, and reaches their name servers alone", async () => {
    const plan = await planInFrankfurt(() => new PrivateNames("names", { ...ARGS, domains: DOMAINS }));
    const egress = inputsOfType(plan, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");

    expect(inputsOf(plan, "names-rule-erp-example-com")).toMatchObject({
      ruleType: "FORWARD",
      domainName: "erp.example.com",
      resolverEndpointId: resourceNamed(plan, "names-outbound").id,
      targetIps: [
        { ip: "10.1.0.2", port: 53, protocol: "Do53" },
        { ip: "10.1.0.3", port: 53, protocol: "Do53" },
      ],
    });
    expect(Object.values(egress).map(({ cidrIpv4, ipProtocol, fromPort }) => [cidrIpv4, ipProtocol, fromPort])).toEqual(
      [
        ["10.1.0.2/32", "tcp", 53],
        ["10.1.0.2/32", "udp", 53],
        ["10.1.0.3/32", "tcp", 53],
        ["10.1.0.3/32", "udp", 53],
      ],
    );
  });

  it("plans its children where outputs are unknown", async () => {
    const plan = await planProgram({
      project: "test",
      stack: "dev",
      config: { "aws:region": "eu-central-1" },
      mode: "unknowns",
      program: () => new PrivateNames("names", { ...ARGS, domains: DOMAINS }),
    });

    expect(identities(plan)).toHaveLength(20);
  });
});

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table. */
const rows: readonly (readonly [string, Partial<PrivateNamesArgs>, string])[] = [
  [
    "a name that is none",
    { resolverName: "" },
    'resolverName is "", expected 1 to 60 lower-case letters, digits or dashes, starting with a letter; name it after its region\'s stack',
  ],
  [
    "no range",
    { onPremisesCidrs: [], domains: {} },
    "onPremisesCidrs is [], expected at least one range of IPv4, each of /8 or longer and written with its first address; declare each network on premises that the platform talks to",
  ],
  [
    "a range that the VPC has too",
    { onPremisesCidrs: ["10.0.0.0/8"] },
    'onPremisesCidrs is ["10.0.0.0/8"], expected ranges apart from 10.64.0.0/16, the VPC\'s; declare a narrower range, or give the VPC another one: addresses that both sides have reach one of them',
  ],
  [
    "a range twice",
    { onPremisesCidrs: ["10.1.0.0/16", "10.1.0.0/16"] },
    'onPremisesCidrs is ["10.1.0.0/16"], expected ranges apart from one another; keep the wider of two ranges alone',
  ],
  [
    "a domain of AWS",
    { domains: { "kafka.eu-central-1.amazonaws.com": ["10.1.0.2"] } },
    'domains is ["kafka.eu-central-1.amazonaws.com"], expected domains of your own, in lower case without a dot at the end, none of them of AWS; name the domains that exist on premises alone',
  ],
  [
    "a domain without a name server",
    { domains: { "erp.example.com": [] } },
    'domains is {"erp.example.com":0}, expected 1 to 6 name servers for each domain; name those that are nearest',
  ],
  [
    "a name server that nothing is routed to",
    { domains: { "erp.example.com": ["10.1.0.2", "198.51.100.2"] } },
    'domains is ["198.51.100.2"], expected addresses within 192.168.0.0/20, 10.1.0.0/16; declare the range that the name server lies in, or name another: nothing else is routed there',
  ],
  [
    "one zone",
    { subnetIds: { "eu-central-1a": "subnet-a" } },
    'subnetIds is ["eu-central-1a"], expected a subnet in at least 2 zones; give the endpoints an address in more zones: Resolver asks for two',
  ],
  [
    "a retention that CloudWatch Logs does not have",
    { logRetention: "10 days" },
    'logRetention is "10 days", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose one of them',
  ],
  [
    "no address of runbooks",
    { runbooksUrl: "wiki" },
    'runbooksUrl is "wiki", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "alarms that nobody hears",
    { alarmTopicArns: [] },
    "alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever runs the network",
  ],
];

describe("privateNamesRefusals", () => {
  it("have a test each", () => {
    expect(rows).toHaveLength(privateNamesRefusals.length);
  });

  it.each(rows)("refuses %s", (_what, change, message) => {
    expect(refusalOf('private names "names"', { ...ARGS, ...change }, privateNamesRefusals)).toBe(
      `private names "names": ${message}`,
    );
  });
});
