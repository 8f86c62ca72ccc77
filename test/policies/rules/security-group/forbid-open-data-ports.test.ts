import { securityGroupForbidOpenDataPorts } from "../../../../policies/rules/security-group/forbid-open-data-ports";
import { describeRule } from "../../harness";

const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

describeRule(securityGroupForbidOpenDataPorts, {
  good: { type, props: { cidrIpv4: "10.0.0.0/8", ipProtocol: "tcp", fromPort: 5432, toPort: 5432 } },
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
      message: 'cidrIpv4 is "0.0.0.0/0" for port 5432, expected named groups or blocks for ports of data',
    },
  ],
  alsoBroken: {
    "the world by IPv6": {
      type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      props: { cidrIpv6: "::/0", ipProtocol: "udp", fromPort: 5000, toPort: 6000 },
      message: 'cidrIpv6 is "::/0" for ports 5000 to 6000, expected named groups or blocks for ports of data',
    },
    "a rule of a group": {
      type: "aws:ec2/securityGroup:SecurityGroup",
      props: {
        ingress: [
          { cidrBlocks: ["10.0.0.0/8"], protocol: "tcp", fromPort: 5432, toPort: 5432 },
          { cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"], protocol: "tcp", fromPort: 5432, toPort: 5432 },
        ],
      },
      message: 'ingress[1].cidrBlocks is "0.0.0.0/0" for port 5432, expected named groups or blocks for ports of data',
    },
    "a rule beside a group": {
      type: "aws:ec2/securityGroupRule:SecurityGroupRule",
      props: { type: "ingress", ipv6CidrBlocks: ["::/0"], protocol: "tcp", fromPort: 5432, toPort: 5432 },
      message: 'ipv6CidrBlocks is "::/0" for port 5432, expected named groups or blocks for ports of data',
    },
  },
  unknown: ["cidrIpv4"],
  secret: ["cidrIpv4"],
});
