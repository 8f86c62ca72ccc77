import { trailRequireLogGroup } from "../../../../policies/rules/trail/require-log-group";
import { describeRule } from "../../harness";

const type = "aws:cloudtrail/trail:Trail";

describeRule(trailRequireLogGroup, {
  good: { type, props: { cloudWatchLogsGroupArn: "arn:aws:logs:eu-central-1:123456789012:log-group:audit:*" } },
  broken: [
    { path: "cloudWatchLogsGroupArn", to: "", message: 'cloudWatchLogsGroupArn is "", expected a log group' },
    {
      path: "cloudWatchLogsGroupArn",
      to: undefined,
      message: "cloudWatchLogsGroupArn is missing, expected a log group",
    },
  ],
  unknown: [],
  created: ["cloudWatchLogsGroupArn"],
  secret: ["cloudWatchLogsGroupArn"],
});
