import { firewallRequireLogs } from "../../../../policies/rules/firewall/require-logs";
import { describeCompanion } from "../../relations";

describeCompanion(firewallRequireLogs, {
  owner: {
    type: "aws:wafv2/webAcl:WebAcl",
    name: "owner",
    props: { arn: "arn:aws:wafv2:eu-west-1:1:regional/webacl/shop/1" },
  },
  companion: { type: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", props: {} },
  by: "resourceArn",
  named: "arn:aws:wafv2:eu-west-1:1:regional/webacl/shop/1",
  message:
    "a log is missing, expected aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration with it as resourceArn",
});
