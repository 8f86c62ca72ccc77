import { databaseInstanceRequirePerformanceInsights } from "../../../../policies/rules/database-instance/require-performance-insights";
import { describeRule } from "../../harness";

const type = "aws:rds/clusterInstance:ClusterInstance";

describeRule(databaseInstanceRequirePerformanceInsights, {
  good: {
    type,
    props: {
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1",
    },
  },
  broken: [
    { path: "performanceInsightsEnabled", to: false, message: "performanceInsightsEnabled is false, expected true" },
    {
      path: "performanceInsightsKmsKeyId",
      to: undefined,
      message: "performanceInsightsKmsKeyId is missing, expected a customer's key, not one that AWS manages",
    },
  ],
  unknown: ["performanceInsightsEnabled"],
  created: ["performanceInsightsKmsKeyId"],
  secret: ["performanceInsightsEnabled", "performanceInsightsKmsKeyId"],
});
