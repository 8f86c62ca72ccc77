import type { NetworkAclArgs, NetworkAclRuleArgs } from "@pulumi/aws/ec2";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { describeProblem } from "../../core/message";
import { ADMIN_PORTS } from "../../core/openings";
import { judgeAll, ofType } from "../../core/rule";
import { asList, member } from "../../core/tags";

const WORLD: ReadonlySet<unknown> = new Set(["0.0.0.0/0", "::/0"]);

/** Protocols that carry SSH and RDP: TCP, by name or number, and every one. */
const CARRYING: ReadonlySet<string> = new Set(["-1", "all", "tcp", "6"]);

/** The lists of a network open no port of administration to the world, whatever the groups behind them do. */
export const networkAclForbidOpenAdminPorts: ResourceValidationPolicy = {
  name: "network-acl-forbid-open-admin-ports",
  description: "Network ACLs open no port of administration to the world.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("EC2.21", "Network ACLs should not allow ingress from 0.0.0.0/0 to port 22 or port 3389"),
  tags: ["network"],
  remediationSteps:
    "Name the blocks that machines are administered from, or leave the ports out of fromPort and toPort.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  validateResource: [
    ofType<NetworkAclRuleArgs>("aws:ec2/networkAclRule:NetworkAclRule", (entry, _args, report) => {
      if (entry.egress !== true) {
        problemsOf("", entry).forEach((problem) => report(problem));
      }
    }),
    ...["aws:ec2/networkAcl:NetworkAcl", "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"].map((type) =>
      ofType<NetworkAclArgs>(type, ({ ingress }, _args, report) => {
        judgeAll(asList(ingress).entries(), ([index, entry]) => {
          problemsOf(`ingress[${index}].`, entry).forEach((problem) => report(problem));
        });
      }),
    ),
  ],
};

function problemsOf(prefix: string, entry: unknown): string[] {
  const allows = (member(entry, "ruleAction") ?? member(entry, "action")) === "allow";
  const property = ["cidrBlock", "ipv6CidrBlock"].find((block) => WORLD.has(member(entry, block)));
  if (!allows || property === undefined || !carriesAdmin(entry)) {
    return [];
  }
  const expected = `named blocks for the ports ${ADMIN_PORTS.join(" and ")}`;
  return [describeProblem({ property: `${prefix}${property}`, got: member(entry, property), expected })];
}

function carriesAdmin(entry: unknown): boolean {
  const protocol = String(member(entry, "protocol"));
  const [from, to] = [Number(member(entry, "fromPort") ?? 0), Number(member(entry, "toPort") ?? 0)];
  const every = protocol === "-1" || protocol === "all";
  return CARRYING.has(protocol) && (every || ADMIN_PORTS.some((port) => from <= port && port <= to));
}
