import type { Formula, FormulaInput } from "./formulas";
import { originLooks } from "./surroundings";

const KB_OF_A_GB = 1e6;
const SECONDS_OF_A_MONTH = 730 * 3_600;
/** A metric is read each half a minute. */
const SCRAPE_SECONDS = 30;
const VPC = "aws:ec2/vpc:Vpc";
const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

function looks({ load }: FormulaInput): number {
  return load.orders * load.of("looksPerOrder");
}

function pastEdge({ load, side }: FormulaInput): number {
  return load.meanOf((rate) => originLooks(load, side, rate)) * SECONDS_OF_A_MONTH;
}

function eventsGb({ load }: FormulaInput): number {
  return (load.orders * load.of("eventsPerOrder") * load.of("eventKb")) / KB_OF_A_GB;
}

function logsGb(input: FormulaInput): number {
  const { load } = input;
  const lines = pastEdge(input) + load.orders * (load.of("reservationsPerOrder") + load.of("eventsPerOrder"));
  return (lines * load.of("logKb")) / KB_OF_A_GB;
}

/** The same number whatever the load. */
function constant(type: string, key: string, value: number): Formula {
  return { type, key, formula: String(value), of: () => value };
}

/** What is not used at all, and why. */
function unused(type: string, key: string, because: string): Formula {
  return { type, key, formula: `0: ${because}`, of: () => 0 };
}

function logs(key: string): Formula {
  return {
    type: "aws:cloudwatch/logGroup:LogGroup",
    key,
    formula: "requests and events past the edge × logKb, over all groups",
    of: (input) => logsGb(input) / input.side.ofType("aws:cloudwatch/logGroup:LogGroup").length,
  };
}

function quiet(type: string): Formula {
  return { type, key: "monthlyRequests", formula: "quietRequests", of: ({ load }) => load.of("quietRequests") };
}

/** How networks, the edge and what watches are used. */
export const PLATFORM_FORMULAS: readonly Formula[] = [
  {
    type: VPC,
    key: "internetGb",
    formula: "looks past the edge × answerKb; nothing where CloudFront fetches them",
    of: (input) =>
      input.side.ofType(DISTRIBUTION).length > 0 ? 0 : (pastEdge(input) * input.load.of("answerKb")) / KB_OF_A_GB,
  },
  unused(VPC, "otherRegionsGb", "one region"),
  {
    type: VPC,
    key: "betweenZonesGb",
    formula: "events × eventKb to two more zones, and two in three answers past the edge",
    of: (input) => 2 * eventsGb(input) + ((2 / 3) * pastEdge(input) * input.load.of("answerKb")) / KB_OF_A_GB,
  },
  {
    type: "aws:ec2/natGateway:NatGateway",
    key: "processedGb",
    formula: "orders × partnerKb, over all gateways",
    of: ({ load, side }) =>
      (load.orders * load.of("partnerKb")) / KB_OF_A_GB / side.ofType("aws:ec2/natGateway:NatGateway").length,
  },
  {
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    key: "processedGb",
    formula: "logs and events, over all endpoints",
    of: (input) => (logsGb(input) + eventsGb(input)) / input.side.ofType("aws:ec2/vpcEndpoint:VpcEndpoint").length,
  },
  {
    type: "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
    key: "processedGb",
    formula: "orders × partnerKb, to the system of record",
    of: ({ load }) => (load.orders * load.of("partnerKb")) / KB_OF_A_GB,
  },
  unused("aws:ec2/vpnConnection:VpnConnection", "processedGb", "it stands by for the line"),
  constant("aws:route53/resolverEndpoint:ResolverEndpoint", "monthlyQueries", 500_000),
  {
    type: "aws:apigateway/restApi:RestApi",
    key: "monthlyRequests",
    formula: "looks past the edge, and reservations",
    of: (input) => pastEdge(input) + input.load.orders * input.load.of("reservationsPerOrder"),
  },
  { type: DISTRIBUTION, key: "northAmericaHttpsRequests", formula: "orders × looksPerOrder", of: looks },
  {
    type: DISTRIBUTION,
    key: "northAmericaGb",
    formula: "orders × looksPerOrder × answerKb",
    of: (input) => (looks(input) * input.load.of("answerKb")) / KB_OF_A_GB,
  },
  unused(DISTRIBUTION, "invalidationPaths", "answers grow five seconds old"),
  { type: "aws:wafv2/webAcl:WebAcl", key: "monthlyRequests", formula: "looks past the edge", of: pastEdge },
  {
    type: "aws:wafv2/webAcl:WebAcl",
    named: /^edge-firewall/,
    key: "monthlyRequests",
    formula: "orders × looksPerOrder",
    of: looks,
  },
  logs("ingestedGb"),
  logs("storageGb"),
  quiet("aws:kms/key:Key"),
  quiet("aws:secretsmanager/secret:Secret"),
  {
    type: "aws:route53/zone:Zone",
    key: "monthlyQueries",
    formula: "looks / 10: a name is asked once for ten of them",
    of: (input) => looks(input) / 10,
  },
  {
    type: "aws:amp/workspace:Workspace",
    key: "ingestedSamples",
    formula: "metricSeries, each half a minute",
    of: ({ load }) => (load.of("metricSeries") * SECONDS_OF_A_MONTH) / SCRAPE_SECONDS,
  },
  {
    type: "aws:amp/workspace:Workspace",
    key: "queriedSamples",
    formula: "as many as are written",
    of: ({ load }) => (load.of("metricSeries") * SECONDS_OF_A_MONTH) / SCRAPE_SECONDS,
  },
  constant("aws:amp/workspace:Workspace", "storageGb", 5),
  {
    type: "aws:xray/samplingRule:SamplingRule",
    key: "recordedTraces",
    formula: "one in a hundred requests past the edge",
    of: (input) => pastEdge(input) / 100,
  },
  constant("aws:ecr/repository:Repository", "storageGb", 1),
  constant("aws:cloudtrail/trail:Trail", "additionalManagementEvents", 0),
  constant("aws:cloudtrail/trail:Trail", "dataEvents", 100_000),
  constant("aws:cfg/recorder:Recorder", "configurationItems", 1_000),
  constant("aws:guardduty/detector:Detector", "cloudtrailEvents", 1_000_000),
  constant("aws:guardduty/detector:Detector", "flowLogGb", 10),
  constant("aws:athena/workgroup:Workgroup", "scannedTb", 0.01),
];
