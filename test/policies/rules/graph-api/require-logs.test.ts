import { graphApiRequireLogs } from "../../../../policies/rules/graph-api/require-logs";
import { describeRule } from "../../harness";

const type = "aws:appsync/graphQLApi:GraphQLApi";

describeRule(graphApiRequireLogs, {
  good: { type, props: { logConfig: { fieldLogLevel: "ERROR" } } },
  broken: [
    {
      path: "logConfig.fieldLogLevel",
      to: "NONE",
      message: 'logConfig.fieldLogLevel is "NONE", expected ALL or ERROR',
    },
    { path: "logConfig", to: undefined, message: "logConfig.fieldLogLevel is missing, expected ALL or ERROR" },
  ],
  unknown: ["logConfig", "logConfig.fieldLogLevel"],
  secret: ["logConfig.fieldLogLevel"],
});
