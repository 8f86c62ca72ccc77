import { brokerRequireLogs } from "../../../../policies/rules/broker/require-logs";
import { describeRule } from "../../harness";

const type = "aws:msk/cluster:Cluster";

describeRule(brokerRequireLogs, {
  good: { type, props: { loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true } } } } },
  broken: [
    {
      path: "loggingInfo.brokerLogs.cloudwatchLogs.enabled",
      to: false,
      message:
        'loggingInfo.brokerLogs is {"cloudwatchLogs":{"enabled":false}}, expected one destination that is enabled',
    },
    {
      path: "loggingInfo",
      to: undefined,
      message: "loggingInfo.brokerLogs is missing, expected one destination that is enabled",
    },
  ],
  unknown: ["loggingInfo", "loggingInfo.brokerLogs", "loggingInfo.brokerLogs.cloudwatchLogs.enabled"],
  secret: ["loggingInfo.brokerLogs"],
});
