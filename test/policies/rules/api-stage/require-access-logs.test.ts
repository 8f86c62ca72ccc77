import { apiStageRequireAccessLogs } from "../../../../policies/rules/api-stage/require-access-logs";
import { describeRule } from "../../harness";

const type = "aws:apigateway/stage:Stage";

describeRule(apiStageRequireAccessLogs, {
  good: {
    type,
    props: { accessLogSettings: { destinationArn: "arn:aws:logs:eu-central-1:123456789012:log-group:orders" } },
  },
  broken: [
    {
      path: "accessLogSettings.destinationArn",
      to: "",
      message: 'accessLogSettings.destinationArn is "", expected a log group or a delivery stream',
    },
    {
      path: "accessLogSettings.destinationArn",
      to: undefined,
      message: "accessLogSettings.destinationArn is missing, expected a log group or a delivery stream",
    },
  ],
  unknown: [],
  created: ["accessLogSettings.destinationArn"],
  secret: ["accessLogSettings.destinationArn"],
});
