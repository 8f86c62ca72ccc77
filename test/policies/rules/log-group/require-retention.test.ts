import { logGroupRequireRetention } from "../../../../policies/rules/log-group/require-retention";
import { describeRule } from "../../harness";

const type = "aws:cloudwatch/logGroup:LogGroup";

describeRule(logGroupRequireRetention, {
  good: { type, props: { retentionInDays: 365 } },
  broken: [
    { path: "retentionInDays", to: 0, message: "retentionInDays is 0, expected a number of days above 0" },
    {
      path: "retentionInDays",
      to: undefined,
      message: "retentionInDays is missing, expected a number of days above 0",
    },
  ],
  unknown: ["retentionInDays"],
  secret: ["retentionInDays"],
});
