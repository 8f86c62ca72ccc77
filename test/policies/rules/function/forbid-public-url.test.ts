import { functionForbidPublicUrl } from "../../../../policies/rules/function/forbid-public-url";
import { describeRule } from "../../harness";

const type = "aws:lambda/functionUrl:FunctionUrl";

describeRule(functionForbidPublicUrl, {
  good: { type, props: { authorizationType: "AWS_IAM" } },
  broken: [{ path: "authorizationType", to: "NONE", message: 'authorizationType is "NONE", expected AWS_IAM' }],
  unknown: ["authorizationType"],
  secret: ["authorizationType"],
});
