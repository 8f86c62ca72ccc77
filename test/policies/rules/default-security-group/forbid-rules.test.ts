import { defaultSecurityGroupForbidRules } from "../../../../policies/rules/default-security-group/forbid-rules";
import { describeRule } from "../../harness";

const type = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

describeRule(defaultSecurityGroupForbidRules, {
  good: { type, props: { ingress: [], egress: [] } },
  alsoGood: { "none at all": { type, props: {} } },
  broken: [
    {
      path: "ingress",
      to: [{ fromPort: 0, protocol: "-1", toPort: 0 }],
      message: 'ingress is [{"fromPort":0,"protocol":"-1","toPort":0}], expected none',
    },
    {
      path: "egress",
      to: [{ fromPort: 0, protocol: "-1", toPort: 0 }],
      message: 'egress is [{"fromPort":0,"protocol":"-1","toPort":0}], expected none',
    },
  ],
  unknown: ["ingress", "egress"],
  secret: ["ingress", "egress"],
});
