import { streamRequireRetention } from "../../../../policies/rules/stream/require-retention";
import { describeRule } from "../../harness";

const type = "aws:kinesis/stream:Stream";

describeRule(streamRequireRetention, {
  good: { type, props: { retentionPeriod: 168 } },
  broken: [
    { path: "retentionPeriod", to: 24, message: "retentionPeriod is 24, expected at least 168" },
    { path: "retentionPeriod", to: undefined, message: "retentionPeriod is missing, expected at least 168" },
  ],
  unknown: ["retentionPeriod"],
  secret: ["retentionPeriod"],
});
