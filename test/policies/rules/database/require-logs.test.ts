import { databaseRequireLogs } from "../../../../policies/rules/database/require-logs";
import { describeRule } from "../../harness";

const type = "aws:rds/cluster:Cluster";

describeRule(databaseRequireLogs, {
  good: { type, props: { enabledCloudwatchLogsExports: ["postgresql"] } },
  broken: [
    {
      path: "enabledCloudwatchLogsExports",
      to: [],
      message: "enabledCloudwatchLogsExports is [], expected one at least",
    },
    {
      path: "enabledCloudwatchLogsExports",
      to: undefined,
      message: "enabledCloudwatchLogsExports is missing, expected one at least",
    },
  ],
  unknown: ["enabledCloudwatchLogsExports"],
  secret: ["enabledCloudwatchLogsExports"],
});
