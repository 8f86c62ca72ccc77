import { apiStageRequireFirewall } from "../../../../policies/rules/api-stage/require-firewall";
import { describeCompanion } from "../../relations";

describeCompanion(apiStageRequireFirewall, {
  owner: {
    type: "aws:apigateway/stage:Stage",
    name: "owner",
    props: { arn: "arn:aws:apigateway:eu-west-1::/restapis/1/stages/v1" },
  },
  companion: { type: "aws:wafv2/webAclAssociation:WebAclAssociation", props: {} },
  by: "resourceArn",
  named: "arn:aws:apigateway:eu-west-1::/restapis/1/stages/v1",
  message: "a web firewall is missing, expected aws:wafv2/webAclAssociation:WebAclAssociation with it as resourceArn",
});
