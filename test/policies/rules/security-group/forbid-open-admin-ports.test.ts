import { securityGroupForbidOpenAdminPorts } from "../../../../policies/rules/security-group/forbid-open-admin-ports";
import { describeRule } from "../../harness";

const type = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

describeRule(securityGroupForbidOpenAdminPorts, {
  good: { type, props: { cidrIpv4: "10.0.0.0/8", ipProtocol: "tcp", fromPort: 22, toPort: 22 } },
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
      message: 'cidrIpv4 is "0.0.0.0/0" for port 22, expected named blocks for SSH and RDP',
    },
  ],
  alsoBroken: {
    "the world by IPv6": {
      type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      props: { cidrIpv6: "::/0", ipProtocol: "udp", fromPort: 3000, toPort: 4000 },
      message: 'cidrIpv6 is "::/0" for ports 3000 to 4000, expected named blocks for SSH and RDP',
    },
    "a rule of a group": {
      type: "aws:ec2/securityGroup:SecurityGroup",
      props: {
        ingress: [
          { cidrBlocks: ["10.0.0.0/8"], protocol: "tcp", fromPort: 22, toPort: 22 },
          { cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"], protocol: "tcp", fromPort: 22, toPort: 22 },
        ],
      },
      message: 'ingress[1].cidrBlocks is "0.0.0.0/0" for port 22, expected named blocks for SSH and RDP',
    },
    "a rule beside a group": {
      type: "aws:ec2/securityGroupRule:SecurityGroupRule",
      props: { type: "ingress", ipv6CidrBlocks: ["::/0"], protocol: "tcp", fromPort: 22, toPort: 22 },
      message: 'ipv6CidrBlocks is "::/0" for port 22, expected named blocks for SSH and RDP',
    },
    "every protocol": {
      type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      props: { cidrIpv4: "0.0.0.0/0", ipProtocol: "-1" },
      message: 'cidrIpv4 is "0.0.0.0/0" for ports 0 to 65535, expected named blocks for SSH and RDP',
    },
  },
  unknown: ["cidrIpv4"],
  secret: ["cidrIpv4"],
});
