import type { GraphQLApiArgs } from "@pulumi/aws/appsync";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { eachMember, isNoneOf, requireSettings } from "../../core/settings";

/** A key that every client carries says nothing of who asks. */
export const graphApiForbidApiKeys: ResourceValidationPolicy = {
  name: "graph-api-forbid-api-keys",
  description: "GraphQL APIs do not rest on keys.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("AppSync.5", "AWS AppSync GraphQL APIs should not be authenticated with API keys"),
  tags: ["identity"],
  remediationSteps:
    "Set authenticationType, and those of additionalAuthenticationProviders, to AWS_IAM, OPENID_CONNECT, AMAZON_COGNITO_USER_POOLS or AWS_LAMBDA.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/appsync-controls.html",
  validateResource: requireSettings<GraphQLApiArgs>("aws:appsync/graphQLApi:GraphQLApi", [
    {
      property: "authenticationType",
      read: ({ authenticationType }) => authenticationType,
      check: isNoneOf(["API_KEY"], "another type"),
    },
    {
      property: "additionalAuthenticationProviders",
      read: ({ additionalAuthenticationProviders }) => additionalAuthenticationProviders,
      check: eachMember(["authenticationType"], isNoneOf(["API_KEY"], "another type")),
    },
  ]),
};
