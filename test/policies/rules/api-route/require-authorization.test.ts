import { apiRouteRequireAuthorization } from "../../../../policies/rules/api-route/require-authorization";
import { describeRule } from "../../harness";

const type = "aws:apigatewayv2/route:Route";

describeRule(apiRouteRequireAuthorization, {
  good: { type, props: { authorizationType: "JWT" } },
  broken: [
    {
      path: "authorizationType",
      to: "NONE",
      message: 'authorizationType is "NONE", expected AWS_IAM or JWT or CUSTOM',
    },
    {
      path: "authorizationType",
      to: undefined,
      message: "authorizationType is missing, expected AWS_IAM or JWT or CUSTOM",
    },
  ],
  unknown: ["authorizationType"],
  secret: ["authorizationType"],
});
