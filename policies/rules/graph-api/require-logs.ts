import type { GraphQLApiArgs } from "@pulumi/aws/appsync";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isOneOf, requireSettings } from "../../core/settings";

/** Which field failed, and with what, can be looked up. */
export const graphApiRequireLogs: ResourceValidationPolicy = {
  name: "graph-api-require-logs",
  description: "GraphQL APIs log their fields.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("AppSync.2", "AWS AppSync should have field-level logging enabled"),
  tags: ["observability"],
  remediationSteps: "Set logConfig.fieldLogLevel to ERROR or ALL, and logConfig.cloudwatchLogsRoleArn.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/appsync-controls.html",
  validateResource: requireSettings<GraphQLApiArgs>("aws:appsync/graphQLApi:GraphQLApi", [
    {
      property: "logConfig.fieldLogLevel",
      read: ({ logConfig }) => logConfig?.fieldLogLevel,
      check: isOneOf("ALL", "ERROR"),
    },
  ]),
};
