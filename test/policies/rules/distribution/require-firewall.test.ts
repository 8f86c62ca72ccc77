import { distributionRequireFirewall } from "../../../../policies/rules/distribution/require-firewall";
import { describeRule } from "../../harness";

const type = "aws:cloudfront/distribution:Distribution";

describeRule(distributionRequireFirewall, {
  good: { type, props: { webAclId: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/shop/1" } },
  broken: [
    { path: "webAclId", to: "", message: 'webAclId is "", expected a web ACL' },
    { path: "webAclId", to: undefined, message: "webAclId is missing, expected a web ACL" },
  ],
  unknown: [],
  created: ["webAclId"],
  secret: ["webAclId"],
});
