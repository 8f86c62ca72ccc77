import type { SecurityGroupArgs, SecurityGroupRuleArgs } from "@pulumi/aws/ec2";
import type { SecurityGroupIngressRuleArgs } from "@pulumi/aws/vpc";
import type { ResourceValidation } from "@pulumi/policy";
import { judgeAll, ofType } from "./rule";
import { asList, member } from "./tags";

/** Ports through which machines are administered: SSH and RDP. */
export const ADMIN_PORTS: readonly number[] = [22, 3389];

/**
 * Ports of databases, of caches, of brokers, and of what was never meant for the internet.
 * Source: https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19, read 2026-11, and beside it
 * the ports of Kafka, Redis, Memcached, Elasticsearch and MongoDB.
 */
export const DATA_PORTS: readonly number[] = [
  20, 21, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 4333, 5000, 5432, 5500, 5601, 6379, 8080, 8088, 8888,
  9092, 9098, 9200, 9300, 11211, 27017,
];

/** Ports a network lets in from everywhere. */
export interface Opening {
  /** Path of the input that names everywhere. */
  readonly property: string;
  readonly source: string;
  readonly from: number;
  readonly to: number;
}

/** Whether an opening lets a port in. */
export function covers({ from, to }: Opening, port: number): boolean {
  return from <= port && port <= to;
}

/** Validations of every type that opens a security group to traffic from outside. */
export function onIngress(problemOf: (opening: Opening) => string | undefined): ResourceValidation[] {
  return [
    ofType<SecurityGroupArgs>("aws:ec2/securityGroup:SecurityGroup", ({ ingress }, _args, report) => {
      const rules = asList(ingress).map((rule, index) => ({ rule, prefix: `ingress[${index}].` }));
      judgeAll(rules, ({ rule, prefix }) => reportAll(openingsOf(rule, prefix, "protocol"), problemOf, report));
    }),
    ofType<SecurityGroupRuleArgs>("aws:ec2/securityGroupRule:SecurityGroupRule", (rule, _args, report) => {
      reportAll(rule.type === "ingress" ? openingsOf(rule, "", "protocol") : [], problemOf, report);
    }),
    ofType<SecurityGroupIngressRuleArgs>(
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      (rule, _args, report) => reportAll(openingsOf(rule, "", "ipProtocol"), problemOf, report),
    ),
  ];
}

function reportAll(
  openings: readonly Opening[],
  problemOf: (opening: Opening) => string | undefined,
  report: (message: string) => void,
): void {
  for (const opening of openings) {
    const expected = problemOf(opening);
    if (expected !== undefined) {
      report(`${opening.property} is ${JSON.stringify(opening.source)} for ${portsOf(opening)}, expected ${expected}`);
    }
  }
}

/** Inputs that name where traffic may come from; the older types take lists. */
const SOURCES = ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6"] as const;

const EVERYWHERE: ReadonlySet<unknown> = new Set(["0.0.0.0/0", "::/0"]);
const LAST_PORT = 65_535;

function openingsOf(rule: unknown, prefix: string, protocolInput: string): readonly Opening[] {
  const everywhere = SOURCES.flatMap((input) => {
    const named = member(rule, input);
    return (Array.isArray(named) ? asList(named) : [named]).flatMap((source) =>
      typeof source === "string" && EVERYWHERE.has(source) ? [{ property: `${prefix}${input}`, source }] : [],
    );
  });
  return everywhere.map((place) => ({ ...place, ...rangeOf(rule, member(rule, protocolInput)) }));
}

/** The ports of a rule; all of them where its protocol is every one, or where it names none. */
function rangeOf(rule: unknown, protocol: unknown): Pick<Opening, "from" | "to"> {
  if (protocol === "-1" || protocol === "all") {
    return { from: 0, to: LAST_PORT };
  }
  const [from, to] = [member(rule, "fromPort"), member(rule, "toPort")];
  return { from: typeof from === "number" ? from : 0, to: typeof to === "number" ? to : LAST_PORT };
}

function portsOf({ from, to }: Opening): string {
  return from === to ? `port ${from}` : `ports ${from} to ${to}`;
}
