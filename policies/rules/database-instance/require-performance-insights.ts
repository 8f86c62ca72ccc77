import type { ClusterInstanceArgs } from "@pulumi/aws/rds";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { keyProblems } from "../../core/keys";
import { isTrue, requireSettings } from "../../core/settings";

/** Which query holds up the others can be looked up, also of an hour ago. */
export const databaseInstanceRequirePerformanceInsights: ResourceValidationPolicy = {
  name: "database-instance-require-performance-insights",
  description: "Database instances keep performance insights under a customer's key.",
  enforcementLevel: "mandatory",
  severity: "low",
  tags: ["observability"],
  remediationSteps:
    "Set performanceInsightsEnabled to true, and performanceInsightsKmsKeyId to the key of the instance's region.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PerfInsights.Overview.html",
  validateResource: requireSettings<ClusterInstanceArgs>("aws:rds/clusterInstance:ClusterInstance", [
    {
      property: "performanceInsightsEnabled",
      read: ({ performanceInsightsEnabled }) => performanceInsightsEnabled,
      check: isTrue,
    },
    {
      property: "performanceInsightsKmsKeyId",
      read: ({ performanceInsightsKmsKeyId }) => performanceInsightsKmsKeyId,
      check: keyProblems,
    },
  ]),
};
