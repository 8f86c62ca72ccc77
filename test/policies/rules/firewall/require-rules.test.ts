import { firewallRequireRules } from "../../../../policies/rules/firewall/require-rules";
import { describeRule } from "../../harness";

const type = "aws:wafv2/webAcl:WebAcl";

describeRule(firewallRequireRules, {
  good: { type, props: { rules: [{ name: "rate", priority: 1 }] } },
  broken: [
    { path: "rules", to: [], message: "rules is [], expected one at least" },
    { path: "rules", to: undefined, message: "rules is missing, expected one at least" },
  ],
  unknown: ["rules"],
  secret: ["rules"],
});
