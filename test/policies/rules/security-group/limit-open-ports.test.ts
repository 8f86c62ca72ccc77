import { securityGroupLimitOpenPorts } from "../../../../policies/rules/security-group/limit-open-ports";
import { describeRule } from "../../harness";

const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

describeRule(securityGroupLimitOpenPorts, {
  good: { type, props: { cidrIpv4: "10.0.0.0/8", ipProtocol: "tcp", fromPort: 8443, toPort: 8443 } },
  alsoGood: {
    "another group": { type, props: { referencedSecurityGroupId: "sg-1", ipProtocol: "-1" } },
    "the world at port 443": { type, props: { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 } },
    "a group without rules": { type: "aws:ec2/securityGroup:SecurityGroup", props: {} },
    "a rule that goes out": {
      type: "aws:ec2/securityGroupRule:SecurityGroupRule",
      props: { type: "egress", cidrBlocks: ["0.0.0.0/0"], protocol: "-1", fromPort: 0, toPort: 0 },
    },
  },
  broken: [
    {
      path: "cidrIpv4",
      to: "0.0.0.0/0",
      message: 'cidrIpv4 is "0.0.0.0/0" for port 8443, expected named groups or blocks, or port 80 or 443',
    },
  ],
  alsoBroken: {
    "the world by IPv6": {
      type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      props: { cidrIpv6: "::/0", ipProtocol: "udp", fromPort: 8400, toPort: 8500 },
      message: 'cidrIpv6 is "::/0" for ports 8400 to 8500, expected named groups or blocks, or port 80 or 443',
    },
    "a rule of a group": {
      type: "aws:ec2/securityGroup:SecurityGroup",
      props: {
        ingress: [
          { cidrBlocks: ["10.0.0.0/8"], protocol: "tcp", fromPort: 8443, toPort: 8443 },
          { cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"], protocol: "tcp", fromPort: 8443, toPort: 8443 },
        ],
      },
      message: 'ingress[1].cidrBlocks is "0.0.0.0/0" for port 8443, expected named groups or blocks, or port 80 or 443',
    },
    "a rule beside a group": {
      type: "aws:ec2/securityGroupRule:SecurityGroupRule",
      props: { type: "ingress", ipv6CidrBlocks: ["::/0"], protocol: "tcp", fromPort: 8443, toPort: 8443 },
      message: 'ipv6CidrBlocks is "::/0" for port 8443, expected named groups or blocks, or port 80 or 443',
    },
  },
  unknown: ["cidrIpv4"],
  secret: ["cidrIpv4"],
});
