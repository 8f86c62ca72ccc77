import type { RouteArgs } from "@pulumi/aws/apigatewayv2";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isOneOf, requireSettings } from "../../core/settings";

/** A route of an HTTP API asks who calls. */
export const apiRouteRequireAuthorization: ResourceValidationPolicy = {
  name: "api-route-require-authorization",
  description: "Routes of APIs ask for authorization.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("APIGateway.8", "API Gateway routes should specify an authorization type"),
  tags: ["identity", "public-exposure"],
  remediationSteps: "Set authorizationType to AWS_IAM, JWT or CUSTOM.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
  validateResource: requireSettings<RouteArgs>("aws:apigatewayv2/route:Route", [
    {
      property: "authorizationType",
      read: ({ authorizationType }) => authorizationType,
      check: isOneOf("AWS_IAM", "JWT", "CUSTOM"),
    },
  ]),
};
