import { networkAclForbidOpenAdminPorts } from "../../../../policies/rules/network-acl/forbid-open-admin-ports";
import { describeRule } from "../../harness";

const type = "aws:ec2/networkAclRule:NetworkAclRule";
const OPEN = { ruleAction: "allow", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlock: "0.0.0.0/0" };
const says = (path: string, got = "0.0.0.0/0") =>
  `${path} is "${got}", expected named blocks for the ports 22 and 3389`;
const acl = (entry: object) => ({ ingress: [{ ...OPEN, ruleAction: undefined, action: "allow", ...entry }] });

describeRule(networkAclForbidOpenAdminPorts, {
  good: { type, props: { ...OPEN, cidrBlock: "10.0.0.0/8" } },
  alsoGood: {
    "a rule that denies": { type, props: { ...OPEN, ruleAction: "deny" } },
    "a rule of what goes out": { type, props: { ...OPEN, egress: true } },
    "a port of the web": { type, props: { ...OPEN, fromPort: 443, toPort: 443 } },
    "a protocol that carries neither": { type, props: { ...OPEN, protocol: "udp" } },
    "a list without rules": { type: "aws:ec2/networkAcl:NetworkAcl", props: {} },
    "a list that denies": { type: "aws:ec2/networkAcl:NetworkAcl", props: acl({ action: "deny" }) },
  },
  broken: [{ path: "cidrBlock", to: "0.0.0.0/0", message: says("cidrBlock") }],
  alsoBroken: {
    "the whole of IPv6": {
      type,
      props: { ...OPEN, cidrBlock: undefined, ipv6CidrBlock: "::/0" },
      message: says("ipv6CidrBlock", "::/0"),
    },
    "a range with RDP in it": { type, props: { ...OPEN, fromPort: 3000, toPort: 4000 }, message: says("cidrBlock") },
    "a protocol by number": { type, props: { ...OPEN, protocol: "6" }, message: says("cidrBlock") },
    "every protocol": {
      type,
      props: { ruleAction: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0" },
      message: says("cidrBlock"),
    },
    "an entry of a list": {
      type: "aws:ec2/networkAcl:NetworkAcl",
      props: acl({}),
      message: says("ingress[0].cidrBlock"),
    },
    "an entry of a default list": {
      type: "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
      props: acl({}),
      message: says("ingress[0].cidrBlock"),
    },
  },
  unknown: ["cidrBlock", "ruleAction"],
  secret: ["cidrBlock"],
});
